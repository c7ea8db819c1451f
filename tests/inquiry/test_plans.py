"""Plans by the rules, against trying every set of cells by the method said once more (`oracle`)."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twins import (
    LAYERS,
    REQUIREMENTS,
    TODAY,
    accepted,
    control,
    everything,
    evidence,
    out,
    profile,
    reasoner,
)

from assessor.assessment.case import Case
from assessor.assessment.reasoner import Reasoner
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.errors import RulesError
from assessor.inquiry.explaining.explain import explain
from assessor.inquiry.goals import Goal
from assessor.inquiry.naming import Name
from assessor.inquiry.planning.plan import plan
from assessor.loading.packs import load_knowledge
from assessor.model.gates import NO_GATES
from assessor.model.vocabulary import Basis

LIMIT = 9
GREEN = Goal("rating", "rating", "green")
RATING = Name("rating", "rating")


def case_of(of, basis="current", by=None):
    return Case(by or reasoner(), of, {}, TODAY, Basis(basis), NO_GATES, "test")


def planned(of, *goals, effort=None, basis="current"):
    return plan(case_of(of, basis), goals, effort or {})


def cells_of(made):
    return {(step.act.requirement, str(step.act.layer)) for step in made.steps}


class World:
    """What the method says of a twin if some of its cells were full."""

    def __init__(self, of, basis):
        self.scope = oracle.in_scope(of)
        self.levels = {cell: oracle.level(of, cell, basis, TODAY) for cell in self.scope}
        self.claimed = {cell: oracle.level(of, cell, "claimed", TODAY) for cell in self.scope}
        self.characteristics = dict(of.twin.characteristics)
        self.open = [cell for cell in self.scope if self.levels[cell] != "full"]

    def preference(self):
        """The open cells, those first that are taken among equals."""

        def rank(cell):
            return 0 if self.claimed[cell] == "full" else 1 if self.levels[cell] == "partial" else 2

        return sorted(self.open, key=rank)

    def reaches(self, goals, raised):
        levels = {**self.levels, **dict.fromkeys(raised, "full")}
        by_requirement = {r: [levels[cell] for cell in self.scope if cell[0] == r] for r in oracle.PRIMARY}
        bands = {r: oracle.colour(of) for r, of in by_requirement.items()}
        covered = {oracle.PRIMARY[r] for r, band in bands.items() if band in ("green", "orange")}
        functions = {category.split(".")[0] for category in covered}
        band = "green" if len(functions) >= 4 else "orange" if functions else "red"
        score = oracle.score_of(by_requirement)
        caps = oracle.caps_with(self.characteristics, levels, bands, score)
        rating = "orange" if band == "green" and caps else band
        colours = ["red", "orange", "green"]

        def one(goal):
            if goal.kind == "score":
                return score is not None and score >= goal.wanted
            if goal.kind in ("function", "category"):
                return goal.id in functions | covered
            if goal.kind == "cell":
                return levels.get(tuple(goal.id.split("/"))) == "full"
            if goal.kind == "benchmark":
                return self.benchmark(goal.id, levels)
            found = rating if goal.kind == "rating" else bands[goal.id]
            return found in colours and colours.index(found) >= colours.index(goal.wanted)

        return all(map(one, goals))

    def benchmark(self, name, levels):
        document = reasoner().benchmarks[name]
        asked = [(r, str(layer)) for r in document.requirements for layer in document.applied_to]
        return bool(asked) and all(levels.get(cell) == "full" for cell in asked)

    def best(self, goals, effort):
        """The best of all sets of open cells."""
        order = self.preference()
        found = [
            (sum(map(effort, taken)), [cell not in taken for cell in order], set(taken))
            for size in range(len(order) + 1)
            for taken in combinations(order, size)
            if self.reaches(goals, taken)
        ]
        return min(found, key=lambda one: one[:2])[2] if found else None


@st.composite
def twins(draw):
    """A twin with few open cells: some requirements out of scope, most others full."""
    left = draw(st.lists(st.sampled_from(REQUIREMENTS), max_size=14, unique=True))
    layers = draw(st.sampled_from(["data system network", "network", "data network"]))
    cells = [(r, layer) for r in REQUIREMENTS if r not in left for layer in layers.split()]
    broken = draw(st.lists(st.sampled_from(cells), max_size=LIMIT, unique=True))
    parts = [control([r], [layer], id=f"{r}-{layer}") for r, layer in cells if (r, layer) not in broken]
    for number, (requirement, layer) in enumerate(broken):
        how = draw(st.sampled_from(["silent", "partial", "bare", "short", "opt-in", "planned"]))
        more = {
            "partial": {"status": "partial"},
            "bare": {"items": []},
            "short": {"status": "not-implemented"},
            "opt-in": {"activation": "opt-in"},
            "planned": {"status": "planned"},
        }
        if how != "silent":
            parts.append(control([requirement], [layer], id=f"B-{number}", **more[how]))
    return profile(
        *parts,
        layers=layers,
        characteristics=draw(
            st.dictionaries(st.sampled_from(["actuation", "exposed", "federated", "autonomous"]), st.booleans())
        ),
        not_applicable=[out(r) for r in left],
    )


def goals():
    single = st.one_of(
        st.sampled_from([GREEN, GREEN, Goal("rating", "rating", "orange")]),
        st.builds(lambda n: Goal("score", "score", Fraction(n)), st.integers(1, 100)),
        st.builds(lambda r: Goal("requirement", r, "green"), st.sampled_from(REQUIREMENTS)),
        st.builds(lambda f: Goal("function", f, "covered"), st.sampled_from(["GV", "ID", "PR", "DE", "RS", "RC"])),
        st.builds(lambda c: Goal("category", c, "covered"), st.sampled_from(["PR.DS", "ID.IM", "DE.CM", "RS.AN"])),
        st.builds(
            lambda r, layer: Goal("cell", f"{r}/{layer}", "full"),
            st.sampled_from(REQUIREMENTS),
            st.sampled_from(LAYERS),
        ),
        st.builds(lambda b: Goal("benchmark", b, "met"), st.sampled_from(sorted(reasoner().benchmarks))),
    )
    return st.lists(single, min_size=1, max_size=2, unique=True)


EFFORTS = st.dictionaries(
    st.sampled_from([*REQUIREMENTS, *(f"{r}/{layer}" for r in REQUIREMENTS[:6] for layer in LAYERS)]),
    st.sampled_from([Fraction(2), Fraction(1, 2), Fraction(7, 3)]),
    max_size=8,
)


@given(twins(), goals(), EFFORTS, st.sampled_from(["claimed", "evidenced", "current"]))
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_a_plan_is_the_best_of_all_sets_of_cells(of, wanted, efforts, basis):
    def effort(cell):
        return efforts.get("/".join(cell), efforts.get(cell[0], Fraction(1)))

    world = World(of, basis)
    best = world.best(wanted, effort)
    made = planned(of, *wanted, effort=efforts, basis=basis)
    assert made.reachable == (best is not None)
    if best is None:
        assert made.reason
    else:
        assert cells_of(made) == best
        assert made.effort == sum(map(effort, best))
        assert (made.reason == "already met") == (not best)
        assert world.reaches(wanted, cells_of(made))


@given(twins(), st.sampled_from(["claimed", "current"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_the_gains_of_the_steps_add_up_to_what_the_plan_changes(of, basis):
    made = planned(of, Goal("score", "score", Fraction(100)), basis=basis)
    if made.reachable:
        assert sum(step.gain.score for step in made.steps) == made.after.score - made.before.score
        ratings = [step.gain.rating for step in made.steps if step.gain.rating]
        assert (ratings or [made.before.rating])[-1] == made.after.rating
        assert len(set(ratings)) == len(ratings)


def test_the_steps_come_in_the_order_of_what_they_bring_for_their_effort():
    of = profile(control(REQUIREMENTS[:11], id="BASIC"), control("trust", "network", id="T", status="not-implemented"))
    made = planned(of, Goal("function", "GV", "covered"), Goal("cell", "trust/network", "full"))
    assert [(step.act.requirement, step.gain.functions) for step in made.steps] == [
        ("governance", ("GV",)),
        ("trust", ()),
    ]
    dear = planned(
        of,
        Goal("cell", "governance/data", "full"),
        Goal("cell", "governance/system", "full"),
        effort={"governance/data": Fraction(2)},
    )
    assert [step.act.layer for step in dear.steps] == ["system", "data"]


def test_the_way_of_a_step_tells_evidence_from_a_shortfall_from_a_control():
    bare = control("trust", "data", id="BARE", items=[])
    old = control("trust", "data", id="OLD", items=[evidence(expires=TODAY.replace(year=2025))])
    made = planned(profile(bare, old), Goal("cell", "trust/data", "full"))
    assert made.steps[0].act[3:5] == ("evidence", "give BARE or OLD current evidence")
    assert [one.control for one in made.steps[0].act.controls] == ["BARE", "OLD"]
    short = control("trust", "data", id="SHORT", status="partial")
    none = control("trust", "data", id="NONE", status="not-implemented")
    made = planned(profile(bare, short, none), Goal("cell", "trust/data", "full"))
    assert made.steps[0].act[3:5] == (
        "shortfall",
        "finish SHORT and implement NONE, or take the cell out of them; give BARE current evidence",
    )
    made = planned(profile(short, none), Goal("cell", "trust/data", "full"), basis="claimed")
    assert made.steps[0].act[3:5] == ("shortfall", "finish SHORT and implement NONE")
    off = control("trust", "data", id="OFF", activation="opt-in", items=[])
    made = planned(profile(off), Goal("cell", "trust/data", "full"))
    assert made.steps[0].act[3:5] == ("control", "switch on OFF, with current evidence")
    made = planned(profile(), Goal("cell", "trust/data", "full"), basis="evidenced")
    assert made.steps[0].act[3:5] == ("control", "add a full control, with evidence")


def test_an_exception_brings_nothing_nearer():
    assert cells_of(planned(profile(exceptions=[accepted("trust")]), Goal("requirement", "trust", "green"))) == {
        ("trust", layer) for layer in LAYERS
    }


@pytest.mark.parametrize(
    ("of", "goal", "reason"),
    [
        (
            everything(not_applicable=[out(r) for r in REQUIREMENTS]),
            GREEN,
            "rating green cannot be reached: nothing is in scope",
        ),
        (
            profile(not_applicable=[out(r) for r in REQUIREMENTS if r not in ("trust", "governance", "recovery")]),
            GREEN,
            "rating green cannot be reached: only GV, PR and RC can be covered, so the band is orange at best",
        ),
        (
            everything(not_applicable=[out("integrity", "network")]),
            Goal("benchmark", "etsi-ts-103-846", "met"),
            "etsi-ts-103-846 met cannot be reached: 1 of the 18 cells that it asks for is out of scope, so it is "
            "met-in-scope at best",
        ),
        (
            everything(layers="system"),
            Goal("benchmark", "etsi-gr-zsm-015", "met"),
            "etsi-gr-zsm-015 met cannot be reached: all of the 4 cells that it asks for are out of scope",
        ),
        (everything(), Goal("benchmark", "iso-23247-4", "met"), None),
        (
            everything(not_applicable=[out("trust")]),
            Goal("requirement", "trust", "green"),
            "trust green cannot be reached: trust is not applicable: it has no cell in scope",
        ),
        (
            everything(layers="data"),
            Goal("cell", "trust/network", "full"),
            "trust/network full cannot be reached: trust on network is out of scope",
        ),
        (
            everything(),
            Goal("category", "RS.AN", "covered"),
            "RS.AN covered cannot be reached: no requirement with its primary category in RS.AN has a cell in scope",
        ),
    ],
)
def test_what_cannot_be_met_says_why(of, goal, reason):
    made = planned(of, goal)
    if reason is None:
        assert made.reachable
        return
    assert (made.reachable, made.steps, made.reason) == (False, (), reason)


def test_of_two_goals_the_one_that_cannot_be_met_is_told():
    made = planned(everything(layers="data"), GREEN, Goal("cell", "trust/network", "full"))
    assert not made.reachable
    assert made.reason == "trust/network full cannot be reached: trust on network is out of scope"
    assert [target.met for target in made.targets] == [True, False]


TRUST_COUNTS = """\
schema: dtassess/rule/v1
id: plant-{name}
title: What the plant says
description: What the plant says.
source: the plant
when:
{when}
then:
{then}
"""


def with_pack(folder, **rules):
    """The default pack with rules of a plant's own, each `when` and `then` as lines of YAML."""
    (folder / "pack.yaml").write_text('schema: dtassess/pack/v1\nid: plant\nversion: "1"\ntitle: P\nsource: P\n')
    for name, (when, then) in rules.items():
        text = TRUST_COUNTS.format(name=name, when=f"  - {when}", then=f"  - {then}")
        (folder / f"plant-{name}.yaml").write_text(text)
    return reasoner_with(folder)


