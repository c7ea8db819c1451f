"""`dtassess diff`: what changed between two results or profiles, and whose doing it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.cli import flags, options, question
from assessor.cli.exit_codes import NOT_PASSED, PASSED
from assessor.cli.options import argument, option
from assessor.model.vocabulary import Basis
from assessor.report.answers import diff as report

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.cli.diffing import Request
    from assessor.cli.flags import Reading

_WORSE = "worse"
_PARAMETERS = (
    argument("old", "OLD", "A result (JSON or YAML), or a profile: a file, a folder that holds one, or -."),
    argument("new", "NEW", "Another result or profile."),
    option(
        "--fail-on", "worse", "Exit with 1 if anything is worse on the basis of NEW, cells too, or a finding is new."
    ),
    option("--old-as-of", "DATE", "The day of OLD where it is a profile; left out: that of --as-of."),
    option("--old-rules", "DIR", "A rule pack of OLD, in place of those of --rules. Repeatable.", multiple=True),
    *question.PARAMETERS,
)

_HELP = """
What changed from OLD to NEW, from what to what, and whose doing it is: the profile, an evidence file, the rules, the
clock, options, the tool, or several of them; found by assessing again with one thing taken from the other at a time.

A result is taken as it was recorded. A profile is assessed now, with the gates and the basis of a result beside it.

Exit codes: 0 done, 1 only with --fail-on worse and something worse, 2 something that was given cannot be used.
"""


def diff(**values: Any) -> int:
    """Run the command; the exit code."""
    reading = flags.Reading()
    request = _request(reading, values)
    manner = question.manner_of(reading, values)
    reading.choice("--fail-on", values["fail_on"], (_WORSE,))
    reading.finish()
    from assessor.cli.diffing import compare

    answer = question.answered(manner, lambda: compare(request), report)
    return NOT_PASSED if answer.worse and values["fail_on"] else PASSED


def _request(reading: Reading, values: Mapping[str, Any]) -> Request:
    from assessor.cli.diffing import Request

    old_rules = tuple(map(Path, values["old_rules"]))
    for folder in old_rules:
        reading.folder("--old-rules", folder)
    return Request(
        old=values["old"],
        new=values["new"],
        as_of=reading.day("--as-of", values["as_of"]),
        old_as_of=reading.day("--old-as-of", values["old_as_of"]),
        basis=reading.member("--basis", values["basis"], tuple(Basis)),
        setup=options.setup_of(reading, values),
        old_rules=old_rules,
        benchmarks=question.benchmarks_of(reading, values),
        evidence_root=options.folder_of(reading, "--evidence-root", values["evidence_root"]),
        origins=values["origins"],
    )


app = options.command(
    "diff",
    diff,
    _PARAMETERS,
    help=_HELP,
    tried=(
        "dtassess diff last-result.json twin.yaml",
        "dtassess diff twin.yaml twin.yaml --old-as-of 2026-06-01",
        "dtassess diff old.json new.json --fail-on worse --format markdown",
        "dtassess diff twin.yaml twin.yaml --old-rules plant-1.0 --rules plant-1.1",
    ),
)
