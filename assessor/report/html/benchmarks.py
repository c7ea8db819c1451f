"""The benchmarks: which ones are shown in detail and why, the profile beside each of them, and all of them as bars."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Layer
from assessor.report.html.charts import width
from assessor.report.html.marks import NOT_ASKED
from assessor.report.html.requirements import state
from assessor.report.wording import about_clauses

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.knowledge import Benchmark, Clause, Knowledge
    from assessor.model.result import BenchmarkOnBasis, BenchmarkResult, RequirementResult, Result
    from assessor.model.vocabulary import Basis, RequirementVerdict

COVERAGE_WIDTH = 120
"""How long the bar of a coverage of 100 is."""


class Asked(NamedTuple):
    """A requirement that a benchmark asks for."""

    title: str
    states: tuple[str, ...]
    """A state for each of the three layers."""
    verdict: RequirementVerdict
    clauses: tuple[Clause, ...]


class FunctionBeside(NamedTuple):
    """A CSF function: what was published of the benchmark, what its ticks give, what this profile covers."""

    id: str
    name: str
    published: bool | None
    """None where that is unknown, or nothing was published."""
    derived: bool
    covered: bool


class Beside(NamedTuple):
    """The profile beside one benchmark, on the gate's basis."""

    known: Benchmark
    result: BenchmarkResult
    standing: BenchmarkOnBasis
    asked: tuple[Asked, ...]
    functions: tuple[FunctionBeside, ...]
    about_clauses: str


class Chosen(NamedTuple):
    """The benchmarks to show in detail, and why these."""

    why: str
    benchmarks: tuple[Beside, ...]


class Bar(NamedTuple):
    """One benchmark of all."""

    known: Benchmark
    result: BenchmarkResult
    standing: BenchmarkOnBasis
    bars: Mapping[Basis, str]


def bars_of(result: Result, knowledge: Knowledge) -> tuple[Bar, ...]:
    """Every benchmark with how far it is covered."""
    known = _known(knowledge)
    return tuple(
        Bar(
            known[one.id],
            one,
            one.bases[result.basis],
            {basis: width(standing.coverage, COVERAGE_WIDTH) for basis, standing in one.bases.items()},
        )
        for one in result.benchmarks
    )


def chosen_of(result: Result, asked: tuple[str, ...], knowledge: Knowledge) -> Chosen:
    """The benchmarks that were asked for, else those of the profile's targets, else the one that asks for the most."""
    targets = result.profile.targets.benchmarks
    if wanted := asked or targets:
        found = [one for one in result.benchmarks if one.id in wanted]
        them = "it" if len(found) == 1 else "them"
        why = f"Shown because the command asks for {them}." if asked else f"Shown because the targets name {them}."
    else:
        why, found = _most_demanding(result, knowledge)
    known = _known(knowledge)
    return Chosen(why, tuple(_beside(result, one, known[one.id]) for one in found))


def _known(knowledge: Knowledge) -> Mapping[str, Benchmark]:
    return {one.id: one for one in knowledge.benchmarks}


def _most_demanding(result: Result, knowledge: Knowledge) -> tuple[str, list[BenchmarkResult]]:
    """The benchmark that asks for the most cells in scope; among those of the twin's use cases, if it names any."""
    uses = set(result.profile.twin.use_cases)
    fitting = {one.id for one in knowledge.benchmarks if uses & set(one.use_cases)}
    asking = [one for one in result.benchmarks if one.asked > one.out_of_scope]
    candidates = [one for one in asking if one.id in fitting] or asking
    if not candidates:
        return "No benchmark asks for anything that is in scope.", []
    among = f" among those for {', '.join(sorted(uses))}" if candidates is not asking else ""
    why = f"Unless --benchmark names one, this is the one that asks the most of this twin{among}."
    return why, [max(candidates, key=lambda one: one.asked - one.out_of_scope)]


def _beside(result: Result, benchmark: BenchmarkResult, known: Benchmark) -> Beside:
    standing = benchmark.bases[result.basis]
    requirements = {one.id: one for one in result.requirements}
    published, derived = benchmark.published.functions, benchmark.derived.functions or ()
    return Beside(
        known=known,
        result=benchmark,
        standing=standing,
        asked=tuple(
            _asked(requirements[name], verdict, known, result.basis) for name, verdict in standing.requirements.items()
        ),
        functions=tuple(
            FunctionBeside(
                id=one.id,
                name=one.name,
                published=None if published is None else one.id in published,
                derived=one.id in derived,
                covered=one.bases[result.basis].covered,
            )
            for one in result.functions
        ),
        about_clauses=about_clauses(known),
    )


def _asked(requirement: RequirementResult, verdict: RequirementVerdict, known: Benchmark, basis: Basis) -> Asked:
    return Asked(
        title=requirement.title,
        states=tuple(state(requirement, layer, basis) if layer in known.applied_to else NOT_ASKED for layer in Layer),
        verdict=verdict,
        clauses=tuple(clause for clause in known.clauses if clause.requirement == requirement.id),
    )
