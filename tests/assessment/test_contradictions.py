from __future__ import annotations

import pytest
from twins import REQUIREMENTS, assess, control, everything, profile, reasoner, verdict

from assessor.assessment.reasoner import Reasoner
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.errors import RulesError
from assessor.model.place import Location
from assessor.model.rule import Pattern, Report, Rule
from assessor.model.vocabulary import Severity

HERE = Location("plant/lenient.yaml", 7, 5)


def added(kind, **terms) -> Rule:
    when = (Pattern("basis", (("basis", "$basis"),), HERE),)
    then = (Pattern(kind, tuple(terms.items()), HERE),)
    return Rule(id="lenient", title="", description="", source="", when=when, then=then, pack="plant", location=HERE)


def by(*rules) -> Reasoner:
    """The default pack without the rules of these ids, and with these rules."""
    gone = {rule for rule in rules if isinstance(rule, str)}
    knowledge = reasoner().knowledge
    kept = tuple(rule for rule in knowledge.rules if rule.id not in gone)
    changed = knowledge._replace(rules=(*kept, *(rule for rule in rules if not isinstance(rule, str))), trusted=False)
    program = compile_program(changed.kinds, changed.rules, changed.tables())
    return Reasoner(changed, build_engine(program, name="plain", trusted=True, packs=[]))


def refusal(*rules) -> list[str]:
    with pytest.raises(RulesError) as raised:
        assess(everything(), by=by(*rules))
    return [str(problem) for problem in raised.value.problems]


def test_rules_that_contradict_each_other_are_told_at_the_rule_that_was_added():
    assert refusal(added("rating", basis="$basis", rating="orange")) == [
        "plant/lenient.yaml:7:5: the rules contradict each other on the rating of claimed: green and orange; "
        "`lenient` concludes rating"
    ]


def test_a_word_that_is_no_verdict_is_told_at_its_rule():
    assert refusal("rating-green", added("rating", basis="$basis", rating="gold")) == [
        "plant/lenient.yaml:7:5: the rules say 'gold' as the rating of claimed, which is no such verdict; "
        "`lenient` concludes rating"
    ]


def test_a_verdict_that_no_rule_gives_is_told_at_the_rules_that_could_have():
    problems = refusal("rating-green")
    assert len(problems) == 3
    assert all("no rule says the rating of claimed; `rating-" in problem for problem in problems)


def test_a_finding_on_what_is_not_there_is_told_at_its_rule():
    odd = added("cell-finding", rule="lenient", requirement="trust", layer="$basis")
    odd = odd._replace(report=Report(Severity.NOTE, "odd", "none"))
    with pytest.raises(RulesError, match=r"lenient\.yaml:7:5: .* which the profile does not have"):
        assess(everything(), by=by(odd))


def test_the_given_kinds_have_the_fields_that_the_assessment_fills():
    fields = {kind.name: " ".join(kind.fields) for kind in reasoner().knowledge.kinds if kind.given}
    assert fields == {
        "requirement": "requirement group",
        "basis": "basis",
        "gate-basis": "basis",
        "characteristic": "characteristic value",
        "twin-layer": "layer",
        "declared-cell": "requirement layer",
        "control": "control status evidence",
        "evidence-item": "control item state source detail",
        "stray-layer": "control layer",
        "ticked": "basis requirement",
        "has-level": "basis requirement level",
        "level": "basis requirement layer level",
        "in-scope": "requirement",
        "out-of-scope": "basis requirement",
        "scope": "extent",
        "claimed-cell": "requirement layer claim",
        "stray-claim": "control requirement layer",
        "score": "basis threshold side",
        "target": "target subject outcome expected actual",
        "exception": "exception requirement state effect",
    }


def test_a_rule_that_was_added_sees_the_level_of_every_cell():
    when = (
        Pattern(
            "level", (("basis", "$basis"), ("requirement", "auditing"), ("layer", "data"), ("level", "none")), HERE
        ),
    )
    rule = added("cap", basis="$basis", cap="lenient")._replace(when=when)
    rest = control([r for r in REQUIREMENTS if r != "auditing"])
    of = profile(rest, control("auditing", "system network", id="C-2"))
    assert verdict(assess(of, by=by(rule))).caps == ("lenient",)
    assert verdict(assess(everything(), by=by(rule))).caps == ()


def test_the_projects_own_rules_ask_for_the_level_of_no_cell_but_one_that_is_watched():
    for rule in reasoner().knowledge.rules:
        kinds = [pattern.kind for pattern in (*rule.when, *rule.unless)]
        assert "level" not in kinds or "watched" in kinds, rule.id
