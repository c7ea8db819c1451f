"""What code scanning takes, and what becomes of what is more than that."""

from __future__ import annotations

import gzip
import json
from hashlib import sha256

import pytest
from sample_results import finding, profile, result
from sarif_files import LEVELS, TARGETS, knowledge, rendered

from assessor.errors import Problem
from assessor.model.place import Location
from assessor.model.vocabulary import Severity
from assessor.report.contents import Assessed, Contents
from assessor.report.sarif import log
from assessor.report.sarif.runs import runs_of
from assessor.report.sarif.target import GITHUB

BOTH = pytest.mark.parametrize("target", TARGETS)


def twin(name: str, path: str = "") -> Assessed:
    path = path or f"{name}.yaml"
    return Assessed(
        result(profile=profile(name=name, path=path), findings=(finding(location=Location(path, 1, 1)),)), source="a: b"
    )


def ids(runs: list[dict[str, object]]) -> list[str]:
    return [run["automationDetails"]["id"] for run in runs]  # type: ignore[index]


@BOTH
def test_each_profile_has_a_run_with_a_category_of_its_own(target: str) -> None:
    runs = rendered(Contents([twin("line-7"), twin("line-8")]), target)
    assert ids(runs)[:2] == ["dtassess/profile/line-7/", "dtassess/profile/line-8/"]
    assert [run["artifacts"][0]["location"]["uri"] for run in runs[:2]] == ["line-7.yaml", "line-8.yaml"]


@BOTH
def test_twins_with_one_name_or_odd_names_have_categories_that_differ_and_stay(target: str) -> None:
    names = [
        ("a", "x.yaml"),
        ("a", "y.yaml"),
        ("a/b", "p"),
        ("a b", "q"),
        ("a-b", "r"),
        ("双子", "s"),
        ("a" * 300, "t"),
    ]
    runs = rendered(Contents([twin(name, path) for name, path in names]), target)
    found = ids(runs)
    assert len(set(found)) == len(found)
    assert all(one.isascii() and len(one) < 100 and one.count("/") == 3 for one in found if "inputs" not in one)
    assert found[4] == "dtassess/profile/a-b/"
    assert ids(rendered(Contents([twin("a", "y.yaml"), twin("a", "x.yaml")]), target))[:2] == [found[1], found[0]]


def test_code_scanning_always_gets_the_run_that_closes_alerts_on_inputs() -> None:
    assert ids(rendered(Contents([twin("line-7")]), "github"))[-1] == "dtassess/inputs/"
    assert len(rendered(Contents([twin("line-7")]), "any")) == 1


@BOTH
def test_what_is_wrong_with_one_input_stands_beside_the_others_results(target: str) -> None:
    runs = rendered(Contents([twin("line-7")], [Problem("b.yaml", 1, 1, "bad")]), target)
    assert [len(run["results"]) for run in runs] == [1, 1]
    assert [run["invocations"][0]["executionSuccessful"] for run in runs] == [True, False]
    assert runs[1]["results"][0]["ruleId"] == "invalid-input"
    assert [rule["id"] for rule in runs[1]["tool"]["driver"]["rules"]] == ["invalid-input"]


def test_code_scanning_takes_20_runs_and_gets_one_where_there_are_more() -> None:
    fits = Contents([twin(f"line-{number}") for number in range(19)], [Problem("b.yaml", 1, 1, "bad")])
    assert len(rendered(fits, "github")) == 20
    (run,) = rendered(fits._replace(assessed=[*fits.assessed, twin("one-more")]), "github")
    assert ids([run]) == ["dtassess/all/"]
    assert len(run["results"]) == 21
    assert len(run["artifacts"]) == 21
    assert len(run["properties"]["profiles"]) == 20
    assert run["invocations"][0]["executionSuccessful"] is False
    for one in run["results"]:
        location = one["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][location["index"]]["location"]["uri"] == location["uri"]
        assert run["tool"]["driver"]["rules"][one["ruleIndex"]]["id"] == one["ruleId"]
    assert len(rendered(fits._replace(assessed=[*fits.assessed, twin("one-more")]), "any")) == 21


def many(count: int) -> Contents:
    mild = [finding(severity=Severity.NOTE, rule="evidence-missing", control=str(n)) for n in range(count)]
    return Contents([Assessed(result(findings=(*mild, finding())))])


def test_code_scanning_takes_5000_results_and_gets_the_gravest() -> None:
    run = rendered(many(5_000), "github")[0]
    assert len(run["results"]) == 5_000
    assert run["results"][0]["level"] == "error"
    assert run["properties"]["leftOut"] == {"overTheLimit": 1}
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notification["message"]["text"].startswith("1 results, the mildest, are left out")
    assert run["invocations"][0]["executionSuccessful"] is True
    assert len(rendered(many(5_000))[0]["results"]) == 5_001


def test_results_are_in_the_order_of_their_gravity() -> None:
    levels = [one["level"] for one in rendered(many(3))[0]["results"]]
    assert levels == sorted(levels, key=LEVELS.index)
    assert levels[0] == "error"


def test_a_file_that_would_be_too_large_when_compressed_has_fewer_results() -> None:
    noise = ["".join(sha256(f"{n} {m}".encode()).hexdigest() for m in range(20)) for n in range(40)]
    mild = [finding(severity=Severity.NOTE, rule="evidence-missing", message=text) for text in noise]
    contents = Contents([Assessed(result(findings=(*mild, finding())))], knowledge=knowledge())
    text = log(contents, GITHUB._replace(compressed=20_000))
    assert len(gzip.compress(text.encode())) < 20_000
    run = json.loads(text)["runs"][0]
    assert run["results"][0]["level"] == "error"
    assert len(run["results"]) == 10
    assert run["properties"]["leftOut"] == {"overTheLimit": 31}
    assert len(rendered(contents, "github")[0]["results"]) == 41


def test_where_there_are_too_many_rules_those_with_results_are_described() -> None:
    contents = Contents([Assessed(result(findings=(finding(rule="target-not-met"), finding(rule="evidence-missing"))))])
    run = runs_of(contents._replace(knowledge=knowledge()), GITHUB._replace(rules=2))[0]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["evidence-missing", "target-not-met"]  # type: ignore[index]
    assert [(one["ruleId"], one["ruleIndex"]) for one in run["results"]] == [  # type: ignore[attr-defined]
        ("target-not-met", 1),
        ("evidence-missing", 0),
    ]
    assert (GITHUB.runs, GITHUB.results, GITHUB.rules, GITHUB.compressed) == (20, 5_000, 25_000, 10_000_000)


def test_long_texts_of_rules_are_cut_to_what_code_scanning_shows() -> None:
    own = next(rule for rule in knowledge().rules if rule.id == "evidence-missing")
    long = own._replace(title="t" * 2000, description="d" * 2000)
    contents = Contents([Assessed(result(findings=()))], knowledge=knowledge()._replace(rules=(long,)))
    (rule,) = rendered(contents, "github")[0]["tool"]["driver"]["rules"]
    assert [len(rule[name]["text"]) for name in ("shortDescription", "fullDescription")] == [1024, 1024]
    assert "d" * 2000 in rule["help"]["text"]


@BOTH
def test_the_fingerprint_has_the_name_that_the_reader_looks_for(target: str) -> None:
    (one,) = rendered(Contents([twin("a")]), target)[0]["results"]
    name = {"any": "findingIdentity/v1", "github": "primaryLocationLineHash"}[target]
    assert list(one["partialFingerprints"]) == [name]
