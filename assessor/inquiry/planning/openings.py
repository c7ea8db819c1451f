"""The cells of a twin that can be raised, and what raising one brings by arithmetic."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, CellId
from assessor.inquiry.planning.cheapest import Need
from assessor.inquiry.planning.counted import Counted
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from assessor.assessment.supposing import Supposed, Supposing
    from assessor.inquiry.rulebook import Rulebook
    from assessor.model.vocabulary import Basis

    Cells = frozenset[CellId]


class Openings:
    """The cells of a twin that are in scope and not full on a basis, and what raising one gains.

    Where rules look at other bases too, a cell is open until it is full on all of them.
    """

    def __init__(self, supposing: Supposing, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        self.supposing = supposing
        self.levels = supposing.as_is.levels
        self.scale = supposing.reckoning.scale
        self.all: Cells = supposing.open
        self.short: Cells = frozenset(cell for cell in self.all if self.levels[cell] is not Level.FULL)
        """Those that are not full on the basis itself."""
        self._sizes: dict[str, int] = {}
        for cell in self.levels:
            self._sizes[cell.requirement] = self._sizes.get(cell.requirement, 0) + 1
        self.counted = Counted(self)
        knowledge = rulebook.knowledge
        self._primary = {requirement.id: requirement.primary for requirement in knowledge.requirements}
        self._function = {category.id: category.function for category in knowledge.categories}

    def of(self, requirements: Iterable[str]) -> Cells:
        """The open cells of some requirements."""
        wanted = frozenset(requirements)
        return frozenset(cell for cell in self.all if cell.requirement in wanted)

    def category(self, category: str) -> Cells:
        """The open cells of the requirements whose primary category it is."""
        return self.of(requirement for requirement, primary in self._primary.items() if primary == category)

    def function(self, function: str) -> Cells:
        """The open cells of the requirements whose primary category is in the function."""
        return self.of(r for r, primary in self._primary.items() if self._function[primary] == function)

    def levels_on(self, basis: Basis) -> Mapping[CellId, Level]:
        """The level of each cell in scope on a basis, as it is."""
        at, cells = BASES.index(basis), self.supposing.reckoning.cells
        return {cell: cells[cell].level(at) for cell in self.levels}

    def gain(self, cell: CellId) -> int:
        """What raising the cell adds to the sum of the requirements' credits, in units of the scale."""
        return self._credit(Level.FULL, cell) - self._credit(self.levels[cell], cell)

    def points(self, cell: CellId) -> Fraction:
        """What raising the cell adds to the score."""
        return Fraction(100 * self.gain(cell), self.scale.unit * len(self._sizes))

    def missing(self, score: Fraction, as_is: Fraction) -> int:
        """How many units the score lacks; 0 if it is reached."""
        return self._short_of(score - as_is)

    def _short_of(self, points: Fraction) -> int:
        units = points * self.scale.unit * len(self._sizes) / 100
        return max(-(-units.numerator // units.denominator), 0)

    def gaining(self, score: Fraction, basis: Basis) -> Need:
        """What it takes to reach a score on another basis."""
        full = {cell: self._credit(Level.FULL, cell) for cell in self.levels}
        lacking = {cell: full[cell] - self._credit(level, cell) for cell, level in self.levels_on(basis).items()}
        gains = {cell: gain for cell, gain in lacking.items() if gain}
        least = sum(lacking.values()) - self.scale.unit * len(self._sizes) + self._short_of(score)
        return Need(tuple(frozenset({cell}) for cell in gains), least, weights=tuple(gains.values()))

    def _credit(self, level: Level, cell: CellId) -> int:
        return self.scale.credit[level] // self._sizes[cell.requirement]

    def beyond(self, raised: Collection[CellId], stands: Callable[[Supposed], bool]) -> Cells:
        """The open cells left over when as many as possible are raised, beside those that are, while something stands.

        It falls with one of these, by whatever way: no other cells make it fall, all of them together.
        """
        kept, over = set(raised), set[CellId]()

        def add(cells: Sequence[CellId]) -> None:
            if stands(self.supposing.full(kept.union(cells))):
                kept.update(cells)
            elif len(cells) == 1:
                over.update(cells)
            else:
                add(cells[: len(cells) // 2])
                add(cells[len(cells) // 2 :])

        left = sorted(self.all - kept)
        if left:
            add(left)
        return frozenset(over)
