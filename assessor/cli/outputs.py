"""Where reports go: standard output and files, all rendered from one assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.cli import console
from assessor.cli.report_files import ReportFile, write_whole
from assessor.errors import InputError
from assessor.report.formats import ON_TERMINALS, Choice, render
from assessor.report.view import View

if TYPE_CHECKING:
    from assessor.errors import Problem
    from assessor.report.contents import Companion, Contents


class Outputs(NamedTuple):
    """The reports that a command line asks for."""

    format: Choice = Choice()
    """Of the report on standard output."""
    quiet: bool = False
    """Whether there is none."""
    color: str = "auto"
    every_finding: bool = False
    reports: tuple[ReportFile, ...] = ()
    """Each of a format."""

    @property
    def companions(self) -> frozenset[Companion]:
        """What some of the reports show beside results."""
        printed = () if self.quiet else (self.format,)
        asked = (*printed, *(report.format for report in self.reports))
        return frozenset().union(*(choice.companions for choice in asked if choice))


def deliver(outputs: Outputs, contents: Contents, benchmarks: tuple[str, ...] = ()) -> tuple[Problem, ...]:
    """Write the reports, each whole whatever becomes of the others; what could not be written comes back."""
    failures: list[Problem] = []
    for report in outputs.reports:
        view = View(benchmarks=benchmarks, every_finding=outputs.every_finding)
        try:
            write_whole(report.path, render(report.format or Choice(), contents, view))
        except InputError as error:
            failures.extend(error.problems)
    if not outputs.quiet:
        _print(outputs, contents, benchmarks)
    return tuple(failures)


def _print(outputs: Outputs, contents: Contents, benchmarks: tuple[str, ...]) -> None:
    if outputs.format.format == ON_TERMINALS:
        contents = contents._replace(problems=())
    view = console.view(color=outputs.color, benchmarks=benchmarks, every_finding=outputs.every_finding)
    console.write(render(outputs.format, contents, view))
