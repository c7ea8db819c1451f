"""The text report: one screen that a person reads, legible at 80 columns and without colour.

Pure: equal results and views give equal text. It knows only the model; what it shows of files is made harmless here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.layout import text_of
from assessor.report.paint import Paint
from assessor.report.text.benchmarks import benchmarks
from assessor.report.text.findings import findings
from assessor.report.text.gate import gate, next_steps
from assessor.report.text.requirements import requirements
from assessor.report.text.verdict import notes, title, verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessor.model.result import Result
    from assessor.report.contents import Contents
    from assessor.report.view import View


def render(contents: Contents, view: View) -> str:
    """The reports one after the other, then what could not be assessed, ending with a line feed."""
    paint = Paint(view)
    reports = [text_of(_report(result, view, paint)) for result in contents.results]
    if contents.problems:
        reports.append(
            text_of((paint.bold("NOT ASSESSED"), *(f"  {paint.text(str(problem))}" for problem in contents.problems)))
        )
    return "\n".join(reports)


def _report(result: Result, view: View, paint: Paint) -> Iterator[str]:
    sections: tuple[Iterable[str], ...] = (
        requirements(result, paint, every=view.every_finding),
        benchmarks(result, view.benchmarks, paint),
        findings(result, paint, every=view.every_finding),
        gate(result, paint),
        next_steps(result, paint),
        notes(result, paint),
    )
    yield from title(result, paint)
    yield from verdict(result, paint)
    for section in sections:
        lines = list(section)
        if len(lines) > 1:  # a section of one line stands right under what comes before it
            yield ""
        yield from lines
