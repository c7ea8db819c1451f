"""The findings with their places and what to do: a folded part a severity, what is waived in one of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER
from assessor.report.markdown.parts import Part, Rank
from assessor.report.markdown.wording import count
from assessor.report.page import Inline, Labelled, Node, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import Finding, Result, Waiver
    from assessor.report.page import Cell

_RANKS = dict(zip(SEVERITY_ORDER, (Rank.ERRORS, Rank.WARNINGS, Rank.NOTES), strict=True))


def findings(result: Result) -> Iterator[Part]:
    """The open findings, gravest first, and those that an exception waives."""
    for severity, rank in _RANKS.items():
        found = [one for one in result.findings if one.severity is severity and one.waived is None]
        if found:
            yield Part((Tree(_by_rule(found)),), rank, count(len(found), severity).capitalize())
    waived = [(one, one.waived) for one in result.findings if one.waived]
    if waived:
        yield Part((Labelled([_waived(*one) for one in waived]),), Rank.NOTES, f"{len(waived)} waived")


def _by_rule(found: Sequence[Finding]) -> list[Node]:
    """The findings below what is to be done about them, in the order of the first of each rule."""
    alike: dict[tuple[str, str], list[Finding]] = {}
    for one in found:
        alike.setdefault((one.rule, one.remediation), []).append(one)
    return [
        Node(remediation, rule, [Node(Inline((str(one.location), one.message))) for one in same])
        for (rule, remediation), same in alike.items()
    ]


def _waived(one: Finding, waiver: Waiver) -> tuple[str, Cell]:
    why = f"waived by {waiver.approved_by} through {waiver.expires} ({waiver.location}): {waiver.reason}"
    return f"{one.severity} {one.rule}", Inline((str(one.location), f"{one.message};", why))
