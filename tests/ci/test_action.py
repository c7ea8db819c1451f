"""action.yml, run as GitHub's runner runs a composite action."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from machine import BROKEN, DAY, GOOD, NOTHING, POOR, ROOT
from runner import Done, Runner, use

from assessor.cli.assess import app

if TYPE_CHECKING:
    from collections.abc import Callable

ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
SOURCES = {"twin.yaml", "poor.yaml", "broken.yaml"}
HOSTILE = [
    "; touch pwned",
    "$(touch pwned)",
    "`touch pwned`",
    "x' ; touch pwned ; '",
    'x"; touch pwned; "',
    "--exit-zero",
    "-h",
    "-",
    "x\n::error::pwned\n",
    "${{ github.token }}",
]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    for name, text in (("twin", GOOD), ("poor", POOR), ("broken", BROKEN)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def assess(runner: Runner, workspace: Path) -> Callable[..., Done]:
    def action(profile: str = "twin.yaml", **inputs: str) -> Done:
        named = {name.replace("_", "-"): value for name, value in inputs.items()}
        return use(runner, workspace, {"as-of": DAY, **named, "profile": profile})

    return action


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_every_flag_of_assess_is_an_input() -> None:
    ours = {"profile", "working-directory", "summary", "python"}
    flags = {option.removeprefix("--") for parameter in app.params for option in parameter.opts if option[:2] == "--"}
    log_alone = {"engine", "quiet", "color", "help"}
    assert set(ACTION["inputs"]) - ours == flags - log_alone


def test_every_input_reaches_a_step_by_its_environment() -> None:
    handed = {value for step in ACTION["runs"]["steps"] for value in step["env"].values()}
    assert handed == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}


@pytest.mark.wheel
class TestVerdicts:
    def test_a_profile_that_passes_gives_its_verdict_as_outputs(self, assess: Callable[..., Done]) -> None:
        done = assess(fail_under="orange")
        assert done.code == 0, done.log
        result = json.loads(Path(done.outputs["result"]).read_text(encoding="utf-8"))
        assert result["profile"]["name"] == "pump"
        verdict = {"passed": "true", "rating": "orange", "band": "green", "score": "30.0"}
        assert done.outputs == {**verdict, "result": done.outputs["result"]}

    def test_a_gate_that_fails_fails_the_step_which_has_its_outputs_still(self, assess: Callable[..., Done]) -> None:
        done = assess(min_score="60")
        assert done.code == 1
        assert (done.outputs["passed"], done.outputs["rating"]) == ("false", "orange")
        assert "at least 60" in done.log
        assert "at least 60" in done.summary

    def test_exit_zero_lets_the_step_pass_and_says_that_the_gate_did_not(self, assess: Callable[..., Done]) -> None:
        done = assess(min_score="60", exit_zero="true")
        assert (done.code, done.outputs["passed"]) == (0, "false")

    def test_an_invalid_profile_has_no_verdict(self, assess: Callable[..., Done]) -> None:
        done = assess("broken.yaml", exit_zero="true")
        assert done.code == 2
        assert done.outputs == {"passed": "false", "rating": "", "band": "", "score": "", "result": ""}
        assert "owners" in done.summary
        assert [command for command in done.commands if command.startswith("::error file=broken.yaml,line=3")]

    def test_of_several_profiles_the_worst_is_told(self, assess: Callable[..., Done]) -> None:
        done = assess("twin.yaml\n\n  poor.yaml\n")
        assert (done.code, done.outputs["rating"], done.outputs["band"]) == (0, "red", "red")
        assert (done.outputs["passed"], done.outputs["score"]) == ("true", "0.0")

    def test_a_twin_without_a_score_leaves_the_output_empty(self, assess: Callable[..., Done], workspace: Path) -> None:
        (workspace / "none.yaml").write_text(NOTHING, encoding="utf-8")
        for profiles in ("none.yaml", "none.yaml\ntwin.yaml"):
            done = assess(profiles)
            assert (done.code, done.outputs["passed"], done.outputs["score"]) == (0, "true", "")
            assert done.summary

    def test_one_invalid_profile_among_several_leaves_no_verdict(self, assess: Callable[..., Done]) -> None:
        done = assess("twin.yaml\nbroken.yaml")
        assert (done.code, done.outputs["passed"], done.outputs["rating"]) == (2, "false", "")

    def test_a_result_is_the_baseline_of_a_later_run(self, assess: Callable[..., Done], workspace: Path) -> None:
        before = assess().outputs["result"]
        assert assess(baseline=before, min_score="60").outputs["passed"] == "true"
        (workspace / "twin.yaml").write_text(GOOD.replace(", recovery]", "]"), encoding="utf-8")
        done = assess(baseline=before)
        assert (done.code, done.outputs["passed"]) == (1, "false")

    def test_what_flags_can_be_given_several_times_stands_on_lines(self, assess: Callable[..., Done]) -> None:
        done = assess(require="iso-23247-2=1\n\n iso-23247-3=2 \n", no_targets="TRUE")
        result = json.loads(Path(done.outputs["result"]).read_text(encoding="utf-8"))
        assert [check["name"] for check in result["gate"]["checks"]] == [
            "benchmark:iso-23247-2",
            "benchmark:iso-23247-3",
        ]


@pytest.mark.wheel
class TestReports:
    def test_reports_are_written_where_they_are_asked_for(self, assess: Callable[..., Done], workspace: Path) -> None:
        report = "sarif?target=github=twin.sarif\njunit=junit.xml\nhtml=report.html\ngitlab=quality.json"
        done = assess(report=report)
        assert done.code == 0, done.log
        assert files(workspace) == {*SOURCES, "twin.sarif", "junit.xml", "report.html", "quality.json"}

    def test_without_any_nothing_is_written_to_the_workspace(
        self, assess: Callable[..., Done], workspace: Path
    ) -> None:
        assess()
        assert files(workspace) == SOURCES

    def test_findings_are_annotations(self, assess: Callable[..., Done]) -> None:
        commands = assess().commands
        assert [command for command in commands if command.startswith("::error file=twin.yaml,line=3")]
        assert len([command for command in commands if command.startswith("::error")]) <= 10

    def test_another_format_has_none(self, assess: Callable[..., Done]) -> None:
        done = assess(format="text")
        assert "REQUIREMENTS" in done.log
        assert done.commands == []

    def test_the_summary_can_be_left_out(self, assess: Callable[..., Done]) -> None:
        assert "pump" in assess().summary
        assert assess(summary="false").summary == ""

    def test_a_run_that_assesses_nothing_says_so_where_people_look(self, assess: Callable[..., Done]) -> None:
        done = assess(min_score="lots")
        assert done.code == 2
        assert done.outputs["passed"] == "false"
        assert "`lots` is not a number" in done.log
        assert done.summary == "**dtassess** reached no verdict (exit code 2); the log says why.\n"
        assert done.commands == ["::error title=dtassess::Nothing was assessed (exit code 2); the log says why"]


@pytest.mark.wheel
class TestInputs:
    @pytest.mark.parametrize("value", HOSTILE)
    @pytest.mark.parametrize(
        "names", [["profile"], ["working-directory"], ["min-score", "report", "baseline", "rules"]], ids=lambda n: n[0]
    )
    def test_no_input_is_more_than_a_value(
        self, assess: Callable[..., Done], workspace: Path, names: list[str], value: str
    ) -> None:
        done = assess(**dict.fromkeys(names, value))
        assert done.code == 2, done.log
        assert done.outputs == {"passed": "false", "rating": "", "band": "", "score": "", "result": ""}
        assert files(workspace) == SOURCES
        assert not [command for command in done.commands if command.startswith("::error::pwned")]

    def test_a_name_that_looks_like_a_command_is_not_one(self, assess: Callable[..., Done], workspace: Path) -> None:
        name = "::error::pwned\n::set-output name=passed::true"
        (workspace / "twin.yaml").write_text(f"{GOOD}owner: {json.dumps(name)}\n".replace("pump", json.dumps(name)))
        (workspace / "::add-mask::x ##[add-mask]y.yaml").write_text(BROKEN, encoding="utf-8")
        for format_ in ("github", "text", "markdown"):
            done = assess("twin.yaml\n::add-mask::x ##[add-mask]y.yaml", format=format_)
            names = {command.split("::")[1].split()[0] for command in done.commands}
            assert names <= {"error", "warning", "notice", "group", "endgroup"}
            assert not [command for command in done.commands if command.startswith("::error::pwned")]

    def test_a_configuration_file_fills_in_what_inputs_leave_out(
        self, assess: Callable[..., Done], workspace: Path
    ) -> None:
        (workspace / "dtassess.toml").write_text('min-score = 60\nfail-under = "green"\n', encoding="utf-8")
        done = assess(fail_under="orange")
        result = json.loads(Path(done.outputs["result"]).read_text(encoding="utf-8"))
        checks = {check["name"]: (check["expected"], check["passed"]) for check in result["gate"]["checks"]}
        assert checks == {"rating": ("at least orange", True), "score": ("at least 60", False)}
        assert assess(no_config="true").outputs["passed"] == "true"

    def test_a_switch_is_true_or_false(self, assess: Callable[..., Done]) -> None:
        done = assess(exit_zero="yes")
        assert done.code == 2
        assert "exit-zero: `yes` is neither true nor false" in done.log

    def test_it_runs_where_it_is_told_and_imports_nothing_from_there(
        self, assess: Callable[..., Done], workspace: Path
    ) -> None:
        folder = workspace / "a folder"
        folder.mkdir()
        for module in ("json", "assessor", "sitecustomize"):
            (folder / f"{module}.py").write_text("raise SystemExit(9)\n", encoding="utf-8")
        (folder / "inner.yaml").write_text(GOOD, encoding="utf-8")
        done = assess("inner.yaml", working_directory="a folder", report="json=out.json")
        assert done.code == 0, done.log
        assert (folder / "out.json").exists()


@pytest.mark.wheel
class TestInstalling:
    def test_a_second_use_in_a_job_installs_nothing_anew(self, assess: Callable[..., Done], runner: Runner) -> None:
        assess()
        before = (runner.temp / "dtassess-venv" / "origin").stat().st_mtime_ns
        assess()
        assert (runner.temp / "dtassess-venv" / "origin").stat().st_mtime_ns == before

    @pytest.mark.parametrize("python", ["no-such-python", "; touch pwned", "$(touch pwned)", "-h"])
    def test_a_python_that_is_none_is_told(self, runner: Runner, workspace: Path, tmp_path: Path, python: str) -> None:
        temp = tmp_path / "temp"
        temp.mkdir()
        done = use(runner._replace(temp=temp), workspace, {"profile": "twin.yaml", "python": python})
        assert done.code == 1
        assert f"no Python 3.11 or later was found (tried: {python})" in done.log
        assert files(workspace) == {*SOURCES, "temp"}

    def test_an_installation_that_is_damaged_is_a_fault_and_no_gate(
        self, runner: Runner, workspace: Path, tmp_path: Path
    ) -> None:
        damaged = runner._replace(temp=tmp_path / "temp")
        home = damaged.temp / "dtassess-venv"
        (home / "bin").mkdir(parents=True)
        (home / "bin" / "python").symlink_to(Path(sys.base_prefix) / "bin" / f"python3.{sys.version_info.minor}")
        (home / "origin").write_text(f"{damaged.action} with \n", encoding="utf-8")
        done = use(damaged, workspace, {"profile": "twin.yaml"})
        assert (done.code, done.outputs["passed"], done.outputs["rating"]) == (3, "false", "")
        assert "No module named" in done.log
        assert done.summary == "**dtassess** reached no verdict (exit code 3); the log says why.\n"

    def test_windows_is_refused_in_one_sentence(self, runner: Runner, workspace: Path) -> None:
        done = use(runner._replace(system="Windows"), workspace, {"profile": "twin.yaml"})
        assert (done.code, done.outputs["passed"]) == (2, "false")
        assert done.log == "::error title=dtassess::This action runs on Linux and macOS, not on Windows\n"
