from __future__ import annotations

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from assessor.cli.report_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]

DAY = ("--as-of", "2026-11-23")
BROKEN = "broken.yaml:3:1: unknown key 'owners'; did you mean owner?\n"


def test_a_profile_without_a_gate_ends_with_0_and_a_report(run: Run) -> None:
    code, out, err = run("assess", "twin.yaml", *DAY)
    assert (code, err) == (0, "")
    assert out.startswith("twin ")
    assert out.splitlines()[0].endswith("2026-11-23")


@pytest.mark.parametrize(
    "gate",
    [
        ("--min-score", "50"),
        ("--min-assessed", "50.5"),
        ("--fail-under", "green"),
        ("--fail-on", "error"),
        ("--require", "iso-23247-2"),
        ("--require", "iso-23247-2=99"),
    ],
)
def test_a_gate_that_does_not_pass_ends_with_1_and_with_0_if_asked(run: Run, gate: tuple[str, ...]) -> None:
    assert run("assess", "twin.yaml", *DAY, *gate).code == 1
    assert run("assess", "twin.yaml", *DAY, *gate, "--exit-zero").code == 0


@pytest.mark.parametrize("gate", [("--min-score", "1"), ("--fail-under", "orange"), ("--require", "iso-23247-2=1")])
def test_a_gate_that_passes_ends_with_0(run: Run, gate: tuple[str, ...]) -> None:
    assert run("assess", "twin.yaml", *DAY, *gate).code == 0


def test_quiet_prints_nothing_but_which_gate_did_not_pass_and_keeps_the_code(run: Run) -> None:
    gates = ("--min-score", "1", "--fail-under", "green", "--min-assessed", "50", "--quiet")
    score = "assessed (at least 50 wanted, 5 found)"
    told = "".join(
        f"{name}.yaml: the gate did not pass: rating (green wanted, orange found), {score}\n"
        for name in ("other", "twin")
    )
    assert run("assess", "twin.yaml", "other.yaml", *DAY, *gates) == (1, "", told)
    assert run("assess", "twin.yaml", "other.yaml", *DAY, *gates, "--exit-zero") == (0, "", told)
    assert run("assess", "twin.yaml", *DAY, "--min-score", "1", "--quiet") == (0, "", "")
    assert run("assess", "broken.yaml", "-q") == (2, "", BROKEN)


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (("--as-of", "2026-02-30"), "--as-of: `2026-02-30` is not a day such as 2026-11-23"),
        (("--as-of", "20261123"), "--as-of: `20261123` is not a day such as 2026-11-23"),
        (
            ("--basis", "evidence"),
            "--basis: 'evidence' is not known; did you mean evidenced?",
        ),
        (
            ("--format", "docx"),
            "--format: 'docx' is not known; nearest: text, json, yaml; also known: markdown, html, csv, sarif, "
            "junit, oscal, github, gitlab",
        ),
        (("--format", "jason"), "--format: 'jason' is not known; did you mean json?"),
        (("--format", "json?indent=2"), "--format: json has no options, and 'indent=2' is one"),
        (("--format", "sarif?taget=github"), "--format: sarif has no option 'taget'; did you mean target?"),
        (("--format", "sarif?target=gitub"), "--format: sarif?target: 'gitub' is not known; did you mean github?"),
        (("--format", "sarif?target"), "--format: sarif?target: it has no value; known: any, github"),
        (("--format", "csv?table=cells&table=cells"), "--format: csv?table is given twice"),
        (
            ("--report", "csv?table=x.csv"),
            "--report: csv?table: it has no value; nearest: cells, findings, functions; also known: requirements, "
            "benchmarks",
        ),
        (("--fail-under", "red"), "--fail-under: 'red' is not known; known: green, orange"),
        (("--min-score", "101"), "--min-score: `101` is not a number from 0 to 100 such as 60 or 62.5"),
        (("--min-score", "-1"), "--min-score: `-1` is not a number from 0 to 100 such as 60 or 62.5"),
        (("--min-assessed", "1e1"), "--min-assessed: `1e1` is not a number from 0 to 100 such as 60 or 62.5"),
        (("--min-score", "\u0661"), "--min-score: `\u0661` is not a number from 0 to 100 such as 60 or 62.5"),
        (("--require", "iso-23247-2=x"), "--require: `x` is not a number from 0 to 100 such as 60 or 62.5"),
        (
            ("--require", "iso-23247-5"),
            "--require: there is no benchmark 'iso-23247-5'; did you mean iso-23247-1, iso-23247-2 or iso-23247-3?",
        ),
        (
            ("--benchmark", "x"),
            "--benchmark: there is no benchmark 'x'; nearest: iso-23247-1, iso-23247-2, iso-23247-3; "
            "`dtassess benchmarks list` names all",
        ),
        (("--fail-on", "errors"), "--fail-on: 'errors' is not known; did you mean error?"),
        (("--fail-if-expiring", "-3"), "--fail-if-expiring: `-3` is not a number of days from 0 to 99999"),
        (("--engine", "plan"), "--engine: 'plan' is not known; did you mean plain?"),
        (("--color", "yes"), "--color: 'yes' is not known; known: auto, never, always"),
        (("--evidence-root", "nowhere"), "--evidence-root: `nowhere` is not a folder"),
        (("--rules", "nowhere"), "--rules: `nowhere` is not a folder"),
        (("--report", "json"), "--report: `json` is not FORMAT=PATH such as json=result.json"),
        (("--report", "json=-"), "--report: `json=-` is not FORMAT=PATH such as json=result.json"),
        (("--report", "json=new/"), "--report: `new/` names a folder, and a report is a file"),
        (("--report", "htm=x.html"), "--report: 'htm' is not known; did you mean html?"),
        (("--report", "json=twin.yaml"), "--report: `twin.yaml` would replace the profile `twin.yaml`"),
        (("--baseline", "nowhere.json"), "nowhere.json: there is no such file or folder"),
    ],
)
def test_a_flag_that_cannot_be_used_ends_with_2_and_says_why(run: Run, flags: tuple[str, ...], problem: str) -> None:
    assert run("assess", "twin.yaml", *flags) == (2, "", f"{problem}\n")


