"""Whether the gate passed, said first, and each check with what it wanted and what is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.layout import few
from assessor.report.markdown.parts import Part, Rank
from assessor.report.markdown.wording import named, open_findings
from assessor.report.page import Inline, Paragraph, State, Table, Title
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import Check, Result
    from assessor.report.page import Block, Cell
    from assessor.report.paint import Paint


def gate(result: Result, paint: Paint) -> Part:
    """The outcome as the title of a profile's report, the verdict in a sentence, and the checks, failed ones first."""
    return Part(tuple(_blocks(result, paint)), Rank.FIRST)


def _blocks(result: Result, paint: Paint) -> Iterator[Block]:
    yield Title(f"{outcome(result, paint)}: {named(result.profile)}")
    yield Paragraph(_in_a_sentence(result, paint))
    checks = sorted(result.gate.checks, key=lambda check: (not check.enforced, check.passed))
    if checks:
        yield Table(("check", "wanted", "found"), [_row(check) for check in checks])
    for check in checks:
        if check.gone and not check.passed:  # one that passed says it itself
            yield Paragraph(f"No longer found, and in the baseline: {few(check.gone)}.")


def outcome(result: Result, paint: Paint) -> str:
    """The gate in a few words, with its mark: `✗ Gate not passed`."""
    if result.gate.passed is None:
        return "No gate set"
    return f"{paint.mark('passed')} Gate passed" if result.gate.passed else f"{paint.mark('failed')} Gate not passed"


def _in_a_sentence(result: Result, paint: Paint) -> str:
    summary = result.summary[result.basis]
    rating = f"{paint.mark(summary.rating)} {summary.rating}"
    score = "nothing is in scope" if summary.score is None else f"score {number(summary.score)}"
    verdict = f"Rating {rating}, {score} ({result.basis}, as of {result.as_of})"
    return f"{verdict}. Findings: {open_findings(result)}. Profile: {result.profile.path}"


def _row(check: Check) -> Sequence[Cell]:
    mark = State("passed" if check.passed else "failed", "")
    beside = "" if check.enforced else " (shown, not enforced: the baseline decides)"
    return Inline((mark, check.name)), check.expected, f"{check.actual}{beside}"
