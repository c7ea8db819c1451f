"""The gate, check by check, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER
from assessor.report.terminal import columns, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import Check, Finding, Result
    from assessor.report.paint import Paint

_STEPS = 5
_SUBJECTS = 6


def gate(result: Result, paint: Paint) -> Iterator[str]:
    """Whether the run passes, and each check with what it wanted and what is."""
    checks = result.gate.checks
    if result.gate.passed is None:
        yield paint.heading("GATE", "no check is set (targets in the profile, or --fail-under, --min-score, --fail-on)")
        return
    word = paint.coloured("passed", "passed") if result.gate.passed else paint.coloured("NOT PASSED", "failed")
    yield f"{paint.bold('GATE')}  {word} {paint.dim(f'on {result.basis}')}"
    width = max(columns(paint.text(check.name)) for check in checks) + 2
    for check in checks:
        yield from _check(check, width, paint)


def _check(check: Check, width: int, paint: Paint) -> Iterator[str]:
    outcome = "passed" if check.passed else "failed"
    beside = "" if check.enforced else " (shown, not enforced: the baseline decides)"
    text = f"expected {paint.text(check.expected)}; is {paint.text(check.actual)}{beside}"
    lines = wrap(text, paint.width, first=f"  {paint.mark(outcome)} {pad(paint.text(check.name), width)}")
    yield "  " + paint.coloured(lines[0][2:3], outcome) + lines[0][3:]
    yield from lines[1:]


def next_steps(result: Result, paint: Paint) -> Iterator[str]:
    """What the gravest findings ask for, once each, with what they ask it of."""
    steps = _steps(result)
    if not steps:
        return
    yield paint.heading("NEXT")
    for number, (remediation, subjects) in enumerate(list(steps.items())[:_STEPS], 1):
        yield from wrap(paint.text(remediation), paint.width, first=f"  {number}. ")
        names = list(subjects)
        more = f" and {len(names) - _SUBJECTS} more" if len(names) > _SUBJECTS else ""
        if names:
            yield from map(paint.dim, wrap(paint.text(", ".join(names[:_SUBJECTS]) + more), paint.width, first="     "))


def _steps(result: Result) -> dict[str, dict[str, None]]:
    steps: dict[str, dict[str, None]] = {}
    for severity in SEVERITY_ORDER:
        for finding in result.findings:
            if finding.severity is severity and finding.waived is None and finding.remediation:
                subjects = steps.setdefault(finding.remediation, {})
                subjects.update(dict.fromkeys(_subject(finding)))
    return steps


def _subject(finding: Finding) -> tuple[str, ...]:
    subject = finding.control or finding.requirement or finding.benchmark
    return (subject,) if subject else ()
