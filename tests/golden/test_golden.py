from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator
from scenarios import EXPECTED, FOLDERS, expected, printed

from assessor.loading.bundled import bundled

if TYPE_CHECKING:
    from pathlib import Path

SCENARIOS = pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@SCENARIOS
@pytest.mark.parametrize("name", EXPECTED)
def test_a_scenario_prints_what_its_file_says(folder: Path, name: str) -> None:
    assert expected(folder, name) == (folder / EXPECTED[name]).read_text(encoding="utf-8")


@SCENARIOS
def test_the_engines_agree_on_every_byte_but_their_name(folder: Path) -> None:
    plain = printed(folder, "json", "--engine", "plain")
    durable = printed(folder, "json", "--engine", "auto")
    assert durable[1].replace('"engine": "durable"', '"engine": "plain"') == plain[1]
    assert (plain[0], plain[2]) == (durable[0], durable[2])


@SCENARIOS
def test_yaml_and_json_say_the_same(folder: Path) -> None:
    in_yaml = yaml.load((folder / "expected.yaml").read_text(encoding="utf-8"), yaml.SafeLoader)
    assert in_yaml == json.loads((folder / "expected.json").read_text(encoding="utf-8"))


@SCENARIOS
def test_what_is_printed_is_valid_against_its_schema(folder: Path) -> None:
    _, out, _ = printed(folder, "json")
    document = json.loads(out.replace('"masked"', f'"{"0" * 64}"'))
    name = document["schema"].split("/")[1].removesuffix("s")
    schema = {"result": "result", "problem": "problems"}[name]
    validator = Draft202012Validator(json.loads((bundled("schemas") / f"{schema}.schema.json").read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(document)] == []


def test_a_text_report_fits_eighty_columns() -> None:
    for folder in FOLDERS:
        report = (folder / "expected.txt").read_text(encoding="utf-8").split("exit code")[0]
        problems = [line for line in report.splitlines() if line.startswith("profile.yaml:")]
        assert [line for line in report.splitlines() if len(line) > 80 and line not in problems] == []
