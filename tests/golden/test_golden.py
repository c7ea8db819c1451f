from __future__ import annotations

import json

import pytest
import yaml
from jsonschema import Draft202012Validator
from scenarios import HERE, SCENARIOS, Scenario, expected, file_of, printed

from assessor.loading.bundled import bundled
from assessor.report.formats import FORMATS

EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@EACH
@pytest.mark.parametrize("name", FORMATS)
def test_a_scenario_prints_what_its_file_says(scenario: Scenario, name: str) -> None:
    assert expected(scenario, name) == file_of(scenario, name).read_text(encoding="utf-8")


def test_every_expected_file_belongs_to_a_scenario() -> None:
    wanted = {file_of(scenario, name) for scenario in SCENARIOS for name in FORMATS}
    assert set(HERE.glob("*/expected*")) == wanted


@EACH
def test_the_engines_agree_on_every_byte_but_their_name(scenario: Scenario) -> None:
    plain = printed(scenario, "json", "--engine", "plain")
    durable = printed(scenario, "json", "--engine", "auto")
    assert durable[1].replace('"engine": "durable"', '"engine": "plain"') == plain[1]
    assert (plain[0], plain[2]) == (durable[0], durable[2])


@EACH
def test_yaml_and_json_say_the_same(scenario: Scenario) -> None:
    in_yaml = yaml.load(file_of(scenario, "yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert in_yaml == json.loads(file_of(scenario, "json").read_text(encoding="utf-8"))


@EACH
def test_what_is_printed_is_valid_against_its_schema(scenario: Scenario) -> None:
    _, out, _ = printed(scenario, "json")
    document = json.loads(out.replace('"masked"', f'"{"0" * 64}"'))
    name = document["schema"].split("/")[1].removesuffix("s")
    schema = {"result": "result", "problem": "problems"}[name]
    validator = Draft202012Validator(json.loads((bundled("schemas") / f"{schema}.schema.json").read_text("utf-8")))
    assert [error.message for error in validator.iter_errors(document)] == []


@EACH
def test_a_text_report_fits_eighty_columns(scenario: Scenario) -> None:
    report = file_of(scenario, "text").read_text(encoding="utf-8").split("exit code")[0]
    problems = [line for line in report.splitlines() if line.startswith("profile.yaml:")]
    assert [line for line in report.splitlines() if len(line) > 80 and line not in problems] == []
