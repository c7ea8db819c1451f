from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_results import changed, check, contents, finding, profile, result, waiver

from assessor.errors import Problem
from assessor.model.place import Location
from assessor.model.result import Gate
from assessor.model.vocabulary import Severity
from assessor.report.fingerprint import fingerprints
from assessor.report.formats import Choice, render
from assessor.report.view import FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_GATE = Gate(passed=None, checks=())


def issues(*results: Any, problems: Sequence[Problem] = ()) -> list[dict[str, Any]]:
    return json.loads(render(Choice("gitlab"), contents(results, problems), FILE))


def test_a_finding_is_an_issue_of_the_fields_that_gitlab_reads() -> None:
    whole = result(gate=NO_GATE)
    assert issues(whole) == [
        {
            "type": "issue",
            "check_name": "mandatory-requirement-red",
            "description": finding().message,
            "categories": ["Security"],
            "severity": "critical",
            "fingerprint": fingerprints([whole])[0][0],
            "location": {"path": "plant/line-7.yaml", "lines": {"begin": 12, "end": 12}},
        }
    ]


def test_severities_are_gitlabs_and_what_is_waived_is_left_out() -> None:
    found = [finding(severity=severity) for severity in Severity]
    told = issues(result(findings=(*found, finding(waived=waiver())), gate=NO_GATE))
    assert [one["severity"] for one in told] == ["critical", "major", "info"]


def test_what_could_not_be_assessed_and_checks_that_failed_are_blockers() -> None:
    gate = Gate(passed=False, checks=(check(), check(name="assessed", passed=True), check(enforced=False)))
    told = issues(result(gate=gate, findings=()), problems=[Problem("b.yaml", 3, 5, "unknown key")])
    assert [(one["check_name"], one["severity"], one["location"]["lines"]["begin"]) for one in told] == [
        ("cannot-be-assessed", "blocker", 3),
        ("gate-not-passed", "blocker", 1),
    ]
    assert told[1]["description"] == "gate not passed: score: at least 60 wanted, 59.96 found"


def test_nothing_to_say_is_an_empty_list() -> None:
    assert issues(result(findings=(), gate=NO_GATE)) == []


@pytest.mark.parametrize(
    ("path", "told"), [("./a/b.yaml", "a/b.yaml"), ("a//b", "a/b"), ("-", "-"), ("\udcff", "\\udcff")]
)
def test_a_path_has_no_dot_before_it(path: str, told: str) -> None:
    assert issues(problems=[Problem(path, 0, 0, "cannot be read")])[0]["location"] == {
        "path": told,
        "lines": {"begin": 1, "end": 1},
    }


def test_a_fingerprint_stays_when_lines_and_numbers_change() -> None:
    before = issues(result(), problems=[Problem("b.yaml", 3, 5, "unknown key")])
    gate = Gate(passed=False, checks=(check(actual="12"),))
    moved = changed(finding(), location=Location("plant/line-7.yaml", 99, 1))
    after = issues(result(gate=gate, findings=(moved,)), problems=[Problem("b.yaml", 33, 1, "unknown key")])
    assert [one["fingerprint"] for one in before] == [one["fingerprint"] for one in after]


# No file that is read holds a NUL in its text, and it parts what a fingerprint is made of.
written = st.text(st.characters(exclude_characters="\0"), max_size=8)
texts = st.one_of(st.sampled_from(["", "a", "::", "\ud800", "<b>", "problem", "gate", "\u202e"]), written)


@settings(deadline=None)
@given(st.lists(texts, max_size=4), st.lists(texts, max_size=3))
def test_no_two_issues_have_one_fingerprint(names: list[str], messages: list[str]) -> None:
    gate = Gate(passed=False, checks=tuple(check(name=name) for name in names))
    found = [finding(rule=name) for name in names]
    problems = [Problem(message or "p", 1, 1, message) for message in messages]
    results = [result(profile=profile(name=name), findings=found, gate=gate) for name in names]
    told = issues(*results, problems=problems)
    assert len({one["fingerprint"] for one in told}) == len(told) == len(messages) + 2 * len(names) ** 2
    assert all(one["description"].isprintable() for one in told)
