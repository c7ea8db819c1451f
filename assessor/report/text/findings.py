"""What to look at, gravest first, grouped by rule so that many notes do not hide a few errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER, Severity
from assessor.report.terminal import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import Finding, Result
    from assessor.report.paint import Paint

_SHOWN = {Severity.ERROR: 6, Severity.WARNING: 2, Severity.NOTE: 0}
"""How many findings of one rule are shown; the rest are counted. One more is shown rather than counted alone."""
_MORE = "All of them: --all-findings, or --format json"


def findings(result: Result, paint: Paint, *, every: bool) -> Iterator[str]:
    """The findings with their places; those that are not shown are counted, with the way to see them."""
    yield paint.heading("FINDINGS", _count(result.findings))
    hidden = False
    for severity in SEVERITY_ORDER:
        for rule, group in _by_rule(result.findings, severity).items():
            limit = len(group) if every else _limit(len(group), severity)
            hidden = hidden or limit < len(group)
            yield from _group(rule, severity, group, limit, paint)
    if hidden:
        yield paint.dim(f"  {_MORE}")


def _by_rule(found: Sequence[Finding], severity: Severity) -> dict[str, list[Finding]]:
    """The findings of a severity under their rules, in the order of each rule's first place."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.severity is severity:
            groups.setdefault(finding.rule, []).append(finding)
    return groups


def _limit(count: int, severity: Severity) -> int:
    shown = _SHOWN[severity]
    return count if 0 < shown == count - 1 else min(count, shown)


def _group(rule: str, severity: Severity, group: Sequence[Finding], limit: int, paint: Paint) -> Iterator[str]:
    count = f"{len(group)} " if len(group) > 1 else ""
    label = f"{paint.mark(severity)} {severity}"
    yield f"  {paint.padded(label, severity, 11)}{count}{paint.bold(paint.text(rule)) if limit else paint.text(rule)}"
    for finding in group[:limit]:
        yield from _finding(finding, paint)
    if 0 < limit < len(group):
        yield f"    and {len(group) - limit} more"


def _finding(finding: Finding, paint: Paint) -> Iterator[str]:
    text = f"{paint.text(str(finding.location))} {paint.text(finding.message)}"
    yield from wrap(text, paint.width, first="    ", rest="      ")
    if finding.waived is not None:
        waiver = finding.waived
        text = f"waived by {waiver.approved_by} through {waiver.expires.isoformat()}: {waiver.reason}"
        yield from wrap(paint.text(text), paint.width, first="      ")


def _count(found: Sequence[Finding]) -> str:
    if not found:
        return "none"
    parts = []
    for severity in SEVERITY_ORDER:
        number = sum(finding.severity is severity for finding in found)
        if number:
            parts.append(f"{number} {severity}{'s' if number > 1 else ''}")
    waived = sum(finding.waived is not None for finding in found)
    return ", ".join(parts) + (f"; {waived} waived" if waived else "")