def test_a_report_never_replaces_the_baseline_or_stands_among_rules(run: Run, folder: Path) -> None:
    assert run("assess", "twin.yaml", *DAY, "-q", "--report", "json=old.json").code == 0
    before = (folder / "old.json").read_text()
    said = run("assess", "twin.yaml", "--baseline", "old.json", "--report", "text=./old.json")
    assert said == (2, "", "--report: `old.json` would replace the baseline\n")
    assert (folder / "old.json").read_text() == before
    (folder / "pack").mkdir()
    said = run("assess", "twin.yaml", "--rules", "pack", "--report", "json=pack/r.yaml")
    assert said == (2, "", "--report: `pack/r.yaml` would stand in the rule pack `pack`\n")


def test_all_problems_of_the_flags_are_found_in_one_run(run: Run) -> None:
    _, _, err = run("assess", "twin.yaml", "--min-score", "x", "--basis", "x", "--report", "x")
    assert [line.split(":")[0] for line in err.splitlines()] == ["--basis", "--min-score", "--report"]


@pytest.mark.parametrize(
    ("argv", "problem", "hint"),
    [
        (("assess", "--basys"), "dtassess: No such option: --basys (Possible options: --basis)", "dtassess assess"),
        (("assess",), "dtassess: Missing argument 'PROFILE...'.", "dtassess assess"),
        (("asess", "x"), "dtassess: there is no command 'asess'; did you mean assess?", "dtassess"),
        (("--versoin",), "dtassess: No such option: --versoin (Possible options: --version)", "dtassess"),
        (("benchmarks",), "dtassess: Missing command.", "dtassess benchmarks"),
        (("benchmarks", "lst"), "dtassess: No such command 'lst'. Did you mean 'list'?", "dtassess benchmarks"),
    ],
)
def test_wrong_usage_ends_with_2_and_names_the_nearest(
    run: Run, argv: tuple[str, ...], problem: str, hint: str
) -> None:
    assert run(*argv) == (2, "", f"{problem}\nTry: {hint} --help\n")


