from __future__ import annotations

from datetime import date

import pytest
from twins import ALL_KNOWN, REQUIREMENTS, assess, control, everything, evidence, found, out, profile, rules_found

from assessor.model.place import Marks, Place
from assessor.model.profile import Targets
from assessor.model.vocabulary import Band


@pytest.mark.parametrize(
    ("requirement", "controls", "rule", "severity"),
    [
        ("trust", [], "mandatory-requirement-red", "error"),
        ("trust", [control("trust", "data")], "mandatory-requirement-orange", "warning"),
        ("recovery", [], "recommended-requirement-red", "warning"),
        ("recovery", [control("recovery", "data")], "recommended-requirement-orange", "note"),
    ],
)
def test_red_and_orange_requirements_are_found_by_how_much_they_are_asked_for(requirement, controls, rule, severity):
    findings = [f for f in found(assess(profile(*controls)), rule) if f.requirement == requirement]
    assert [finding.severity for finding in findings] == [severity]


def test_a_green_requirement_is_no_finding():
    assert rules_found(assess(everything(characteristics=ALL_KNOWN))) == []


def test_requirements_are_judged_on_the_basis_of_the_gate():
    bare = profile(control(REQUIREMENTS, items=[]), characteristics=ALL_KNOWN)
    assert "mandatory-requirement-red" in rules_found(assess(bare))
    assert rules_found(assess(bare, basis="claimed")) == ["evidence-missing"]


def test_a_target_that_is_missed_is_an_error_and_one_that_is_reached_is_none():
    targets = Targets(rating=Band.GREEN, requirements={"trust": Band.ORANGE, "privacy": Band.GREEN})
    result = assess(profile(control("trust", "data"), targets=targets))
    assert [(f.severity, f.requirement, f.message) for f in found(result, "target-not-met")] == [
        ("error", None, "the target rating is not met: green wanted, orange found"),
        ("error", "privacy", "the target privacy is not met: green wanted, red found"),
    ]


def test_findings_come_by_severity_then_place_then_rule():
    result = assess(profile(control("trust", "data"), characteristics={}))
    severities = [finding.severity.value for finding in result.findings]
    assert severities == sorted(severities, key=["error", "warning", "note"].index)
    errors = [finding for finding in result.findings if finding.severity == "error"]
    assert [f.requirement for f in errors] == [r for r in REQUIREMENTS[:11] if r != "trust"]


def marked(**values: object) -> Marks:
    return Marks(Place(7, 3), values={k: Place(*v) for k, v in values.items()})


def test_a_requirement_stands_where_the_first_control_names_it_and_else_at_the_controls():
    marks = Marks(Place(5, 5), entries={"requirements": [Place(6, 20), Place(6, 27)]})
    first = control("trust privacy", "data")._replace(marks=marks)
    of = profile(first)._replace(marks=Marks(Place(1, 1), keys={"controls": Place(4, 1)}))
    places = {f.requirement: f.location for f in assess(of).findings if f.requirement}
    assert places["privacy"] == ("twin.yaml", 6, 27)
    assert places["integrity"] == ("twin.yaml", 4, 1)


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ({"date": date(2027, 1, 1)}, "date"),
        ({"expires": date(2026, 1, 1)}, "expires"),
        ({"expires": date(2026, 12, 1)}, "expires"),
    ],
)
def test_an_evidence_finding_stands_at_the_key_that_makes_it(item, key):
    one = evidence(**item, marks=marked(date=(8, 9), expires=(9, 9)))
    (finding,) = [f for f in assess(profile(control("trust", items=[one]))).findings if f.rule.startswith("evidence-")]
    assert finding.location[1:] == {"date": (8, 9), "expires": (9, 9)}[key]


def test_an_undated_item_stands_for_itself():
    one = evidence(date=None, marks=marked())
    (finding,) = found(assess(profile(control("trust", items=[one]))), "evidence-undated")
    assert finding.location[1:] == (7, 3)


def test_a_message_holds_what_users_wrote_as_it_is():
    hostile = "C-{requirement}-\x1b[31m"
    (finding,) = found(assess(profile(control("trust", id=hostile, items=[]))), "evidence-missing")
    assert finding.message == f"control {hostile} is implemented, in full or in part, and names no evidence"


def test_nothing_in_scope_is_found_once():
    result = assess(profile(not_applicable=[out(requirement) for requirement in REQUIREMENTS]))
    assert [(f.severity, f.requirement) for f in found(result, "nothing-in-scope")] == [("error", None)]


def test_nothing_in_scope_stands_at_the_declarations_and_an_unknown_characteristic_at_the_twin():
    nothing = [out(requirement) for requirement in REQUIREMENTS]
    marks = Marks(keys={"not_applicable": Place(9, 1), "twin": Place(3, 1)})
    of = profile(not_applicable=nothing, characteristics={})._replace(marks=marks)
    places = {finding.rule: finding.location[1:] for finding in assess(of).findings}
    assert (places["nothing-in-scope"], places["characteristic-unknown"]) == ((9, 1), (3, 1))
