"""`dtassess forecast`: what changes by itself in the days to come, and on which day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.cli import flags, options, question
from assessor.cli.exit_codes import PASSED
from assessor.cli.options import option
from assessor.cli.problems import Problems
from assessor.errors import UsageError, quoted
from assessor.report.answers import forecast as report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from types import ModuleType

    from assessor.api import Assessor
    from assessor.cli.flags import Reading
    from assessor.cli.question import Question
    from assessor.cli.report_files import ReportFile
    from assessor.model.forecast import Forecast
    from assessor.model.gates import Gates
    from assessor.model.profile import Profile

_ICS = "--ics"
_DAYS = 90
_MOST_DAYS = 36_500

_PARAMETERS = (
    question.PROFILE,
    option("--days", "N", f"How many days to look ahead, 1 to {_MOST_DAYS}; left out: {_DAYS}."),
    option("--until", "DATE", "The last day to look at, instead of --days."),
    option(_ICS, "FILE", "Write a calendar of these days to a file too (needs the extra `calendar`)."),
    *options.GATES,
    *question.PARAMETERS,
)

_HELP = """
Which evidence or exception expires on which day, and which verdicts change with it, on the basis of the gates.

A day is the first one on which its new verdicts hold; evidence that expires counts through its last day. Findings are
not listed, but a gate on them counts. Exit codes: 0 the days were worked out, whatever they bring, 2 something that was
given cannot be used.
"""


class _Request(NamedTuple):
    """What the flags ask for."""

    question: Question
    until: date
    gates: Gates
    calendar: ReportFile | None


def forecast(**values: Any) -> int:
    """Run the command; the exit code."""
    request = _request(values)
    question.answered(request.question.manner, lambda: _forecast(request), report)
    return PASSED


def _request(values: Mapping[str, Any]) -> _Request:
    reading = flags.Reading()
    asked = question.question_of(reading, values)
    request = _Request(
        question=asked,
        until=_until(reading, asked, values),
        gates=options.gates_of(reading, values),
        calendar=_calendar_file(reading, asked, values["ics"]),
    )
    reading.finish()
    return request


def _until(reading: Reading, asked: Question, values: Mapping[str, Any]) -> date:
    """The last day; some day where what was given is refused."""
    from assessor.assessment.turning import last_day

    as_of = asked.day()
    if values["until"] is None:
        days = _days(reading, values["days"])
        if last_day(as_of, days) == as_of:
            reading.refuse("--as-of", f"there is no day after {as_of}")
        return last_day(as_of, days)
    if values["days"] is not None:
        reading.refuse("--until", "the last day is given by --days already; leave one of the two out")
    until = reading.day("--until", values["until"])
    if until is None or (asked.as_of is None and values["as_of"] is not None):
        return as_of
    if until <= as_of:
        reading.refuse("--until", f"{until} is not after {as_of}, the day of the assessment")
    elif (until - as_of).days > _MOST_DAYS:
        reading.refuse("--until", f"{until} is more than {_MOST_DAYS} days after {as_of}")
    return until


def _days(reading: Reading, text: str | None) -> int:
    if text is None:
        return _DAYS
    if re.fullmatch(r"[0-9]{1,5}", text) and 1 <= int(text) <= _MOST_DAYS:
        return int(text)
    reading.refuse("--days", f"{quoted(text)} is not a number of days from 1 to {_MOST_DAYS}")
    return _DAYS


def _calendar_file(reading: Reading, asked: Question, text: str | None) -> ReportFile | None:
    if text is None:
        return None
    from assessor.cli.report_files import ReportFile, refuse_packs

    if text in {"", "-"}:
        reading.refuse(_ICS, f"`{text}` is not a file such as forecast.ics")
    file = ReportFile(Path(text), _ICS)
    refuse_packs(reading, [file], asked.setup.rules)
    return file


def _forecast(request: _Request) -> Forecast:
    """The forecast, once its calendar is written, if one is wanted. Raises InputError."""
    calendar = _calendar() if request.calendar else None
    asked = request.question
    assessor, problems = asked.open(), Problems()
    with problems.kept():
        assessor, gates = _with_files(assessor, request.gates)
        with problems.kept():
            _refuse_unknown(assessor, gates)
        with problems.kept():
            profile = asked.load(assessor)
    problems.finish()
    if request.calendar:
        _check(request.calendar, profile, request)
    case = assessor.case(profile, as_of=asked.day(), basis=asked.basis, gates=gates, evidence_root=asked.evidence_root)
    found = assessor.forecast(case, request.until)
    if request.calendar and calendar:
        from assessor.cli.report_files import write_whole

        write_whole(request.calendar.path, calendar.render(found), _ICS)
    return found


def _refuse_unknown(assessor: Assessor, gates: Gates) -> None:
    reading = flags.Reading()
    known = [benchmark.id for benchmark in assessor.knowledge.benchmarks]
    reading.benchmarks("--require", [wanted.benchmark for wanted in gates.require], known)
    reading.finish()


def _with_files(assessor: Assessor, gates: Gates) -> tuple[Assessor, Gates]:
    """The assessor and the gates with the benchmarks whose files the gates name."""
    named = [wanted.benchmark for wanted in gates.require]
    if not any(map(flags.names_file, named)):
        return assessor, gates
    from assessor.cli.benchmark_files import with_benchmark_files

    assessor, ids = with_benchmark_files(assessor, named)
    require = tuple(wanted._replace(benchmark=ids[wanted.benchmark]) for wanted in gates.require)
    return assessor, gates._replace(require=require)


def _calendar() -> ModuleType:
    """What writes calendars. Raises `UsageError` where its library is not installed."""
    try:
        from assessor.report import calendar
    except ModuleNotFoundError as error:
        install = "python3 -m pip install 'icalendar>=7'"
        message = f"calendars need the library icalendar (the extra `calendar`): install it with `{install}`"
        raise UsageError.of(_ICS, message) from error
    return calendar


def _check(file: ReportFile, profile: Profile, request: _Request) -> None:
    """Refuse a calendar in the place of what was read (`UsageError`)."""
    from assessor.api import evidence_home
    from assessor.cli.report_files import refuse_evidence, refuse_inputs

    reading = flags.Reading()
    benchmarks = [wanted.benchmark for wanted in request.gates.require if flags.names_file(wanted.benchmark)]
    refuse_inputs(reading, [file], [profile.path])
    refuse_inputs(reading, [file], benchmarks, "benchmark")
    refuse_evidence(reading, [file], profile, request.question.evidence_root or evidence_home(profile))
    reading.finish()


app = options.command(
    "forecast",
    forecast,
    _PARAMETERS,
    help=_HELP,
    tried=(
        "dtassess forecast twin.yaml",
        "dtassess forecast twin.yaml --until 2027-12-31 --fail-under orange --format markdown",
        "dtassess forecast twin.yaml --days 365 --ics twin.ics",
    ),
)
