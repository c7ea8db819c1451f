"""Results for the people who review a change: a comment on a pull or merge request, or the summary of a CI step.

What could not be assessed and the gate stand first, then what changed, then the verdict; the rest is folded. What users
wrote is text and nothing else (`markdown_words`), and the whole stays within what a comment or a summary can take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.markdown.benchmarks import benchmarks
from assessor.report.markdown.changes import changes, every_change
from assessor.report.markdown.findings import findings
from assessor.report.markdown.gate import gate
from assessor.report.markdown.overview import not_assessed, overview
from assessor.report.markdown.parts import Limit, fitted
from assessor.report.markdown.plan import plan
from assessor.report.markdown.provenance import provenance
from assessor.report.markdown.requirements import functions, requirements
from assessor.report.markdown.verdict import verdict
from assessor.report.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.report.contents import Assessed, Contents
    from assessor.report.markdown.parts import Part
    from assessor.report.view import View

_MARK = "<!-- dtassess -->\n\n"
"""By this a job finds the comment that it wrote before; no reader sees it."""


def _bytes(text: str) -> int:
    return len(text.encode())


_LIMITS = {
    "comment": Limit(65_000, "characters", len, "comment"),  # GitHub takes 65,536
    "summary": Limit(1024 * 1024, "bytes", _bytes, "step summary"),
}


def render(contents: Contents, view: View) -> str:
    """The report as Markdown, within the limit of its target."""
    paint = Paint(view)
    return fitted(_MARK, list(_parts(contents, view, paint)), paint, _LIMITS[view.options["target"]])


def _parts(contents: Contents, view: View, paint: Paint) -> Iterator[Part]:
    if contents.problems:
        yield not_assessed(contents, paint)
    if len(contents.assessed) > 1:
        yield overview(contents.results, paint)
    for one in contents.assessed:
        yield from _report(one, view, paint)


def _report(one: Assessed, view: View, paint: Paint) -> Iterator[Part]:
    result = one.result
    yield gate(result, paint)
    if one.changes:
        yield changes(one.changes)
    yield verdict(result)
    yield requirements(result)
    yield functions(result)
    yield benchmarks(result, view.benchmarks)
    yield from findings(result)
    if one.plan:
        yield plan(one.plan)
    if one.changes and one.changes.changes:
        yield every_change(one.changes)
    yield provenance(result)
