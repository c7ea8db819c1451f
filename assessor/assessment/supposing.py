"""What the rules would say on one basis if cells stood otherwise: what counterfactuals and plans ask, many times over.

A profile is not changed for it: the levels of cells are, and the rules run on, as far as verdicts on the twin need
them. Levels that were asked about before are not asked about again.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, Cell, CellId, claims
from assessor.assessment.dependencies import kinds_behind
from assessor.assessment.evidence import reach
from assessor.assessment.outcome import Outcome
from assessor.assessment.verdicts import by_basis, verdicts
from assessor.model.vocabulary import Band

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from assessor.assessment.reasoner import Reasoner
    from assessor.assessment.reckoning import Reckoning
    from assessor.model.fact import Deduction
    from assessor.model.result import BenchmarkOnBasis
    from assessor.model.vocabulary import Basis, Level

_ASKED = ("rating", "requirement-band", "category-covered", "function-covered", "applicability")
"""The kinds of verdicts that can be supposed."""


class Supposed:
    """The verdicts on one basis under a supposition; each is read when it is asked for."""

    def __init__(self, reasoner: Reasoner, reckoning: Reckoning, deduction: Deduction, basis: Basis) -> None:
        self.deduction = deduction
        """Of the kinds behind verdicts on the twin alone: no findings."""
        self._reasoner = reasoner
        self._facts = reckoning.facts(deduction)
        self._outcome = Outcome(reckoning, deduction)
        self.basis = basis

    @property
    def rating(self) -> Band:
        """The rating of the twin."""
        return self._outcome.ratings[(self.basis,)]

    @cached_property
    def band(self) -> Band:
        """The band of the twin."""
        return verdicts(self._facts, "band", [(self.basis,)], Band)[(self.basis,)]

    @cached_property
    def bands(self) -> Mapping[str, Band]:
        """The band of each requirement."""
        return {requirement: band for (on, requirement), band in self._outcome.bands.items() if on == self.basis}

    @cached_property
    def caps(self) -> Collection[str]:
        """The caps that hold."""
        return by_basis(self._facts, "cap").get(self.basis, frozenset())

    @cached_property
    def categories(self) -> Collection[str]:
        """The categories that are covered."""
        return by_basis(self._facts, "category-covered").get(self.basis, frozenset())

    @cached_property
    def functions(self) -> Collection[str]:
        """The functions that are covered."""
        return by_basis(self._facts, "function-covered").get(self.basis, frozenset())

    @cached_property
    def score(self) -> Fraction | None:
        """The score, exact, from 0 to 100; None where nothing is in scope."""
        return self._outcome.measures.score(BASES.index(self.basis))

    @property
    def levels(self) -> Mapping[CellId, Level]:
        """The level of each cell in scope."""
        return self._outcome.scope.levels[BASES.index(self.basis)]

    def benchmark(self, benchmark: str) -> BenchmarkOnBasis:
        """How the twin would stand to a benchmark. Raises KeyError for an id that does not exist."""
        return self._outcome.benchmark(self._reasoner.benchmarks[benchmark], self.basis)


class Supposing:
    """Suppositions about one profile on one day, on one basis; `reckoning` is that of the profile as it is."""

    def __init__(self, reasoner: Reasoner, reckoning: Reckoning, basis: Basis) -> None:
        self.reckoning = reckoning
        self.basis = basis
        self._reasoner = reasoner
        self._at = BASES.index(basis)
        self._kinds = frozenset[str]().union(*(kinds_behind(kind, reasoner.knowledge) for kind in _ASKED))
        self._reaches = tuple(reach(items) for items in reckoning.judged)
        self._known: dict[tuple[Level, ...], Supposed] = {}

    @cached_property
    def as_is(self) -> Supposed:
        """The verdicts as they are."""
        return self.where({})

    def where(self, cells: Mapping[CellId, Cell]) -> Supposed:
        """The verdicts if these cells stood so and all others as they do. Equal levels give the same object."""
        changed = {**self.reckoning.cells, **cells}
        levels = tuple(cell.level(self._at) for cell in changed.values())
        if levels not in self._known:
            self._known[levels] = self._supposed(changed)
        return self._known[levels]

    def full(self, cells: Collection[CellId]) -> Supposed:
        """The verdicts if these cells were full on every basis."""
        return self.where(dict.fromkeys(cells, FULL))

    def without(self, control: int) -> Supposed:
        """The verdicts if the control at a position of the profile were withdrawn."""
        return self._counting(control, None)

    def reaching(self, control: int, bases: int) -> Supposed:
        """The verdicts if the evidence of a control carried it on so many bases (see `reach`)."""
        return self._counting(control, bases)

    def _counting(self, control: int, bases: int | None) -> Supposed:
        """The verdicts if a control counted on so many bases, or were not there."""
        profile = self.reckoning.profile
        cells = {}
        for cell_id in claims(profile.controls[control], profile.twin.layers):
            cell = cells[cell_id] = Cell()
            for at in self.reckoning.cells[cell_id].controls:
                reached = bases if at == control else self._reaches[at]
                if reached is not None:
                    cell.add(at, profile.controls[at], reached)
        return self.where(cells)

    def _supposed(self, cells: Mapping[CellId, Cell]) -> Supposed:
        alone = self.basis if self._reasoner.treats_bases_alike else None
        reckoning = self.reckoning.supposing(cells, alone)
        given = [fact for fact in reckoning.given() if fact.kind in self._kinds]
        supply = {kind: supplier for kind, supplier in reckoning.suppliers().items() if kind in self._kinds}
        deduction = self._reasoner.engine.run(given, supply, only=self._kinds)
        return Supposed(self._reasoner, reckoning, deduction, self.basis)


def _full() -> Cell:
    cell = Cell()
    cell.full = cell.some = len(BASES)
    return cell


FULL = _full()
"""A cell that is full on every basis."""