def reasoner_with(folder):
    knowledge = load_knowledge([folder])
    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    return Reasoner(knowledge, build_engine(program, name="plain", trusted=True, packs=["plant"]))


def test_a_function_that_a_pack_covers_in_its_own_way_is_the_cheaper_way(tmp_path):
    covered = "function-covered: {basis: $basis, function: %s}"
    by = with_pack(
        tmp_path,
        govern=("addressed: {basis: $basis, requirement: trust}", covered % "GV"),
        detect=("addressed: {basis: $basis, requirement: trust}", covered % "DE"),
    )
    of = profile(control([r for r in REQUIREMENTS[:11] if r != "trust"] + ["recovery"]))
    made = plan(case_of(of, by=by), [Goal("band", "band", "green")], {})
    assert cells_of(made) == {("trust", "data")}
    assert len(planned(of, Goal("band", "band", "green")).steps) == 1
    assert cells_of(plan(case_of(profile(), by=by), [Goal("band", "band", "green")], {})) == {
        ("data-traceability", "data"),
        ("trust", "data"),
    }


def test_a_cap_of_a_pack_is_planned_away(tmp_path):
    by = with_pack(
        tmp_path,
        trust=(
            "requirement-band: {basis: $basis, requirement: trust, band: orange}",
            "cap: {basis: $basis, cap: plant-trust}",
        ),
    )
    of = profile(control([r for r in REQUIREMENTS if r != "trust"]), control("trust", "data", id="T"))
    assert cells_of(plan(case_of(of, by=by), [GREEN], {})) == {("trust", "system"), ("trust", "network")}