def test_an_unknown_command_far_from_any_is_told_the_nearest_and_what_names_all(run: Run) -> None:
    assert run("frobnicate").err == (
        "dtassess: there is no command 'frobnicate'; nearest: validate, forecast, compare; "
        "`dtassess --help` names all\n"
        "Try: dtassess --help\n"
    )


def test_no_command_shows_the_help_and_is_wrong_usage(run: Run) -> None:
    code, out, _ = run()
    assert code == 2
    assert out.startswith("Usage: dtassess ")


def test_a_file_that_is_not_there_ends_with_2(run: Run) -> None:
    assert run("assess", "nowhere.yaml") == (2, "", "nowhere.yaml: there is no such file or folder\n")


def test_an_invalid_profile_ends_with_2_and_its_problems_on_standard_error(run: Run) -> None:
    assert run("assess", "broken.yaml") == (2, "", BROKEN)


def test_an_invalid_profile_beats_a_gate_and_exit_zero(run: Run) -> None:
    assert run("assess", "broken.yaml", "twin.yaml", "--min-score", "99", "--exit-zero", "-q").code == 2


def test_valid_profiles_are_printed_in_the_order_of_their_paths_beside_an_invalid_one(run: Run) -> None:
    code, out, err = run("assess", "twin.yaml", "broken.yaml", "other.yaml", *DAY, "--format", "json")
    document = json.loads(out)
    assert (code, err) == (2, BROKEN)
    assert document["schema"] == "dtassess/results/v1"
    assert [result["profile"]["path"] for result in document["results"]] == ["other.yaml", "twin.yaml"]
    assert [problem["path"] for problem in document["problems"]] == ["broken.yaml"]


def test_the_same_file_twice_is_assessed_once(run: Run, folder: Path) -> None:
    (folder / "link.yaml").symlink_to("twin.yaml")
    _, out, _ = run("assess", "./twin.yaml", "twin.yaml", "link.yaml", *DAY, "--format", "json")
    assert json.loads(out)["schema"] == "dtassess/result/v1"


def test_a_folder_stands_for_its_profiles(run: Run, folder: Path) -> None:
    (folder / "broken.yaml").unlink()
    _, out, _ = run("assess", ".", *DAY, "--format", "json")
    assert [result["profile"]["name"] for result in json.loads(out)["results"]] == ["other", "twin"]


def test_equal_input_gives_equal_bytes(run: Run) -> None:
    once, again = (run("assess", "twin.yaml", *DAY, "--format", "json").out for _ in range(2))
    assert once == again


def test_the_profiles_targets_are_a_gate_unless_they_are_left_out(run: Run, folder: Path) -> None:
    with (folder / "twin.yaml").open("a") as file:
        file.write("targets: {rating: green}\n")
    assert run("assess", "twin.yaml", *DAY).code == 1
    assert run("assess", "twin.yaml", *DAY, "--no-targets").code == 0


def test_the_basis_of_the_gate_can_be_chosen(run: Run) -> None:
    _, out, _ = run("assess", "twin.yaml", *DAY, "--basis", "claimed", "--format", "json")
    assert json.loads(out)["basis"] == "claimed"


def test_a_benchmark_that_is_asked_for_is_detailed(run: Run) -> None:
    assert "\nBENCHMARK iso-23247-2  current\n" in run("assess", "twin.yaml", *DAY, "--benchmark", "iso-23247-2").out


def test_colour_is_for_terminals_unless_it_is_asked_for(run: Run) -> None:
    assert "\x1b" not in run("assess", "twin.yaml", *DAY).out
    assert "\x1b[" in run("assess", "twin.yaml", *DAY, "--color", "always").out


