"""A result as single verdicts, each under a name of its own, so that two results can be held beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from assessor.model.number import shown
from assessor.model.ranking import COVERED, FAILED, NOT_COVERED, PASSED, WAIVED, Identity, Said, identity_of, rank
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
    "counted",
    "finding_id",
    "rank",
    "standing",
]

T = TypeVar("T", str, Identity)
S = TypeVar("S")

Row = tuple[str, str, Said]
"""A kind, an id and what is said."""

GATE = "gate"
"""The id of the gate as a whole, beside those of its checks."""


class Key(NamedTuple):
    """What a verdict is about. `basis` is that of the gate for findings and the gate."""

    kind: str
    """`rating`, `score`, `function`, `requirement`, `cell`, `benchmark`, `finding` or `gate`."""
    id: str
    """Of the thing judged: a function's, a requirement's, `trust/data`; for rating and score the kind again.

    Those of two findings can read alike.
    """
    basis: Basis
    finding: Identity | None = None
    """Of a finding, what tells it from all others but for its number."""
    number: int = 1
    """Which it is of those that are alike: a target and a flag may ask for the same check."""


def standing(result: Judgement) -> dict[Key, Said]:
    """Every verdict of a result, by kind, then in the result's own order, then by basis."""
    rows = {basis: _on(result, basis) for basis in Basis}
    return assembled(rows, _findings(result.findings), _gate(result.gate), result.basis)


def finding_id(finding: Finding) -> str:
    """What a finding is called, wherever it stands: its rule, and what it is about."""
    return str(identity_of(finding))


def assembled(
    rows: Mapping[Basis, Iterable[Row]],
    findings: Iterable[tuple[Identity, Said]],
    gate: Iterable[tuple[str, Said]],
    basis: Basis,
) -> dict[Key, Said]:
    """The verdicts under their keys; the rows of all bases are about the same things in one order.

    `findings` and `gate` have names that may come again, and are on the basis.
    """
    found: dict[Key, Said] = {}
    for together in zip(*rows.values(), strict=True):
        for on, (kind, name, said) in zip(rows, together, strict=True):
            found[Key(kind, name, on)] = said
    for identity, number, said in counted(findings):
        found[Key("finding", _numbered(str(identity), number), basis, identity, number)] = said
    for name, number, said in counted(gate):
        found[Key("gate", _numbered(name, number), basis, number=number)] = said
    return found


def counted(named: Iterable[tuple[T, S]]) -> Iterator[tuple[T, int, S]]:
    """The pairs, each with the number of its name among those that are alike, from 1."""
    seen: dict[T, int] = {}
    for name, said in named:
        seen[name] = seen.get(name, 0) + 1
        yield name, seen[name], said


def _numbered(name: str, number: int) -> str:
    return name if number == 1 else f"{name}#{number}"


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


def _findings(findings: Iterable[Finding]) -> Iterator[tuple[Identity, Said]]:
    for finding in findings:
        yield identity_of(finding), WAIVED if finding.waived else str(finding.severity)


def _gate(gate: Gate) -> Iterator[tuple[str, Said]]:
    if gate.passed is not None:
        yield GATE, PASSED if gate.passed else FAILED
    for check in gate.checks:
        yield check.name, PASSED if check.passed else FAILED
