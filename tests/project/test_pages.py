"""What the pages show is what the command prints.

In a block marked `console`, each line `$ ...` that calls dtassess is run from the checkout, and what stands below it up
to the next `$` is its output, errors included. A line of `...` stands for any number of lines. A block marked `python`
is run from the checkout too, and prints what the comments behind its `print(...)` say.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^\$ (.*\bdtassess .*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def examples() -> list[tuple[str, str, str]]:
    """Page, command line and expected output of every example."""
    return [
        (page.relative_to(ROOT).as_posix(), command, output)
        for page in PAGES
        for block in BLOCK.findall(page.read_text(encoding="utf-8"))
        for command, output in COMMAND.findall(block)
    ]


def printed_by(command: str) -> str:
    """What the command line prints on a plain terminal of 80 columns, with the command of this very Python."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1"}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,  # in the order in which a terminal shows them
        text=True,
        timeout=60,
        check=False,
    ).stdout


def pattern(output: str) -> re.Pattern[str]:
    """The output as a pattern, in which a line of `...` matches any lines."""
    lines = ["(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()) + " *\n" for line in output.splitlines()]
    return re.compile("".join(lines))


@pytest.mark.parametrize(("page", "command", "output"), examples())
def test_an_example_prints_what_the_page_shows(page: str, command: str, output: str) -> None:
    printed = printed_by(command)
    assert pattern(output).fullmatch(printed), f"{page} shows something else than\n$ {command}\n{printed}"


def test_the_readme_shows_the_command_at_work() -> None:
    assert len([page for page, *_ in examples() if page == "README.md"]) >= 3


PROGRAMS = [(page.name, code) for page in PAGES for code in PYTHON.findall(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("page", "code"), PROGRAMS)
def test_python_on_a_page_prints_what_its_comments_say(page: str, code: str) -> None:
    said = re.findall(r"^print\(.*\)  # (.*)$", code, re.MULTILINE)
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said
    assert (run.stdout.splitlines(), run.stderr) == (said, ""), page


def test_the_readme_shows_the_python_api_and_tells_of_notebooks() -> None:
    assert any(page == "README.md" and "from assessor import" in code for page, code in PROGRAMS)
    assert "notebook" in (ROOT / "README.md").read_text(encoding="utf-8")
