"""`dtassess plan`: the cheapest way to a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.cli import flags, options, question
from assessor.cli.benchmark_files import with_benchmark_files
from assessor.cli.exit_codes import NOT_PASSED, PASSED
from assessor.cli.options import option
from assessor.cli.problems import Problems
from assessor.report.answers import plan as report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from assessor.cli.question import Question
    from assessor.model.plan import Plan

_PARAMETERS = (
    question.PROFILE,
    option(
        "--target",
        "TARGET",
        "green or orange for the rating, a benchmark or its file, a requirement, a cell such as trust/data, a function"
        " or a category. Repeatable; left out: the profile's own targets.",
        multiple=True,
    ),
    option("--min-score", "N", "The score must be at least N too."),
    option("--effort", "FILE", "What requirements and cells take (dtassess schema effort); left out: 1 a cell."),
    *question.PARAMETERS,
)

_HELP = """
The cheapest set of cells to bring to full so that all targets are reached together, and what each step brings.

It is exact: no set of cells of less effort reaches them. Among equals, cells that only lack evidence come first, then
partial ones. Exit codes: 0 there is a way, or nothing to do, 1 a target cannot be reached, 2 something that was given
cannot be used.
"""


def plan(**values: Any) -> int:
    """Run the command; the exit code."""
    reading = flags.Reading()
    asked = question.question_of(reading, values)
    score = reading.number("--min-score", values["min_score"])
    reading.finish()

    def ask() -> Plan:
        return _plan(asked, values["target"], score, values["effort"])

    return PASSED if question.answered(asked.manner, ask, report).reachable else NOT_PASSED


def _plan(asked: Question, targets: Sequence[str], score: Fraction | None, effort: str | None) -> Plan:
    from assessor.inquiry.naming import goals_of

    assessor, problems = asked.open(), Problems()
    with problems.kept():
        efforts = _effort(effort)
    with problems.kept():
        assessor, ids = with_benchmark_files(assessor, targets)
        with problems.kept():
            goals_of([ids[name] for name in targets], score, assessor.knowledge)
        with problems.kept():
            profile = asked.load(assessor)
    problems.finish()
    case = assessor.case(profile, as_of=asked.day(), basis=asked.basis, evidence_root=asked.evidence_root)
    return assessor.plan(case, [ids[name] for name in targets], min_score=score, effort=efforts)


def _effort(path: str | None) -> Mapping[str, Fraction]:
    if path is None:
        return {}
    from assessor.loading.effort import read_effort

    return read_effort(path)


app = options.command(
    "plan",
    plan,
    _PARAMETERS,
    help=_HELP,
    tried=(
        "dtassess plan twin.yaml --target green",
        "dtassess plan twin.yaml --target etsi-ts-103-846 --min-score 60 --basis claimed",
        "dtassess plan twin.yaml --target green --effort effort.yaml --format markdown",
    ),
)
