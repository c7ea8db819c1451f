"""A profile beside a benchmark: which of the cells that the document asks for are full."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.result import BenchmarkOnBasis, OpenCell
from assessor.model.vocabulary import Layer, Level, RequirementVerdict, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from assessor.assessment.scope import Scope
    from assessor.assessment.scoring import Scale
    from assessor.model.knowledge import Benchmark


class Covered(NamedTuple):
    """What the rules say that the profile covers on a basis."""

    functions: Collection[str]
    addressed: Sequence[str]
    """In the paper's order."""


class Part(NamedTuple):
    """How the cells in scope of one requirement, on the layers that a document applies to, stand on a basis."""

    verdict: RequirementVerdict
    credit: int
    """Of all the cells together, in units of the scale."""
    cells: int
    open: tuple[OpenCell, ...]


class Comparison:
    """A scope beside any benchmark; documents that ask for the same share the work."""

    def __init__(self, scope: Scope, scale: Scale, order: Sequence[str]) -> None:
        self._scope = scope
        self._scale = scale
        self._order = order
        self._parts: dict[tuple[int, str, tuple[Layer, ...]], Part] = {}

    def asked(self, benchmark: Benchmark) -> tuple[int, int]:
        """How many cells the benchmark asks for, and how many of them are out of scope."""
        asked = len(benchmark.requirements) * len(benchmark.applied_to)
        return asked, asked - sum(part.cells for part in self._of(benchmark, 0).values())

    def compare(self, benchmark: Benchmark, basis: int, covered: Covered) -> BenchmarkOnBasis:
        """How the profile stands to the benchmark on a basis, given by its position among the three."""
        parts = self._of(benchmark, basis)
        cells = sum([part.cells for part in parts.values()])
        published, wanted = benchmark.published.functions, benchmark.requirements
        verdicts = {requirement: part.verdict for requirement, part in parts.items()}
        return BenchmarkOnBasis(
            verdict=_verdict(verdicts.values(), whole=cells == len(wanted) * len(benchmark.applied_to)),
            coverage=self._scale.share(sum([part.credit for part in parts.values()]), cells),
            requirements=verdicts,
            open=tuple([cell for part in parts.values() for cell in part.open]),
            functions_missing=None
            if published is None
            else tuple([f for f in published if f not in covered.functions]),
            beyond=tuple([r for r in covered.addressed if r not in wanted]),
        )

    def _of(self, benchmark: Benchmark, basis: int) -> dict[str, Part]:
        wanted = benchmark.requirements
        layers = tuple([layer for layer in Layer if layer in benchmark.applied_to])
        return {r: self._part(basis, r, layers) for r in self._order if r in wanted}

    def _part(self, basis: int, requirement: str, layers: tuple[Layer, ...]) -> Part:
        key = basis, requirement, layers
        part = self._parts.get(key)
        if part is None:
            levels = self._scope.levels[basis]
            cells = self._scope.requirements.get(requirement, ())
            found = [(cell, levels[cell]) for cell in cells if cell.layer in layers]
            part = self._parts[key] = Part(
                verdict=_requirement_verdict([level for _, level in found]),
                credit=sum([self._scale.credit[level] for _, level in found]),
                cells=len(found),
                open=tuple([OpenCell(*cell, level) for cell, level in found if level is not Level.FULL]),
            )
        return part


_ALL_ALIKE = {Level.FULL: RequirementVerdict.MET, Level.NONE: RequirementVerdict.MISSING}


def _requirement_verdict(levels: Sequence[Level]) -> RequirementVerdict:
    if not levels:
        return RequirementVerdict.NOT_APPLICABLE
    first, *others = set(levels)
    return RequirementVerdict.PARTIAL if others else _ALL_ALIKE.get(first, RequirementVerdict.PARTIAL)


def _verdict(verdicts: Iterable[RequirementVerdict], *, whole: bool) -> Verdict:
    left = set(verdicts) - {RequirementVerdict.NOT_APPLICABLE}
    if not left:
        return Verdict.NOTHING_REQUIRED
    if left == {RequirementVerdict.MISSING}:
        return Verdict.NOT_MET
    if left == {RequirementVerdict.MET}:
        return Verdict.MET if whole else Verdict.MET_IN_SCOPE
    return Verdict.PARTIAL
