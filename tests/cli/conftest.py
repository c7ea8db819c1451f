"""A folder to work in with a profile, and the command run in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from assessor.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROFILE = """\
schema: dtassess/profile/v1
name: {name}
controls:
  - id: AC-1
    title: Tokens
    requirements: [authentication]
    status: implemented
    evidence: [{{type: policy, url: "https://example.org", date: 2026-01-01}}]
"""


class Outcome(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS", "DTASSESS_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    for name in ("twin", "other"):
        (tmp_path / f"{name}.yaml").write_text(PROFILE.format(name=name))
    (tmp_path / "broken.yaml").write_text("schema: dtassess/profile/v1\nname: broken\nowners: x\ncontrols: []\n")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    def command(*argv: str) -> Outcome:
        code = main(argv)
        return Outcome(code, *capsys.readouterr())

    return command
