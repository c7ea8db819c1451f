"""From a run's facts, and the scores of its scope, to the parts of a result."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, CellId
from assessor.assessment.comparison import Comparison, Covered
from assessor.assessment.reasons import reasons
from assessor.assessment.verdicts import by_basis, verdicts
from assessor.model.result import (
    BasisSummary,
    BenchmarkResult,
    CategoryResult,
    FunctionOnBasis,
    FunctionResult,
    RequirementOnBasis,
    RequirementResult,
)
from assessor.model.vocabulary import Applicability, Band, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from assessor.assessment.reckoning import Reckoning
    from assessor.assessment.verdicts import Facts
    from assessor.model.fact import Deduction
    from assessor.model.knowledge import Benchmark, Coverage, CsfCategory, CsfFunction, Requirement
    from assessor.model.result import BenchmarkOnBasis
    from assessor.model.vocabulary import Basis

_NONE: frozenset[str] = frozenset()


class Outcome:
    """The verdicts of one run, read from its facts.

    The facts may be those of a run that is still under way, as long as the kinds that a question needs are complete.
    Raises RulesError where the rules give no verdict, or more than one.
    """

    def __init__(self, reckoning: Reckoning, facts: Facts) -> None:
        self._reckoning = reckoning
        self._knowledge = reckoning.knowledge
        self._facts = reckoning.facts(facts)
        self.scope, self.measures = reckoning.ground(facts)

    @cached_property
    def ratings(self) -> Mapping[tuple[str, ...], Band]:
        """The rating on each basis."""
        return verdicts(self._facts, "rating", [(basis,) for basis in BASES], Band, self._knowledge.rules)

    @cached_property
    def bands(self) -> Mapping[tuple[str, ...], Band]:
        """The band of each basis and requirement."""
        subjects = [(basis, requirement) for basis in BASES for requirement in self._reckoning.order]
        return verdicts(self._facts, "requirement-band", subjects, Band, self._knowledge.rules)

    @cached_property
    def _functions(self) -> Mapping[str, Collection[str]]:
        return by_basis(self._facts, "function-covered")

    @cached_property
    def _covered(self) -> Mapping[Basis, Covered]:
        addressed = by_basis(self._facts, "addressed")
        return {
            basis: Covered(
                self._functions.get(basis, _NONE),
                tuple(r for r in self._reckoning.order if r in addressed.get(basis, _NONE)),
            )
            for basis in BASES
        }

    @cached_property
    def _comparison(self) -> Comparison:
        return Comparison(self.scope, self.measures.scale, self._reckoning.order)

    def benchmark(self, benchmark: Benchmark, basis: Basis) -> BenchmarkOnBasis:
        """The profile beside one benchmark on one basis."""
        return self._comparison.compare(benchmark, BASES.index(basis), self._covered[basis])

    def benchmarks(self, derived: Mapping[str, Coverage]) -> tuple[BenchmarkResult, ...]:
        """The profile beside every benchmark; `derived` is what the rules make of the ticks of each."""
        return tuple(self._benchmark(benchmark, derived[benchmark.id]) for benchmark in self._knowledge.benchmarks)

    def _benchmark(self, benchmark: Benchmark, derived: Coverage) -> BenchmarkResult:
        asked, out_of_scope = self._comparison.asked(benchmark)
        speaker = self._reckoning.speaker
        compared = {basis: self.benchmark(benchmark, basis) for basis in set(speaker.values())}
        return BenchmarkResult(
            id=benchmark.id,
            title=benchmark.title,
            published=benchmark.published,
            derived=derived,
            doubts=benchmark.doubts,
            clauses_verified=benchmark.clauses_verified,
            asked=asked,
            out_of_scope=out_of_scope,
            bases={basis: compared[one] for basis, one in speaker.items()},
        )

    def summary(self, caps_possible: Mapping[str, Collection[str]]) -> Mapping[Basis, BasisSummary]:
        """The verdict on the twin on each basis; `caps_possible` are all that hold if what is unknown were true."""
        bands = verdicts(self._facts, "band", [(basis,) for basis in BASES], Band, self._knowledge.rules)
        caps = by_basis(self._facts, "cap")
        return {
            basis: self._summary(basis, bands[(basis,)], caps.get(basis, _NONE), caps_possible.get(basis, _NONE))
            for basis in BASES
        }

    def _summary(self, basis: Basis, band: Band, caps: Collection[str], possible: Collection[str]) -> BasisSummary:
        at = BASES.index(basis)
        score, ceiling = self.measures.score(at), self.measures.ceiling(at)
        return BasisSummary(
            band=band,
            rating=self.ratings[(basis,)],
            caps=tuple(sorted(caps)),
            caps_possible=tuple(sorted(cap for cap in possible if cap not in caps)),
            functions=tuple(f.id for f in self._knowledge.functions if f.id in self._covered[basis].functions),
            score=score,
            score_range=None if score is None or ceiling is None else (score, ceiling),
        )

    def functions(self) -> tuple[FunctionResult, ...]:
        """The CSF functions, in the framework's order."""
        return tuple(map(self._function, self._knowledge.functions))

    def _function(self, function: CsfFunction) -> FunctionResult:
        categories = {category.id for category in self._knowledge.categories if category.function == function.id}
        requirements = tuple(r.id for r in self._knowledge.requirements if r.primary in categories)
        return FunctionResult(
            id=function.id,
            name=function.title,
            requirements=requirements,
            bases={
                basis: FunctionOnBasis(
                    covered=function.id in self._covered[basis].functions, score=self.measures.of(at, requirements)
                )
                for at, basis in enumerate(BASES)
            },
        )

    def categories(self) -> tuple[CategoryResult, ...]:
        """The CSF categories; covered is None where no requirement has the category as its primary one.

        A rule of a pack may cover it all the same.
        """
        covered = by_basis(self._facts, "category-covered")
        primary = {requirement.primary for requirement in self._knowledge.requirements}

        def one(category: CsfCategory) -> CategoryResult:
            otherwise = False if category.id in primary else None
            says = {basis: category.id in covered.get(basis, _NONE) or otherwise for basis in BASES}
            return CategoryResult(id=category.id, name=category.title, covered=says)

        return tuple(map(one, self._knowledge.categories))

    def requirements(self, deduction: Deduction) -> tuple[RequirementResult, ...]:
        """The requirements in the paper's order, each with the rules that made it apply."""
        subjects = [(requirement,) for requirement in self._reckoning.order]
        applies = verdicts(self._facts, "applicability", subjects, Applicability, self._knowledge.rules)
        why = reasons(deduction, self._reckoning)
        return tuple(
            self._requirement(requirement, applies[(requirement.id,)], why[requirement.id])
            for requirement in self._knowledge.requirements
        )

    def _requirement(self, of: Requirement, applies: Applicability, why: tuple[str, ...]) -> RequirementResult:
        layers = self._reckoning.profile.twin.layers
        cell_ids = [CellId(of.id, layer) for layer in layers]
        return RequirementResult(
            id=of.id,
            title=of.title,
            group=of.group,
            applicability=applies,
            reasons=why,
            primary=of.primary,
            secondary=of.secondary,
            bases={
                basis: RequirementOnBasis(
                    band=self.bands[(basis, of.id)],
                    score=self.measures.of(at, (of.id,)),
                    cells={c.layer: self.scope.levels[at].get(c, Level.NOT_APPLICABLE) for c in cell_ids},
                )
                for at, basis in enumerate(BASES)
            },
            silent=tuple(c.layer for c in cell_ids if c in self.scope.cells and not self.scope.cells[c].controls),
            controls=tuple(c.id for c in self._reckoning.profile.controls if of.id in c.requirements),
        )