def test_every_finding_is_shown_if_asked_for(run: Run) -> None:
    few, all_ = run("assess", "twin.yaml", *DAY).out, run("assess", "twin.yaml", *DAY, "--all-findings").out
    assert "; all: --all-findings" in few
    assert "; all: --all-findings" not in all_
    assert len(all_) > len(few)


def test_reports_of_every_format_come_from_one_assessment(run: Run, folder: Path) -> None:
    reports = ("--report", "json=r.json", "--report", "yaml=r.yaml", "--report", "text=r.txt")
    code, out, err = run("assess", "twin.yaml", *DAY, "--format", "json", *reports)
    assert (code, err) == (0, "")
    assert (folder / "r.json").read_text() == out
    assert yaml.load((folder / "r.yaml").read_text(), yaml.SafeLoader) == json.loads(out)
    assert (folder / "r.txt").read_text().startswith("twin ")


def test_a_report_that_cannot_be_written_ends_with_2_and_the_others_are_whole(run: Run, folder: Path) -> None:
    reports = ("--report", "json=no/r.json", "--report", "yaml=r.yaml", "--report", "text=folder")
    (folder / "folder").mkdir()
    code, out, err = run("assess", "twin.yaml", *DAY, *reports)
    assert code == 2
    assert err == (
        "--report: `no/r.json` cannot be written: No such file or directory\n"
        "--report: `folder` cannot be written: Is a directory\n"
    )
    assert out.startswith("twin ")
    assert (folder / "r.yaml").read_text().startswith("schema: dtassess/result/v1\n")
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_two_reports_to_one_path_are_refused(run: Run) -> None:
    assert run("assess", "twin.yaml", "--report", "json=r", "--report", "text=./r").err == (
        "--report: two reports to one path: `./r`\n"
    )


@pytest.mark.parametrize(
    ("root", "report"), [((), "twins/log.txt"), (("--evidence-root", "."), "log.txt"), (("--evidence-root", "."), "l")]
)
def test_a_report_never_replaces_evidence(run: Run, folder: Path, root: tuple[str, ...], report: str) -> None:
    text = (folder / "twin.yaml").read_text().replace('url: "https://example.org"', "path: ./log.txt")
    (folder / "twins").mkdir()
    (folder / "twins" / "twin.yaml").write_text(text)
    for log in (folder / "log.txt", folder / "twins" / "log.txt"):
        log.write_text("what happened")
    (folder / "l").symlink_to("log.txt")
    asked = ("--report", "json=r.json", "--report", f"text={report}")
    assert run("assess", "other.yaml", "twins/twin.yaml", *DAY, *root, *asked) == (
        *(2, ""),
        f"--report: `{report}` would replace `./log.txt`, evidence of the profile `twins/twin.yaml`\n",
    )
    assert {log.read_text() for log in folder.rglob("log.txt")} == {"what happened"}
    assert not (folder / "r.json").exists()


def test_a_report_keeps_the_mode_of_the_file_it_replaces(run: Run, folder: Path) -> None:
    report = folder / "r.json"
    report.write_text("old")
    report.chmod(0o640)
    run("assess", "twin.yaml", *DAY, "-q", "--report", "json=r.json")
    assert report.stat().st_mode & 0o777 == 0o640
    assert report.read_text().startswith("{")


