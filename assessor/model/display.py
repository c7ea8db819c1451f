"""How a result shows itself in a notebook: one small table, without script or style sheet."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assessor.model.number import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import BasisSummary, Result


def as_html(result: Result) -> str:
    """The verdict on the three bases as an HTML table; everything that a user wrote is escaped."""
    head = "".join(f'<th scope="col">{basis}</th>' for basis in result.summary)
    body = "".join(
        f'<tr><th scope="row">{name}</th>{"".join(f"<td>{escape(cell)}</td>" for cell in cells)}</tr>'
        for name, *cells in zip(*(_column(summary) for summary in [None, *result.summary.values()]), strict=True)
    )
    caption = f"{escape(result.profile.name)} on {result.as_of}; gate on {result.basis}: {_gate(result)}"
    return f"<table><caption>{caption}</caption><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table>"


def _column(summary: BasisSummary | None) -> Iterator[str]:
    """The cells of a basis from top to bottom; of None, the names of the rows."""
    if summary is None:
        yield from ("rating", "band", "score", "caps", "functions covered")
        return
    yield summary.rating
    yield summary.band
    yield "none" if summary.score is None else str(shown(summary.score))
    yield ", ".join(summary.caps) or "none"
    yield " ".join(summary.functions) or "none"


def _gate(result: Result) -> str:
    return {True: "passed", False: "not passed", None: "no check set"}[result.gate.passed]
