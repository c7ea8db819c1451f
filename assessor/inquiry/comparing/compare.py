"""A profile beside benchmarks: those that are asked for, cell by cell, or all that pass the filters, ranked.

And beside other profiles (`comparing_profiles`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.inquiry.comparing.cells import Cells
from assessor.inquiry.comparing.profiles import beside_profile
from assessor.model.comparison import BesideBenchmark, Comparison, Filters, FunctionBeside
from assessor.model.vocabulary import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from assessor.assessment.case import Case
    from assessor.model.comparison import BesideProfile, CellStanding
    from assessor.model.knowledge import Benchmark
    from assessor.model.result import Result
    from assessor.model.vocabulary import UseCase

    Place = tuple[bool, Fraction | int, tuple[bool, int, str]]


def rank_benchmarks(case: Case, filters: Filters) -> Comparison:
    """The profile beside every benchmark that passes the filters, by coverage on the case's basis."""
    result = case.assess()
    passing = [one for one in case.reasoner.knowledge.benchmarks if passes(one, filters)]
    ranked = sorted((_beside(result, one, None) for one in passing), key=lambda one: _place(one, result))
    return _comparison(result, filters, ranked, ())


def compare(case: Case, benchmarks: Sequence[str], others: Sequence[Case]) -> Comparison:
    """The profile beside these benchmarks and these profiles; KeyError for a benchmark that does not exist.

    The other cases are of the same day and by the same rules.
    """
    result = case.assess()
    cells = Cells(case, result)
    beside = [_cell_by_cell(result, case.reasoner.benchmarks[one], cells) for one in benchmarks]
    return _comparison(result, None, beside, [_beside_other(result, cells, other) for other in others])


def passes(benchmark: Benchmark, filters: Filters) -> bool:
    """Whether the benchmark has one of the values of each filter that is set."""
    return (
        (not filters.use_cases or not set(filters.use_cases).isdisjoint(benchmark.use_cases))
        and (not filters.bodies or benchmark.body in filters.bodies)
        and (not filters.types or benchmark.type in filters.types)
    )


def fits(benchmark: Benchmark, use_cases: Sequence[UseCase]) -> bool | None:
    """Whether the benchmark is for one of the use cases; None where either names none."""
    if not benchmark.use_cases or not use_cases:
        return None
    return not set(use_cases).isdisjoint(benchmark.use_cases)


def _place(beside: BesideBenchmark, result: Result) -> Place:
    """What benchmarks are ranked by: coverage, highest first and none last, then number and id."""
    coverage = beside.result.bases[result.basis].coverage
    return coverage is None, -(coverage or 0), beside.benchmark.rank


def _cell_by_cell(result: Result, benchmark: Benchmark, cells: Cells) -> BesideBenchmark:
    layers = [layer for layer in Layer if layer in benchmark.applied_to]
    asked = tuple(cells.of(requirement, layer) for requirement in benchmark.requirements for layer in layers)
    return _beside(result, benchmark, asked)


def _beside(result: Result, benchmark: Benchmark, cells: tuple[CellStanding, ...] | None) -> BesideBenchmark:
    found = next(one for one in result.benchmarks if one.id == benchmark.id)
    published, derived = found.published.functions, found.derived.functions or ()
    return BesideBenchmark(
        benchmark=benchmark,
        result=found,
        fits_use_case=fits(benchmark, result.profile.twin.use_cases),
        functions=tuple(
            FunctionBeside(
                id=function.id,
                name=function.name,
                published=None if published is None else function.id in published,
                derived=function.id in derived,
                covered={basis: standing.covered for basis, standing in function.bases.items()},
            )
            for function in result.functions
        ),
        cells=cells,
    )


def _beside_other(result: Result, cells: Cells, other: Case) -> BesideProfile:
    theirs = other.assess()
    return beside_profile(result, cells, theirs, Cells(other, theirs))


def _comparison(
    result: Result,
    filters: Filters | None,
    benchmarks: Sequence[BesideBenchmark],
    profiles: Sequence[BesideProfile],
) -> Comparison:
    return Comparison(
        tool=result.tool,
        rules=result.rules,
        profile=result.profile,
        as_of=result.as_of,
        basis=result.basis,
        filters=filters,
        benchmarks=tuple(benchmarks),
        profiles=tuple(profiles),
    )
