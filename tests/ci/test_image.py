"""The Dockerfile: what goes into the image, and its first stage's commands run here.

No container is started: whether a machine can start one, a test cannot know.
"""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from machine import DAY, GOOD, ROOT, copied, needs_compiler, run

if TYPE_CHECKING:
    from pathlib import Path


class Instruction(NamedTuple):
    """One of a Dockerfile."""

    name: str
    value: str


def stages() -> list[list[Instruction]]:
    """The instructions of the Dockerfile, those before the first FROM, then each stage's."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: list[list[Instruction]] = [[]]
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line:
            name, value = line.split(maxsplit=1)
            found += [[]] if name == "FROM" else []
            found[-1].append(Instruction(name, value))
    return found


def values(stage: list[Instruction], name: str) -> list[str]:
    return [instruction.value for instruction in stage if instruction.name == name]


def is_in_context(path: str) -> bool:
    """Whether .dockerignore lets a file through: the last pattern that matches it, or a folder above it, decides."""
    inside = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines():
        pattern = line.removeprefix("!")
        expression = re.escape(pattern).replace(r"\*\*/", "(?:.*/)?").replace(r"\*", "[^/]*")
        if line and not line.startswith("#") and re.match(f"{expression}(?:/|$)", path):
            inside = line.startswith("!")
    return inside


@pytest.fixture(scope="module")
def context(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a build sees."""
    folder = copied(tmp_path_factory.mktemp("context") / "src", checkout)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if not is_in_context(path.relative_to(folder).as_posix()):
            path.unlink()
    return folder


DEFAULTS, BUILD, FINAL = stages()


def test_durable_rules_runs_under_its_python() -> None:
    (base,) = re.findall(r"python:3\.(\d+)-slim$", "\n".join(values(DEFAULTS, "ARG")))
    (below,) = re.findall(r"durable-rules.*python_version < '3\.(\d+)'", (ROOT / "pyproject.toml").read_text("utf-8"))
    assert 11 <= int(base) < int(below)


def test_what_runs_is_not_root_and_has_nothing_but_what_was_built() -> None:
    (user,) = values(FINAL, "USER")
    assert all(int(number) > 0 for number in user.split(":"))
    assert values(FINAL, "COPY") == ["--from=build /opt/dtassess /opt/dtassess"]
    assert values(FINAL, "RUN") == ['["dtassess", "--version"]']
    assert (values(FINAL, "WORKDIR"), values(FINAL, "ENTRYPOINT")) == (["/work"], ['["dtassess"]'])


def test_a_build_sees_only_what_the_wheel_is_made_of(context: Path) -> None:
    assert {path.name for path in context.iterdir() if path.is_file() or any(path.rglob("*.*"))} == {
        *("assessor", "profiles", "rules", "schemas"),
        *("LICENSE", "README.md", "hatch_build.py", "pyproject.toml"),
    }
    assert not is_in_context("assessor/cli/__pycache__/main.cpython-312.pyc")
    assert not is_in_context("assessor/_bundled/knowledge.json")
    assert is_in_context("rules/core/rating.yaml")


@pytest.mark.wheel
@needs_compiler
@pytest.mark.skipif(sys.version_info >= (3, 13), reason="the image has an earlier Python: durable-rules needs it")
def test_the_first_stage_builds_and_tries_what_the_second_takes(context: Path, wheel: Path, tmp_path: Path) -> None:
    moved = {"/wheels": tmp_path / "wheels", "/opt/dtassess": tmp_path / "dtassess"}
    for command in values(BUILD, "RUN"):
        if "apt-get" not in command:
            here = re.sub("|".join(moved), lambda found: shlex.quote(str(moved[found[0]])), command)
            done = run(["/bin/sh", "-c", here], cwd=context)
            assert done.returncode == 0, done.stdout
    (built,) = (tmp_path / "wheels").glob("dtassess-*.whl")
    assert built.read_bytes() == wheel.read_bytes()
    (tmp_path / "twin.yaml").write_text(GOOD, encoding="utf-8")
    command = [str(tmp_path / "dtassess" / "bin" / "dtassess"), "assess", "twin.yaml", "--as-of", DAY, "--min-score=31"]
    assert run([*command, "--report", "html=report.html"], cwd=tmp_path).returncode == 1
    assert not list((tmp_path / "dtassess" / "bin").glob("pip*"))
