"""`dtassess compare`: a profile beside benchmarks and other profiles, or ranked against all benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.cli import flags, options, question
from assessor.cli.exit_codes import PASSED
from assessor.cli.options import option
from assessor.model.vocabulary import UseCase
from assessor.report.answers import comparison as report

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.cli.question import Question
    from assessor.model.comparison import Comparison

_FILTERS = {"--use-case": "use_case", "--body": "body", "--type": "type"}
_PARAMETERS = (
    question.PROFILE,
    option("--with", "ID", "A benchmark, or the path of a benchmark file or of a profile. Repeatable.", multiple=True),
    option("--use-case", "USE-CASE", "Rank only benchmarks for this use case. Repeatable: any of them.", multiple=True),
    option("--body", "BODY", "Rank only benchmarks of this body, such as ETSI. Repeatable.", multiple=True),
    option("--type", "TYPE", "Rank only benchmarks of this type, such as TS. Repeatable.", multiple=True),
    *question.PARAMETERS,
)

_HELP = """
Hold a profile beside benchmarks, cell by cell, or beside other profiles; without --with, rank all benchmarks by how
far the profile covers them.

A file is named by a path that ends in .yaml, .yml or .json, and says itself what it is. Other profiles are assessed on
the same day by the same rules. Exit codes: 0, or 2 where something that was given cannot be used.
"""


def compare(**values: Any) -> int:
    """Run the command; the exit code."""
    reading = flags.Reading()
    asked = question.question_of(reading, values)
    filters = {flag: values[name] for flag, name in _FILTERS.items() if values[name]}
    for text in filters.get("--use-case", ()):
        reading.member("--use-case", text, tuple(UseCase))
    if values["with"] and filters:
        are = f"{', '.join(filters)} {'is' if len(filters) == 1 else 'are'}"
        reading.refuse("--with", f"it says what to compare with; {are} for the ranking without it")
    reading.finish()
    if values["with"]:
        question.answered(asked.manner, lambda: _compare(asked, values["with"]), report)
    else:
        question.answered(asked.manner, lambda: _rank(asked, filters), report)
    return PASSED


app = options.command(
    "compare",
    compare,
    _PARAMETERS,
    help=_HELP,
    tried=(
        "dtassess compare profiles/eclipse-ditto.yaml --as-of 2026-11-23",
        "dtassess compare twin.yaml --use-case energy --body ETSI --body NIST",
        "dtassess compare profiles/eclipse-ditto.yaml --with etsi-ts-103-846 --with itu-t-x-2011",
        "dtassess compare twin.yaml --with ./our-baseline.yaml --with ../other/twin.yaml --format markdown",
    ),
)


def _rank(asked: Question, filters: Mapping[str, Sequence[str]]) -> Comparison:
    from assessor.cli.compared import read_ranked

    read, chosen = read_ranked(asked, filters)
    case = read.assessor.case(read.profile, as_of=asked.day(), basis=asked.basis, evidence_root=asked.evidence_root)
    return read.assessor.rank(case, chosen)


def _compare(asked: Question, names: Sequence[str]) -> Comparison:
    from assessor.cli.compared import read_compared

    read = read_compared(asked, names)
    day = asked.day()
    case, *others = (
        read.assessor.case(profile, as_of=day, basis=asked.basis, evidence_root=asked.evidence_root)
        for profile in (read.profile, *read.others)
    )
    return read.assessor.compare(case, read.benchmarks, others)
