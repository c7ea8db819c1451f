"""The walk over the days to come: what it may leave out, and that it leaves out no more."""

from __future__ import annotations

from datetime import timedelta

import packs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_profiles import profiles
from twins import REQUIREMENTS, TODAY, accepted, assess, control, everything, evidence, profile, reasoner

from assessor.assessment.ahead import days_ahead
from assessor.assessment.carrying import Carrying
from assessor.assessment.cells import tally
from assessor.assessment.evidence_findings import stand_apart
from assessor.assessment.expiring import expiring_check
from assessor.assessment.reasoner import Reasoner
from assessor.assessment.run import Run
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.model.gates import NO_GATES, Gates
from assessor.model.place import Location
from assessor.model.rule import Count, Kind, Pattern, Report, Rule
from assessor.model.vocabulary import Band, Basis, Severity

DAY = timedelta(days=1)
HERE = Location("pack/a.yaml", 1, 1)


def after(days: int):
    return TODAY + days * DAY


def run_of(of, gates=NO_GATES, by=None, basis="current") -> Run:
    return Run(by or reasoner(), of, {}, as_of=TODAY, basis=Basis(basis), gates=gates)


def pattern(kind, **terms) -> Pattern:
    return Pattern(kind, tuple(terms.items()), HERE)


def item(state="expired", **terms) -> Pattern:
    given = {"control": "$control", "item": "$item", "state": state, "source": "$source", "detail": "$detail"}
    return pattern("evidence-item", **{**given, **terms})


def rule(*when, then, unless=(), count=None, severity=Severity.ERROR) -> Rule:
    finds = then.kind.endswith("-finding")
    return Rule(
        id="a",
        title="",
        description="",
        source="",
        when=when,
        then=(then,),
        pack="plant",
        location=HERE,
        unless=unless,
        count=count,
        report=Report(severity, "late", "") if finds else None,
    )


def with_rules(*rules) -> Reasoner:
    """The default pack with more rules, taken for the project's own."""
    before = reasoner().knowledge
    knowledge = before._replace(rules=(*before.rules, *rules))
    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    return Reasoner(knowledge, build_engine(program, name="plain", trusted=True, packs=["core"]))


class Counting:
    """An engine that counts its runs."""

    def __init__(self, engine):
        self.engine, self.name, self.runs = engine, engine.name, 0

    def run(self, facts, supply=None, *, only=None):
        self.runs += 1
        return self.engine.run(facts, supply, only=only)


def runs_over(of, gates=NO_GATES, days=400) -> int:
    """How often the rules run over so many days, beside today."""
    engine = Counting(reasoner().engine)
    today = run_of(of, gates, by=Reasoner(reasoner().knowledge, engine))
    list(days_ahead(today, after(days)))
    return engine.runs - 1


# Levels.


