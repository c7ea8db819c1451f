from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from random_profiles import profiles
from twins import assess, control, everything, evidence, profile, reasoner

from assessor.assessment.alike import treat_bases_alike
from assessor.assessment.reasoner import Reasoner
from assessor.model.place import Location
from assessor.model.rule import Count, Pattern, Rule
from assessor.model.vocabulary import Basis

HERE = Location("pack/a.yaml", 1, 1)


def without_sharing() -> Reasoner:
    apart = Reasoner(reasoner().knowledge, reasoner().engine)
    apart.__dict__["treats_bases_alike"] = False
    return apart


@given(profiles())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_sharing_the_rules_between_bases_that_stand_alike_changes_nothing_but_the_proofs_kept(of):
    for basis in ("claimed", "evidenced", "current"):
        shared, apart = assess(of, basis=basis), assess(of, basis=basis, by=without_sharing())
        assert shared._replace(deduction=apart.deduction, speaker=apart.speaker) == apart
        assert set(shared.deduction.facts) <= set(apart.deduction.facts)


def bases_seen(of, basis=None) -> list[str]:
    return [values[0] for values in assess(of, basis=basis).deduction.of("basis")]


def test_the_rules_run_once_for_bases_that_stand_alike_and_for_the_gates_by_name():
    assert bases_seen(everything()) == ["current"]
    assert bases_seen(everything(), basis="claimed") == ["claimed"]


def test_bases_that_differ_in_a_single_cell_are_run_apart():
    undated = control("trust", "data", id="C-2", items=[evidence(date=None)])
    assert bases_seen(profile(control("privacy"), undated)) == ["current", "evidenced"]
    assert bases_seen(profile(control("privacy"), undated, control("integrity", "data", id="C-3", items=[]))) == [
        "claimed",
        "current",
        "evidenced",
    ]


def rule(*, when, then=("cap", {"basis": "$basis", "cap": "a"}), unless=(), count=None) -> Rule:
    def pattern(kind, terms):
        return Pattern(kind, tuple(terms.items()), HERE)

    return Rule(
        id="a",
        title="",
        description="",
        source="",
        when=tuple(pattern(*one) for one in when),
        then=(pattern(*then),),
        unless=tuple(pattern(*one) for one in unless),
        count=count and Count(pattern(*count), (0,), HERE),
        pack="a",
        location=HERE,
    )


BAND = ("band", {"basis": "$basis", "band": "red"})


@pytest.mark.parametrize(
    "added",
    [
        rule(when=[("band", {"basis": "claimed", "band": "green"}), BAND]),
        rule(when=[("band", {"basis": ("claimed", "current"), "band": "green"}), BAND]),
        rule(when=[("band", {"basis": "$other", "band": "green"}), BAND]),
        rule(when=[("band", {"band": "$band"})], then=("twin-finding", {"rule": "a"})),
        rule(when=[BAND], unless=[("band", {"basis": "current", "band": "green"})]),
        rule(when=[BAND], count=("function-covered", {})),
    ],
)
def test_a_rule_that_names_a_basis_or_looks_at_two_keeps_them_apart(added):
    knowledge = reasoner().knowledge
    assert treat_bases_alike(knowledge)
    assert not treat_bases_alike(knowledge._replace(rules=(*knowledge.rules, added)))


def test_a_rule_on_one_basis_whichever_it_is_keeps_them_together():
    knowledge = reasoner().knowledge
    assert treat_bases_alike(knowledge._replace(rules=(*knowledge.rules, rule(when=[BAND]))))


@pytest.mark.parametrize(
    "added",
    [
        rule(when=[BAND], then=("excluded", {"requirement": "trust", "characteristic": "$basis"})),
        rule(when=[("characteristic", {"characteristic": "$basis", "value": "true"})]),
        rule(when=[BAND], then=("twin-finding", {"rule": "a"})),
    ],
)
def test_a_rule_that_lets_a_basis_slip_keeps_them_apart(added):
    knowledge = reasoner().knowledge
    assert not treat_bases_alike(knowledge._replace(rules=(*knowledge.rules, added)))


def test_a_rule_that_finds_on_the_basis_of_the_gate_keeps_them_together():
    found = rule(when=[("gate-basis", {"basis": "$basis"}), BAND], then=("twin-finding", {"rule": "a"}))
    knowledge = reasoner().knowledge
    assert treat_bases_alike(knowledge._replace(rules=(*knowledge.rules, found)))


def test_verdicts_depend_on_other_bases_only_by_rules_that_conclude_what_is_behind_them():
    found = rule(when=[("band", {"basis": "current", "band": "red"})], then=("twin-finding", {"rule": "a"}))
    by = Reasoner(reasoner().knowledge._replace(rules=(*reasoner().knowledge.rules, found), trusted=False), None)
    assert by.bases_behind(Basis.CLAIMED, by.kinds_behind_verdicts) == (Basis.CLAIMED,)
    assert by.bases_behind(Basis.CLAIMED) == tuple(Basis)


def test_rules_of_others_are_run_for_every_basis():
    """So that the facts of each stand in the result, as a pack may have it."""
    others = Reasoner(reasoner().knowledge._replace(trusted=False), reasoner().engine)
    result = assess(everything(), by=others)
    assert sorted(basis for (basis,) in result.deduction.of("basis")) == ["claimed", "current", "evidenced"]


def test_a_result_says_whose_facts_hold_of_each_basis():
    assert {str(basis): str(one) for basis, one in assess(everything()).speaker.items()} == {
        "claimed": "current",
        "evidenced": "current",
        "current": "current",
    }
