"""Gates: what a run or a profile wants, what is, and whether that passes. Comparisons are exact."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.number import exactly, shown
from assessor.model.result import Check, Gate
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Band, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from assessor.model.gates import Gates
    from assessor.model.profile import Targets
    from assessor.model.result import BenchmarkOnBasis, Finding
    from assessor.model.vocabulary import Severity


class Standing(NamedTuple):
    """How the profile stands on the basis of the gate, as far as gates ask."""

    rating: Band
    score: Fraction | None
    assessed: Fraction | None
    bands: Mapping[str, Band]
    """Of every requirement."""
    benchmark: Callable[[str], BenchmarkOnBasis]


class Target(NamedTuple):
    """One of a profile's own targets: its key in the file, what it is about, and its check."""

    key: str
    subject: str
    check: Check


def number_text(number: Fraction | None) -> str:
    """The number as shown, with the exact one where the two differ."""
    if number is None:
        return "none: nothing is in scope"
    exact = exactly(number)
    return exact if exact == f"{shown(number):.1f}".removesuffix(".0") else f"{shown(number)} (exactly {exact})"


def target_checks(targets: Targets, standing: Standing) -> Iterator[Target]:
    """The checks of a profile's own targets, in the order of the schema."""
    if targets.rating:
        yield Target("rating", "rating", _band("rating", targets.rating, standing.rating))
    if targets.min_score is not None:
        yield Target("min_score", "score", _number("score", targets.min_score, standing.score))
    if targets.min_assessed is not None:
        yield Target("min_assessed", "assessed", _number("assessed", targets.min_assessed, standing.assessed))
    for benchmark in targets.benchmarks:
        yield Target("benchmarks", benchmark, _benchmark(benchmark, standing.benchmark(benchmark)))
    for requirement, band in targets.requirements.items():
        check = _band(f"requirement:{requirement}", band, standing.bands[requirement])
        yield Target("requirements", requirement, check)


def unwaived(findings: Iterable[Finding]) -> Counter[Severity]:
    """How many findings of each severity are not waived."""
    return Counter(finding.severity for finding in findings if not finding.waived)


def flag_checks(gates: Gates, standing: Standing, findings: Mapping[Severity, int]) -> Iterator[Check]:
    """The checks that the run asks for, but for those on other days and on a baseline.

    `findings` says how many of each severity are not waived; it is looked at only where a gate is on them.
    """
    if gates.fail_under:
        yield _band("rating", gates.fail_under, standing.rating)
    if gates.min_score is not None:
        yield _number("score", gates.min_score, standing.score)
    if gates.min_assessed is not None:
        yield _number("assessed", gates.min_assessed, standing.assessed)
    for wanted in gates.require:
        outcome = standing.benchmark(wanted.benchmark)
        if wanted.coverage is None:
            yield _benchmark(wanted.benchmark, outcome)
        else:
            yield _number(f"benchmark:{wanted.benchmark}", wanted.coverage, outcome.coverage)
    if gates.fail_on:
        yield _findings(gates.fail_on, findings)


def gate_of(checks: Sequence[Check]) -> Gate:
    """All checks together; of those that are enforced, all have to pass."""
    enforced = [check.passed for check in checks if check.enforced]
    return Gate(passed=all(enforced) if enforced else None, checks=tuple(checks))


def _band(name: str, wanted: Band, found: Band) -> Check:
    passed = found in BAND_ORDER and BAND_ORDER.index(found) >= BAND_ORDER.index(wanted)
    expected = "green" if wanted is Band.GREEN else f"at least {wanted}"
    return Check(name=name, expected=expected, actual=found.value, passed=passed)


def _number(name: str, wanted: Fraction, found: Fraction | None) -> Check:
    passed = found is not None and found >= wanted
    return Check(name=name, expected=f"at least {exactly(wanted)}", actual=number_text(found), passed=passed)


def _benchmark(benchmark: str, found: BenchmarkOnBasis) -> Check:
    passed = found.verdict is Verdict.MET
    return Check(name=f"benchmark:{benchmark}", expected=Verdict.MET.value, actual=found.verdict.value, passed=passed)


def _findings(limit: Severity, findings: Mapping[Severity, int]) -> Check:
    graver = SEVERITY_ORDER[: SEVERITY_ORDER.index(limit) + 1]
    counts = {severity: findings.get(severity, 0) for severity in graver}
    found = ", ".join(f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts.items() if count)
    expected = f"no {limit} or graver" if len(graver) > 1 else f"no {limit}"
    return Check(name="findings", expected=expected, actual=found or "none", passed=not found)