def test_a_pipe_is_written_to_and_not_replaced(run: Run, folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor() as reader:
        read = reader.submit(pipe.read_text)
        out = run("assess", "twin.yaml", *DAY, "--format", "json", "--report", "json=pipe").out
        assert read.result() == out
    assert pipe.is_fifo()


def test_a_report_through_a_link_replaces_what_the_link_names(run: Run, folder: Path) -> None:
    (folder / "real.json").write_text("old")
    (folder / "link.json").symlink_to("real.json")
    run("assess", "twin.yaml", *DAY, "-q", "--report", "json=link.json")
    assert (folder / "link.json").is_symlink()
    assert (folder / "real.json").read_text().startswith("{")


def test_an_invalid_profile_leaves_no_stale_report(run: Run, folder: Path) -> None:
    for name in ("r.json", "r.txt"):
        (folder / name).write_text("an old report")
    code, out, err = run(
        "assess", "broken.yaml", "--format", "json", "--report", "json=r.json", "--report", "text=r.txt"
    )
    assert (code, err) == (2, BROKEN)
    assert json.loads(out)["schema"] == "dtassess/problems/v1"
    assert (folder / "r.json").read_text() == out
    assert (folder / "r.txt").read_text() == f"NOT ASSESSED\n  {BROKEN}"


def test_a_rule_pack_that_cannot_be_used_is_in_the_report_too(run: Run, folder: Path) -> None:
    (folder / "pack").mkdir()
    code, out, err = run("assess", "twin.yaml", "--rules", "pack", "--format", "json")
    assert code == 2
    (problem,) = json.loads(out)["problems"]
    assert err == f"{problem['path']}: {problem['message']}\n"
    assert (problem["path"], problem["message"]) == ("pack", "is no pack: pack.yaml is missing")


def test_a_baseline_that_is_no_worse_passes_and_replaces_the_other_gates(run: Run) -> None:
    run("assess", "twin.yaml", *DAY, "-q", "--report", "json=old.json")
    code, out, _ = run("assess", "twin.yaml", *DAY, "--baseline", "old.json", "--min-score", "99", "--format", "json")
    assert code == 0
    assert [(check["name"], check["enforced"]) for check in json.loads(out)["gate"]["checks"]] == [
        ("score", False),
        ("baseline", True),
    ]


def test_a_baseline_that_is_better_does_not_pass(run: Run, folder: Path) -> None:
    run("assess", "twin.yaml", *DAY, "-q", "--report", "json=old.json")
    text = (folder / "twin.yaml").read_text()
    (folder / "twin.yaml").write_text(text.replace("status: implemented", "status: partial"))
    assert run("assess", "twin.yaml", *DAY, "-q", "--baseline", "old.json").code == 1


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"schema": 1', 'b.json:1:1: the "{" is not closed, or a "," is missing on line 2'),
        ("[]", "b.json: this is not a result: its `schema` is not dtassess/result/v1"),
        (
            '{"schema": "dtassess/results/v1", "results": [{}, {}]}',
            "b.json: the file holds 2 results; one is wanted: `assess` one profile",
        ),
        ('{"schema": "dtassess/result/v1"}', "b.json:1:1: findings is required"),
    ],
)
def test_a_baseline_that_is_no_result_is_refused(run: Run, folder: Path, text: str, problem: str) -> None:
    (folder / "b.json").write_text(text)
    code, out, err = run("assess", "twin.yaml", "--baseline", "b.json")
    assert (code, out, problem in err.splitlines()) == (2, "", True)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (
            '"rating": "orange"',
            '"rating": "mauve"',
            "11:45: summary.claimed.rating 'mauve' is not known; known: orange, red, green",
        ),
        ('"score": 5.0', '"score": 500', "11:190: summary.claimed.score must be a number from 0 to 100, not '500'"),
        ('"id": "trust"', '"id": 5', "26:12: `requirements[9].id` is not what a result has there"),
    ],
)
def test_a_baseline_with_a_value_that_cannot_be_is_refused(
    run: Run, folder: Path, old: str, new: str, reason: str
) -> None:
    run("assess", "twin.yaml", *DAY, "-q", "--report", "json=b.json")
    text = (folder / "b.json").read_text()
    assert old in text
    (folder / "b.json").write_text(text.replace(old, new))
    assert f"b.json:{reason}" in run("assess", "twin.yaml", "--baseline", "b.json").err.splitlines()


