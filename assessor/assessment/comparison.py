"""A profile beside a benchmark: which of the cells that the document asks for are full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import CellId
from assessor.model.result import BenchmarkOnBasis, OpenCell
from assessor.model.vocabulary import Layer, Level, RequirementVerdict, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from assessor.assessment.scope import Scope
    from assessor.assessment.scoring import Scale
    from assessor.model.knowledge import Benchmark


class Demand(NamedTuple):
    """What a benchmark asks for, in the paper's order: of each requirement the cells that are in scope."""

    benchmark: Benchmark
    cells: tuple[tuple[str, tuple[CellId, ...]], ...]
    asked: int
    out_of_scope: int


class Covered(NamedTuple):
    """What the rules say that the profile covers on a basis."""

    functions: Collection[str]
    addressed: Sequence[str]
    """In the paper's order."""


def demand(benchmark: Benchmark, order: Sequence[str], scope: Scope) -> Demand:
    """What the benchmark asks of a twin with this scope; `order` is that of the requirements."""
    layers = tuple(layer for layer in Layer if layer in benchmark.applied_to)
    cells = tuple(
        (requirement, tuple(c for layer in layers if (c := CellId(requirement, layer)) in scope.cells))
        for requirement in order
        if requirement in benchmark.requirements
    )
    asked = len(cells) * len(layers)
    return Demand(benchmark, cells, asked, asked - sum(len(of) for _, of in cells))


def compare(wanted: Demand, levels: Mapping[CellId, Level], scale: Scale, covered: Covered) -> BenchmarkOnBasis:
    """How the cells' levels on a basis stand to what is wanted."""
    verdicts = {requirement: _requirement_verdict([levels[c] for c in cells]) for requirement, cells in wanted.cells}
    found = [(c, levels[c]) for _, cells in wanted.cells for c in cells]
    published, asked = wanted.benchmark.published.functions, wanted.benchmark.requirements
    return BenchmarkOnBasis(
        verdict=_verdict(verdicts.values(), wanted.out_of_scope),
        coverage=scale.percent([scale.credit[level] for _, level in found]),
        requirements=verdicts,
        open=tuple([OpenCell(*c, level) for c, level in found if level is not Level.FULL]),
        functions_missing=None if published is None else tuple([f for f in published if f not in covered.functions]),
        beyond=tuple([r for r in covered.addressed if r not in asked]),
    )


_ALL_ALIKE = {Level.FULL: RequirementVerdict.MET, Level.NONE: RequirementVerdict.MISSING}


def _requirement_verdict(levels: Sequence[Level]) -> RequirementVerdict:
    if not levels:
        return RequirementVerdict.NOT_APPLICABLE
    first, *others = set(levels)
    return RequirementVerdict.PARTIAL if others else _ALL_ALIKE.get(first, RequirementVerdict.PARTIAL)


def _verdict(verdicts: Iterable[RequirementVerdict], out_of_scope: int) -> Verdict:
    left = set(verdicts) - {RequirementVerdict.NOT_APPLICABLE}
    if not left:
        return Verdict.NOTHING_REQUIRED
    if left == {RequirementVerdict.MISSING}:
        return Verdict.NOT_MET
    if left == {RequirementVerdict.MET}:
        return Verdict.MET_IN_SCOPE if out_of_scope else Verdict.MET
    return Verdict.PARTIAL
