"""Microsoft's SARIF multitool: what it has to say of files, and the schema that it comes with."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any, NamedTuple

from tools import MODULES

if TYPE_CHECKING:
    from pathlib import Path

_PACKAGE = MODULES / "@microsoft" / "sarif-multitool-linux"
_RULES = "Sarif;Ghas"


class Remark(NamedTuple):
    """What it says of a file; `level` is error or warning, notes are left out."""

    file: str
    level: str
    rule: str
    message: str


def schema() -> dict[str, Any]:
    """The standard's JSON Schema."""
    return json.loads((_PACKAGE / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def remarks(folder: Path) -> list[Remark]:
    """The errors and warnings of all SARIF files of a folder, in one run: it takes seconds to start.

    It ends with 0 whatever it finds, so its own report is read.
    """
    report = folder / "report.json"
    command = [str(_PACKAGE / "Sarif.Multitool"), "validate", str(folder / "*.sarif"), "--rule-kind", _RULES]
    done = subprocess.run(
        [*command, "--output", str(report), "--log", "ForceOverwrite"],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    count = len(list(folder.glob("*.sarif")))
    assert f"{count} files scanned" in done.stdout or f"{count} file scanned" in done.stdout, done.stdout[-2000:]
    (run,) = json.loads(report.read_text(encoding="utf-8"))["runs"]
    return [_remark(one) for one in run["results"] if one.get("level", "warning") in {"error", "warning"}]


def _remark(result: dict[str, Any]) -> Remark:
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    message = f"{result['message']['id']}: {', '.join(result['message']['arguments'])}"
    return Remark(uri.rpartition("/")[2], result.get("level", "warning"), result["ruleId"], message)
