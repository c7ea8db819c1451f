"""Plans and explanations where a pack has rules of its own: what is answered holds, what cannot be known is said."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from packs import HERE, band, cap, counted, pattern, rule, with_rules
from twins import REQUIREMENTS, TODAY, accepted, assess, control, evidence, out, profile

from assessor.assessment.case import Case
from assessor.errors import RulesError
from assessor.inquiry.explaining.explain import explain
from assessor.inquiry.goals import Goal
from assessor.inquiry.naming import Name
from assessor.inquiry.planning.plan import plan
from assessor.inquiry.rulebook import Rulebook
from assessor.inquiry.trends import Trends
from assessor.model.gates import NO_GATES
from assessor.model.rule import Kind
from assessor.model.vocabulary import Basis

EMPTY = profile(layers="data")
GREEN = Goal("rating", "rating", "green")
RATING = Name("rating", "rating")
BY_AUDITING = rule(
    "audited", band("auditing", "orange", "green"), then=pattern("function-covered", basis="$b", function="GV")
)
RECOVERED = rule(
    "recovered", band("auditing", "orange", "green"), then=pattern("category-covered", basis="$b", category="RC.RP")
)


def few(least: int, **level: object):
    """A cap that holds while fewer than so many cells are full."""
    full = pattern("level", basis="$b", **(level or {"level": "full"}))
    return rule("few", pattern("basis", basis="$b"), count=counted(full, range(least)), then=cap("few"))


def case_of(of, by, basis="current", as_of=TODAY):
    return Case(by, of, {}, as_of, Basis(basis), NO_GATES, "test")


def cells_of(made):
    return {(step.act.requirement, str(step.act.layer)) for step in made.steps}


def ups(told):
    return [tuple(cell for change in changes for cell in change.cells) for changes in told.up]


# Functions and categories.


@pytest.mark.parametrize(
    ("by", "goal", "dear"),
    [
        (BY_AUDITING, Goal("function", "GV", "covered"), "governance"),
        (RECOVERED, Goal("category", "RC.RP", "covered"), "recovery"),
    ],
)
def test_a_pack_that_covers_something_in_its_own_way_is_asked_what_does(by, goal, dear):
    case = case_of(EMPTY, with_rules(by))
    made = plan(case, [goal], {dear: Fraction(5)})
    assert (cells_of(made), made.effort, made.cheapest) == ({("auditing", "data")}, 1, True)
    assert cells_of(plan(case, [goal], {"auditing": Fraction(5)})) == {(dear, "data")}
    told = explain(case, Name(goal.kind, goal.id))
    assert set(ups(told)) == {("auditing/data",), (f"{dear}/data",)}
    assert told.up_limits == ()


def test_so_it_is_where_the_table_has_no_way_at_all():
    of = EMPTY._replace(not_applicable=(out("governance", "data"),))
    case = case_of(of, with_rules(BY_AUDITING))
    assert cells_of(plan(case, [Goal("function", "GV", "covered")], {})) == {("auditing", "data")}
    assert ups(explain(case, Name("function", "GV"))) == [("auditing/data",)]


def test_what_the_packs_rules_do_not_cover_either_is_out_of_reach():
    of = EMPTY._replace(not_applicable=(out("governance", "data"), out("auditing", "data")))
    made = plan(case_of(of, with_rules(BY_AUDITING)), [Goal("function", "GV", "covered")], {})
    assert made.reason == ("GV covered cannot be reached: the rules do not say so even with every cell in scope full")


def test_a_loss_counts_for_what_the_packs_rules_make_of_it():
    of = profile(control("auditing", "data"), layers="data")
    told = explain(case_of(of, with_rules(BY_AUDITING)), Name("function", "GV"))
    assert [change.text.split()[0] for change in told.down] == ["control", "evidence"]
    told = explain(case_of(of, with_rules(RECOVERED)), Name("category", "RC.RP"))
    assert [change.to for change in told.down] == ["not-covered", "not-covered"]


def test_a_category_that_only_a_pack_covers_is_decided():
    by = with_rules(rule("a", band("trust", "green"), then=pattern("category-covered", basis="$b", category="RS.AN")))
    assert explain(case_of(EMPTY, by), Name("category", "RS.AN")).verdict == "not-covered"
    assert explain(case_of(EMPTY, by), Name("category", "RS.CO")).verdict is None


def test_steps_come_by_the_functions_that_the_packs_rules_cover_with_them():
    by = with_rules(BY_AUDITING)
    of = profile(control("trust privacy", "data"), layers="data")
    made = plan(case_of(of, by), [Goal("cell", f"{one}/data", "full") for one in ("integrity", "auditing")], {})
    assert [step.act.requirement for step in made.steps] == ["auditing", "integrity"]


# Exceptions.

EXPIRED = rule("lapsed", pattern("exception", requirement="trust", state="expired"), then=cap("lapsed", on="current"))
IN_USE = rule("used", pattern("exception", state="valid", effect="something"), then=cap("used", on="current"))
OLD = TODAY.replace(year=2025)


def test_a_cap_on_an_exception_is_seen_under_every_supposition():
    whole = profile(control(REQUIREMENTS, "data"), layers="data", exceptions=[accepted("trust", expires=OLD)])
    case = case_of(whole, with_rules(EXPIRED))
    assert explain(case, Name("cap", "lapsed")).verdict == "holds"
    assert explain(case, RATING).verdict == "orange"
    made = plan(case, [GREEN], {})
    assert (made.reachable, made.targets[0].met) == (False, False)
    assert made.reason == (
        "rating green cannot be reached: the cap lapsed would hold even with every cell in scope full"
    )


def test_a_cap_that_an_exception_holds_up_by_waiving_something_is_planned_away():
    rest = control([r for r in REQUIREMENTS if r != "trust"], "data")
    case = case_of(profile(rest, layers="data", exceptions=[accepted("trust")]), with_rules(IN_USE))
    assert explain(case, Name("cap", "used")).verdict == "holds"
    made = plan(case, [GREEN], {})
    assert cells_of(made) == {("trust", "data")}
    assert not made.cheapest


def test_what_would_hold_if_the_unknown_were_true_sees_exceptions_too():
    of = profile(layers="data", characteristics={}, exceptions=[accepted("trust", expires=OLD)])
    summary = assess(of, by=with_rules(EXPIRED)).summary[Basis.CURRENT]
    assert "lapsed" in summary.caps
    waiving = rule("l", pattern("exception", state="expired", effect="something"), then=cap("l", on="current"))
    of = profile(
        control([r for r in REQUIREMENTS if r != "physical-protection"]),
        characteristics={},
        not_applicable=[out("physical-protection")],
        exceptions=[accepted("physical-protection", expires=OLD)],
    )
    summary = assess(of, by=with_rules(waiving)).summary[Basis.CURRENT]
    assert ("l" in summary.caps, "l" in summary.caps_possible) == (False, True)


# Other bases.

STALE = rule("stale", band("trust", "red", "orange", on="current"), then=cap("stale", on="claimed"))


def test_what_a_rule_sees_on_another_basis_is_brought_to_full_there():
    bare = control("trust", "data", id="BARE", items=[])
    rest = control([r for r in REQUIREMENTS if r != "trust"], "data", id="REST", items=[])
    case = case_of(profile(bare, rest, layers="data"), with_rules(STALE), "claimed")
    made = plan(case, [GREEN], {})
    assert [(step.act.requirement, step.act.text) for step in made.steps] == [
        ("trust", "give BARE current evidence"),
    ]
    assert made.limits == (
        "the rules look at the bases evidenced and current too, so a cell counts as full where it is so on every basis",
    )
    assert ups(explain(case, Name("cap", "stale"))) == [("trust/data",)]


def test_on_the_basis_that_asks_the_most_nothing_more_is_asked_for_another():
    low = rule("low", band("trust", "red", on="claimed"), then=cap("low", on="current"))
    made = plan(case_of(EMPTY, with_rules(low)), [GREEN], {})
    assert (made.limits, made.cheapest) == ((), True)


def test_a_loss_on_another_basis_counts():
    of = profile(control(REQUIREMENTS, "data"), layers="data")
    told = explain(case_of(of, with_rules(STALE), "claimed"), RATING)
    assert [change.text for change in told.down][-1].startswith("evidence C-1#1 ")


def test_a_score_on_another_basis_is_told_from_that_on_this_one():
    low = rule("low", pattern("score", basis="current", threshold="shallow", side="under"), then=cap("low", "claimed"))
    of = profile(control(REQUIREMENTS, "data", items=[]), layers="data")
    made = plan(case_of(of, with_rules(low), "claimed"), [GREEN], {})
    assert len(made.steps) == 10


def test_rules_that_look_at_another_basis_in_findings_alone_change_no_plan():
    found = rule(
        "f", band("trust", "red", on="current"), then=pattern("requirement-finding", rule="f", requirement="trust")
    )
    made = plan(case_of(EMPTY, with_rules(found), "claimed"), [Goal("requirement", "trust", "green")], {})
    assert (made.steps[0].act.text, made.limits) == ("add a full control", ())


# Counts.


def test_a_count_of_cells_is_one_need():
    told = explain(case_of(EMPTY, with_rules(few(7))), Name("cap", "few"))
    assert [len(cells) for cells in ups(told)] == [7] * 5
    made = plan(case_of(profile(), with_rules(few(41))), [GREEN], {})
    assert (len(made.steps), made.cheapest) == (41, True)


@pytest.mark.parametrize(
    ("of", "among", "size"),
    [
        (pattern("level", basis="$b", level="none"), range(15, 61), 6),
        (pattern("level", basis="$b", level=["none", "partial"], requirement=["trust", "privacy"]), range(1, 7), 2),
        (pattern("requirement-band", basis="$b", band="green"), range(5), 5),
        (pattern("requirement-band", basis="$b", band=["orange", "green"]), range(4), 4),
        (pattern("requirement-band", basis="$b", band=["orange", "red"]), range(18, 21), 3),
        (pattern("addressed", basis="$b", requirement=["trust", "privacy", "recovery"]), range(2), 2),
        (pattern("category-covered", basis="$b"), range(5), 5),
        (pattern("function-covered", basis="$b", function=["GV", "RS", "RC"]), range(2), 2),
        (pattern("has-level", basis="$b", level="full"), range(3), 3),
        (pattern("has-level", basis="$b", level="none"), range(17, 21), 4),
    ],
)
def test_whatever_is_counted_the_smallest_sets_are_of_its_size(of, among, size):
    by = with_rules(rule("c", pattern("basis", basis="$b"), count=counted(of, among), then=cap("c")))
    told = explain(case_of(EMPTY, by), Name("cap", "c"))
    assert {len(cells) for cells in ups(told)} == {size}
    assert told.up_limits == ()


def test_on_three_layers_a_requirement_that_is_to_be_green_takes_all_its_cells():
    green = pattern("requirement-band", basis="$b", band="green")
    by = with_rules(rule("c", pattern("basis", basis="$b"), count=counted(green, range(3)), then=cap("c")))
    of = profile(control("privacy", "data system"))
    assert len(ups(explain(case_of(of, by), Name("cap", "c")))[0]) == 7
    none = pattern("has-level", basis="$b", level="none")
    by = with_rules(rule("c", pattern("basis", basis="$b"), count=counted(none, range(18, 61)), then=cap("c")))
    assert len(ups(explain(case_of(of, by), Name("cap", "c")))[0]) == 7


def test_a_search_that_is_given_up_is_said_and_not_taken_for_none():
    def full(requirement):
        return pattern("level", basis="$b", requirement=requirement, layer="data", level="full")

    pair = Kind("pair", ("basis", "one", "other"), "{one} and {other}", HERE)
    paired = rule("p", full("$r"), full("$s"), then=pattern("pair", basis="$b", one="$r", other="$s"))
    many = counted(pattern("pair", basis="$b"), range(60))
    by = with_rules(paired, rule("c", pattern("basis", basis="$b"), count=many, then=cap("c")), kinds=[pair])
    told = explain(case_of(EMPTY, by), Name("cap", "c"))
    assert (told.up, told.up_limits) == ((), ("with these rules the search takes too long",))


# What cannot be known.


def test_rules_that_may_punish_leave_open_whether_a_plan_is_the_cheapest():
    odd = rule("odd", band("trust", "orange"), then=cap("odd"))
    rest = control([r for r in REQUIREMENTS if r != "trust"])
    made = plan(case_of(profile(rest, control("trust", "data", id="T")), with_rules(odd)), [GREEN], {})
    assert (cells_of(made), made.cheapest) == ({("trust", "system"), ("trust", "network")}, False)
    told = explain(case_of(profile(rest, control("trust", "data", id="T")), with_rules(odd)), RATING)
    assert told.up_limits == (
        "smaller sets may do too: with these rules a verdict can get worse when a cell gets better",
    )


def test_what_all_cells_miss_and_fewer_may_reach_is_not_called_out_of_reach():
    late = rule("late", band("trust", "green"), then=cap("late"))
    with pytest.raises(RulesError, match="can get worse"):
        plan(case_of(EMPTY, with_rules(late)), [GREEN], {})
    narrow = EMPTY._replace(not_applicable=tuple(out(r, "data") for r in REQUIREMENTS[:18]))
    assert not plan(case_of(narrow, with_rules(late)), [GREEN], {}).reachable


def test_facts_on_controls_are_taken_as_they_are_and_that_is_said():
    bare = rule("bare", pattern("control", status="planned"), then=cap("bare", on="current"))
    case = case_of(profile(control(REQUIREMENTS, "data"), layers="data"), with_rules(bare))
    told = explain(case, RATING)
    assert (
        told.up_limits == ("the rules look at facts of the kind control too, which is taken as it is",) or not told.up
    )
    assert (told.down, told.down_limits) == (
        (),
        ("the rules look at facts of the kind control too, so what a loss brings is not worked out",),
    )
    assert plan(case, [GREEN], {}).limits == (
        "the rules look at facts of the kind control too, which is taken as it is",
    )
    assert explain(case, Name("requirement", "trust")).down


# All of it against really changed profiles.

CATEGORIES = ("GV.PO", "RC.RP", "RS.AN", "DE.CM", "PR.DS")
SOME = ("trust", "privacy", "integrity", "auditing", "governance", "response", "recovery")
ON = st.sampled_from(["claimed", "evidenced", "current"])


@st.composite
def rules(draw, number):
    """A rule that covers something, or that caps for what is less than it could be."""
    on = draw(st.just("$b") | ON)
    name, requirement = f"r{number}", draw(st.sampled_from(SOME))
    low = draw(st.sampled_from([("red",), ("red", "orange")]))
    high = draw(st.sampled_from([("green",), ("orange", "green")]))
    count = counted(
        draw(
            st.sampled_from(
                [
                    pattern("level", basis=on, level="full"),
                    pattern("requirement-band", basis=on, band="green"),
                    pattern("addressed", basis=on),
                    pattern("category-covered", basis=on),
                ]
            )
        ),
        range(draw(st.integers(1, 8))),
    )
    to = on if on == "$b" else draw(ON)
    covered = draw(
        st.sampled_from(
            [
                pattern("function-covered", basis=to, function="GV"),
                pattern("category-covered", basis=to, category="RC.RP"),
                pattern("addressed", basis=to, requirement="monitoring"),
            ]
        )
    )
    state = draw(st.sampled_from([{}, {"effect": "something"}, {"effect": "nothing"}]))
    return draw(
        st.sampled_from(
            [
                rule(name, band(requirement, *high, on=on), then=covered),
                rule(
                    name,
                    *([pattern("basis", basis=on)] if on == "$b" else []),
                    band(requirement, *high, on=on),
                    then=covered,
                ),
                rule(name, band(requirement, *low, on=on), then=cap(name, to)),
                rule(name, pattern("basis", basis=on), count=count, then=cap(name, to)),
                rule(name, pattern("basis", basis=on), then=cap(name, to), unless=(band(requirement, *high, on=on),)),
                rule(name, pattern("exception", state="valid", **state), then=cap(name, "current")),
            ]
        )
    )


@st.composite
def twins(draw):
    """A twin on one layer with few open cells."""
    left = draw(st.lists(st.sampled_from(REQUIREMENTS), max_size=10, unique=True))
    inside = [r for r in REQUIREMENTS if r not in left]
    broken = draw(st.lists(st.sampled_from(inside), max_size=5, unique=True))
    parts = [control(r, "data", id=f"C-{r}") for r in inside if r not in broken]
    for requirement in broken:
        how = draw(st.sampled_from([None, {"items": []}, {"items": [evidence(date=None)]}, {"activation": "opt-in"}]))
        if how is not None:
            parts.append(control(requirement, "data", id=f"B-{requirement}", **how))
    risks = draw(st.lists(st.sampled_from(SOME), max_size=2, unique=True))
    return profile(
        *parts, layers="data", not_applicable=[out(r, "data") for r in left], exceptions=[accepted(r) for r in risks]
    ), broken


class World:
    """The verdicts of a twin with some of its requirements really brought to full, by a control of their own."""

    def __init__(self, of, by, basis):
        self.of, self.by, self.basis = of, by, basis
        self.seen = {}

    def verdict(self, name, raised):
        if raised not in self.seen:
            new = tuple(control(r, "data", id=f"N-{r}") for r in raised)
            self.seen[raised] = assess(
                self.of._replace(controls=(*self.of.controls, *new)), basis=self.basis, by=self.by
            )
        result = self.seen[raised]
        summary = result.summary[Basis(self.basis)]
        if name.kind == "cap":
            return "holds" if name.id in summary.caps else "does-not-hold"
        if name.kind == "rating":
            return str(summary.rating)
        if name.kind == "requirement":
            return next(str(one.bases[Basis(self.basis)].band) for one in result.requirements if one.id == name.id)
        of = {values[1] for values in result.deduction.of(f"{name.kind}-covered") if values[0] == self.basis}
        return "covered" if name.id in of else "not-covered"


BEST = {"cap": "does-not-hold", "rating": "green", "requirement": "green", "function": "covered", "category": "covered"}
NAMES = [
    RATING,
    Name("function", "GV"),
    Name("category", "RC.RP"),
    Name("requirement", "trust"),
    Name("cap", "r0"),
]


@given(twins(), st.tuples(rules(0), rules(1)), ON, st.sampled_from(NAMES))
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_plans_and_explanations_hold_of_really_changed_profiles(twin, added, basis, name):
    of, broken = twin
    by = with_rules(*added)
    world, case, best = World(of, by, basis), case_of(of, by, basis), BEST[name.kind]
    subsets = [raised for size in range(len(broken) + 1) for raised in combinations(broken, size)]
    sizes = [len(raised) for raised in subsets if world.verdict(name, raised) == best]
    told = explain(case, name)
    now = world.verdict(name, ())
    assert told.verdict == now or (told.verdict is None and now == "not-covered")
    sure = Trends(Rulebook(by.knowledge)).never_worse(Goal(*name, best))
    for cells in ups(told):
        assert world.verdict(name, tuple(cell.split("/")[0] for cell in cells)) != now
    if sure and told.better == best:
        assert [len(cells) for cells in ups(told)][:1] == ([min(sizes)] if sizes else [])
    try:
        made = plan(case, [Goal(*name, best)], {})
    except RulesError:
        assert not sure
        return
    if made.cheapest or not made.reachable:
        assert (made.effort if made.reachable else None) == (min(sizes) if sizes else None)
    assert not made.reachable or world.verdict(name, tuple(r for r, _ in cells_of(made))) == best
    assert made.reachable or made.reason
