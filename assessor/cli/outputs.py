"""Where reports go: standard output and files, all rendered from one assessment."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.cli import console
from assessor.cli.report_files import ReportFile, write_whole
from assessor.errors import InputError
from assessor.report.formats import PEOPLE, render
from assessor.report.view import View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem
    from assessor.model.result import Result


class Outputs(NamedTuple):
    """The reports that a command line asks for."""

    format: str = "text"
    """Of the report on standard output."""
    quiet: bool = False
    """Whether there is none."""
    color: str = "auto"
    every_finding: bool = False
    reports: tuple[ReportFile, ...] = ()


def deliver(
    outputs: Outputs, results: Sequence[Result], problems: Sequence[Problem], benchmarks: tuple[str, ...] = ()
) -> tuple[Problem, ...]:
    """Write the reports, each whole whatever becomes of the others; what could not be written comes back."""
    failures: list[Problem] = []
    for report in outputs.reports:
        view = View(benchmarks=benchmarks, every_finding=outputs.every_finding)
        try:
            write_whole(report.path, render(report.format, results, problems, view))
        except InputError as error:
            failures.extend(error.problems)
    if not outputs.quiet:
        _print(outputs, results, problems, benchmarks)
    return tuple(failures)


def _print(
    outputs: Outputs, results: Sequence[Result], problems: Sequence[Problem], benchmarks: tuple[str, ...]
) -> None:
    for_people = outputs.format in PEOPLE  # they read the problems on standard error
    view = console.view(color=outputs.color, benchmarks=benchmarks, every_finding=outputs.every_finding)
    console.write(render(outputs.format, results, () if for_people else problems, view))
