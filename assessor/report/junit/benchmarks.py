"""The benchmarks, a case each; the open cells only of those that somebody asks about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis, Verdict
from assessor.report.junit.gates import asked, told
from assessor.report.junit.requirements import NOT_NAMED
from assessor.report.wording import UNVERIFIED, standing_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import BenchmarkResult, Result
    from assessor.report.junit.cases import Case

_IN_SCOPE = "what it asks for in scope is there, and it asks for more"


def cases(result: Result, shown: tuple[str, ...]) -> Iterator[Case]:
    """A case for each benchmark, met where its verdict is; `shown` are those that the reader wants in detail."""
    for benchmark in result.benchmarks:
        gates = asked(result, "benchmark", benchmark.id)
        in_detail = bool(gates.failed or gates.passed or benchmark.id in shown)
        yield gates.case(
            benchmark.id,
            met=benchmark.bases[result.basis].verdict is Verdict.MET,
            otherwise=_otherwise(benchmark, result.basis),
            output=[*_standing(benchmark), *(_open(benchmark, result) if in_detail else ())],
        )


def _otherwise(benchmark: BenchmarkResult, basis: Basis) -> str:
    standing = benchmark.bases[basis]
    if standing.verdict is Verdict.NOTHING_REQUIRED:
        return "all that it asks for is out of scope" if benchmark.asked else "it asks for nothing"
    words = standing_words(basis, standing)
    more = f" ({_IN_SCOPE})" if standing.verdict is Verdict.MET_IN_SCOPE else ""
    return f"{words}{more}: {NOT_NAMED}"


def _standing(benchmark: BenchmarkResult) -> Iterator[str]:
    yield benchmark.title
    yield "coverage: " + ", ".join(standing_words(basis, benchmark.bases[basis]) for basis in Basis)
    if not benchmark.clauses_verified:
        yield f"{UNVERIFIED}: met means the requirements that the study ticked"


def _open(benchmark: BenchmarkResult, result: Result) -> Iterator[str]:
    standing = benchmark.bases[result.basis]
    scope = f"; {benchmark.out_of_scope} cells are out of scope" if benchmark.out_of_scope else ""
    yield f"open: {len(standing.open)} of {benchmark.asked - benchmark.out_of_scope} cells{scope}"
    yield from (f"open: {cell.requirement} on {cell.layer} is {cell.level}" for cell in standing.open)
    yield from (told(finding) for finding in result.findings if finding.benchmark == benchmark.id)
