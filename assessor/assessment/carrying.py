"""The cells of a twin while its controls come to count on more bases, or on fewer: `tally`, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, Cell, claims, strength
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.assessment.cells import CellId
    from assessor.model.profile import Profile


class _Carriers:
    """How many of the controls of one cell count on each number of bases (see `reach`)."""

    __slots__ = ("cell", "full", "some")

    def __init__(self, cell: CellId) -> None:
        self.cell = cell
        self.full = [0] * (len(BASES) + 1)
        """Of the full ones."""
        self.some = [0] * (len(BASES) + 1)
        """Of the full and the partial ones."""


class Carrying:
    """Every cell of a twin; a control that counts otherwise costs no look at the other controls of its cells."""

    def __init__(self, profile: Profile, cells: Mapping[CellId, Cell], reaches: Sequence[int]) -> None:
        self.cells = dict(cells)
        self._reaches = list(reaches)
        self._strengths = tuple(map(strength, profile.controls))
        carriers = {cell: _Carriers(cell) for cell in cells}
        self._carried = tuple(
            tuple(carriers[cell] for cell in claims(control, profile.twin.layers)) for control in profile.controls
        )
        for at, bases in enumerate(reaches):
            self._count(at, bases, 1)

    def levels(self, basis: int) -> tuple[Level, ...]:
        """The level of each cell on a basis, given by its position among the three."""
        return tuple([cell.level(basis) for cell in self.cells.values()])

    def move(self, at: int, bases: int) -> None:
        """Let the control at a position of the profile count on so many bases."""
        if bases == self._reaches[at]:
            return
        self._count(at, self._reaches[at], -1)
        self._count(at, bases, 1)
        self._reaches[at] = bases
        for carriers in self._carried[at]:
            cell = self.cells[carriers.cell]
            full, some = _most(carriers.full), _most(carriers.some)
            if (full, some) != (cell.full, cell.some):
                self.cells[carriers.cell] = _carried(cell, full, some)

    def _count(self, at: int, bases: int, number: int) -> None:
        if self._strengths[at] is Level.NONE:
            return
        full = self._strengths[at] is Level.FULL
        for carriers in self._carried[at]:
            carriers.some[bases] += number
            if full:
                carriers.full[bases] += number


def _most(counts: Sequence[int]) -> int:
    """The largest number of bases that some control counts on."""
    for bases in range(len(BASES), 0, -1):
        if counts[bases]:
            return bases
    return 0


def _carried(cell: Cell, full: int, some: int) -> Cell:
    """A cell of the same controls, carried so far."""
    other = Cell()
    other.controls, other.shortfall = cell.controls, cell.shortfall
    other.full, other.some = full, some
    return other
