"""The verdict on the three bases side by side, and the gap between what is claimed and what stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Applicability, Band, Basis
from assessor.report.markdown.parts import Part, Rank
from assessor.report.page import Paragraph, Section, State, Table
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.result import BasisSummary, Result
    from assessor.report.page import Cell


def verdict(result: Result) -> Part:
    """Rating, band, score, red mandatory requirements and caps on each basis."""
    heads = ("", *(f"{basis} (gate)" if basis is result.basis else basis for basis in Basis))
    rows = tuple(_rows(result))
    return Part((Section("Verdict"), Table(heads, rows), Paragraph(gap(result.summary))), Rank.VERDICT)


def gap(summary: Mapping[Basis, BasisSummary]) -> str:
    """What is lost from what is claimed to what is current, in a sentence."""
    claimed, evidenced, current = (summary[basis] for basis in Basis)
    if claimed.score is None or evidenced.score is None or current.score is None:
        return "Nothing is in scope, so there is nothing to score."
    lost = claimed.score - current.score
    if not lost and claimed.rating is current.rating:
        return "No gap: rating and score are the same as claimed and as current."
    ratings = f"; the rating goes from {claimed.rating} to {current.rating}" * (claimed.rating is not current.rating)
    bare, stale = claimed.score - evidenced.score, evidenced.score - current.score
    return (
        f"Gap: of the {number(claimed.score)} points claimed, {number(bare)} have no evidence "
        f"and {number(stale)} more none that is current{ratings}."
    )


def _rows(result: Result) -> Iterator[Sequence[Cell]]:
    on = [result.summary[basis] for basis in Basis]
    yield "Rating", *(State(one.rating) for one in on)
    yield "Band", *(State(one.band) for one in on)
    yield "Score", *(number(one.score) for one in on)
    yield "Range", *(_range(one) for one in on)
    yield "Mandatory red", *(_red_mandatory(result, basis) for basis in Basis)
    yield "Caps", *(", ".join(one.caps) or "none" for one in on)
    if any(one.caps_possible for one in on):
        yield "Possible caps", *(", ".join(one.caps_possible) or "none" for one in on)
    yield "Functions covered", *(" ".join(one.functions) or "none" for one in on)


def _range(summary: BasisSummary) -> str:
    return "-" if summary.score_range is None else " to ".join(map(number, summary.score_range))


def _red_mandatory(result: Result, basis: Basis) -> str:
    bands = [one.bases[basis].band for one in result.requirements if one.applicability is Applicability.MANDATORY]
    return f"{bands.count(Band.RED)} of {len(bands)}"
