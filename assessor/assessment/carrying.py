"""The cells of a twin while its controls come to count on more bases, or on fewer: `tally`, kept up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import BASES, Cell, claims, strength
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.assessment.cells import CellId
    from assessor.model.profile import Profile


class _Carriers(NamedTuple):
    """How many of a cell's controls count on each number of bases (see `reach`)."""

    full: list[int]
    """Of the full ones."""
    some: list[int]
    """Of the full and the partial ones."""


class Carrying:
    """Every cell of a twin; a control that counts otherwise costs no look at the other controls of its cells."""

    def __init__(self, profile: Profile, cells: Mapping[CellId, Cell], reaches: Sequence[int]) -> None:
        self.cells = dict(cells)
        self._profile = profile
        self._reaches = list(reaches)
        self._carriers = {cell: _Carriers(_nobody(), _nobody()) for cell in cells}
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
        for cell_id in claims(self._profile.controls[at], self._profile.twin.layers):
            self.cells[cell_id] = _as_carried(self.cells[cell_id], self._carriers[cell_id])

    def _count(self, at: int, bases: int, number: int) -> None:
        control = self._profile.controls[at]
        level = strength(control)
        if level is Level.NONE:
            return
        for cell_id in claims(control, self._profile.twin.layers):
            carriers = self._carriers[cell_id]
            carriers.some[bases] += number
            if level is Level.FULL:
                carriers.full[bases] += number


def _nobody() -> list[int]:
    return [0] * (len(BASES) + 1)


def _as_carried(cell: Cell, carriers: _Carriers) -> Cell:
    """A cell of the same controls, which count as they do now."""
    other = Cell()
    other.controls, other.shortfall = cell.controls, cell.shortfall
    other.full, other.some = _most(carriers.full), _most(carriers.some)
    return other


def _most(carriers: Sequence[int]) -> int:
    return max((bases for bases, number in enumerate(carriers) if number), default=0)