def test_a_cap_that_only_something_lifts_is_planned_away_in_good_time(tmp_path):
    with_pack(tmp_path, trust=("basis: {basis: $basis}", "cap: {basis: $basis, cap: plant-trust}"))
    file = tmp_path / "plant-trust.yaml"
    lifted = "unless:\n  - requirement-band: {basis: $basis, requirement: trust, band: green}\nthen:"
    file.write_text(file.read_text().replace("then:", lifted))
    by = reasoner_with(tmp_path)
    of = profile(control([r for r in REQUIREMENTS[:15] if r != "trust"]))
    made = plan(case_of(of, by=by), [GREEN], {})
    trust = [cell for cell in cells_of(made) if cell[0] == "trust"]
    assert (made.reachable, len(trust)) == (True, 3)


def test_of_two_ways_to_lift_a_cap_the_cheaper_is_taken(tmp_path):
    with_pack(
        tmp_path,
        trust=(
            "requirement-band: {basis: $basis, requirement: trust, band: orange}",
            "cap: {basis: $basis, cap: plant-trust}",
        ),
    )
    file = tmp_path / "plant-trust.yaml"
    unless = "unless:\n  - requirement-band: {basis: $basis, requirement: privacy, band: green}\nthen:"
    file.write_text(file.read_text().replace("then:", unless))
    of = profile(
        control([r for r in REQUIREMENTS if r not in ("trust", "privacy")]),
        control("trust", "data", id="T"),
        control("privacy", "data system", id="P"),
    )
    made = plan(case_of(of, by=reasoner_with(tmp_path)), [GREEN], {})
    assert cells_of(made) == {("privacy", "network")}


def test_rules_that_punish_what_is_done_are_told_and_not_planned_around(tmp_path):
    by = with_pack(
        tmp_path,
        trust=(
            "requirement-band: {basis: $basis, requirement: trust, band: green}",
            "cap: {basis: $basis, cap: plant-trust}",
        ),
    )
    with pytest.raises(RulesError) as error:
        plan(case_of(profile(), by=by), [GREEN], {})
    assert str(error.value) == (
        "pack plant: with these rules a verdict can get worse when a cell gets better, so no plan can be made"
    )
    assert explain(case_of(profile(control("governance response recovery monitoring")), by=by), RATING).up == ()
