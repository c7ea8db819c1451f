from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tools import MODULES

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
REPORTS = [json.loads(file.read_text("utf-8")) for file in sorted(GOLDEN.glob("*/expected.gitlab.json"))]
OPTIONS = ("--noEmit", "--strict", "--pretty", "false", "--module", "nodenext", "--target", "es2022")


def complaints(report: object, folder: Path) -> str:
    """What TypeScript has against a report by the types of Code Climate's issues, which are not ours."""
    types = json.dumps((MODULES / "codeclimate-types" / "index.js").as_posix())
    source = folder / "report.ts"
    lines = (f"import type {{ Issue }} from {types}", f"export const report: Issue[] = {json.dumps(report)}")
    source.write_text("\n".join(lines), encoding="utf-8")
    command = ["node", str(MODULES / "typescript" / "bin" / "tsc"), *OPTIONS, str(source)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stdout + done.stderr


def test_every_report_holds_issues_as_code_climate_describes_them(tmp_path: Path) -> None:
    issues = [issue for report in REPORTS for issue in report]
    assert {issue["severity"] for issue in issues} == {"blocker", "critical", "major", "info"}
    assert complaints(issues, tmp_path) == ""


def test_the_types_refuse_what_is_no_issue(tmp_path: Path) -> None:
    good = REPORTS[0][0]
    place = {"path": "a", "lines": {}}
    changes = ({"severity": "grave"}, {"categories": ["Safety"]}, {"location": place}, {"other": 1})
    told = complaints([{**good, **change} for change in changes], tmp_path)
    assert "Type '\"grave\"' is not assignable" in told
    assert "Type '\"Safety\"' is not assignable" in told
    assert "missing the following properties" in told
    assert "'\"other\"' does not exist in type 'Issue'" in told