def test_a_baseline_is_for_one_profile(run: Run) -> None:
    run("assess", "twin.yaml", *DAY, "-q", "--report", "json=old.json")
    assert run("assess", "twin.yaml", "other.yaml", "--baseline", "old.json") == (
        *(2, ""),
        "--baseline: a baseline is the result of one profile, and there are 2\n",
    )


def test_a_fault_of_the_assessor_ends_with_3_and_asks_for_a_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    argv: tuple[object, ...] = ("assess", 7)  # no command line holds a number: whatever comes of it is our own fault
    code, out, err = run(*argv)  # type: ignore[arg-type]
    assert (code, out) == (3, "")
    assert err.splitlines()[0].startswith("dtassess: a fault of the assessor itself: ")
    assert "No verdict was reached. Please report it, with what DTASSESS_TRACEBACK=1 shows" in err
    assert "Traceback" not in err
    monkeypatch.setenv("DTASSESS_TRACEBACK", "1")
    assert "Traceback (most recent call last):" in run(*argv).err  # type: ignore[arg-type]


def test_help_has_examples_for_every_command(run: Run) -> None:
    commands = ["assess", "validate", "reproduce", "schema", "benchmarks list", "benchmarks show", "requirements list"]
    for command in [*commands, "requirements show", "rules list", "rules show", "rules check", "rules test"]:
        code, out, _ = run(*command.split(), "--help")
        assert (code, f"    dtassess {command}" in out) == (0, True), command


def test_the_list_of_commands_is_in_the_help(run: Run) -> None:
    code, out, _ = run("-h")
    assert code == 0
    assert "  reproduce     The study's two tables, and what the rules derive beside them.\n" in out


def test_the_version_names_rules_and_engine(run: Run) -> None:
    code, out, _ = run("--version")
    first, second, third = out.splitlines()
    assert code == 0
    assert first.startswith("dtassess ")
    assert second.startswith("rules core ")
    assert third in {"engine durable", "engine plain"}


def test_validate_counts_what_a_profile_holds(run: Run) -> None:
    assert run("validate", "twin.yaml") == (0, "twin.yaml: ok: 1 control, 1 evidence item\n", "")
    assert run("validate", "twin.yaml", "broken.yaml") == (2, "twin.yaml: ok: 1 control, 1 evidence item\n", BROKEN)


def test_validate_gives_problems_to_programs_too(run: Run) -> None:
    assert json.loads(run("validate", "twin.yaml", "--format", "json").out)["problems"] == []
    code, out, err = run("validate", "broken.yaml", "--format", "yaml")
    assert (code, err) == (2, BROKEN)
    assert yaml.load(out, yaml.SafeLoader)["problems"][0]["line"] == 3


def test_assess_takes_a_profile_from_the_folder_of_the_project(run: Run) -> None:
    profile = Path(__file__).resolve().parents[2] / "profiles" / "eclipse-ditto.yaml"
    assert run("assess", str(profile), *DAY).out.startswith("eclipse-ditto ")


class Ending(str):
    """A report during which the process is asked to end."""

    __slots__ = ()

    def encode(self, *_: str) -> bytes:
        signal.raise_signal(signal.SIGTERM)
        return b""


def test_a_process_that_is_asked_to_end_leaves_the_old_report_and_nothing_beside_it(folder: Path) -> None:
    report = folder / "r.json"
    report.write_text("old")
    with pytest.raises(SystemExit) as ended:
        write_whole(report, Ending("new"))
    assert ended.value.code == 143
    assert report.read_text() == "old"
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL


def test_validate_takes_the_flags_that_all_take_which_read_a_profile(run: Run) -> None:
    taken = (*DAY, "--basis", "claimed", "--evidence-root", ".", "--engine", "plain")
    assert run("validate", "twin.yaml", *taken).code == 0
    assert run("validate", "twin.yaml", "--basis", "evident") == (
        2,
        "",
        "--basis: 'evident' is not known; known: evidenced, current, claimed\n",
    )
