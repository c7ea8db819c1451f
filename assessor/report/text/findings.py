"""What to look at, gravest first: the errors one by one, the rest a line a rule, or all of them in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER, Severity
from assessor.report.layout import fit, headed
from assessor.report.terminal import columns, pad, shorten, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import Finding, Result
    from assessor.report.paint import Paint

_ERRORS = 6
"""How many errors the short list shows; the rest are counted."""


def findings(result: Result, paint: Paint, *, every: bool) -> Iterator[str]:
    """The findings with their places; what is not shown is counted, with the way to see it."""
    found = result.findings
    hint = "" if every or not found else "; all: --all-findings"
    yield from headed("FINDINGS", _count(found, paint) + hint, paint)
    if every:
        yield from _in_full(found, paint)
    else:
        yield from _errors(found, paint)
        yield from _others(found, paint)


def _errors(found: Sequence[Finding], paint: Paint) -> Iterator[str]:
    chosen = _chosen_errors(found)
    mark = paint.coloured(paint.mark(Severity.ERROR), Severity.ERROR)
    for finding in chosen:
        text = f"{finding.location} {_label(finding.rule, [finding])}: {finding.message}"
        first, *rest = fit(paint.text(text), paint, lines=3 if paint.narrow else 2, first="    ")
        yield f"  {mark} {first[4:]}"
        yield from rest
    hidden = sum(one.severity is Severity.ERROR for one in found) - len(chosen)
    if hidden:
        yield f"    and {hidden} more {'error' if hidden == 1 else 'errors'}"


def _others(found: Sequence[Finding], paint: Paint) -> Iterator[str]:
    """A line for each rule of the warnings and notes: how many there are, and where the first is."""
    groups = [
        (severity, paint.text(_label(rule, group)), paint.text(str(group[0].location)))
        for severity in (Severity.WARNING, Severity.NOTE)
        for rule, group in _by_rule(found, severity).items()
    ]
    width = max((columns(label) for _, label, _ in groups), default=0)
    for severity, label, place in groups:
        line = f"{pad(label, width)} {place}"
        fits = columns(line) <= paint.width - 4
        first, *rest = [line] if fits else wrap(line, paint.width - 4, rest="  ")
        yield f"  {paint.coloured(paint.mark(severity), severity)} {first}"
        yield from (f"    {more}" for more in rest)


def _chosen_errors(found: Sequence[Finding]) -> list[Finding]:
    """Up to six errors by place: the first of every rule goes before the second of any, what is waived comes last."""
    turns: dict[str, int] = {}
    ranks = []
    for index, finding in enumerate(found):
        if finding.severity is Severity.ERROR:
            turns[finding.rule] = turns.get(finding.rule, 0) + 1
            ranks.append((finding.waived is not None, turns[finding.rule], index))
    return [found[index] for index in sorted(index for *_, index in sorted(ranks)[:_ERRORS])]


def _label(rule: str, group: Sequence[Finding]) -> str:
    waived = sum(one.waived is not None for one in group)
    count = f"{len(group)} " if len(group) > 1 else ""
    return f"{count}{rule}" + (f" ({'' if len(group) == 1 else f'{waived} '}waived)" if waived else "")


def _by_rule(found: Sequence[Finding], severity: Severity) -> dict[str, list[Finding]]:
    """The findings of a severity under their rules, in the order of each rule's first place."""
    groups: dict[str, list[Finding]] = {}
    for finding in found:
        if finding.severity is severity:
            groups.setdefault(finding.rule, []).append(finding)
    return groups


def _in_full(found: Sequence[Finding], paint: Paint) -> Iterator[str]:
    for severity in SEVERITY_ORDER:
        for rule, group in _by_rule(found, severity).items():
            label = shorten(paint.text(_label(rule, group)), paint.width - 13, unicode=paint.unicode)
            yield f"  {paint.padded(f'{paint.mark(severity)} {severity}', severity, 11)}{paint.bold(label)}"
            for finding in group:
                yield from _whole(finding, paint)


def _whole(finding: Finding, paint: Paint) -> Iterator[str]:
    text = f"{paint.text(str(finding.location))} {paint.text(finding.message)}"
    yield from wrap(text, paint.width, first="    ", rest="      ")
    if finding.waived is not None:
        waiver = finding.waived
        text = f"waived by {waiver.approved_by} through {waiver.expires.isoformat()}: {waiver.reason}"
        yield from wrap(paint.text(text), paint.width, first="      ")


def _count(found: Sequence[Finding], paint: Paint) -> str:
    """How many there are of each severity, behind the mark that stands for it below."""
    counts = {severity: sum(one.severity is severity for one in found) for severity in SEVERITY_ORDER}
    parts = [f"{paint.mark(name)} {count} {name}{'s' * (count > 1)}" for name, count in counts.items() if count]
    waived = sum(one.waived is not None for one in found)
    return (", ".join(parts) or "none") + (f"; {waived} waived" if waived else "")
