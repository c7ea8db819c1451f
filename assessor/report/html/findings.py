"""The findings by severity and rule, so that what a rule asks for is said once; those that are waived by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.model.result import Finding, Result
    from assessor.model.vocabulary import Severity


class OfRule(NamedTuple):
    """Findings of one rule that ask for the same."""

    rule: str
    remediation: str
    findings: tuple[Finding, ...]


class OfSeverity(NamedTuple):
    """Findings that are equally grave and not waived."""

    severity: Severity
    rules: tuple[OfRule, ...]

    @property
    def number(self) -> int:
        """How many there are."""
        return sum(len(rule.findings) for rule in self.rules)


class Findings(NamedTuple):
    """All findings of a result."""

    severities: tuple[OfSeverity, ...]
    """From gravest to mildest, each of the three, with none in it too."""
    waived: tuple[Finding, ...]

    @property
    def open(self) -> tuple[OfSeverity, ...]:
        """The severities that there are findings of."""
        return tuple(one for one in self.severities if one.number)


def findings_of(result: Result) -> Findings:
    """The findings, in the result's order within a rule; the rules in the order of their first findings."""
    counting = [one for one in result.findings if one.waived is None]
    return Findings(
        severities=tuple(
            OfSeverity(severity, _by_rule([one for one in counting if one.severity is severity]))
            for severity in SEVERITY_ORDER
        ),
        waived=tuple(one for one in result.findings if one.waived is not None),
    )


def _by_rule(findings: Sequence[Finding]) -> tuple[OfRule, ...]:
    rules: dict[tuple[str, str], list[Finding]] = {}
    for one in findings:
        rules.setdefault((one.rule, one.remediation), []).append(one)
    return tuple(OfRule(rule, remediation, tuple(found)) for (rule, remediation), found in rules.items())
