"""What is in scope, once the rules have said what a characteristic excludes, and the levels and scores there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import BASES, Cell, CellId, levels
from assessor.assessment.scoring import Scale, share
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction


class Scope(NamedTuple):
    """The cells in scope, by requirement; a requirement without one is not in the mapping."""

    cells: Mapping[CellId, Cell]
    requirements: Mapping[str, tuple[CellId, ...]]
    levels: tuple[Mapping[CellId, Level], ...]
    """For each basis, in the order of the bases."""

    @property
    def silent(self) -> tuple[CellId, ...]:
        """The cells that no control speaks of."""
        return tuple(cell_id for cell_id, cell in self.cells.items() if not cell.controls)


def scope_of(cells: Mapping[CellId, Cell], declared: Collection[CellId], excluded: Collection[str]) -> Scope:
    """The cells of the twin less those declared not applicable and those of excluded requirements."""
    inside = {c: cell for c, cell in cells.items() if c not in declared and c.requirement not in excluded}
    requirements: dict[str, tuple[CellId, ...]] = {}
    for cell_id in inside:
        requirements[cell_id.requirement] = (*requirements.get(cell_id.requirement, ()), cell_id)
    return Scope(inside, requirements, tuple(levels(inside, basis) for basis in range(len(BASES))))


class Measures:
    """Every score of a scope; numbers are exact, from 0 to 100, or None where nothing is in scope."""

    def __init__(self, scope: Scope, scale: Scale) -> None:
        silent = frozenset(scope.silent)
        self.scale = scale
        self.means = tuple(self._means(scope, by_cell) for by_cell in scope.levels)
        filled = tuple({c: Level.FULL if c in silent else by_cell[c] for c in by_cell} for by_cell in scope.levels)
        self._ceilings = tuple(self._means(scope, by_cell) for by_cell in filled)
        self.assessed = share(len(scope.cells) - len(silent), len(scope.cells))

    def _means(self, scope: Scope, by_cell: Mapping[CellId, Level]) -> dict[str, int]:
        return {
            requirement: self.scale.mean([by_cell[cell_id] for cell_id in cell_ids])
            for requirement, cell_ids in scope.requirements.items()
        }

    def score(self, basis: int) -> Fraction | None:
        """The whole score on a basis, given by its position: the mean over all applicable requirements."""
        return self.scale.percent(self.means[basis].values())

    def ceiling(self, basis: int) -> Fraction | None:
        """The score if every silent cell were full."""
        return self.scale.percent(self._ceilings[basis].values())

    def of(self, basis: int, requirements: Collection[str]) -> Fraction | None:
        """The mean over those of the requirements that are in scope."""
        means = self.means[basis]
        return self.scale.percent(means[requirement] for requirement in requirements if requirement in means)
