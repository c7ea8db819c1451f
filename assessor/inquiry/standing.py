"""A result as single verdicts, each under a name of its own, so that two results can be held beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.number import shown
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Basis, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.model.result import Finding, Result

Said = str | float | None
"""A verdict in the word or number that a result has for it; None for what there is none of."""

COVERED, NOT_COVERED = "covered", "not-covered"
PASSED, FAILED = "passed", "failed"
WAIVED = "waived"
GATE = "gate"
"""The id of the gate as a whole, beside those of its checks."""


class Key(NamedTuple):
    """What a verdict is about. `basis` is that of the gate for findings and the gate."""

    kind: str
    """`rating`, `score`, `function`, `requirement`, `cell`, `benchmark`, `finding` or `gate`."""
    id: str
    """Of the thing judged: a function's, a requirement's, `trust/data`; for rating and score the kind again."""
    basis: Basis


def standing(result: Result) -> dict[Key, Said]:
    """Every verdict of a result, by kind, then in the result's own order, then by basis."""
    return dict(_all(result))


def finding_id(finding: Finding) -> str:
    """What tells a finding from all others, wherever it stands: its rule, and what it is about."""
    about = (finding.requirement, finding.layer, finding.control, finding.benchmark, finding.subject)
    return "/".join([finding.rule, *(part for part in about if part)])


def _all(result: Result) -> Iterator[tuple[Key, Said]]:
    verdicts: dict[Basis, Iterator[tuple[str, str, Said]]] = {basis: _on(result, basis) for basis in Basis}
    for together in zip(*verdicts.values(), strict=True):
        for basis, (kind, name, said) in zip(Basis, together, strict=True):
            yield Key(kind, name, basis), said
    for kind, named in (("finding", _findings(result)), ("gate", _gate(result))):
        for name, said in _numbered(named):
            yield Key(kind, name, result.basis), said


def _on(result: Result, basis: Basis) -> Iterator[tuple[str, str, Said]]:
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


def _findings(result: Result) -> Iterator[tuple[str, str]]:
    for finding in result.findings:
        yield finding_id(finding), WAIVED if finding.waived else str(finding.severity)


def _gate(result: Result) -> Iterator[tuple[str, str]]:
    if result.gate.passed is not None:
        yield GATE, PASSED if result.gate.passed else FAILED
    for check in result.gate.checks:
        yield check.name, PASSED if check.passed else FAILED


def _numbered(named: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The same, with a number behind each later one of a name: a target and a flag may ask for the same."""
    seen: dict[str, int] = {}
    for name, said in named:
        seen[name] = seen.get(name, 0) + 1
        yield (name if seen[name] == 1 else f"{name}#{seen[name]}"), said


_VERDICTS = (Verdict.NOT_MET, Verdict.PARTIAL, Verdict.MET_IN_SCOPE, Verdict.MET)
_FROM_WORST: Mapping[str, tuple[Said, ...]] = {
    "rating": BAND_ORDER,
    "function": (NOT_COVERED, COVERED),
    "requirement": BAND_ORDER,
    "cell": (Level.NONE, Level.PARTIAL, Level.FULL),
    "benchmark": _VERDICTS,
    "gate": (FAILED, PASSED),
    "finding": SEVERITY_ORDER,
}


def rank(kind: str, said: Said) -> float:
    """How good a verdict is among those of its kind; what left the scope, or is not there, ranks with the worst.

    A finding is the better the milder it is; one that is waived, or not there, is best.
    """
    if kind == "score":
        return -1.0 if said is None else float(said)
    order = _FROM_WORST[kind]
    if said in order:
        return order.index(said)
    return len(order) if kind == "finding" else 0
