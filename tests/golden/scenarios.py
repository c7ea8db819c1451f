"""The golden scenarios: a folder each with a profile and what the command prints of it in every format.

`python tests/golden/scenarios.py` writes the expected files anew; look at the difference before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

from assessor.cli.main import main

HERE = Path(__file__).resolve().parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/profile.yaml"))
EXPECTED = {"json": "expected.json", "text": "expected.txt", "yaml": "expected.yaml"}

# The rules' own hash changes with every comment in them, and what a change does to verdicts shows without it.
_RULES = re.compile(
    r'("pack": "core", "version": "[^"]*", "sha256": )"[0-9a-f]{64}"|(version: [^\n]*\n  sha256: )"?[0-9a-f]{64}"?'
)


def printed(folder: Path, name: str, *more: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of one scenario in one format, run in its folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["assess", "profile.yaml", "--as-of", "2026-11-23", "--format", name, *more])
    text, problems = (stream.buffer.getvalue().decode() for stream in (out, err))
    return code, _RULES.sub(lambda found: f'{found[1] or found[2]}"masked"', text), problems


def expected(folder: Path, name: str) -> str:
    """What a scenario prints in a format, its exit code and standard error with it, as the file has it.

    The engine is the one that runs under every Python; that the other prints the same is a test of its own.
    """
    code, out, err = printed(folder, name, "--engine", "plain")
    return f"{out}{err}exit code {code}\n" if name == "text" else out


def update() -> None:
    """Write every expected file anew."""
    for folder in FOLDERS:
        for name, file in EXPECTED.items():
            (folder / file).write_text(expected(folder, name), encoding="utf-8")


if __name__ == "__main__":
    update()
