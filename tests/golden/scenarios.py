"""The golden scenarios: a profile each, and what the command prints of it in every format.

`python tests/golden/scenarios.py [FORMAT...]` writes the expected files anew; look at the difference before it is
committed.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path
from typing import NamedTuple

from assessor.cli.main import main
from assessor.report.formats import FORMATS

HERE = Path(__file__).resolve().parent
PROFILES = HERE.parents[1] / "profiles"
PLATFORMS = ("azure-digital-twins", "eclipse-arrowhead", "eclipse-basyx-go", "eclipse-ditto", "fiware-orion-ld")
ENDINGS = {"text": "txt", "markdown": "md", "junit": "junit.xml", "oscal": "oscal.json", "gitlab": "gitlab.json"}

# The rules' own hash changes with every comment in them, and what a change does to verdicts shows without it.
_RULES = re.compile(
    r'("pack": "core", "version": "[^"]*", "sha256": )"[0-9a-f]{64}"|(version: [^\n]*\n  sha256: )"?[0-9a-f]{64}"?'
    r"|((?:<dd>|- \*\*Rules\*\*: )core [^,]*, SHA-256 (?:<code>|`))[0-9a-f]{64}"
)


class Scenario(NamedTuple):
    """A profile, and the folder of what is expected of it."""

    profile: Path
    expected: Path

    @property
    def name(self) -> str:
        """What it is about."""
        return self.expected.name


SCENARIOS = [
    *(Scenario(path, path.parent) for path in sorted(HERE.glob("*/profile.yaml"))),
    *(Scenario(PROFILES / f"{name}.yaml", HERE / name) for name in PLATFORMS),
]


def file_of(scenario: Scenario, name: str) -> Path:
    """Where the expected report in a format stands."""
    return scenario.expected / f"expected.{ENDINGS.get(name, name)}"


def printed(scenario: Scenario, name: str, *more: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of one scenario in one format, run in its profile's folder."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    folder, profile = scenario.profile.parent, scenario.profile.name
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["assess", profile, "--as-of", "2026-11-23", "--format", name, *more])
    text, problems = (stream.buffer.getvalue().decode() for stream in (out, err))
    return code, _masked(text), problems


def _masked(text: str) -> str:
    return _RULES.sub(lambda found: f'{found[1] or found[2] or found[3]}"masked"', text)


def expected(scenario: Scenario, name: str) -> str:
    """What a scenario prints in a format, as the file has it; the text with its exit code and standard error.

    The engine is the one that runs under every Python; that the other prints the same is a test of its own.
    """
    code, out, err = printed(scenario, name, "--engine", "plain")
    return f"{out}{err}exit code {code}\n" if name == "text" else out


def update(names: list[str]) -> None:
    """Write the expected files of these formats anew."""
    for scenario in SCENARIOS:
        scenario.expected.mkdir(exist_ok=True)
        for name in names:
            file_of(scenario, name).write_text(expected(scenario, name), encoding="utf-8")


if __name__ == "__main__":
    update(sys.argv[1:] or list(FORMATS))
