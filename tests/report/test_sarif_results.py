from __future__ import annotations

import json
import re
from typing import Any

import pytest
from sample_results import PATH, finding, profile, result, waiver
from sarif_files import LEVELS, TARGETS, knowledge, region, rendered

from assessor.errors import Problem
from assessor.model.place import Location
from assessor.model.rule import Pattern
from assessor.model.vocabulary import Layer, Severity
from assessor.report.contents import Assessed, Contents
from assessor.report.sarif.rules import SECURITY_SEVERITY

BOTH = pytest.mark.parametrize("target", TARGETS)
SOURCE = "schema: x\nname: pump\n" + "\n" * 9 + '  requirements: [trust]  # later\n  title: "a # b"   \n\tid: A\t\n'


def only_run(contents: Contents, target: str = "any") -> dict[str, Any]:
    return rendered(contents, target)[0]


def of(*findings: Any, source: str | None = SOURCE, **more: Any) -> Contents:
    return Contents([Assessed(result(findings=findings, **more), source=source)])


@BOTH
def test_every_rule_that_can_report_is_described_in_full(target: str) -> None:
    rules = only_run(of(), target)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in knowledge().rules if rule.report]
    assert len(rules) > 20
    for rule in rules:
        assert rule["name"][0].isupper()
        assert "-" not in rule["name"]
        for text in (rule["shortDescription"], rule["fullDescription"], rule["help"]):
            assert text["text"].endswith(".")
        assert "**What to do**: " in rule["help"]["markdown"]
        assert rule["properties"]["precision"] == "very-high"
        assert {"security", "digital-twin"} <= set(rule["properties"]["tags"])


def test_a_rule_is_as_grave_for_code_scanning_as_its_findings_are() -> None:
    rules = only_run(of())["tool"]["driver"]["rules"]
    severities = {rule.id: rule.report.severity for rule in knowledge().rules if rule.report}
    said = {rule["id"]: rule["properties"]["security-severity"] for rule in rules}
    assert said == {name: SECURITY_SEVERITY[severity] for name, severity in severities.items()}
    high, medium, low = (float(SECURITY_SEVERITY[severity]) for severity in Severity)
    assert 7 <= high < 9
    assert 4 <= medium < 7
    assert 0 < low < 4
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == set(LEVELS)


def test_a_rule_on_one_requirement_has_its_csf_ids_as_tags() -> None:
    red = next(rule for rule in knowledge().rules if rule.id == "mandatory-requirement-red")
    own = red._replace(
        id="own", then=(Pattern("requirement-finding", (("requirement", "monitoring"),), red.location),), when=()
    )
    contents = of()._replace(knowledge=knowledge()._replace(rules=(own,)))
    assert only_run(contents)["tool"]["driver"]["rules"][0]["properties"]["tags"] == [
        "security",
        "digital-twin",
        "DE",
        "DE.CM",
    ]


def test_a_rule_has_no_more_tags_than_are_shown() -> None:
    red = next(rule for rule in knowledge().rules if rule.id == "mandatory-requirement-red")
    every = [Pattern("level", (("requirement", one.id),), red.location) for one in knowledge().requirements]
    contents = of()._replace(knowledge=knowledge()._replace(rules=(red._replace(when=tuple(every)),)))
    assert len(only_run(contents)["tool"]["driver"]["rules"][0]["properties"]["tags"]) == 10


@BOTH
def test_a_result_names_its_rule_by_id_and_by_number(target: str) -> None:
    run = only_run(of(finding(), finding(rule="evidence-missing", severity=Severity.NOTE)), target)
    assert len(run["results"]) == 2
    for one in run["results"]:
        rule = run["tool"]["driver"]["rules"][one["ruleIndex"]]
        assert rule["id"] == one["ruleId"]
        assert rule["defaultConfiguration"]["level"] == one["level"]


def test_a_message_says_what_is_found_and_then_what_to_do() -> None:
    told = finding(message="trust is red", remediation="Implement it.")
    assert only_run(of(told))["results"][0]["message"] == {"text": "trust is red. Implement it."}


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("{0} and {{1}}", "{{0}} and {{{{1}}}}."),
        ("[x](javascript:alert(1))", "[x\\](javascript:alert(1))."),
        ("[x\\](y)", "[x\\\\\\](y)."),
        ("[x] (y)", "[x] (y)."),
        ("a\nb\u202e\x1b", "a b\\u202e\\x1b."),
    ],
)
def test_what_users_wrote_is_no_link_and_no_placeholder(said: str, shown: str) -> None:
    assert only_run(of(finding(message=said, remediation="")))["results"][0]["message"]["text"].startswith(shown)


@pytest.mark.parametrize(
    ("line", "column", "covered"),
    [
        (12, 3, "requirements: [trust]"),
        (12, 18, "trust]"),
        (13, 3, 'title: "a # b"'),
        (14, 2, "id: A"),
        (1, 1, "schema: x"),
    ],
)
def test_a_region_goes_to_the_end_of_what_the_line_says(line: int, column: int, covered: str) -> None:
    found = region(only_run(of(finding(location=Location(PATH, line, column))))["results"][0])
    assert (found["startLine"], found["endLine"]) == (line, line)
    assert SOURCE.split("\n")[line - 1][found["startColumn"] - 1 : found["endColumn"] - 1] == covered


