"""`dtassess explain`: why a verdict is as it is, and what would change it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.cli import flags, options, question
from assessor.cli.benchmark_files import with_benchmark_files
from assessor.cli.exit_codes import PASSED
from assessor.cli.flags import names_file
from assessor.cli.options import argument, option
from assessor.cli.problems import Problems
from assessor.report.answers import explanation as report

if TYPE_CHECKING:
    from assessor.cli.question import Question
    from assessor.model.explanation import Explanation
    from assessor.report.document import Document
    from assessor.report.page import Page

_DEPTH = 6
_PARAMETERS = (
    question.PROFILE,
    argument(
        "target",
        "TARGET",
        "rating, band, score, a function (PR), a category (PR.AA), a requirement, a cell (trust/data), a benchmark or"
        " its file, a cap, or a finding: its rule, or rule/what-it-is-about.",
    ),
    option("--depth", "N", "How many levels of the proof to print, from 1 to 99; JSON has all.", default=str(_DEPTH)),
    *question.PARAMETERS,
)

_HELP = """
Why a verdict is as it is: its proof, down to lines of the profile; what a better one lacks; the smallest changes that
would bring it up, and the single ones that would bring it down.

Exit codes: 0 explained, 2 something that was given cannot be used.
"""


class _Report(NamedTuple):
    """How the explanation is shown, to so many levels."""

    depth: int

    def to_object(self, answer: Explanation) -> Document:
        """The JSON form."""
        return report.to_object(answer)

    def page(self, answer: Explanation) -> Page:
        """The page for people."""
        return report.page(answer, depth=self.depth)


def explain(**values: Any) -> int:
    """Run the command; the exit code."""
    reading = flags.Reading()
    asked = question.question_of(reading, values)
    depth = values["depth"]
    if not re.fullmatch("[1-9][0-9]?", depth):
        reading.refuse("--depth", f"`{depth}` is not a number of levels from 1 to 99")
        depth = str(_DEPTH)
    reading.finish()
    question.answered(asked.manner, partial(_explanation, asked, values["target"]), _Report(int(depth)))
    return PASSED


def _explanation(asked: Question, target: str) -> Explanation:
    from assessor.inquiry.naming import named

    assessor, problems = asked.open(), Problems()
    with problems.kept():
        if names_file(target):
            assessor, ids = with_benchmark_files(assessor, [target])
            target = ids[target]
        with problems.kept():
            named(target, assessor.knowledge)
        with problems.kept():
            profile = asked.load(assessor)
    problems.finish()
    case = assessor.case(profile, as_of=asked.day(), basis=asked.basis, evidence_root=asked.evidence_root)
    return assessor.explain(case, target)


app = options.command(
    "explain",
    explain,
    _PARAMETERS,
    help=_HELP,
    tried=(
        "dtassess explain twin.yaml rating",
        "dtassess explain twin.yaml integrity/network --basis claimed",
        "dtassess explain twin.yaml etsi-ts-103-846 --format markdown",
        "dtassess explain twin.yaml mandatory-requirement-red/trust --depth 9",
    ),
)
