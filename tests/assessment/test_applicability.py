from __future__ import annotations

import pytest
from twins import ALL_KNOWN, BASIC, REQUIREMENTS, assess, cell, control, everything, found, out, profile, requirement_of

DEMANDS = {
    "actuation": ["physical-protection", "response", "recovery"],
    "safety_critical": ["physical-protection", "reliability", "monitoring", "recovery"],
    "personal_data": ["privacy"],
    "federated": ["trust", "non-repudiation", "data-traceability"],
    "exposed": ["logical-protection", "monitoring"],
    "autonomous": ["monitoring", "accountability", "auditing"],
    "third_party_models": ["secure-coding", "trust"],
}


def with_characteristic(name: str, value: bool = True) -> dict[str, bool]:  # noqa: FBT001, FBT002
    return {**ALL_KNOWN, name: value}


def applicability(result) -> dict[str, str]:
    return {one.id: one.applicability.value for one in result.requirements}


def test_basic_requirements_are_mandatory_and_advanced_ones_recommended():
    applies = applicability(assess(profile(characteristics={})))
    assert {r for r, word in applies.items() if word == "mandatory"} == set(BASIC)
    assert {r for r, word in applies.items() if word == "recommended"} == set(REQUIREMENTS) - set(BASIC)


@pytest.mark.parametrize("name", DEMANDS)
def test_a_characteristic_demands_its_requirements_and_no_others(name):
    result = assess(profile(characteristics=with_characteristic(name)))
    mandatory = {r for r, word in applicability(result).items() if word == "mandatory"}
    assert mandatory == set(BASIC) | set(DEMANDS[name])


@pytest.mark.parametrize("name", DEMANDS)
def test_the_reasons_name_the_rule_of_the_characteristic(name):
    result = assess(profile(characteristics={name: True}))
    rule = name.replace("_", "-")
    for requirement in DEMANDS[name]:
        basic = ("basic-mandatory",) if requirement in BASIC else ()
        assert requirement_of(result, requirement).reasons == tuple(sorted((*basic, rule)))


@pytest.mark.parametrize("name", [name for name in DEMANDS if name != "personal_data"])
@pytest.mark.parametrize("value", [{}, "false"])
def test_a_characteristic_that_is_false_or_unknown_demands_nothing(name, value):
    known = {} if value == {} else {name: False}
    mandatory = {r for r, word in applicability(assess(profile(characteristics=known))).items() if word == "mandatory"}
    assert mandatory == set(BASIC)


def test_privacy_is_not_applicable_without_personal_data_and_its_cells_are_out_of_scope():
    result = assess(everything(characteristics={**ALL_KNOWN, "personal_data": False}))
    privacy = requirement_of(result, "privacy")
    assert (privacy.applicability, privacy.reasons) == ("not-applicable", ("no-personal-data",))
    assert cell(result, "privacy", "data") == "not-applicable"
    assert len(found(result, "claim-out-of-scope")) == 3


def test_privacy_is_mandatory_while_personal_data_is_unknown():
    assert requirement_of(assess(profile(characteristics={})), "privacy").applicability == "mandatory"


def test_not_applicable_goes_before_mandatory_and_gives_the_reason_of_the_profile():
    of = profile(characteristics={"actuation": True}, not_applicable=[out("recovery", reason="rebuilt by hand")])
    recovery = requirement_of(assess(of), "recovery")
    assert (recovery.applicability, recovery.reasons) == ("not-applicable", ("rebuilt by hand",))


def test_a_requirement_that_is_declared_on_some_layers_still_applies():
    recovery = requirement_of(assess(profile(not_applicable=[out("trust", "data")])), "trust")
    assert (recovery.applicability, recovery.reasons) == ("mandatory", ("basic-mandatory",))


@pytest.mark.parametrize("layers", ["data system network", "data"])
def test_declaring_not_applicable_what_a_characteristic_demands_is_an_error(layers):
    of = profile(characteristics={"actuation": True}, not_applicable=[out("recovery", layers)])
    (finding,) = found(assess(of), "mandated-not-applicable")
    assert (finding.severity, finding.requirement, finding.layer) == ("error", "recovery", None)
    assert finding.message == "recovery is declared not applicable, but actuation demands it"


def test_declaring_not_applicable_a_cell_that_a_cap_looks_at_is_an_error():
    of = profile(characteristics={"actuation": True}, not_applicable=[out("integrity", "network")])
    result = assess(of)
    (finding,) = found(result, "watched-cell-not-applicable")
    assert (finding.severity, finding.requirement, finding.layer) == ("error", "integrity", "network")
    assert found(result, "basic-not-applicable") == []


def test_declaring_another_basic_requirement_not_applicable_is_a_note():
    result = assess(profile(not_applicable=[out("integrity", "data"), out("governance")]))
    assert [(f.severity, f.requirement) for f in found(result, "basic-not-applicable")] == [("note", "integrity")]


def test_a_requirement_is_reported_once_however_many_entries_and_layers_declare_it():
    of = profile(not_applicable=[out("trust", "data"), out("trust", "system network")])
    assert len(found(assess(of), "basic-not-applicable")) == 1


@pytest.mark.parametrize("name", ["actuation", "federated", "exposed"])
def test_a_networked_characteristic_in_a_twin_without_the_network_is_an_error(name):
    (finding,) = found(assess(profile(layers="data system", characteristics={name: True})), "layer-missing")
    assert (finding.severity, finding.message) == (
        "error",
        f"{name} is true, and the twin is declared without the layer network",
    )
    assert found(assess(profile(layers="data network", characteristics={name: True})), "layer-missing") == []


@pytest.mark.parametrize("name", ["safety_critical", "personal_data", "autonomous", "third_party_models"])
def test_other_characteristics_need_no_network(name):
    assert found(assess(profile(layers="data", characteristics={name: True})), "layer-missing") == []


def test_each_unknown_characteristic_is_a_warning():
    findings = found(assess(profile(characteristics={"exposed": True})), "characteristic-unknown")
    assert [f.severity for f in findings] == ["warning"] * 6
    assert not any("exposed" in f.message for f in findings)


def test_a_control_on_what_nobody_asks_is_still_shown():
    result = assess(profile(control("secure-coding")))
    assert requirement_of(result, "secure-coding").controls == ("C-1",)


def test_a_reason_that_several_entries_give_is_named_once():
    declared = [out("recovery", "data", "none"), out("recovery", "system", "other"), out("recovery", "network", "none")]
    assert requirement_of(assess(profile(not_applicable=declared)), "recovery").reasons == ("none", "other")
