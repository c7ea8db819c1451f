"""The gate, check by check, and which requirements and benchmarks fail with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import SEVERITY_ORDER, Severity
from assessor.report.junit.cases import Case, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import Check, Finding, Result

_FINDINGS = "findings"
"""The name of the check on findings; those on a requirement or a benchmark are named `requirement:ID`."""


class Asked(NamedTuple):
    """What the gates of a run ask of one requirement or one benchmark."""

    failed: Sequence[str] = ()
    """What did not pass, a line each."""
    passed: Sequence[str] = ()

    def case(self, name: str, *, met: bool, otherwise: str, output: Sequence[str]) -> Case:
        """The case: it fails where a gate that did not pass names it, and passes where it is met or a gate asks less.

        `otherwise` says why it neither fails nor passes.
        """
        if self.failed:
            return Case(name, Outcome.FAILURE, self.failed[0], self.failed, output)
        if met or self.passed:
            return Case(name, Outcome.PASSED, output=[*output, *self.passed])
        return Case(name, Outcome.SKIPPED, otherwise, output=output)


def cases(result: Result) -> Iterator[Case]:
    """A case for each check; a single one that says so where no gate is set."""
    if not result.gate.checks:
        yield Case("gate", Outcome.SKIPPED, "no gate is set")
    for check in result.gate.checks:
        name = f"{check.name}: {check.expected}"
        if not check.enforced:
            outcome = "it passes" if check.passed else "it does not pass"
            why = f"shown, not enforced, as the baseline decides: {outcome}, {_found(check)}"
            yield Case(name, Outcome.SKIPPED, why)
        elif check.passed:
            yield Case(name, Outcome.PASSED, output=[_found(check)])
        else:
            yield Case(name, Outcome.FAILURE, _found(check), [_found(check), *_details(check, result)])


def asked(result: Result, field: str, name: str) -> Asked:
    """What the gates ask of a requirement or a benchmark; `field` is which of these, as findings name it.

    Where no gate is set, nobody has said what matters, and what a rule calls an error fails.
    """
    failed: list[str] = []
    passed: list[str] = []
    for check in result.gate.checks:
        if check.enforced and check.name == f"{field}:{name}":
            (passed if check.passed else failed).append(f"gate {check.name}: {_found(check)}")
    failed += [told(finding) for finding in _that_fail(result) if getattr(finding, field) == name]
    return Asked(failed, passed)


def _that_fail(result: Result) -> list[Finding]:
    if result.gate.passed is None:
        return _counted(result, Severity.ERROR)
    fails = any(check.name == _FINDINGS and check.enforced and not check.passed for check in result.gate.checks)
    return _counted(result, _limit(result)) if fails else []


def _limit(result: Result) -> Severity:
    """The mildest finding that the check on findings counts."""
    return Severity(str(result.inputs.options["fail_on"]))


def _counted(result: Result, limit: Severity) -> list[Finding]:
    graver = SEVERITY_ORDER[: SEVERITY_ORDER.index(limit) + 1]
    return [finding for finding in result.findings if finding.waived is None and finding.severity in graver]


def told(finding: Finding) -> str:
    """A finding in a line, with its place, and who waived it."""
    line = f"{finding.location}: {finding.severity} {finding.rule}: {finding.message}"
    if finding.waived is None:
        return line
    waiver = finding.waived
    return f"{line} (waived by {waiver.approved_by} through {waiver.expires.isoformat()}: {waiver.reason})"


def _found(check: Check) -> str:
    return f"{check.expected} wanted, {check.actual} found"


def _details(check: Check, result: Result) -> Iterator[str]:
    if check.name == _FINDINGS:
        yield from map(told, _counted(result, _limit(result)))
    if check.gone:
        yield f"no longer found, and in the baseline: {', '.join(check.gone)}"
