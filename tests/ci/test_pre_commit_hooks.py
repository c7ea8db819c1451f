"""The hooks of .pre-commit-hooks.yaml, by pre-commit itself in a repository that uses them."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import yaml
from machine import BROKEN, DAY, GOOD, ROOT, needs_compiler, run

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
NOBODY = {
    **{f"GIT_{who}_{what}": "nobody@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_SYSTEM": "/dev/null",
}


def git(folder: Path, *arguments: str) -> str:
    done = run(["git", *arguments], cwd=folder, environment=NOBODY)
    assert done.returncode == 0, done.stdout
    return done.stdout.strip()


def repository(folder: Path) -> str:
    """The commit that holds all files of a folder, in a repository that is made of it."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "all files")
    return git(folder, "rev-parse", "HEAD")


class Repository(NamedTuple):
    """A repository that uses the hooks."""

    folder: Path
    home: Path
    """Where pre-commit keeps the environments of hooks."""

    def write(self, **files: str) -> None:
        """Put files under Git, by their names before `.yaml`."""
        for name, text in files.items():
            (self.folder / f"{name}.yaml").write_text(text, encoding="utf-8")
        git(self.folder, "add", "--all")

    def check(self, hook: str, *more: str) -> subprocess.CompletedProcess[str]:
        """What a hook says of what is staged."""
        command = [sys.executable, "-m", "pre_commit", "run", hook, *more]
        return run(command, cwd=self.folder, environment={**NOBODY, "PRE_COMMIT_HOME": str(self.home)})


@pytest.fixture(scope="session")
def source(checkout: Path) -> dict[str, str]:
    """The hooks' own repository and its commit."""
    return {"repo": str(checkout), "rev": repository(checkout)}


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.fixture
def user(source: dict[str, str], home: Path, tmp_path: Path) -> Repository:
    folder = tmp_path / "user"
    folder.mkdir()
    hooks: list[dict[str, Any]] = [
        {"id": "dtassess-validate"},
        {"id": "dtassess-assess", "args": [f"--as-of={DAY}", "--min-score=20"]},
    ]
    config = {"repos": [{**source, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    repository(folder)
    return Repository(folder, home)


def test_pre_commit_finds_the_manifest_valid() -> None:
    done = run([sys.executable, "-m", "pre_commit", "validate-manifest", str(MANIFEST)], cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_files_named_as_profiles_are_taken_and_no_others(hook: dict[str, str]) -> None:
    profiles = [
        *("twin.yaml", "plants/graz/twin.yml", "line-7.twin.yaml", "pump-twin.json", "security-profile.yaml"),
        *("profiles/pump.yaml", "twins/pump.json"),
    ]
    others = [
        *("profiles/evidence/gateway.yaml", "profile.yaml", "untwin.yaml", "twin.yaml.j2", "mkdocs.yml"),
        *("twin/values.yaml", "user-profile.json"),
    ]
    assert [path for path in [*profiles, *others] if re.search(hook["files"], path)] == profiles


@pytest.mark.wheel
@needs_compiler
class TestHooks:
    def test_good_profiles_pass(self, user: Repository) -> None:
        user.write(twin=GOOD, other="- no profile\n")
        for hook in ("dtassess-validate", "dtassess-assess"):
            done = user.check(hook)
            assert done.returncode == 0, done.stdout
            assert done.stdout.rstrip().endswith("Passed")

    def test_a_broken_one_fails_with_its_message_and_line(self, user: Repository) -> None:
        user.write(twin=GOOD, broken_twin=BROKEN)
        for hook in ("dtassess-validate", "dtassess-assess"):
            done = user.check(hook)
            assert done.returncode == 1
            assert "- exit code: 2" in done.stdout
            assert "broken_twin.yaml:3:1: unknown key 'owners'; did you mean owner?" in done.stdout

    def test_a_gate_fails_in_one_line(self, user: Repository) -> None:
        user.write(twin=GOOD.replace("pump", "pump\ntargets: {rating: green}"))
        assert user.check("dtassess-validate").returncode == 0
        done = user.check("dtassess-assess")
        assert done.returncode == 1
        assert "- exit code: 1" in done.stdout
        assert "\ntwin.yaml: the gate did not pass: rating (green wanted, orange found)\n" in done.stdout

    def test_what_is_named_otherwise_is_left_alone(self, user: Repository) -> None:
        user.write(compose="services: {}\n")
        assert "(no files to check)" in user.check("dtassess-validate").stdout

    def test_a_misspelt_schema_does_not_pass_unseen(self, user: Repository) -> None:
        user.write(twin=GOOD.replace("dtassess/profile", "dtasess/profile"))
        done = user.check("dtassess-validate")
        assert done.returncode == 1
        assert "twin.yaml:1:9:" in done.stdout
