"""The gate, check by check, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER
from assessor.report.terminal import columns, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.result import Check, Finding, Result
    from assessor.report.paint import Paint

_STEPS = 5
_SUBJECTS = 6


def gate(result: Result, paint: Paint) -> Iterator[str]:
    """Whether the run passes, and each check with what it wanted and what is."""
    checks = result.gate.checks
    if result.gate.passed is None:
        yield paint.heading("GATE", "no check is set; --fail-under, --min-score, --fail-on and others set one")
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
    """What the gravest findings ask for, a step a rule, with what they ask it of."""
    steps = _steps(result)
    if not steps:
        return
    yield paint.heading("NEXT")
    for number, (rule, found) in enumerate(list(steps.items())[:_STEPS], 1):
        text = f"{paint.text(rule)}: {paint.text(found[0].remediation)}"
        yield from wrap(text, paint.width, first=f"  {number}. ")
        yield from map(paint.dim, wrap(paint.text(_subjects(found)), paint.width, first="     "))
    if len(steps) > _STEPS:
        more = len(steps) - _STEPS
        yield f"     and {more} more {'rule' if more == 1 else 'rules'}"
    yield from _commands(steps, paint)


def _steps(result: Result) -> dict[str, list[Finding]]:
    """The findings that ask for something, under their rules, the gravest first."""
    steps: dict[str, list[Finding]] = {}
    for severity in SEVERITY_ORDER:
        for finding in result.findings:
            if finding.severity is severity and finding.waived is None:
                steps.setdefault(finding.rule, []).append(finding)
    return steps


def _subjects(found: Sequence[Finding]) -> str:
    """What the findings are about, each once; their places where they are about nothing that has an id."""
    names = list(dict.fromkeys(one.control or one.requirement or one.benchmark or str(one.location) for one in found))
    more = f" and {len(names) - _SUBJECTS} more" if len(names) > _SUBJECTS else ""
    return ", ".join(names[:_SUBJECTS]) + more


def _commands(steps: Mapping[str, Sequence[Finding]], paint: Paint) -> Iterator[str]:
    """Where to read on."""
    requirement = next((one.requirement for found in steps.values() for one in found if one.requirement), None)
    if requirement:
        yield f"  Layer by layer: dtassess requirements show {paint.text(requirement)}"
    yield f"  What a rule says: dtassess rules show {paint.text(next(iter(steps)))}"
