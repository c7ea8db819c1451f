"""The examples under docs/ci/: valid for their systems' schemas, and their shell run as the systems run it."""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml
from junitparser import JUnitXml
from machine import BROKEN, DAY, GOOD, ROOT, needs_compiler, run

if TYPE_CHECKING:
    import subprocess

EXAMPLES = ROOT / "docs" / "ci"
FAILING = GOOD.replace("pump", "pump\ntargets: {rating: green}")


def text_of(name: str) -> str:
    return (EXAMPLES / name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", ROOT / "action.yml"),
        ("vendor.github-workflows", EXAMPLES / "github-workflow.yml"),
        ("vendor.gitlab-ci", EXAMPLES / "gitlab-ci.yml"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_a_file_is_valid_for_the_schema_of_its_system(schema: str, file: Path) -> None:
    done = run([sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)], cwd=ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("github.md", "github-workflow.yml"),
        ("gitlab.md", "gitlab-ci.yml"),
        ("jenkins.md", "Jenkinsfile"),
        ("shell.md", "assess.sh"),
    ],
)
def test_a_page_shows_the_file_as_it_is(page: str, file: str) -> None:
    assert f'title="{file}"\n{text_of(file)}```\n' in text_of(page)


class TestShell:
    """assess.sh, with the command of these tests."""

    @staticmethod
    def assess(folder: Path, *arguments: str, path: str = "") -> subprocess.CompletedProcess[str]:
        environment = {"PATH": os.pathsep.join([path, str(Path(sys.executable).parent), os.environ["PATH"]])}
        return run(["/bin/sh", str(EXAMPLES / "assess.sh"), "--as-of", DAY, *arguments], folder, environment)

    def test_a_profile_that_passes(self, tmp_path: Path) -> None:
        (tmp_path / "twin.yaml").write_text(GOOD, encoding="utf-8")
        done = self.assess(tmp_path, "twin.yaml")
        assert done.returncode == 0
        assert done.stdout.endswith("assess.sh: every gate passed, or none was set\n")
        assert {path.name for path in (tmp_path / "reports").iterdir()} == {"twin.json", "twin.html", "junit.xml"}

    def test_a_gate_that_fails(self, tmp_path: Path) -> None:
        (tmp_path / "twin.yaml").write_text(GOOD, encoding="utf-8")
        done = self.assess(tmp_path, "--min-score", "60", "twin.yaml")
        assert done.returncode == 1
        assert done.stdout.endswith("assess.sh: a gate did not pass\n")

    def test_no_report_of_an_earlier_run_is_left(self, tmp_path: Path) -> None:
        (tmp_path / "twin.yaml").write_text(GOOD, encoding="utf-8")
        self.assess(tmp_path, "twin.yaml")
        done = self.assess(tmp_path, "--min-score", "lots", "twin.yaml")
        assert done.returncode == 2
        assert done.stdout.endswith("assess.sh: no verdict: what was given cannot be used\n")
        assert list((tmp_path / "reports").iterdir()) == []

    @pytest.mark.parametrize("code", [3, 126, 127, 130])
    def test_any_other_code_is_handed_on(self, tmp_path: Path, code: int) -> None:
        program = tmp_path / "dtassess"
        program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        program.chmod(0o755)
        done = self.assess(tmp_path, "twin.yaml", path=str(tmp_path))
        assert (done.returncode, done.stdout) == (code, "assess.sh: no verdict: dtassess failed\n")


class Job(NamedTuple):
    """A job's script and the folder that it works in."""

    folder: Path
    shell: list[str]
    script: str

    def run(self, profile: str, **variables: str) -> subprocess.CompletedProcess[str]:
        (self.folder / "twin.yaml").write_text(profile, encoding="utf-8")
        return run([*self.shell, self.script], self.folder, variables)


