"""The second step of action.yml: its inputs become one command line, and what comes of that the step's outputs.

Inputs arrive in the environment, so that none is ever part of a script, and go on as `--flag=value`, so that none is
taken for another flag. What a profile says is printed where the runner looks for no commands, except in the format
`github`, which consists of them. It runs with the Python that dtassess is installed in, on its standard library alone.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

VALUES = (
    *("config", "as-of", "basis", "format", "oscal-version", "evidence-root", "baseline"),
    *("fail-under", "min-score", "min-assessed", "fail-on", "fail-if-expiring"),
)
LINES = ("benchmark", "report", "require", "rules")
SWITCHES = ("no-config", "no-targets", "no-default-rules", "all-findings", "exit-zero")
"""Inputs named as the flags that they become: of one value, of a value on each line, and of true or false."""

_BANDS = ("red", "orange", "green")
_UNUSABLE, _FAULT = 2, 3
_SIGNALLED = 128


class RefusedError(Exception):
    """An input that cannot be handed on, in one sentence."""


class Run(NamedTuple):
    """What the command left behind."""

    code: int
    out: str = ""
    err: str = ""


class Outputs(NamedTuple):
    """The outputs of the action; these where there is no verdict."""

    passed: str = "false"
    rating: str = ""
    band: str = ""
    score: str = ""
    result: str = ""


def given(name: str) -> str:
    """An input without the blanks around it; empty if it is left out."""
    return os.environ.get(f"INPUT_{name.upper().replace('-', '_')}", "").strip()


def lines(name: str) -> list[str]:
    """The values of an input that has one on each line."""
    return [line.strip() for line in given(name).splitlines() if line.strip()]


def switched(name: str) -> bool:
    """Whether a switch is on. Raises `RefusedError` for what is neither true nor false."""
    value = given(name).lower()
    if value not in ("", "true", "false"):
        raise RefusedError(f"{name}: `{value}` is neither true nor false")
    return value == "true"


def flags() -> list[str]:
    """The inputs as flags and profiles. Raises `RefusedError`."""
    return [
        *(f"--{name}={given(name)}" for name in VALUES if given(name)),
        *(f"--{name}={line}" for name in LINES for line in lines(name)),
        *(f"--{name}" for name in SWITCHES if switched(name)),
        "--",
        *lines("profile"),
    ]


def command(result: Path, summary: Path) -> list[str]:
    """The one command, with a JSON result and, if it is wanted, a summary on the side. Raises `RefusedError`."""
    reports = [f"--report=json={result}"]
    if switched("summary"):
        reports.append(f"--report=markdown?target=summary={summary}")
    # Isolated, so that nothing in the repository that is assessed is imported.
    return [sys.executable, "-I", "-m", "assessor", "assess", *reports, *flags()]


def folder() -> Path:
    """Where to run it. Raises `RefusedError`."""
    path = Path(given("working-directory") or ".")
    if not path.is_dir():
        raise RefusedError(f"working-directory: `{path}` is not a folder")
    return path


def assess(result: Path, summary: Path) -> Run:
    """Run the command. Ended by a signal, it has the exit code that a shell gives."""
    try:
        arguments, where = command(result, summary), folder()
    except RefusedError as refusal:
        return Run(_UNUSABLE, err=f"{refusal}\n")
    done = subprocess.run(arguments, cwd=where, stdin=subprocess.DEVNULL, capture_output=True, check=False)  # noqa: S603
    code = done.returncode if done.returncode >= 0 else _SIGNALLED - done.returncode
    if code < _UNUSABLE and not result.exists():  # Python itself failed, with a code that would mean a verdict
        code = _FAULT
    return Run(code, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace"))


def outputs_of(run: Run, result: Path) -> Outputs:
    """The outputs: of several profiles the worst; no verdict unless all of them were assessed."""
    if run.code >= _UNUSABLE:
        return Outputs()
    document = json.loads(result.read_text(encoding="utf-8"))
    results: list[dict[str, Any]] = document.get("results", [document])
    verdicts = [one["summary"][one["basis"]] for one in results]
    scores = [verdict["score"] for verdict in verdicts]
    return Outputs(
        passed="false" if any(one["gate"]["passed"] is False for one in results) else "true",
        rating=min((verdict["rating"] for verdict in verdicts), key=_BANDS.index),
        band=min((verdict["band"] for verdict in verdicts), key=_BANDS.index),
        score="" if None in scores else str(min(scores)),
        result=str(result),
    )


def show(text: str, *, commands: bool = False) -> None:
    """Print to the step's log; the runner carries out commands in the text only if it is told to."""
    if text and not commands:
        token = secrets.token_hex(16)
        text = f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n"
    sys.stdout.write(text)


def append(variable: str, text: str) -> None:
    """Add to the file that the runner names in a variable."""
    with Path(os.environ[variable]).open("a", encoding="utf-8") as file:
        file.write(text)


def tell(run: Run, outputs: Outputs, summary: Path) -> None:
    """Hand everything to the runner: log, annotations, summary, outputs."""
    show(run.err)
    show(run.out, commands=given("format") == "github")
    if run.code >= _UNUSABLE and not run.out:
        show(f"::error title=dtassess::Nothing was assessed (exit code {run.code}); the log says why\n", commands=True)
    if summary.exists():
        append("GITHUB_STEP_SUMMARY", summary.read_text(encoding="utf-8"))
    elif given("summary").lower() != "false":
        append("GITHUB_STEP_SUMMARY", f"**dtassess** reached no verdict (exit code {run.code}); the log says why.\n")
    for name, value in outputs._asdict().items():
        end = secrets.token_hex(16)
        append("GITHUB_OUTPUT", f"{name}<<{end}\n{value}\n{end}\n")


def main() -> int:
    """Assess and tell the runner; the exit code is the command's."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    own = Path(tempfile.mkdtemp(prefix="dtassess-", dir=os.environ["RUNNER_TEMP"]))
    result, summary = own / "result.json", own / "summary.md"
    run = assess(result, summary)
    tell(run, outputs_of(run, result), summary)
    return run.code


if __name__ == "__main__":
    sys.exit(main())
