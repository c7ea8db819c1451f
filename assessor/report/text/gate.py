"""The gate, check by check, and what to do next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER
from assessor.report.layout import few, fit, headed
from assessor.report.terminal import columns, pad, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import Check, Finding, Result
    from assessor.report.paint import Paint

_STEPS = 3
_NOTHING_OPEN = {
    True: "nothing: the gate passed, and no finding is open",
    False: "no finding is open; the gate says what is missing",
    None: "nothing: no finding is open",
}


def gate(result: Result, paint: Paint) -> Iterator[str]:
    """Whether the run passes, and each check with what it wanted and what is."""
    checks = result.gate.checks
    if result.gate.passed is None:
        yield from headed("GATE", "none set; --fail-under green, --min-score 60, --fail-on error set one", paint)
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
    if check.gone and not check.passed:  # one that passed says it itself
        gone = f"no longer found, and in the baseline: {few(check.gone)}"
        yield from wrap(paint.text(gone), paint.width, first=" " * (4 + width))


def next_steps(result: Result, paint: Paint) -> Iterator[str]:
    """What the gravest findings ask for: a step a rule, beginning with what it concerns."""
    steps = _steps(result)
    if not steps:
        yield from headed("NEXT", _NOTHING_OPEN[result.gate.passed], paint)
        return
    yield from headed("NEXT", "more on each: dtassess requirements show ID, dtassess rules show RULE", paint)
    for number, found in enumerate(list(steps.values())[:_STEPS], 1):
        text = paint.text(f"{_subjects(found)}: {found[0].remediation}")
        yield from fit(text, paint, lines=3, first=f"  {number}. ")


def _steps(result: Result) -> dict[str, list[Finding]]:
    """The findings that ask for something, under their rules, the gravest first."""
    steps: dict[str, list[Finding]] = {}
    for severity in SEVERITY_ORDER:
        for finding in result.findings:
            if finding.severity is severity and finding.waived is None:
                steps.setdefault(finding.rule, []).append(finding)
    return steps


def _subjects(found: list[Finding]) -> str:
    """What the findings are about, each once: requirement, benchmark, or rule and place; then the controls, as such."""
    controls = {one.control: None for one in found if one.control}
    others = {
        one.requirement or one.benchmark or f"{one.rule} at {one.location}": None for one in found if not one.control
    }
    named = [few(list(others))] if others else []
    if controls:
        named.append(f"{'control' if len(controls) == 1 else 'controls'} {few(list(controls))}")
    return ", ".join(named)
