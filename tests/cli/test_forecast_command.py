"""`dtassess forecast` as users call it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import icalendar
import pytest
from jsonschema import Draft202012Validator

from assessor.loading.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

PROFILE = """\
schema: dtassess/profile/v1
name: line-7
controls:
  - id: AC-1
    title: Tokens
    requirements: [authentication]
    status: implemented
    evidence:
      - {type: policy, url: "https://example.org/a", expires: 2026-12-03}
      - {type: scan, path: scan.txt, date: 2027-01-10, expires: 2027-02-21}
exceptions:
  - {requirement: auditing, reason: later, approved_by: board, expires: 2026-12-31}
"""
BENCHMARK = """\
schema: dtassess/benchmark/v1
id: plant-rules
title: What the plant asks for
applied_to: [data]
requirements: [authentication]
"""
AS_OF = ("--as-of", "2026-11-23")


@pytest.fixture
def line(folder: Path) -> Path:
    (folder / "line.yaml").write_text(PROFILE)
    (folder / "scan.txt").write_text("a scan")
    return folder


def asked(run: Run, *argv: str) -> dict:
    outcome = run("forecast", "line.yaml", *AS_OF, *argv, "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    answer = json.loads(outcome.out)
    schema = json.loads((bundled("schemas") / "forecast.schema.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(answer)] == []
    return answer


def refused(run: Run, *argv: str) -> list[str]:
    outcome = run("forecast", "line.yaml", *argv)
    assert (outcome.code, outcome.out) == (2, "")
    return outcome.err.splitlines()


def test_without_a_last_day_it_looks_ninety_days_ahead(line: Path, run: Run) -> None:
    answer = asked(run)
    assert (answer["as_of"], answer["from"], answer["until"]) == ("2026-11-23", "2026-11-24", "2027-02-21")
    assert [day["date"] for day in answer["days"]] == ["2026-12-04", "2027-01-01", "2027-01-10"]


def test_days_and_until_say_the_same(line: Path, run: Run) -> None:
    assert asked(run, "--days", "91") == asked(run, "--until", "2027-02-22")
    assert [day["date"] for day in asked(run, "--days", "91")["days"]][-1] == "2027-02-22"
    assert [day["date"] for day in asked(run, "--days", "11")["days"]] == ["2026-12-04"]
    assert asked(run, "--days", "10")["days"] == []


def test_an_answer_says_what_expires_where_and_what_changes(line: Path, run: Run) -> None:
    first, second, third = asked(run)["days"]
    assert first["expires"] == [
        {
            "kind": "evidence",
            "id": "AC-1#1",
            "subject": "https://example.org/a",
            "reason": "counts through 2026-12-03",
            "location": {"path": "line.yaml", "line": 9, "column": 63},
        }
    ]
    assert first["changes"][0] == {
        "kind": "rating",
        "id": "rating",
        "from": "orange",
        "to": "red",
        "direction": "worse",
    }
    assert [(thing["kind"], thing["id"], thing["location"]["line"]) for thing in second["expires"]] == [
        ("exception", "1", 12)
    ]
    assert (second["begins"], second["changes"]) == ([], [])
    assert ([thing["id"] for thing in third["begins"]], third["expires"]) == (["AC-1#2"], [])


def test_a_gate_that_fails_in_the_days_to_come_does_not_fail_the_command(line: Path, run: Run) -> None:
    answer = asked(run, "--fail-under", "orange")
    assert (answer["standing"]["gate"]["passed"], answer["first_gate_failure"]) == (True, "2026-12-04")
    assert answer["failing"] == [{"id": "rating", "expected": "at least orange", "actual": "red", "passed": False}]
    assert answer["first_rating_change"] == "2026-12-04"


def test_the_basis_is_the_gates(line: Path, run: Run) -> None:
    assert asked(run, "--basis", "evidenced")["days"][0]["changes"] == []
    (line / "line.yaml").write_text(PROFILE + "targets: {basis: claimed, rating: orange}\n")
    assert (asked(run)["basis"], asked(run, "--no-targets")["basis"]) == ("claimed", "current")


def test_text_and_markdown_are_the_same_page(line: Path, run: Run) -> None:
    text = run("forecast", "line.yaml", *AS_OF, "--fail-under", "orange")
    assert text.code == 0
    assert text.out.startswith("line-7  ")
    assert "  From            2026-11-24 to 2027-02-21\n" in text.out
    assert "  Gate            ▲ passes on 2026-11-23, fails first on 2026-12-04 (rating: at" in text.out
    assert "2026-12-04  that is 11 days after 2026-11-23\n" in text.out
    assert "  down  rating       ◐ orange        ○ red\n" in text.out
    markdown = run("forecast", "line.yaml", *AS_OF, "--format", "markdown")
    assert "| down | cell | ● full | ○ none | 3 | authentication (data, system, network) |" in markdown.out
    assert "\n## 2026-12-04\n\nThat is 11 days after 2026-11-23.\n" in markdown.out
    assert "No verdict changes, but what the exception waived counts again.\n" in markdown.out


def test_a_forecast_of_nothing_says_so(line: Path, run: Run) -> None:
    outcome = run("forecast", "line.yaml", *AS_OF, "--days", "3")
    assert outcome.out.endswith("In these days nothing expires or begins to count, and no verdict changes.\n")
    assert "orange on 2026-11-23, and so it stays" in outcome.out


# What cannot be used.


def test_days_and_until_exclude_each_other(line: Path, run: Run) -> None:
    assert refused(run, *AS_OF, "--days", "3", "--until", "2026-12-24") == [
        "--until: the last day is given by --days already; leave one of the two out"
    ]


@pytest.mark.parametrize("days", ["0", "36501", "-1", "1.5", "100000", "ten", "", "٣", "9" * 5000])
def test_days_are_a_number_from_one(line: Path, run: Run, days: str) -> None:
    (problem,) = refused(run, *AS_OF, f"--days={days}")
    assert problem.startswith("--days: '")
    assert problem.endswith("' is not a number of days from 1 to 36500")
    assert len(problem) < 130


@pytest.mark.parametrize(
    ("until", "problem"),
    [
        ("2026-11-23", "2026-11-23 is not after 2026-11-23, the day of the assessment"),
        ("2026-01-01", "2026-01-01 is not after 2026-11-23, the day of the assessment"),
        ("2126-10-31", "2126-10-31 is more than 36500 days after 2026-11-23"),
        ("2026-13-01", "`2026-13-01` is not a day such as 2026-11-23"),
    ],
)
def test_until_is_a_day_after_that_of_the_assessment(line: Path, run: Run, until: str, problem: str) -> None:
    assert refused(run, *AS_OF, "--until", until) == [f"--until: {problem}"]


def test_the_longest_forecast_is_of_a_hundred_years_less_some_days(line: Path, run: Run) -> None:
    assert asked(run, "--until", "2126-10-30") == asked(run, "--days", "36500")


def test_after_the_last_day_that_there_is_nothing_can_be_told(line: Path, run: Run) -> None:
    assert refused(run, "--as-of", "9999-12-31") == ["--as-of: there is no day after 9999-12-31"]
    outcome = run("forecast", "line.yaml", "--as-of", "9999-12-30", "--format", "json")
    assert json.loads(outcome.out)["until"] == "9999-12-31"


def test_all_that_is_wrong_with_a_command_line_is_said_at_once(line: Path, run: Run) -> None:
    argv = ("--as-of", "tomorrow", "--until", "2026-12-24", "--ics", "-", "--basis", "curent", "--min-score", "101")
    assert [line.partition(":")[0] for line in refused(run, *argv)] == ["--as-of", "--basis", "--ics", "--min-score"]


def test_a_benchmark_that_does_not_exist_is_named_with_the_nearest(line: Path, run: Run) -> None:
    (problem,) = refused(run, *AS_OF, "--require", "iso-23247-22")
    assert problem.startswith("--require: there is no benchmark 'iso-23247-22'; ")


def test_what_cannot_be_assessed_is_said_in_json_in_the_place_of_a_forecast(line: Path, run: Run) -> None:
    outcome = run("forecast", "broken.yaml", *AS_OF, "--format", "json", "--ics", "out.ics")
    assert outcome.code == 2
    assert json.loads(outcome.out)["schema"] == "dtassess/problems/v1"
    assert not (line / "out.ics").exists()


# The calendar.


def test_a_calendar_is_written_beside_the_answer(line: Path, run: Run) -> None:
    answer = asked(run, "--ics", "out.ics")
    events = icalendar.Calendar.from_ical((line / "out.ics").read_bytes()).walk("VEVENT")
    assert [event["dtstart"].dt.isoformat() for event in events] == [day["date"] for day in answer["days"]]
    before = (line / "out.ics").read_bytes()
    asked(run, "--ics", "out.ics")
    assert (line / "out.ics").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("line.yaml", "`line.yaml` would replace the profile `line.yaml`"),
        ("./scan.txt", "`scan.txt` would replace `scan.txt`, evidence of the profile `line.yaml`"),
        ("no/such/folder.ics", "`no/such/folder.ics` cannot be written: No such file or directory"),
        (".", "`.` cannot be written: Is a directory"),
        ("-", "`-` is not a file such as forecast.ics"),
        ("", "`` is not a file such as forecast.ics"),
    ],
)
def test_a_calendar_takes_the_place_of_nothing_that_was_read(line: Path, run: Run, file: str, problem: str) -> None:
    before = {path.name: path.read_bytes() for path in line.iterdir() if path.is_file()}
    assert refused(run, *AS_OF, f"--ics={file}") == [f"--ics: {problem}"]
    assert {path.name: path.read_bytes() for path in line.iterdir() if path.is_file()} == before


def test_a_benchmark_file_is_a_gate_and_no_calendar_takes_its_place(line: Path, run: Run) -> None:
    (line / "mine.yaml").write_text(BENCHMARK)
    answer = asked(run, "--require", "mine.yaml")
    assert [one["id"] for one in answer["standing"]["gate"]["checks"]] == ["benchmark:plant-rules"]
    assert {"kind": "gate", "id": "gate", "from": "passed", "to": "failed", "direction": "worse"} in answer["days"][0][
        "changes"
    ]
    assert refused(run, *AS_OF, "--require", "mine.yaml", "--ics", "./mine.yaml") == [
        "--ics: `mine.yaml` would replace the benchmark `mine.yaml`"
    ]
    assert (line / "mine.yaml").read_text() == BENCHMARK


def test_a_calendar_does_not_stand_among_rules(line: Path, run: Run) -> None:
    (line / "pack").mkdir()
    assert refused(run, *AS_OF, "--rules", "pack", "--ics", "pack/out.ics") == [
        "--ics: `pack/out.ics` would stand in the rule pack `pack`"
    ]


def test_without_the_library_it_is_said_how_to_get_it_before_anything_is_written(line: Path) -> None:
    script = (
        "import sys; sys.modules['icalendar'] = None; from assessor.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    argv = (sys.executable, "-c", script, "forecast", "line.yaml", *AS_OF)
    done = subprocess.run((*argv, "--ics", "out.ics"), capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "--ics: calendars need the library icalendar (the extra `calendar`): install it with"
        " `python3 -m pip install 'icalendar>=7'`\n"
    )
    assert not (line / "out.ics").exists()
    assert subprocess.run(argv, capture_output=True, check=False).returncode == 0


def test_what_is_wrong_with_several_inputs_is_told_in_one_run(run, folder) -> None:
    outcome = run("forecast", "broken.yaml", "--require", "nope")
    assert outcome.code == 2
    assert [line.partition(":")[0] for line in outcome.err.splitlines()] == ["--require", "broken.yaml"]
