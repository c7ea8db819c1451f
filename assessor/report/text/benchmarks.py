"""The benchmarks: one or two that are asked for in detail, more of them a line each, else how many are met."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis, RequirementVerdict, Verdict
from assessor.report.layout import few, fit, headed
from assessor.report.terminal import pad, shorten, wrap
from assessor.report.text.bases import column, heading, row
from assessor.report.wording import coverage_words, in_brief, number, standing_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import BenchmarkOnBasis, BenchmarkResult, Result
    from assessor.report.paint import Paint

_LABEL = 12
_IN_DETAIL = 2
"""How many benchmarks at most are shown in detail."""
_CLAUSES = "not verified: met means what the study ticked (benchmarks show ID)"
_IN_SUMMARY = ("met in scope", "partial", "not met", "out of scope", "ask for nothing")


def benchmarks(result: Result, asked: tuple[str, ...], paint: Paint) -> Iterator[str]:
    """The benchmarks asked for, or those of the profile's targets; else how many are met."""
    wanted = asked or result.profile.targets.benchmarks
    found = [benchmark for benchmark in result.benchmarks if benchmark.id in wanted]
    if not wanted:
        yield from _summary(result, paint)
    elif len(found) > _IN_DETAIL:
        yield heading("BENCHMARKS", result, paint)
        for one in found:
            yield row(one.id, lambda basis, one=one: _brief(one.bases[basis], paint), paint)  # type: ignore[misc]
    else:
        for place, benchmark in enumerate(found):
            if place:
                yield ""
            yield from _detail(benchmark, result.basis, paint)


def _summary(result: Result, paint: Paint) -> Iterator[str]:
    count = Counter(_word(benchmark, result.basis) for benchmark in result.benchmarks)
    others = "".join(f", {count[word]} {word}" for word in _IN_SUMMARY if count[word])
    text = f"{result.basis}: {count['met']} of {len(result.benchmarks)} met{others} (--benchmark ID)"
    yield from headed("BENCHMARKS", text, paint)


def _word(benchmark: BenchmarkResult, basis: Basis) -> str:
    """What the summary calls the verdict: nothing asked is one thing, all of it out of scope another."""
    verdict = benchmark.bases[basis].verdict
    if verdict is Verdict.NOTHING_REQUIRED:
        return "out of scope" if benchmark.asked else "ask for nothing"
    return verdict.replace("-", " ")


def _brief(standing: BenchmarkOnBasis, paint: Paint) -> str:
    level, word = in_brief(standing.verdict)
    if standing.verdict is Verdict.PARTIAL:
        word = number(standing.coverage)
    return paint.padded(f"{paint.mark(level)} {word}", level, column(paint))


def _detail(benchmark: BenchmarkResult, basis: Basis, paint: Paint) -> Iterator[str]:
    standing = benchmark.bases[basis]
    name = shorten(paint.text(benchmark.id), paint.width - 22, unicode=paint.unicode)
    yield paint.heading(f"BENCHMARK {name}", str(basis))
    yield from wrap(paint.text(benchmark.title), paint.width, first="  ")
    for label, text in _lines(benchmark, standing):
        yield from wrap(paint.text(text), paint.width, first=f"  {pad(label, _LABEL)}")
    for doubt in benchmark.doubts:
        yield from fit(paint.text(doubt), paint, lines=2, first=f"  {pad('Doubt', _LABEL)}")
    if not benchmark.clauses_verified:
        yield from wrap(_CLAUSES, paint.width, first=f"  {pad('Clauses', _LABEL)}")


def _lines(benchmark: BenchmarkResult, standing: BenchmarkOnBasis) -> Iterator[tuple[str, str]]:
    yield "Coverage", ", ".join(standing_words(on, benchmark.bases[on]) for on in Basis)
    met = [name for name, verdict in standing.requirements.items() if verdict is RequirementVerdict.MET]
    if met:
        yield "Met", ", ".join(met)
    label = f"Open {len(standing.open)}/{benchmark.asked - benchmark.out_of_scope}"
    for cells, names in _open(standing).items():
        yield label, f"{', '.join(names)}: {cells}"
        label = ""
    if benchmark.out_of_scope:
        yield "Scope", f"{benchmark.out_of_scope} of the {benchmark.asked} cells that it asks for are out of scope"
    yield (
        "Functions",
        f"published {coverage_words(benchmark.published)}; its ticks give {coverage_words(benchmark.derived)}",
    )
    if standing.functions_missing:
        yield "", f"published and not covered by this profile: {' '.join(standing.functions_missing)}"
    if standing.beyond:
        yield "Beyond it", few(standing.beyond)


def _open(standing: BenchmarkOnBasis) -> dict[str, list[str]]:
    """The requirements that are not met, under their open cells: `system partial, network none`."""
    cells: dict[str, dict[str, list[str]]] = {}
    for cell in standing.open:
        cells.setdefault(cell.requirement, {}).setdefault(cell.level, []).append(cell.layer)
    names: dict[str, list[str]] = {}
    for requirement, levels in cells.items():
        words = ", ".join(f"{', '.join(layers)} {level}" for level, layers in levels.items())
        names.setdefault(words, []).append(requirement)
    return names
