"""The example workflow for GitHub: the steps of its job that can be run here, with a stand-in for GitHub's command."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from machine import DAY, GOOD, ROOT, plain_environment, run
from runner import Done, Runner, use

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

WORKFLOW = yaml.safe_load((ROOT / "docs" / "ci" / "github-workflow.yml").read_text(encoding="utf-8"))
STEPS: dict[str, dict[str, Any]] = {step.get("name", ""): step for step in WORKFLOW["jobs"]["assess"]["steps"]}
BASELINE = "${{ hashFiles('baseline/result.json') && 'baseline/result.json' }}"
GH = """\
#!/bin/sh
echo "$*" >>gh.log
case "$1 $2" in
    "run list") [ ! -f result-of-main.json ] || echo 42 ;;
    "run download") mkdir baseline && cp result-of-main.json baseline/result.json ;;
esac
"""


class Job(NamedTuple):
    """The job's workspace on a runner."""

    workspace: Path
    runner: Runner

    def shell(self, name: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """A step that is a script; one that names no shell gets bash."""
        path = os.pathsep.join([str(self.workspace / "bin"), plain_environment()["PATH"]])
        return run(["bash", "-e", "-c", STEPS[name]["run"]], self.workspace, {**variables, "PATH": path})

    def assess(self) -> Done:
        """The step that uses the action; only the day is ours."""
        given = dict(STEPS["Assess"]["with"])
        assert given["baseline"] == BASELINE
        given["baseline"] = "baseline/result.json" if (self.workspace / "baseline" / "result.json").exists() else ""
        return use(self.runner, self.workspace, {**given, "as-of": DAY})


@pytest.fixture
def job(tmp_path: Path, runner: Runner) -> Job:
    (tmp_path / "twin.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "gh").write_text(GH, encoding="utf-8")
    (tmp_path / "bin" / "gh").chmod(0o755)
    return Job(tmp_path, runner)


def test_no_expression_is_part_of_a_script() -> None:
    assert [name for name, step in STEPS.items() if "${{" in step.get("run", "")] == []


def test_without_a_result_of_main_the_profiles_own_targets_are_the_gate(job: Job) -> None:
    done = job.shell("Fetch the result of main", BASE="main", WORKFLOW="Security profile")
    assert (done.returncode, done.stdout) == (
        0,
        "::notice::main has no result yet: the profile's own targets are the gate\n",
    )


@pytest.mark.wheel
def test_a_pull_request_is_held_against_the_result_of_main(job: Job) -> None:
    before = job.assess()
    assert before.code == 0, before.log
    (job.workspace / "result-of-main.json").write_bytes((job.workspace / before.outputs["result"]).read_bytes())
    assert job.shell("Fetch the result of main", BASE="main", WORKFLOW="Security profile").returncode == 0
    (job.workspace / "twin.yaml").write_text(GOOD.replace(", recovery]", "]"), encoding="utf-8")
    after = job.assess()
    assert (after.code, after.outputs["passed"]) == (1, "false")


@pytest.mark.wheel
def test_later_steps_find_the_files_that_they_take(job: Job) -> None:
    done = job.assess()
    taken = {STEPS["Keep the report"]["with"]["path"], STEPS["Show findings in code scanning"]["with"]["sarif_file"]}
    assert all((job.workspace / name).is_file() for name in taken)
    assert STEPS["Keep the result"]["with"]["path"] == "${{ steps.twin.outputs.result }}"
    assert (job.workspace / done.outputs["result"]).name == "result.json"
    conditions = " ".join(step.get("if", "") for step in STEPS.values())
    assert all((job.workspace / name).is_file() for name in re.findall(r"hashFiles\('([^']+)'\)", conditions))
    assert job.shell("Comment on the pull request", NUMBER="7").returncode == 0
    (comment,) = (job.workspace / "gh.log").read_text(encoding="utf-8").splitlines()
    body = comment.removeprefix("pr comment 7 --edit-last --create-if-none --body-file ")
    assert "pump" in (job.workspace / body).read_text(encoding="utf-8")
