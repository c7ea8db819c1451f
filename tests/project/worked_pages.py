"""Pages of the documentation, worked through from top to bottom as a reader would.

Each page is worked through in a fresh folder of its own:

- A block with a title is the file of that name: ```` ```yaml title="twin.yaml" ````. With `, at the end` behind the
  name it is added to the file.
- In a block marked `console`, each line that starts with `$ ` is run; it goes on in the next line where it ends with a
  backslash. What stands below it, up to the next `$ `, is what it prints, errors included; a line of `...` stands for
  any number of lines.
- A block marked `python` is run, and prints what the comments behind its `print(...)` say.
- Other blocks in YAML, TOML and JSON are parts of files, and are read.

`profiles` and `rules` of the checkout are in the folder too, unless the page says `<!-- in an empty folder -->`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").rglob("*.md")
)
_BLOCK = re.compile(r"^```(?P<language>\w*)(?P<about>[^\n`]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
_TITLE = re.compile(r'title="([^"]+)"')
_PRINTED = re.compile(r"^print\(.*\)  # (.*)$", re.MULTILINE)
_AT_THE_END = ", at the end"
_READERS: dict[str, Callable[[str], object]] = {
    "yaml": yaml.compose,
    "toml": tomllib.loads,
    "json": json.loads,
}
_EMPTY = "<!-- in an empty folder -->"


class Block(NamedTuple):
    """A fenced block of a page."""

    page: str
    """From the repository's root."""
    language: str
    title: str
    text: str

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The commands of a block marked `console`, each with the output that is shown."""
        return _COMMAND.findall(self.text)

    @property
    def first_line(self) -> str:
        """What the block is called in lists."""
        return self.text.partition("\n")[0]


def blocks(page: Path) -> list[Block]:
    """The blocks of a page, in its order."""
    name = page.relative_to(ROOT).as_posix()
    return [
        Block(name, found["language"], title[1] if (title := _TITLE.search(found["about"])) else "", found["text"])
        for found in _BLOCK.finditer(page.read_text(encoding="utf-8"))
    ]


def prepare(page: Path, folder: Path) -> None:
    """Put into a fresh folder what the page takes for granted."""
    if _EMPTY not in page.read_text(encoding="utf-8"):
        for name in ("profiles", "rules"):
            (folder / name).symlink_to(ROOT / name)


def work_through(page: Path, folder: Path, left_out: frozenset[str]) -> Iterator[str]:
    """What is not as the page says, while all its blocks but those `left_out` (by a line) are done in a folder."""
    for block in blocks(page):
        if block.title:
            _write(block, folder)
        if block.language == "console":
            yield from _run_commands(block, folder, left_out)
        elif block.language == "python":
            yield from _run_program(block, folder)
        elif block.language in _READERS:
            _READERS[block.language](block.text)
        elif not _is_used(block, page) and block.first_line not in left_out:
            yield f"a block of {block.language or 'no language'} that nothing uses: {block.first_line}"


def _is_used(block: Block, page: Path) -> bool:
    """Whether the block is a file that a command of the page names."""
    commands = [command for one in blocks(page) if one.language == "console" for command, _ in one.commands]
    return bool(block.title) and any(block.title in command for command in commands)


def _write(block: Block, folder: Path) -> None:
    file = folder / block.title.removesuffix(_AT_THE_END)
    file.parent.mkdir(parents=True, exist_ok=True)
    before = file.read_text(encoding="utf-8") if block.title.endswith(_AT_THE_END) else ""
    file.write_text(before + block.text, encoding="utf-8")


def _run_commands(block: Block, folder: Path, left_out: frozenset[str]) -> Iterator[str]:
    if not block.text.startswith("$ "):
        yield f"a console block that starts with no command: {block.first_line}"
    for command, shown in block.commands:
        if command not in left_out:
            printed = printed_by(command, folder)
            if not pattern(shown).fullmatch(printed):
                yield f"$ {command}\n{printed}"


def _run_program(block: Block, folder: Path) -> Iterator[str]:
    said = "".join(f"{line}\n" for line in _PRINTED.findall(block.text))
    command = [sys.executable, "-c", block.text]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    if not said or run.stdout + run.stderr != said:
        yield f"{block.first_line} ...\n{run.stdout}{run.stderr}"


def printed_by(command: str, folder: Path) -> str:
    """What a command line prints on a plain terminal of 80 columns, with the programs of this very Python."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "COLUMNS": "80", "NO_COLOR": "1"}
    return subprocess.run(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
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