@given(profiles(), st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_cells_that_are_kept_up_to_date_are_those_that_would_be_counted_anew(of, data):
    reaches = [data.draw(st.integers(1, 3)) for _ in of.controls]
    carrying = Carrying(of, tally(of, REQUIREMENTS, reaches), reaches)
    for at, bases in (
        data.draw(st.lists(st.tuples(st.integers(0, len(of.controls) - 1), st.integers(1, 3)), max_size=12))
        if of.controls
        else ()
    ):
        reaches[at] = bases
        carrying.move(at, bases)
    anew = tally(of, REQUIREMENTS, reaches)
    seen = {name: (c.full, c.some, c.shortfall, c.controls) for name, c in carrying.cells.items()}
    assert seen == {name: (c.full, c.some, c.shortfall, c.controls) for name, c in anew.items()}


# How often the rules run.


def test_the_rules_do_not_run_for_days_on_which_no_level_changes():
    spare = [evidence(), *(evidence(expires=after(days)) for days in range(1, 50))]
    assert runs_over(profile(control(REQUIREMENTS, items=spare))) == 0


def test_the_rules_run_once_for_levels_that_come_back():
    gap = [evidence(expires=after(3)), evidence(date=after(6), expires=after(9)), evidence(date=after(12))]
    assert runs_over(profile(control(items=gap))) == 1


def test_a_gate_on_findings_costs_two_runs_where_evidence_alone_expires():
    spare = [evidence(), *(evidence(expires=after(days)) for days in range(1, 50))]
    assert runs_over(profile(control(REQUIREMENTS, items=spare)), Gates(fail_on=Severity.NOTE)) == 2


def test_an_exception_that_ends_costs_a_run_only_where_a_gate_counts_findings():
    of = everything(exceptions=[accepted("trust", expires=after(5)), accepted("privacy", expires=after(9))])
    assert runs_over(of) == 0
    assert runs_over(of, Gates(fail_on=Severity.ERROR)) == 2


def test_a_check_that_has_failed_asks_for_no_further_day():
    engine = Counting(reasoner().engine)
    items = [evidence(expires=after(days)) for days in (3,)]
    later = [
        control(r, id=f"C-{at}", items=[evidence(expires=after(20 + at))]) for at, r in enumerate(REQUIREMENTS[1:])
    ]
    of = profile(control(REQUIREMENTS[0], id="FIRST", items=items), *later)
    today = run_of(of, Gates(fail_under=Band.GREEN), by=Reasoner(reasoner().knowledge, engine))
    assert expiring_check(today, 300).actual == "fails: rating (orange) on 2026-11-27"
    assert engine.runs == 2


# Rules that look at evidence.


def test_of_the_default_rules_evidence_stands_apart():
    assert stand_apart(reasoner().knowledge)


ALONE = rule(item(), then=pattern("control-finding", rule="a", control="$control"))


def test_findings_on_single_items_stand_apart():
    assert stand_apart(with_rules(ALONE).knowledge)


NOT_APART = {
    "an exception may waive it": rule(item(), then=pattern("requirement-finding", rule="a", requirement="trust")),
    "it caps the rating": rule(item(), then=pattern("cap", basis="current", cap="a")),
    "two items are looked at together": rule(
        item(),
        item(item="$other", source="$from", detail="$why"),
        then=pattern("control-finding", rule="a", control="$control"),
    ),
    "there must be no item of a kind": rule(
        pattern("control", control="$control", status="implemented", evidence="some"),
        then=pattern("control-finding", rule="a", control="$control"),
        unless=(pattern("evidence-item", control="$control", state="expired"),),
    ),
    "items are counted": rule(
        pattern("control", control="$control", status="implemented", evidence="some"),
        then=pattern("control-finding", rule="a", control="$control"),
        count=Count(pattern("evidence-item", control="$control", state="expired"), (1, 3), HERE),
    ),
    "a level is looked at too": rule(
        item(),
        pattern("has-level", basis="current", requirement="trust", level="none"),
        then=pattern("control-finding", rule="a", control="$control"),
    ),
}


def and_rules(*more, kinds=()):
    """What the default pack knows, with more kinds and rules; not compiled."""
    before = reasoner().knowledge
    return before._replace(kinds=(*before.kinds, *kinds), rules=(*before.rules, *more))


@pytest.mark.parametrize("why", NOT_APART)
def test_evidence_does_not_stand_apart_where(why):
    assert not stand_apart(and_rules(NOT_APART[why]))


def test_evidence_does_not_stand_apart_where_something_follows_from_a_finding_on_it():
    found = pattern("control-finding", rule="$rule", control="$control")
    follows = rule(found, then=pattern("doubted", control="$control"))
    assert not stand_apart(and_rules(ALONE, follows))
    counted = Kind("counted", ("number",), "", HERE, given=True, after=("control-finding",))
    assert not stand_apart(and_rules(ALONE, kinds=[counted]))


def test_findings_that_can_be_waived_do_not_stand_apart_whatever_the_kinds_say():
    known = and_rules(NOT_APART["an exception may waive it"])
    loose = [kind._replace(after=()) if kind.name == "exception" else kind for kind in known.kinds]
    assert not stand_apart(known._replace(kinds=tuple(loose)))


IN_TIME = profile(
    control("trust auditing", items=[evidence(expires=after(2)), evidence(date=after(5), expires=after(8))]),
    control("privacy", id="C-2", items=[evidence(expires=after(3)), evidence(expires=after(6))]),
    control([r for r in REQUIREMENTS if r not in {"trust", "privacy"}], id="C-3", items=[evidence(expires=after(12))]),
    exceptions=[accepted("trust", expires=after(4)), accepted("auditing", expires=after(9))],
)


def as_assessed(by, gates, days=14):
    """The checks and the rating of each day, assessed anew."""
    results = [assess(IN_TIME, as_of=after(day), gates=gates, by=by) for day in range(days + 1)]
    return [(result.gate.checks, result.summary[Basis.CURRENT].rating) for result in results]


def as_walked(by, gates, days=14):
    run = run_of(IN_TIME, gates, by=by)
    now = (run.checks, run.rating)
    turned = {day.date: (day.checks, day.run.rating) for day in days_ahead(run, after(days))}
    return [now := turned.get(after(day), now) for day in range(days + 1)]


CAN_RUN = {"it stands apart": ALONE, **NOT_APART}
del CAN_RUN["a level is looked at too"]  # it shares no variable with the other pattern, which the engines do not take


@pytest.mark.parametrize("why", CAN_RUN)
@pytest.mark.parametrize("fail_on", [None, *Severity])
def test_whatever_the_rules_make_of_evidence_each_day_is_as_assessed_anew(why, fail_on):
    by = with_rules(CAN_RUN[why])
    gates = Gates(fail_under=Band.GREEN, fail_on=fail_on)
    assert as_walked(by, gates) == as_assessed(by, gates)


def test_a_finding_that_rests_on_several_items_is_one_while_any_of_them_holds():
    late = rule(item(), then=pattern("twin-finding", rule="a"))
    gates = Gates(fail_on=Severity.ERROR)
    items = [evidence(), evidence(expires=after(2)), evidence(date=after(-9), expires=after(4))]
    days = list(days_ahead(run_of(profile(control(REQUIREMENTS, items=items)), gates, by=with_rules(late)), after(9)))
    assert [(day.date, day.checks[0].actual) for day in days] == [(after(3), "1 error"), (after(5), "1 error")]


def test_a_finding_whose_last_item_is_mended_is_gone():
    soon = rule(item("future"), then=pattern("twin-finding", rule="a"), severity=Severity.NOTE)
    items = [evidence(), evidence(date=after(2)), evidence(date=after(4))]
    run = run_of(profile(control(REQUIREMENTS, items=items)), Gates(fail_on=Severity.NOTE), by=with_rules(soon))
    found = [run.checks[0].actual, *(day.checks[0].actual for day in days_ahead(run, after(9)))]
    assert found == ["2 errors, 1 note", "1 error, 1 note", "none"]


# Rules that look at another basis than the gate's.

ELSEWHERE = {
    "it caps": packs.rule("a", packs.band("trust", "red", on="current"), then=packs.cap("a", on="claimed")),
    "it covers": packs.rule(
        "a",
        packs.band("trust", "orange", "green", on="current"),
        then=packs.pattern("function-covered", basis="claimed", function="GV"),
    ),
    "it finds": packs.rule(
        "a",
        packs.band("trust", "red", on="current"),
        then=packs.pattern("requirement-finding", rule="a", requirement="trust"),
    ),
    "it finds in one of them all": packs.rule(
        "a",
        packs.band("trust", "red"),
        then=packs.pattern("requirement-finding", rule="a", requirement="trust"),
    ),
}
ON_CLAIMED = profile(
    control("privacy", items=[evidence(expires=after(2))]),
    control("trust", id="C-2", items=[evidence(expires=after(5))]),
    control([r for r in REQUIREMENTS if r not in {"trust", "privacy", "governance"}], id="C-3"),
)


def seen(run_or_result, checks):
    functions = getattr(run_or_result, "outcome", None)
    found = functions.functions() if functions else run_or_result.functions
    return checks, tuple(one.bases[Basis.CLAIMED].covered for one in found)


@pytest.mark.parametrize("why", ELSEWHERE)
@pytest.mark.parametrize("fail_on", [None, Severity.ERROR])
def test_what_rules_see_on_another_basis_turns_the_day_too(why, fail_on):
    by = packs.with_rules(ELSEWHERE[why])
    gates = Gates(fail_under=Band.GREEN, fail_on=fail_on)
    results = [assess(ON_CLAIMED, as_of=after(day), gates=gates, by=by, basis="claimed") for day in range(12)]
    run = run_of(ON_CLAIMED, gates, by=by, basis="claimed")
    now = seen(run, run.checks)
    turned = {day.date: seen(day.run, day.checks) for day in days_ahead(run, after(11))}
    walked = [now := turned.get(after(day), now) for day in range(12)]
    assert walked == [seen(result, result.gate.checks) for result in results]
    assert (len(set(walked)) > 1) is (fail_on is not None or "finds" not in why)


@pytest.mark.parametrize(("why", "gates"), [("it caps", Gates()), ("it finds", Gates(fail_on=Severity.ERROR))])
def test_what_falls_by_another_basis_is_seen_to_fall(why, gates):
    run = run_of(ON_CLAIMED, gates, by=packs.with_rules(ELSEWHERE[why]), basis="claimed")
    assert expiring_check(run, 10).actual.endswith(f"on {after(6)}")