@pytest.mark.parametrize(
    ("source", "line", "column", "end"),
    [
        ("a: \U0001f512é b\r\nc: d\r\n", 1, 4, 8),  # columns are characters; CR LF is one break
        ("a: b\rc: dd\r", 2, 1, 6),  # so is a lone CR
        ("", 1, 1, 2),  # nothing there: one character
        ("a: b\n", 9, 7, 8),  # a line that is not there
        ("   # only a comment\n", 1, 4, 20),
    ],
)
def test_lines_and_columns_are_counted_as_the_loader_counts_them(source: str, line: int, column: int, end: int) -> None:
    contents = of(finding(location=Location(PATH, line, column)), source=source)
    run = only_run(contents)
    assert run["columnKind"] == "unicodeCodePoints"
    assert region(run["results"][0]) == {"startLine": line, "startColumn": column, "endLine": line, "endColumn": end}


def test_a_file_of_one_line_is_looked_through_once() -> None:
    source = "{" + "[trust], " * 200_000 + "} # all of it"
    places = [Location(PATH, 1, 2 + 9 * at) for at in range(0, 200_000, 50)]
    results = only_run(of(*(finding(location=place) for place in places), source=source))["results"]
    assert {region(one)["endColumn"] for one in results} == {len("{" + "[trust], " * 200_000 + "}") + 1}


def test_without_the_files_text_a_region_is_one_character() -> None:
    found = region(only_run(of(finding(location=Location(PATH, 4, 7)), source=None))["results"][0])
    assert found == {"startLine": 4, "startColumn": 7, "endLine": 4, "endColumn": 8}


@BOTH
def test_fingerprints_do_not_change_with_lines_or_paths(target: str) -> None:
    before = of(finding(), finding(requirement="privacy"))
    place = Location("other.yaml", 99, 9)
    moved = [finding(location=place), finding(requirement="privacy", location=place)]
    after = of(*moved, profile=profile(path="other.yaml"))
    prints = [[one["partialFingerprints"] for one in only_run(one, target)["results"]] for one in (before, after)]
    assert prints[0] == prints[1]
    assert len({json.dumps(one) for one in prints[0]}) == 2
    assert not any("12" in key for one in prints[0] for key in one)


def test_a_finding_says_what_it_is_about() -> None:
    told = finding(layer=Layer.NETWORK, control="AC-1", benchmark="mine", subject="scan.json")
    one = only_run(of(told))["results"][0]
    assert [(part["kind"], part["fullyQualifiedName"]) for part in one["locations"][0]["logicalLocations"]] == [
        ("requirement", "trust"),
        ("layer", "trust/network"),
        ("control", "AC-1"),
        ("benchmark", "mine"),
    ]
    assert one["properties"]["subject"] == "scan.json"
    assert "logicalLocations" not in only_run(of(finding(requirement=None)))["results"][0]["locations"][0]


def test_a_finding_belongs_to_the_csf_category_of_its_requirement() -> None:
    run = only_run(of(finding(requirement="monitoring"), finding(requirement=None)))
    reference = run["results"][0]["taxa"][0]
    taxonomy = run["taxonomies"][reference["toolComponent"]["index"]]
    assert taxonomy["taxa"][reference["index"]]["id"] == reference["id"] == "DE.CM"
    assert run["tool"]["driver"]["supportedTaxonomies"] == [reference["toolComponent"]]
    assert taxonomy["name"] == reference["toolComponent"]["name"]
    assert "taxa" not in run["results"][1]


def test_a_waived_finding_is_suppressed_with_who_and_until_when() -> None:
    run = only_run(of(finding(waived=waiver()), finding(requirement="privacy")))
    waived, open_ = run["results"]
    assert open_["suppressions"] == []
    (suppression,) = waived["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == "vendor ships in May (approved by CISO, through 2027-01-31)"
    assert suppression["location"]["physicalLocation"]["region"]["startLine"] == 90


def test_code_scanning_gets_no_waived_finding_and_is_told_how_many_there_are() -> None:
    run = only_run(of(finding(waived=waiver()), finding(requirement="privacy")), "github")
    assert [one["properties"]["requirement"] for one in run["results"]] == ["privacy"]
    assert "suppressions" not in json.dumps(run)
    assert run["properties"]["leftOut"] == {"waived": 1}


@BOTH
def test_an_input_that_cannot_be_used_never_looks_like_a_clean_run(target: str) -> None:
    problems = [Problem("b.yaml", 3, 5, "status 'done' is not known"), Problem("gone.yaml", 0, 0, "no such file")]
    run = only_run(Contents(problems=problems), target)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert [one["level"] for one in invocation["toolExecutionNotifications"]] == ["error", "error"]
    assert [one["message"]["text"] for one in run["results"]] == ["status 'done' is not known.", "no such file."]
    assert {(one["ruleId"], one["level"]) for one in run["results"]} == {("invalid-input", "error")}
    assert [region(one)["startLine"] for one in run["results"]] == [3, 1]
    assert len({json.dumps(one["partialFingerprints"]) for one in run["results"]}) == 2
    assert re.fullmatch(r"\d+\.\d+\.\d+", run["tool"]["driver"]["version"])


@BOTH
def test_valid_profiles_are_a_run_that_succeeded(target: str) -> None:
    run = only_run(Contents(valid=[profile()]), target)
    assert run["invocations"] == [{"executionSuccessful": True, "toolExecutionNotifications": []}]
    assert run["results"] == []
    assert run["artifacts"][0]["hashes"] == {"sha-256": "ab" * 32}


@BOTH
def test_the_gate_and_the_verdict_are_properties_of_the_run(target: str) -> None:
    (told,) = only_run(of(), target)["properties"]["profiles"]
    assert told["rating"] == "orange"
    assert told["gate"]["passed"] is False
    assert told["gate"]["checks"][0] == {
        "name": "score",
        "expected": "at least 60",
        "actual": "59.96",
        "passed": False,
        "enforced": True,
    }
