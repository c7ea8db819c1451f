"""What stands over several profiles, and over what could not be assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.markdown.gate import outcome
from assessor.report.markdown.parts import Part, Rank
from assessor.report.markdown.wording import count, named, open_findings
from assessor.report.page import Node, Paragraph, State, Table, Title, Tree
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.model.result import Result
    from assessor.report.contents import Contents
    from assessor.report.page import Cell
    from assessor.report.paint import Paint


def not_assessed(contents: Contents, paint: Paint) -> Part:
    """What is wrong with the inputs that could not be used."""
    mark, problems = paint.mark("failed"), contents.problems
    title = "Not everything could be assessed" if contents.assessed else "Nothing was assessed"
    said = f"{count(len(problems), 'problem')} in what was to be assessed:"
    if contents.assessed:
        said += f" the reports below are of {count(len(contents.assessed), 'other profile')}."
    return Part((Title(f"{mark} {title}"), Paragraph(said), Tree([Node(str(one)) for one in problems])), Rank.FIRST)


def overview(results: Sequence[Result], paint: Paint) -> Part:
    """A row a profile, in their order."""
    gates = [result.gate.passed for result in results]
    said, mark = _outcome(gates.count(True), gates.count(False), gates.count(None), paint)
    heads = ("profile", "gate", "rating", ">score", "findings", "file")
    rows = [_row(result, paint) for result in results]
    return Part((Title(f"{mark}{len(results)} profiles, {said}"), Table(heads, rows)), Rank.FIRST)


def _outcome(passed: int, failed: int, unset: int, paint: Paint) -> tuple[str, str]:
    """What is said of the gates of several profiles, and the mark: a tick only where all have one that passed."""
    if failed:
        return f"{count(failed, 'gate')} not passed", f"{paint.mark('failed')} "
    if unset:
        return f"{count(passed, 'gate')} passed, {unset} without one" if passed else "no gate set", ""
    return "every gate passed", f"{paint.mark('passed')} "


def _row(result: Result, paint: Paint) -> Sequence[Cell]:
    summary = result.summary[result.basis]
    return (
        named(result.profile),
        outcome(result, paint),
        State(summary.rating),
        number(summary.score),
        open_findings(result),
        result.profile.path,
    )
