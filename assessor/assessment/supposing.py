"""What the rules would say on one basis if cells stood otherwise: what counterfactuals and plans ask, many times over.

A profile is not changed for it: the levels of cells are. Scores follow by arithmetic; the rules run only when something
is asked that they decide, and only as far as verdicts on the twin need them. Equal levels are asked about once.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.carrying import Carrying
from assessor.assessment.cells import BASES, Cell
from assessor.assessment.comparison import Comparison, Covered
from assessor.assessment.evidence import reach
from assessor.assessment.outcome import Outcome
from assessor.assessment.verdicts import by_basis, verdicts
from assessor.model.vocabulary import Band

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from assessor.assessment.cells import CellId
    from assessor.assessment.reasoner import Reasoner
    from assessor.assessment.reckoning import Reckoning
    from assessor.assessment.verdicts import Facts
    from assessor.model.fact import Deduction
    from assessor.model.vocabulary import Basis, Level, Verdict

_UNASKED = Covered((), ())
"""What is covered, where only cells are asked about."""


class Supposed:
    """The verdicts on one basis under a supposition; each is reckoned when it is asked for."""

    def __init__(self, reasoner: Reasoner, reckoning: Reckoning, known: Facts, basis: Basis) -> None:
        self.basis = basis
        self._reasoner = reasoner
        self._reckoning = reckoning
        self._scope, self._measures = reckoning.ground(known)

    @cached_property
    def deduction(self) -> Deduction:
        """What the rules say, with proofs: of the kinds behind verdicts on the twin, so no findings."""
        kinds = self._reasoner.kinds_behind_verdicts
        given = [fact for fact in self._reckoning.given() if fact.kind in kinds]
        supply = {kind: supplier for kind, supplier in self._reckoning.suppliers().items() if kind in kinds}
        return self._reasoner.engine.run(given, supply, only=kinds)

    @cached_property
    def _facts(self) -> Facts:
        return self._reckoning.facts(self.deduction)

    @cached_property
    def _outcome(self) -> Outcome:
        return Outcome(self._reckoning, self.deduction)

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
        return self._measures.score(BASES.index(self.basis))

    @property
    def levels(self) -> Mapping[CellId, Level]:
        """The level of each cell in scope."""
        return self._scope.levels[BASES.index(self.basis)]

    def benchmark(self, benchmark: str) -> Verdict:
        """The verdict on a benchmark. Raises KeyError for an id that does not exist."""
        comparison = Comparison(self._scope, self._measures.scale, self._reckoning.order)
        return comparison.compare(self._reasoner.benchmarks[benchmark], BASES.index(self.basis), _UNASKED).verdict


class Supposing:
    """Suppositions about one profile on one day, on one basis.

    `reckoning` is that of the profile as it is, and `known` what the rules said of it: what they take out of scope does
    not depend on levels.
    """

    def __init__(self, reasoner: Reasoner, reckoning: Reckoning, known: Facts, basis: Basis) -> None:
        self.reckoning = reckoning
        self.basis = basis
        self._reasoner = reasoner
        self._known = known
        self._at = BASES.index(basis)
        self._reaches = tuple(reach(items) for items in reckoning.judged)
        self._supposed: dict[tuple[Level, ...], Supposed] = {}

    @cached_property
    def as_is(self) -> Supposed:
        """The verdicts as they are."""
        return self.where({})

    def where(self, cells: Mapping[CellId, Cell]) -> Supposed:
        """The verdicts if these cells stood so and all others as they do. Equal levels give the same object."""
        changed = {**self.reckoning.cells, **cells}
        levels = tuple(cell.level(self._at) for cell in changed.values())
        if levels not in self._supposed:
            alone = self.basis if self._reasoner.treats_bases_alike else None
            reckoning = self.reckoning.supposing(changed, alone)
            self._supposed[levels] = Supposed(self._reasoner, reckoning, self._known, self.basis)
        return self._supposed[levels]

    def full(self, cells: Collection[CellId]) -> Supposed:
        """The verdicts if these cells were full on every basis."""
        return self.where(dict.fromkeys(cells, FULL))

    def without(self, control: int) -> Supposed:
        """The verdicts if the control at a position of the profile were withdrawn."""
        return self.where(self._carrying.where(control, None))

    def reaching(self, control: int, bases: int) -> Supposed:
        """The verdicts if the evidence of a control carried it on so many bases (see `reach`)."""
        return self.where(self._carrying.where(control, bases))

    @cached_property
    def _carrying(self) -> Carrying:
        return Carrying(self.reckoning.profile, self.reckoning.cells, self._reaches)


def _full() -> Cell:
    cell = Cell()
    cell.full = cell.some = len(BASES)
    return cell


FULL = _full()
"""A cell that is full on every basis."""
