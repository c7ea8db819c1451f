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
from assessor.assessment.verdicts import by_basis, verdicts
from assessor.model.vocabulary import Band, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from fractions import Fraction

    from assessor.assessment.cells import CellId
    from assessor.assessment.outcome import Outcome
    from assessor.assessment.reckoning import Reckoning
    from assessor.assessment.run import Run
    from assessor.assessment.verdicts import Facts
    from assessor.model.fact import Deduction
    from assessor.model.vocabulary import Verdict

_UNASKED = Covered((), ())
"""What is covered, where only cells are asked about."""


class Supposed:
    """The verdicts on one basis under a supposition; each is reckoned when it is asked for."""

    def __init__(self, run: Run, reckoning: Reckoning) -> None:
        self.basis = run.basis
        self._run = run
        self._reckoning = reckoning
        self._scope, self._measures = reckoning.ground(run.deduction)

    @cached_property
    def _again(self) -> Run:
        return self._run.again(self._run.as_of, self._reckoning, self._run.reasoner.kinds_behind_verdicts)

    @property
    def deduction(self) -> Deduction:
        """What the rules say, with proofs: of the kinds behind verdicts on the twin, so no findings but for those."""
        return self._again.deduction

    @property
    def _outcome(self) -> Outcome:
        return self._again.outcome

    @cached_property
    def _facts(self) -> Facts:
        return self._reckoning.facts(self.deduction)

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
        wanted = self._run.reasoner.benchmarks[benchmark]
        return comparison.compare(wanted, BASES.index(self.basis), _UNASKED).verdict


class Supposing:
    """Suppositions about the profile of a run, on its day and its basis.

    What the rules take out of scope does not depend on levels: it is what the run says.
    """

    def __init__(self, run: Run) -> None:
        self.reckoning = run.reckoning
        self.basis = run.basis
        self.bases = run.reasoner.bases_behind(run.basis, run.reasoner.kinds_behind_verdicts)
        """Those on which levels can matter for the verdicts."""
        self._run = run
        self._alone = run.basis if run.reasoner.treats_bases_alike else None
        self._reaches = tuple(reach(items) for items in run.judged)
        self._supposed: dict[tuple[Level, ...], Supposed] = {}

    @property
    def made(self) -> int:
        """How many suppositions there are so far: the rules are run at most once for each."""
        return len(self._supposed)

    @cached_property
    def open(self) -> frozenset[CellId]:
        """The cells in scope that are not full on each basis that can matter; bases are nested, so the last says it."""
        cells, at = self.reckoning.cells, BASES.index(self.bases[-1])
        return frozenset(cell for cell in self.as_is.levels if cells[cell].level(at) is not Level.FULL)

    @cached_property
    def as_is(self) -> Supposed:
        """The verdicts as they are."""
        return self.where({})

    def where(self, cells: Mapping[CellId, Cell]) -> Supposed:
        """The verdicts if these cells stood so and all others as they do. Equal levels give the same object."""
        changed = {**self.reckoning.cells, **cells}
        levels = tuple([cell.level(BASES.index(basis)) for basis in self.bases for cell in changed.values()])
        if levels not in self._supposed:
            self._supposed[levels] = Supposed(self._run, self.reckoning.supposing(changed, self._alone))
        return self._supposed[levels]

    def full(self, cells: Collection[CellId]) -> Supposed:
        """The verdicts if these cells were full on every basis, whoever speaks of them."""
        return self.where({cell: self._full[cell] for cell in cells})

    def without(self, control: int) -> Supposed:
        """The verdicts if the control at a position of the profile were withdrawn."""
        return self.where(self._carrying.where(control, None))

    def reaching(self, control: int, bases: int) -> Supposed:
        """The verdicts if the evidence of a control carried it on so many bases (see `reach`)."""
        return self.where(self._carrying.where(control, bases))

    @cached_property
    def _full(self) -> Mapping[CellId, Cell]:
        full = {}
        for cell_id, cell in self.reckoning.cells.items():
            full[cell_id] = Cell()
            full[cell_id].full = full[cell_id].some = len(BASES)
            full[cell_id].controls = cell.controls
        return full

    @cached_property
    def _carrying(self) -> Carrying:
        return Carrying(self.reckoning.profile, self.reckoning.cells, self._reaches)
