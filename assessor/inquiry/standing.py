"""A result as single verdicts, each under a name of its own, so that two results can be held beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.number import shown
from assessor.model.ranking import COVERED, FAILED, IDENTITY, NOT_COVERED, PASSED, WAIVED, Said, joined, rank
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Protocol

    from assessor.model.result import (
        BasisSummary,
        BenchmarkResult,
        Finding,
        FunctionResult,
        Gate,
        RequirementResult,
    )

    class Judgement(Protocol):
        """What of a result is held beside another: `Result` has it all, and a mere run can give it too."""

        @property
        def basis(self) -> Basis: ...
        @property
        def summary(self) -> Mapping[Basis, BasisSummary]: ...
        @property
        def functions(self) -> Sequence[FunctionResult]: ...
        @property
        def requirements(self) -> Sequence[RequirementResult]: ...
        @property
        def benchmarks(self) -> Sequence[BenchmarkResult]: ...
        @property
        def findings(self) -> Sequence[Finding]: ...
        @property
        def gate(self) -> Gate: ...


__all__ = [
    "COVERED",
    "FAILED",
    "GATE",
    "NOT_COVERED",
    "PASSED",
    "WAIVED",
    "Key",
    "Said",
    "assembled",
    "finding_id",
    "numbered",
    "rank",
    "standing",
]

Row = tuple[str, str, Said]
"""A kind, an id and what is said."""

GATE = "gate"
"""The id of the gate as a whole, beside those of its checks."""


class Key(NamedTuple):
    """What a verdict is about. `basis` is that of the gate for findings and the gate."""

    kind: str
    """`rating`, `score`, `function`, `requirement`, `cell`, `benchmark`, `finding` or `gate`."""
    id: str
    """Of the thing judged: a function's, a requirement's, `trust/data`; for rating and score the kind again."""
    basis: Basis


def standing(result: Judgement) -> dict[Key, Said]:
    """Every verdict of a result, by kind, then in the result's own order, then by basis."""
    rows = {basis: _on(result, basis) for basis in Basis}
    return assembled(rows, _findings(result.findings), _gate(result.gate), result.basis)


def finding_id(finding: Finding) -> str:
    """What tells a finding from all others, wherever it stands: its rule, and what it is about."""
    return joined(getattr(finding, field) for field in IDENTITY)


def assembled(
    rows: Mapping[Basis, Iterable[Row]],
    findings: Iterable[tuple[str, Said]],
    gate: Iterable[tuple[str, Said]],
    basis: Basis,
) -> dict[Key, Said]:
    """The verdicts under their keys; the rows of all bases are about the same things in one order.

    `findings` and `gate` have ids, which may come again, and are on the basis.
    """
    found: dict[Key, Said] = {}
    for together in zip(*rows.values(), strict=True):
        for on, (kind, name, said) in zip(rows, together, strict=True):
            found[Key(kind, name, on)] = said
    for kind, named in (("finding", findings), ("gate", gate)):
        pairs = list(named)
        for name, (_, said) in zip(numbered(name for name, _ in pairs), pairs, strict=True):
            found[Key(kind, name, basis)] = said
    return found


def numbered(names: Iterable[str]) -> Iterator[str]:
    """The names, with a number behind each later one of a name: a target and a flag may ask for the same."""
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}#{seen[name]}"


def _on(result: Judgement, basis: Basis) -> Iterator[Row]:
    """The verdicts that each basis has, by kind and id, in one order."""
    summary = result.summary[basis]
    yield "rating", "rating", str(summary.rating)
    yield "score", "score", None if summary.score is None else shown(summary.score)
    for function in result.functions:
        yield "function", function.id, COVERED if function.bases[basis].covered else NOT_COVERED
    for requirement in result.requirements:
        yield "requirement", requirement.id, str(requirement.bases[basis].band)
    for requirement in result.requirements:
        for layer, level in requirement.bases[basis].cells.items():
            yield "cell", f"{requirement.id}/{layer}", str(level)
    for benchmark in result.benchmarks:
        yield "benchmark", benchmark.id, str(benchmark.bases[basis].verdict)


def _findings(findings: Iterable[Finding]) -> Iterator[tuple[str, Said]]:
    for finding in findings:
        yield finding_id(finding), WAIVED if finding.waived else str(finding.severity)


def _gate(gate: Gate) -> Iterator[tuple[str, Said]]:
    if gate.passed is not None:
        yield GATE, PASSED if gate.passed else FAILED
    for check in gate.checks:
        yield check.name, PASSED if check.passed else FAILED
