"""The benchmarks: those asked for in detail, else all of them in a line or two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis, RequirementVerdict, Verdict
from assessor.report.terminal import pad, wrap
from assessor.report.text.verdict import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.model.knowledge import Coverage
    from assessor.model.result import BenchmarkOnBasis, BenchmarkResult, Result
    from assessor.report.paint import Paint

_LABEL = 16
_VERDICTS = {
    Verdict.MET: "met",
    Verdict.MET_IN_SCOPE: "met in scope",
    Verdict.PARTIAL: "partial",
    Verdict.NOT_MET: "not met",
    Verdict.NOTHING_REQUIRED: "ask for nothing",
}


def benchmarks(result: Result, asked: tuple[str, ...], paint: Paint) -> Iterator[str]:
    """The benchmarks asked for, or those of the profile's targets, in detail; else how many are met."""
    wanted = asked or result.profile.targets.benchmarks
    if not wanted:
        yield from _summary(result, paint)
    for place, benchmark in enumerate(found for found in result.benchmarks if found.id in wanted):
        if place:
            yield ""
        yield from _detail(benchmark, result.basis, paint)


def _summary(result: Result, paint: Paint) -> Iterator[str]:
    count = Counter(benchmark.bases[result.basis].verdict for benchmark in result.benchmarks)
    yield paint.heading("BENCHMARKS", str(result.basis))
    parts = [f"{count[verdict]} {word}" for verdict, word in _VERDICTS.items() if count[verdict]]
    text = f"Of {len(result.benchmarks)} documents: {', '.join(parts)}. One in detail: --benchmark ID"
    yield from wrap(text, paint.width - 2, first="  ")


def _detail(benchmark: BenchmarkResult, basis: Basis, paint: Paint) -> Iterator[str]:
    standing = benchmark.bases[basis]
    yield paint.heading(f"BENCHMARK {paint.text(benchmark.id)}", str(basis))
    yield from wrap(paint.text(benchmark.title), paint.width, first="  ")
    for label, text in _lines(benchmark, standing, paint):
        yield from wrap(text, paint.width, first=f"  {pad(label, _LABEL)}")


def _lines(benchmark: BenchmarkResult, standing: BenchmarkOnBasis, paint: Paint) -> Iterator[tuple[str, str]]:
    for basis in Basis:
        on = benchmark.bases[basis]
        yield str(basis).capitalize(), f"{_VERDICTS.get(on.verdict, on.verdict)}, {_coverage(on)}"
    scope = f", {benchmark.out_of_scope} of them out of scope" if benchmark.out_of_scope else ""
    yield "Asks for", f"{_cells(benchmark.asked)}{scope}"
    yield from _requirements(standing)
    missing = standing.functions_missing
    yield "Functions", f"published {_functions(benchmark.published)}; its ticks give {_functions(benchmark.derived)}"
    if missing:
        yield "", f"published and not covered by this profile: {' '.join(missing)}"
    if standing.beyond:
        yield "Beyond it", ", ".join(standing.beyond)
    for doubt in benchmark.doubts:
        yield "Doubt", paint.text(doubt)
    if not benchmark.clauses_verified:
        yield "Clauses", "not verified: met means the requirements that the study ticked for the document"


def _requirements(standing: BenchmarkOnBasis) -> Iterator[tuple[str, str]]:
    layers: dict[str, list[str]] = {}
    for cell in standing.open:
        layers.setdefault(cell.requirement, []).append(f"{cell.layer} {cell.level}")
    for verdict in RequirementVerdict:
        names = [
            _with_layers(name, layers, verdict) for name, value in standing.requirements.items() if value is verdict
        ]
        if names:
            yield verdict.replace("-", " ").capitalize(), ", ".join(names)


def _with_layers(name: str, layers: Mapping[str, list[str]], verdict: RequirementVerdict) -> str:
    return f"{name} ({', '.join(layers.get(name, ()))})" if verdict is RequirementVerdict.PARTIAL else name


def _coverage(standing: BenchmarkOnBasis) -> str:
    return "nothing to cover" if standing.coverage is None else f"coverage {number(standing.coverage)}"


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


def _functions(coverage: Coverage) -> str:
    if coverage.band is None:
        return "nothing"
    if coverage.functions is None:
        return f"{coverage.band} (functions unknown)"
    return f"{coverage.band} ({' '.join(coverage.functions) or 'no function'})"
