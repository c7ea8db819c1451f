from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
import yaml
from jsonschema import Draft202012Validator
from sample_results import benchmark, contents, finding, on_all, profile, requirement, result, summary, waiver

from assessor.errors import Problem
from assessor.loading.bundled import bundled
from assessor.model.knowledge import Coverage
from assessor.model.place import Location
from assessor.model.result import Gate
from assessor.model.vocabulary import Band, Layer, Level
from assessor.report import json_format, yaml_format
from assessor.report.document import to_json_object, to_report_object
from assessor.report.view import FILE

if TYPE_CHECKING:
    from types import ModuleType

PROBLEM = Problem("twin.yaml", 3, 7, "unknown key `tittle`")


def violations(document: object, name: str) -> list[str]:
    schema = json.loads((bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(schema).iter_errors(document)]


def test_a_result_has_exactly_the_published_fields_in_their_order() -> None:
    document = to_json_object(result())
    assert list(document) == [
        *("schema", "tool", "rules", "profile", "as_of", "basis", "summary", "requirements", "functions"),
        *("categories", "benchmarks", "findings", "gate", "inputs"),
    ]
    assert list(document["summary"]) == ["claimed", "evidenced", "current", "assessed"]  # type: ignore[call-overload]


def test_a_result_is_valid_against_its_schema() -> None:
    assert violations(to_json_object(result()), "result") == []


def test_a_result_in_which_nothing_applies_is_valid_and_says_null() -> None:
    empty = result(
        summary=on_all(summary(score=None, score_range=None, band=Band.RED, rating=Band.RED, functions=())),
        assessed=None,
        gate=Gate(passed=None, checks=()),
        requirements=(requirement(cells=(Level.NOT_APPLICABLE,) * 3),),
        findings=(finding(waived=waiver(), layer=Layer.DATA, control="AC-1", benchmark="b", requirement=None),),
        benchmarks=(benchmark(published=Coverage(band=None, functions=None)),),
    )
    document = json.loads(json.dumps(to_json_object(empty)))
    assert violations(document, "result") == []
    assert document["summary"]["current"]["score"] is None
    assert document["summary"]["assessed"] is None
    assert document["benchmarks"][0]["published"] == {"band": None, "functions": None}
    assert document["findings"][0]["waived"] == {
        "reason": "vendor ships in May",
        "approved_by": "CISO",
        "expires": "2027-01-31",
        "location": {"path": "plant/line-7.yaml", "line": 90, "column": 5},
    }


@pytest.mark.parametrize("field", ["tool", "as_of", "summary", "gate", "inputs"])
def test_the_schema_misses_every_field_that_is_left_out(field: str) -> None:
    document = to_json_object(result())
    del document[field]
    assert violations(document, "result") == [f"[]: '{field}' is a required property"]


def test_the_schema_refuses_a_field_that_is_not_published() -> None:
    assert violations({**to_json_object(result()), "rating": "green"}, "result") == [
        "[]: Additional properties are not allowed ('rating' was unexpected)"
    ]


def test_numbers_are_rounded_half_up_to_one_decimal() -> None:
    document = to_json_object(result(assessed=Fraction(5996, 100), summary=on_all(summary(score=Fraction(125, 100)))))
    assert document["summary"]["assessed"] == 60.0  # type: ignore[index]
    assert document["summary"]["claimed"]["score"] == 1.3  # type: ignore[index]


def test_a_day_is_written_as_iso_8601() -> None:
    assert to_json_object(result(as_of=date(2026, 1, 2)))["as_of"] == "2026-01-02"


def test_one_result_is_the_whole_document_and_several_are_a_list() -> None:
    one, two = result(), result(as_of=date(2027, 1, 1))
    assert to_report_object([one], []) == to_json_object(one)
    several = to_report_object([one, two], [])
    assert list(several) == ["schema", "results"]
    assert several["schema"] == "dtassess/results/v1"
    assert several["results"] == [to_json_object(one), to_json_object(two)]


def test_problems_alone_are_a_document_of_their_own() -> None:
    document = to_report_object([], [PROBLEM])
    assert document == {
        "schema": "dtassess/problems/v1",
        "problems": [{"path": "twin.yaml", "line": 3, "column": 7, "message": "unknown key `tittle`"}],
    }
    assert violations(document, "problems") == []


def test_no_problem_is_a_valid_problems_document() -> None:
    assert violations(to_report_object([], []), "problems") == []


def test_problems_stand_beside_the_results_of_the_other_profiles() -> None:
    document = to_report_object([result()], [PROBLEM])
    assert list(document) == ["schema", "results", "problems"]
    assert document["schema"] == "dtassess/results/v1"


@pytest.mark.parametrize("form", [json_format, yaml_format])
def test_a_path_that_is_not_utf_8_is_spelled_out(form: ModuleType) -> None:
    path = "\udcff.yaml"
    shown = result(profile=profile(path=path), findings=(finding(location=Location(path, 1, 1)),))
    text = form.render(contents([shown], [Problem(path, 1, 1, "no")]), FILE)
    (document,) = yaml.load(text, yaml.SafeLoader)["results"]
    assert document["profile"]["path"] == "\\udcff.yaml"
    assert document["findings"][0]["location"]["path"] == "\\udcff.yaml"
