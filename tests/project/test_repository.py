"""Checks of the repository itself: what it says of itself is so, and it names no place outside it."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import assessor

ROOT = Path(__file__).resolve().parents[2]
SOMEBODYS_MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|home|root|Users)/\w")


def tracked() -> list[Path]:
    """The files of the checkout that git knows; a copy without git has none to check."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)  # noqa: S607
    return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    places = {}
    for path in tracked():
        found = SOMEBODYS_MACHINE.search(path.read_text(encoding="utf-8", errors="replace"))
        if found and path != Path(__file__):
            places[path.relative_to(ROOT).as_posix()] = found.group()
    assert places == {}


def test_text_files_end_with_one_newline_and_hold_no_carriage_return() -> None:
    suffixes = {".md", ".py", ".toml", ".yaml"}
    odd = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in suffixes
        and (content := path.read_bytes())
        and (b"\r" in content or not content.endswith(b"\n") or content.endswith(b"\n\n"))
        and "tests" not in path.relative_to(ROOT).parts
    ]
    assert odd == []


def test_the_package_and_the_distribution_have_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert assessor.__version__ == project["version"]


def test_the_changelog_tells_of_the_version_that_would_be_released() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"\n## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


WRITTEN = [
    path.relative_to(ROOT).as_posix()
    for path in tracked()
    if path.suffix == ".md" and "golden" not in path.parts  # those are reports, with links of hostile users
]


@pytest.mark.parametrize("page", WRITTEN)
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith(("https://", "#"))]
    assert [link for link in links if not (ROOT / page).parent.joinpath(link.partition("#")[0]).exists()] == []


class TestFindingPython:
    """`.ci/find-python`, which the Makefile asks for an interpreter."""

    @staticmethod
    def find(*candidates: str) -> subprocess.CompletedProcess[str]:
        command = [ROOT / ".ci" / "find-python", *candidates]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    @staticmethod
    def stand_in(folder: Path, code: int) -> str:
        """A program that ends with the code, as a Python that is too old (3) or without venv (4) ends the check."""
        program = folder / f"python-{code}"
        program.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        program.chmod(0o755)
        return str(program)

    def test_the_first_that_runs_is_taken(self, tmp_path: Path) -> None:
        found = self.find("no-such-python", self.stand_in(tmp_path, 127), self.stand_in(tmp_path, 3), sys.executable)
        assert (found.returncode, found.stdout) == (0, f"{sys.executable}\n")

    def test_without_any_it_says_what_was_tried_and_what_to_do(self, tmp_path: Path) -> None:
        old = self.stand_in(tmp_path, 3)
        found = self.find("no-such-python", old)
        assert found.returncode == 1
        assert found.stderr.startswith(f"no Python 3.11 or later was found (tried: no-such-python {old}): install one")

    def test_without_venv_it_says_which_module_is_missing(self, tmp_path: Path) -> None:
        bare = self.stand_in(tmp_path, 4)
        found = self.find(bare)
        assert found.returncode == 1
        assert found.stderr.startswith(f"{bare} is recent enough, but its venv module is missing: install one")