@pytest.mark.wheel
@needs_compiler
class TestGitLab:
    JOB = yaml.safe_load(text_of("gitlab-ci.yml"))

    @pytest.fixture(scope="class")
    @staticmethod
    def job(tmp_path_factory: pytest.TempPathFactory) -> Job:
        """GitLab's runner makes one script of the lines, and prefers bash where the image has it."""
        script = "\n".join(TestGitLab.JOB["dtassess"]["script"])
        return Job(tmp_path_factory.mktemp("gitlab"), ["bash", "-eo", "pipefail", "-c"], script)

    def variables(self, wheel: Path, flags: str = "") -> dict[str, str]:
        day = f"--as-of {DAY} {flags}"
        return {**self.JOB["variables"], "DTASSESS_SOURCE": wheel.as_uri(), "DTASSESS_FLAGS": day}

    def test_without_a_source_it_says_what_to_set(self, job: Job) -> None:
        done = job.run(GOOD, **self.JOB["variables"])
        assert done.returncode != 0
        assert "DTASSESS_SOURCE: set it to where pip finds dtassess" in done.stdout

    def test_a_profile_that_passes_leaves_every_artifact(self, job: Job, wheel: Path) -> None:
        done = job.run(GOOD, **self.variables(wheel))
        assert done.returncode == 0, done.stdout
        artifacts = self.JOB["dtassess"]["artifacts"]
        assert all((job.folder / path).is_file() for path in artifacts["reports"].values())
        assert {path.name for path in (job.folder / artifacts["paths"][0]).iterdir()} == {
            *("junit.xml", "code-quality.json", "twin.html", "twin.json"),
        }

    def test_a_gate_that_fails_fails_the_job_and_leaves_them_too(self, job: Job, wheel: Path) -> None:
        done = job.run(GOOD, **self.variables(wheel, "--min-score 60"))
        assert done.returncode == 1, done.stdout
        reports = self.JOB["dtassess"]["artifacts"]["reports"]
        assert sum(suite.failures for suite in JUnitXml.fromfile(str(job.folder / reports["junit"]))) == 1
        quality = json.loads((job.folder / reports["codequality"]).read_text(encoding="utf-8"))
        assert {issue["location"]["path"] for issue in quality} == {"twin.yaml"}

    def test_a_profile_that_is_broken_fails_it_with_the_place(self, job: Job, wheel: Path) -> None:
        done = job.run(BROKEN, **self.variables(wheel))
        assert done.returncode == 2
        assert "twin.yaml:3:1: unknown key 'owners'" in done.stdout


@pytest.mark.wheel
@needs_compiler
class TestJenkins:
    @pytest.fixture(scope="class")
    @staticmethod
    def stage(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Job:
        """The second stage, after the first: Jenkins runs the text of each `sh`, in which Groovy has joined lines."""
        shell = ["sh", "-xe", "-c"]
        install, assess = re.findall(r"sh '''(.*?)'''", text_of("Jenkinsfile").replace("\\\n", ""), re.DOTALL)
        folder = tmp_path_factory.mktemp("jenkins")
        done = run([*shell, install], folder, {"DTASSESS_SOURCE": wheel.as_uri()})
        assert done.returncode == 0, done.stdout
        return Job(folder, shell, assess)

    def test_a_profile_that_passes_leaves_what_is_archived(self, stage: Job) -> None:
        done = stage.run(GOOD, PROFILE="twin.yaml")
        assert done.returncode == 0, done.stdout
        (results,) = re.findall(r"testResults: '([^']+)'", text_of("Jenkinsfile"))
        assert sum(suite.failures for suite in JUnitXml.fromfile(str(stage.folder / results))) == 0
        assert {path.name for path in (stage.folder / "reports").iterdir()} == {"junit.xml", "twin.html", "twin.json"}

    def test_a_gate_that_fails_fails_the_build(self, stage: Job) -> None:
        done = stage.run(FAILING, PROFILE="twin.yaml")
        assert done.returncode == 1, done.stdout
        assert (stage.folder / "reports" / "twin.html").exists()

    @pytest.mark.parametrize("profile", ["; touch pwned", "$(touch pwned)", "--exit-zero"])
    def test_a_parameter_is_never_more_than_a_name(self, stage: Job, profile: str) -> None:
        done = stage.run(GOOD, PROFILE=profile)
        assert done.returncode == 2
        assert f"{profile}: there is no such file or folder" in done.stdout
        assert not (stage.folder / "pwned").exists()
