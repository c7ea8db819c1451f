"""The cells of a twin if a control counted on more bases, or on fewer, or were not there.

It is what `tally` would say, without a new look at the other controls.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, SHORTFALLS, Cell, claims, strength
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.assessment.cells import CellId
    from assessor.model.profile import Control, Profile


class _Carriers:
    """How many of the controls of one cell count on each number of bases (see `reach`), and how many fall short."""

    __slots__ = ("cell", "full", "short", "some")

    def __init__(self, cell: CellId) -> None:
        self.cell = cell
        self.full = [0] * (len(BASES) + 1)
        """Of the full ones."""
        self.some = [0] * (len(BASES) + 1)
        """Of the full and the partial ones."""
        self.short = 0

    def count(self, control: _Weight, bases: int | None, times: int) -> None:
        """Count a control in (1) or out (-1) that counts on so many bases; of one that is not there (None), nothing."""
        if bases is not None:
            self.full[bases] += times * control.full
            self.some[bases] += times * control.some
            self.short += times * control.short

    def carried(self, before: Cell) -> Cell:
        """The cell as the counts have it; the one before if that is the same."""
        full, some, shortfall = _most(self.full), _most(self.some), self.short > 0
        if (full, some, shortfall) == (before.full, before.some, before.shortfall):
            return before
        cell = Cell()
        cell.controls, cell.full, cell.some, cell.shortfall = before.controls, full, some, shortfall
        return cell


class _Weight:
    """What a control adds to the counts of its cells."""

    __slots__ = ("full", "short", "some")

    def __init__(self, control: Control) -> None:
        level = strength(control)
        self.full = level is Level.FULL
        self.some = level is not Level.NONE
        self.short = control.status in SHORTFALLS


class Carrying:
    """Every cell of a twin, kept up to date. `cells` are those of the profile as it is, `reaches` those behind them."""

    def __init__(self, profile: Profile, cells: Mapping[CellId, Cell], reaches: Sequence[int]) -> None:
        self.cells = dict(cells)
        self._reaches = list(reaches)
        self._weights = tuple(map(_Weight, profile.controls))
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
        if bases != self._reaches[at]:
            self._recount(at, self._reaches[at], bases)
            self._reaches[at] = bases
            self.cells.update(self._cells(at))

    def where(self, at: int, bases: int | None) -> dict[CellId, Cell]:
        """The cells of a control if it counted on so many bases, or were not there (None); nothing is kept of it."""
        self._recount(at, self._reaches[at], bases)
        cells = self._cells(at)
        self._recount(at, bases, self._reaches[at])
        return cells

    def _cells(self, at: int) -> dict[CellId, Cell]:
        return {carriers.cell: carriers.carried(self.cells[carriers.cell]) for carriers in self._carried[at]}

    def _recount(self, at: int, before: int | None, after: int | None) -> None:
        self._count(at, before, -1)
        self._count(at, after, 1)

    def _count(self, at: int, bases: int | None, times: int) -> None:
        for carriers in self._carried[at]:
            carriers.count(self._weights[at], bases, times)


def _most(counts: Sequence[int]) -> int:
    """The largest number of bases that some control counts on."""
    for bases in range(len(BASES), 0, -1):
        if counts[bases]:
            return bases
    return 0
