"""What the pages show is what happens: every block of every page is run, or stands in a list with the reason."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pytest
from worked_pages import PAGES, ROOT, blocks, pattern, prepare, work_through

if TYPE_CHECKING:
    from pathlib import Path


class LeftOut(NamedTuple):
    """Something on the pages that is not run."""

    line: str
    """The command, or the first line of a block."""
    times: int
    """How often the pages show it."""
    because: str


BUILDS = "tests/wheel builds the wheel and installs it, which takes a minute and the package index"
SETS_UP = "it sets up an environment; the command that it then runs is run on many pages"
NOT_RUN = (
    LeftOut("make assess      # sets everything up and assesses a real platform", 1, SETS_UP),
    LeftOut("make assess", 1, SETS_UP),
    LeftOut("make assess PROFILE=my-twin.yaml", 1, SETS_UP),
    LeftOut("make test        # sets everything up and runs every check", 1, "it runs these tests"),
    LeftOut(
        "make test        # sets up .venv, runs all tests with their coverage, then lint", 1, "it runs these tests"
    ),
    LeftOut("make lint        # ruff, mypy --strict, import contracts", 1, "it runs beside these tests"),
    LeftOut(".venv/bin/python -m pytest tests/engine -q      # one part of the tests", 1, "they run beside these"),
    LeftOut("make site        # builds the documentation into site/, strictly", 1, "test_site.py builds it"),
    LeftOut("python3 -m pip wheel --no-deps --wheel-dir dist .", 2, BUILDS),
    LeftOut("python3 -m pip install dist/dtassess-*.whl", 2, BUILDS),
    LeftOut('python3 -m pip install "$(ls dist/dtassess-*.whl)[calendar,html]"', 1, BUILDS),
    LeftOut("docker build --tag dtassess .", 1, "no container engine; tests/ci/test_image.py runs the first stage"),
    LeftOut(
        "// A pipeline for Jenkins, with the plugins Docker Pipeline and JUnit."
        " Set DTASSESS_SOURCE, for Jenkins or for a folder,",
        1,
        "no Jenkins; tests/ci/test_examples.py runs the shell in it",
    ),
    LeftOut('vim.lsp.config("yamlls", {', 1, "Neovim is not there; tests/web/test_editor.py runs the server it names"),
)
LINES = frozenset(one.line for one in NOT_RUN)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_a_page_shows_what_happens(page: Path, tmp_path: Path) -> None:
    prepare(page, tmp_path)
    assert "\n\n".join(work_through(page, tmp_path, LINES)) == ""


def test_what_is_not_run_is_on_the_pages_as_often_as_the_list_says() -> None:
    shown = Counter(
        line
        for page in PAGES
        for block in blocks(page)
        for line in ([command for command, _ in block.commands] if block.language == "console" else [block.first_line])
    )
    assert {one.line: shown[one.line] for one in NOT_RUN} == {one.line: one.times for one in NOT_RUN}


def test_every_fence_is_seen() -> None:
    """An indented fence would be no block for the tests, and a block for readers."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        fences = re.findall(r"^[ \t>]*(?:```|~~~)", text, re.MULTILINE)
        assert len(fences) == 2 * len(blocks(page)), page.name


def test_three_dots_stand_for_lines_and_nothing_else_does() -> None:
    assert pattern("one\n...\nfour\n").fullmatch("one\ntwo\nthree\nfour\n")
    assert not pattern("one\n...\nfour\n").fullmatch("one\ntwo\n")
    assert not pattern("one\n").fullmatch("one\ntwo\n")


def test_the_readme_shows_the_command_and_the_python_api_at_work() -> None:
    readme = blocks(ROOT / "README.md")
    assert sum("dtassess " in command for block in readme for command, _ in block.commands) >= 3
    assert any(block.language == "python" and "from assessor import" in block.text for block in readme)
