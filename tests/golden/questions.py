"""The golden answers: each question put to each platform profile, in every format.

`python tests/golden/questions.py [QUESTION...]` writes the expected files anew (all, or those of some questions); look
at the difference before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path

from assessor.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent / "answers"
PLATFORMS = ("azure-digital-twins", "eclipse-arrowhead", "eclipse-basyx-go", "eclipse-ditto", "fiware-orion-ld")
FORMATS = {"json": "json", "text": "txt", "markdown": "md"}

# Each question: its name, the name of its schema, and the command line, in which {profile} stands for the file.
QUESTIONS: dict[str, tuple[str, str]] = {
    "compare": ("comparison", "compare {profile} --as-of 2026-11-23"),
    "compare-documents": (
        "comparison",
        "compare {profile} --with etsi-ts-103-846 --with itu-t-x-2011 --as-of 2026-11-23",
    ),
    "compare-profile": ("comparison", "compare {profile} --with profiles/eclipse-ditto.yaml --as-of 2026-11-23"),
    "diff": ("diff", "diff {profile} {profile} --old-as-of 2026-11-22 --as-of 2026-11-23"),
    "explain-rating": ("explanation", "explain {profile} rating --as-of 2026-11-23"),
    "explain-finding": ("explanation", "explain {profile} mandatory-requirement-red --as-of 2026-11-23"),
    "explain-cell": ("explanation", "explain {profile} confidentiality/data --as-of 2026-11-23"),
    "forecast": ("forecast", "forecast {profile} --as-of 2026-11-23"),
    "forecast-gate": ("forecast", "forecast {profile} --as-of 2026-11-20 --until 2026-12-31 --min-score 35"),
    "plan-green": ("plan", "plan {profile} --target green --as-of 2026-11-23"),
    "plan-benchmark": ("plan", "plan {profile} --target etsi-ts-103-846 --min-score 70 --as-of 2026-11-23"),
}

_RULES = re.compile(r"\b[0-9a-f]{64}\b")


def put(question: str, profile: str, name: str, *more: str) -> tuple[int, str, str]:
    """The exit code, standard output and standard error of a question in one format, run from the checkout."""
    command = QUESTIONS[question][1].format(profile=f"profiles/{profile}.yaml").split()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2))
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main([*command, "--format", name, *more])
    text, problems = (stream.buffer.getvalue().decode() for stream in (out, err))
    return code, text, problems


def expected(question: str, profile: str, name: str) -> str:
    """What is printed, with the exit code and standard error behind it where people read it.

    The engine is the one that runs under every Python. Hashes change with every comment in a rule, and are left out.
    """
    code, out, err = put(question, profile, name, "--engine", "plain")
    text = f"{out}{err}exit code {code}\n" if name == "text" else out
    return _RULES.sub("0" * 64, text)


def file_of(question: str, profile: str, name: str) -> Path:
    """Where the expected output stands."""
    return HERE / profile / f"{question}.{FORMATS[name]}"


def update(questions: list[str]) -> None:
    """Write expected files anew."""
    for question in questions or QUESTIONS:
        for profile in PLATFORMS:
            for name in FORMATS:
                file = file_of(question, profile, name)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(expected(question, profile, name), encoding="utf-8")


if __name__ == "__main__":
    update(sys.argv[1:])
