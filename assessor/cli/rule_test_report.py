"""What came of a pack's own cases, for people and as a JSON object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from assessor.assessment.rule_tests import CaseResult, RuleTestReport


def text(folder: Path, report: RuleTestReport) -> str:
    """Each case that did not pass with its place, each rule that never fired, and how many there are of all."""
    return "".join(f"{harmless(line)}\n" if line.strip() == line else f"{line}\n" for line in _lines(folder, report))


def _lines(folder: Path, report: RuleTestReport) -> Iterator[str]:
    for case in report.failed:
        yield f"{case.location}: {case.rule}: {case.name}"
        yield from _differences(case)
    for rule in report.silent:
        yield f"{rule}: fired in none of its cases"
    for rule in report.untested:
        yield f"{rule}: has no case"
    rules = len(report.fired) + len(report.silent) + len(report.untested)
    passed = len(report.cases) - len(report.failed)
    yield f"{folder}: {passed} of {len(report.cases)} cases passed; {len(report.fired)} of {rules} rules fired"


def _differences(case: CaseResult) -> Iterator[str]:
    yield from (f"    not derived: {harmless(fact)}" for fact in case.expected if fact not in case.derived)
    yield from (f"    not expected: {harmless(fact)}" for fact in case.derived if fact not in case.expected)


def to_json_object(report: RuleTestReport) -> dict[str, object]:
    """The outcome as plain values."""
    return {
        "ok": report.ok,
        "cases": [
            {
                "rule": case.rule,
                "name": case.name,
                "location": case.location._asdict(),
                "passed": case.passed,
                "expected": list(case.expected),
                "derived": list(case.derived),
            }
            for case in report.cases
        ],
        "fired": list(report.fired),
        "silent": list(report.silent),
        "untested": list(report.untested),
    }
