"""What comparisons say of cells: their marks, and the controls and lines behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Activation, Basis, Level
from assessor.report.page import Inline, State, States

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.model.comparison import CellStanding, Contribution, OutOfScope
    from assessor.model.vocabulary import Layer

LEGEND = (
    "Marks",
    Inline(
        (
            "claimed, evidenced, current:",
            State(Level.FULL, "full,"),
            State(Level.PARTIAL, "partial,"),
            State(Level.NONE, "none,"),
            State(Level.NOT_APPLICABLE, "out of scope,"),
            State("silent", "silent (no control, so none)"),
        )
    ),
)
"""A row that says what the marks of cells mean."""

GIVES = "in front of each stands what it gives; partial and not-implemented ones keep cells from being full"
"""What is said over controls."""


def marks(cell: CellStanding) -> States:
    """The cell's level on the three bases, a mark each; a cell that no control speaks of is told from an empty one."""
    return States(["silent" if cell.silent else cell.levels[basis] for basis in Basis])


def behind(cells: Sequence[CellStanding]) -> Iterator[Inline]:
    """What the cells of one requirement rest on: the controls that speak of them, silence, or what takes them out."""
    for one, layers in _contributions(cells):
        yield Inline((State(one.level, ""), f"{_words(one)}: {', '.join(layers)} (line {one.location.line})"))
    silent = [cell.layer for cell in cells if cell.silent]
    if silent:
        yield Inline((State("silent", ""), f"no control speaks of {', '.join(silent)}"))
    for out, on in _out_of_scope(cells).items():
        place = f" (line {out.location.line})" if out.location else ""
        yield Inline((State(Level.NOT_APPLICABLE, ""), f"{', '.join(on)} out of scope: {out.reason}{place}"))


def _out_of_scope(cells: Sequence[CellStanding]) -> Mapping[OutOfScope, Sequence[Layer]]:
    """What takes cells out of scope, each once with all its layers."""
    found: dict[OutOfScope, list[Layer]] = {}
    for cell in cells:
        if cell.out_of_scope is not None:
            found.setdefault(cell.out_of_scope, []).append(cell.layer)
    return found


def _words(one: Contribution) -> str:
    """A control, and how far it is and counts: `AC-1 implemented, opt-in, only claimed`."""
    opt_in = ", opt-in" if one.control.activation is Activation.OPT_IN else ""
    return f"{one.control.id} {one.control.status}{opt_in}{_COUNTS[len(one.bases)] if one.bases else ''}"


_COUNTS = {1: ", only claimed", 2: ", no evidence current", 3: ""}
"""What keeps a control from counting, by the number of bases on which it does."""


def _contributions(cells: Sequence[CellStanding]) -> Iterable[tuple[Contribution, list[Layer]]]:
    """Each control that speaks of the cells, in the file's order, with the layers on which it does."""
    found: dict[str, tuple[Contribution, list[Layer]]] = {}
    for cell in cells:
        for one in cell.controls:
            found.setdefault(one.control.id, (one, []))[1].append(cell.layer)
    return sorted(found.values(), key=lambda pair: pair[0].location[1:])
