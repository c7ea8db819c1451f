from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assessor.cli.flags import Reading
from assessor.cli.format_choices import choice_of, split
from assessor.errors import UsageError
from assessor.report.contents import Companion
from assessor.report.formats import FORMATS, Choice

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

DAY = ("--as-of", "2026-11-23")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("json=a.json", ("json", "a.json")),
        ("json=a=b.json", ("json", "a=b.json")),
        ("sarif?target=github=a.sarif", ("sarif?target=github", "a.sarif")),
        ("sarif?target=github=a=b&c=d?e", ("sarif?target=github", "a=b&c=d?e")),
        ("csv?table=cells&x=y=out dir/a.csv", ("csv?table=cells&x=y", "out dir/a.csv")),
        ("sarif?target=a.sarif", ("sarif?target", "a.sarif")),
        ("json=a?b=c", ("json", "a?b=c")),
        ("json=line\nfeed", ("json", "line\nfeed")),
        ("json", None),
        ("json=", None),
        ("=a.json", ("", "a.json")),
    ],
)
def test_a_path_begins_behind_the_last_option(text: str, parts: tuple[str, str] | None) -> None:
    assert split(text) == parts


def test_options_of_a_format_are_kept_as_they_are_given() -> None:
    reading = Reading()
    assert choice_of(reading, "--format", "csv?table=cells") == Choice("csv", {"table": "cells"})
    assert choice_of(reading, "--format", "csv") == Choice("csv", {})
    reading.finish()


def test_every_problem_of_a_choice_is_named() -> None:
    reading = Reading()
    choice_of(reading, "--format", "csv?tabel=cells&table=rows")
    with pytest.raises(UsageError) as caught:
        reading.finish()
    assert sorted(problem.message for problem in caught.value.problems) == [
        "csv has no option 'tabel'; did you mean table?",
        "csv?table: 'rows' is not known; nearest: cells, functions, findings; also known: requirements, benchmarks",
    ]


def test_a_format_whose_library_is_missing_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "html", FORMATS["html"]._replace(library="not_to_be_had"))
    reading = Reading()
    choice_of(reading, "--report", "html")
    with pytest.raises(UsageError) as caught:
        reading.finish()
    assert str(caught.value) == (
        "--report: html needs the library not_to_be_had (the extra `html`): "
        "install it with `python3 -m pip install not_to_be_had`"
    )


def test_the_same_format_with_two_options_makes_two_reports_of_one_run(run: Run, folder: Path) -> None:
    reports = [f"--report=csv?table={table}={table}.csv" for table in ("cells", "benchmarks")]
    assert run("assess", "twin.yaml", *DAY, "--quiet", *reports).code == 0
    cells, benchmarks = (Path(f"{table}.csv").read_text() for table in ("cells", "benchmarks"))
    assert "authentication" in cells
    assert "etsi-ts-103-846" in benchmarks


def test_a_report_that_cannot_be_written_leaves_the_others_whole(run: Run, folder: Path) -> None:
    code, _, err = run(
        "assess", "twin.yaml", *DAY, "--report=json=nowhere/a.json", "--report=sarif=a.sarif", "--report=junit=a.xml"
    )
    assert (code, err) == (2, "--report: `nowhere/a.json` cannot be written: No such file or directory\n")
    assert json.loads(Path("a.sarif").read_text())["version"] == "2.1.0"
    assert "<testsuites" in Path("a.xml").read_text()


def test_reports_of_every_format_come_from_one_run(run: Run, folder: Path) -> None:
    names = list(FORMATS)
    code, out, _ = run("assess", "twin.yaml", *DAY, "--format=json", *(f"--report={name}=r.{name}" for name in names))
    assert code == 0
    assert out == Path("r.json").read_text()
    assert all(Path(f"r.{name}").read_text().endswith("\n") for name in names)


def test_what_changed_is_told_only_beside_a_baseline(run: Run, folder: Path) -> None:
    run("assess", "twin.yaml", "--as-of=2026-10-01", "--quiet", "--report=json=old.json")
    Path("twin.yaml").write_text(Path("twin.yaml").read_text().replace("implemented", "partial"))
    with_it = run("assess", "twin.yaml", *DAY, "--format=markdown", "--baseline=old.json").out
    without = run("assess", "twin.yaml", *DAY, "--format=markdown").out
    assert "authentication" in with_it.split("<details>")[0]
    assert "with the gates" not in with_it  # of the baseline: a run has its own
    assert len(with_it) > len(without)


def test_a_baseline_whose_inputs_are_broken_is_refused_where_changes_are_shown(run: Run, folder: Path) -> None:
    run("assess", "twin.yaml", *DAY, "--quiet", "--report=json=old.json")
    old = json.loads(Path("old.json").read_text())
    old["inputs"]["profile"]["controls"][0]["status"] = "done"
    Path("old.json").write_text(json.dumps(old))
    code, _, err = run("assess", "twin.yaml", *DAY, "--format=markdown", "--baseline=old.json")
    assert code == 2
    assert "old.json" in err
    assert "done" in err


def test_companions_are_made_only_where_they_are_shown() -> None:
    assert Choice("json").companions == frozenset()
    assert Companion.FORECAST in Choice("html").companions
