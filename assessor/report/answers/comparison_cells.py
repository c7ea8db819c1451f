"""What comparisons say of cells: their marks, and the controls and lines behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Activation, Basis, Level
from assessor.report.page import Inline, Node, State, States

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.model.comparison import CellStanding, Contribution
    from assessor.model.vocabulary import Layer

LEGEND = (
    "Marks",
    Inline(
        (
            "claimed, evidenced, current:",
            State(Level.FULL, "full,"),
            State(Level.PARTIAL, "partial,"),
            State(Level.NONE, "none,"),
            State("silent", "silent (no control, so none),"),
            State(Level.NOT_APPLICABLE, "out of scope"),
        )
    ),
)
"""A row that says what the marks of cells mean."""

GIVES = "in front of a control: what it gives; partial and not-implemented ones keep cells from being full"
"""What is said over controls."""


def marks(cell: CellStanding) -> States:
    """The cell's level on the three bases, a mark each; a cell that no control speaks of is told from an empty one."""
    return States(["silent" if cell.silent else cell.levels[basis] for basis in Basis])


def behind(cells: Sequence[CellStanding]) -> Iterator[Node]:
    """What the cells of one requirement rest on: the controls that speak of them, silence, or what takes them out."""
    for one, layers in _contributions(cells):
        yield Node(Inline((State(one.level, ""), f"{_words(one)}: {', '.join(layers)}; {one.location}")))
    silent = [cell.layer for cell in cells if cell.silent]
    if silent:
        yield Node(Inline((State("silent", ""), f"no control speaks of {', '.join(silent)}")))
    for cell in cells:
        if cell.out_of_scope is not None:
            place = f"; {cell.out_of_scope.location}" if cell.out_of_scope.location else ""
            words = f"{cell.layer} is out of scope: {cell.out_of_scope.reason}{place}"
            yield Node(Inline((State(Level.NOT_APPLICABLE, ""), words)))


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
