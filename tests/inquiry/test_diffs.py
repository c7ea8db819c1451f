"""Comparisons in the core: what changed is all that changed, and causes are what assessments say."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from random_profiles import profiles
from twins import REQUIREMENTS, TODAY, accepted, control, everything, evidence, out, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.diffing.diff import diff
from assessor.inquiry.diffing.parts import parts, swapped
from assessor.inquiry.diffing.profiles import MOST_TRIALS
from assessor.inquiry.diffing.sides import side_of_case, side_of_result, verdicts
from assessor.inquiry.standing import standing
from assessor.loading.recorded import recorded
from assessor.loading.results import read_result
from assessor.model.diff import Cause, Direction
from assessor.model.document import to_document
from assessor.model.gates import NO_GATES, Gates, Require
from assessor.model.profile import Targets
from assessor.model.vocabulary import Band, Basis, FileState, Severity
from assessor.report.document import to_json_object
from assessor.report.json_format import dumps

DAYS = st.dates(date(2026, 8, 1), date(2027, 4, 1))
GATES = Gates(fail_under=Band.ORANGE, fail_on=Severity.ERROR, require=(Require("iso-23247-2"),), fail_if_expiring=20)
BASES = ("claimed", "evidenced", "current")
IDENTITY = ("rule", "requirement", "layer", "control", "benchmark", "subject")


def case(of, as_of=TODAY, basis="current", gates=NO_GATES, files=None):
    return Case(reasoner(), of, files or {}, as_of, Basis(basis), gates, "test")


def compared(old, new):
    hands = {reasoner().knowledge.packs: reasoner()}
    return diff(old, new, hands, stand_in=reasoner().knowledge.packs, version="test")


def diff_of(old: Case, new: Case):
    return compared(side_of_case("old.yaml", old), side_of_case("new.yaml", new))


def document_of(of: Case):
    return json.loads(dumps(to_json_object(of.assess())))


def result_side(of: Case):
    data = dumps(to_json_object(of.assess())).encode()
    return side_of_result(recorded(read_result(data, "old.json"), data, "old.json", REQUIREMENTS))


def changed(old: Case, new: Case):
    return {(one.kind, one.id, one.basis): one for one in diff_of(old, new).changes}


def texts(change):
    return [one.text for one in change.because]


def rows_by_hand(result, basis):
    """The verdicts on a basis, each under its name."""
    yield ("rating", "rating"), result["summary"][basis]["rating"]
    yield ("score", "score"), result["summary"][basis]["score"]
    for one in result["functions"]:
        yield ("function", one["id"]), "covered" if one[basis]["covered"] else "not-covered"
    for one in result["benchmarks"]:
        yield ("benchmark", one["id"]), one[basis]["verdict"]
    for one in result["requirements"]:
        yield ("requirement", one["id"]), one[basis]["band"]
        for layer, level in one[basis]["cells"].items():
            yield ("cell", f"{one['id']}/{layer}"), level


def gate_by_hand(result):
    names = Counter()
    outcomes = {True: "passed", False: "failed"}
    if result["gate"]["passed"] is not None:
        yield ("gate", "gate", 0), outcomes[result["gate"]["passed"]]
    for check in result["gate"]["checks"]:
        yield ("gate", check["name"], names[check["name"]]), outcomes[check["passed"]]
        names[check["name"]] += 1


def findings_by_hand(result):
    names = Counter()
    for one in result["findings"]:
        name = "/".join(filter(None, (one[field] for field in IDENTITY)))
        yield ("finding", name, names[name]), "waived" if one["waived"] else one["severity"]
        names[name] += 1


def by_hand(old, new):
    """What differs between two results, by a comparison of their JSON that shares nothing with the assessor's."""
    pairs = [(basis, [dict(rows_by_hand(result, basis)) for result in (old, new)]) for basis in BASES]
    pairs += [
        (new["basis"], [dict(read(result)) for result in (old, new)]) for read in (findings_by_hand, gate_by_hand)
    ]
    return Counter(
        (*name[:2], basis, was.get(name), now.get(name))
        for basis, (was, now) in pairs
        for name in {*was, *now}
        if was.get(name) != now.get(name)
    )


@settings(max_examples=25, deadline=None)
@given(profiles(), profiles(), st.tuples(DAYS, DAYS), st.sampled_from(BASES), st.booleans())
def test_the_changes_are_what_a_comparison_of_the_two_results_finds(old, new, days, basis, gated):
    first = case(old, days[0], "current", GATES if gated else NO_GATES)
    second = case(new, days[1], basis, GATES)
    found = Counter(
        (one.kind, one.id.partition("#")[0], one.basis, one.before, one.after) for one in diff_of(first, second).changes
    )
    assert found == by_hand(document_of(first), document_of(second))


@settings(max_examples=25, deadline=None)
@given(profiles(), DAYS, st.sampled_from(BASES), st.booleans())
def test_a_result_says_to_a_comparison_what_its_profile_says(of, as_of, basis, gated):
    assume(all(len(set(each.evidence)) == len(each.evidence) for each in of.controls))  # a file has no doubles
    made = case(of, as_of, basis, GATES if gated else NO_GATES)
    side = result_side(made)
    assert list(side.verdicts.said.items()) == list(standing(made.assess()).items())
    assert side.verdicts == verdicts(made)
    assert to_document(side.profile) == to_document(of)
    answer = compared(side, side_of_case("new.yaml", made))
    assert (answer.differs, answer.changes, answer.worse, answer.notes) == ((), (), False, answer.notes)


@settings(max_examples=40, deadline=None)
@given(profiles(), profiles(), DAYS)
def test_all_parts_together_make_the_one_profile_the_other(old, new, as_of):
    made = old
    for part in parts(old, new):
        made = swapped(made, new, part)
    assert parts(made, new) == ()
    assert verdicts(case(made, as_of)).said == verdicts(case(new, as_of)).said


@settings(max_examples=40, deadline=None)
@given(profiles(), profiles(), DAYS)
def test_what_the_parts_leave_out_moves_nothing(old, new, as_of):
    if not parts(old, new):
        assert verdicts(case(old, as_of)).said == verdicts(case(new, as_of)).said
    assert parts(old, old) == ()


@settings(max_examples=25, deadline=None)
@given(profiles(), profiles(), DAYS, DAYS)
def test_the_cause_of_two_is_the_one_that_assessments_by_hand_single_out(old, new, then, now):
    said = {
        (which, day): {(key.kind, key.id, key.basis): word for key, word in standing(case(of, day).assess()).items()}
        for which, of in (("old", old), ("new", new))
        for day in {then, now}
    }
    both = bool(parts(old, new)) and then != now
    for key, change in changed(case(old, then), case(new, now)).items():
        if not both:
            assert change.cause == ("clock" if then != now else "profile")
            continue
        by_profile, by_clock = (said[at].get(key) for at in (("new", then), ("old", now)))
        if (by_profile, by_clock) == (change.after, change.before):
            assert change.cause is Cause.PROFILE
        elif (by_profile, by_clock) == (change.before, change.after):
            assert change.cause is Cause.CLOCK
        else:
            assert change.cause is Cause.SEVERAL
            assert {one.cause for one in change.because} == {Cause.PROFILE, Cause.CLOCK}


@settings(max_examples=20, deadline=None)
@given(profiles(), profiles(), DAYS)
def test_the_way_back_is_the_same_changes_turned_round(old, new, as_of):
    turned = {Direction.BETTER: Direction.WORSE, Direction.WORSE: Direction.BETTER, Direction.OTHER: Direction.OTHER}
    there, back = (changed(case(a, as_of), case(b, as_of)) for a, b in ((old, new), (new, old)))
    assert there.keys() == back.keys()
    for key, one in there.items():
        assert (one.before, one.after, turned[one.direction]) == (
            back[key].after,
            back[key].before,
            back[key].direction,
        )


# Which part of a profile it was.

TRUST = ("requirement", "trust", "claimed")


def test_only_the_parts_that_moved_a_verdict_are_named():
    old = profile(control("trust", id="A", status="planned"), control("privacy", id="B", status="planned"))
    new = profile(control("trust", id="A"), control("privacy", id="B"), control("auditing", id="C", status="planned"))
    found = changed(case(old), case(new))
    assert texts(found[TRUST]) == ["control A: status: planned to implemented"]
    assert texts(found["score", "score", "current"]) == [
        "control A: status: planned to implemented",
        "control B: status: planned to implemented",
    ]


def test_parts_that_each_would_have_done_it_are_all_named():
    new = profile(control("trust", id="A"), control("trust", id="B"), control("trust", id="C", status="planned"))
    assert texts(changed(case(profile()), case(new))[TRUST]) == [
        "control A added: implemented; trust",
        "control B added: implemented; trust",
    ]


def test_parts_that_only_together_do_it_are_all_named():
    old = profile(control("trust", id="A", status="partial"))
    new = profile(control("trust", id="A", status="planned"), control("trust", id="B"))
    assert texts(changed(case(old), case(new))[TRUST]) == [
        "control A: status: partial to planned",
        "control B added: implemented; trust",
    ]


def test_a_part_whose_evidence_is_worth_the_same_is_not_named():
    old = profile(control("trust", id="A"), control("privacy", id="B", status="planned"))
    other = evidence(url="https://example.org/other", date=date(2026, 9, 1))
    new = profile(control("trust", id="A", items=[other]), control("privacy", id="B"))
    assert texts(changed(case(old), case(new))["score", "score", "current"]) == [
        "control B: status: planned to implemented"
    ]


def test_what_no_part_moved_alone_is_laid_to_those_that_bear_on_it():
    layers = ("data", "system", "network")
    new = profile(*(control("trust", layer, id=layer) for layer in layers), control("privacy", id="P"))
    green = changed(case(profile(control("trust", "data", id="data"))), case(new))[TRUST]
    assert texts(green) == ["control system added: implemented; trust", "control network added: implemented; trust"]


def test_very_many_parts_are_not_tried_and_that_is_noted():
    controls = [control(REQUIREMENTS[number % 20], "data", id=f"C-{number}") for number in range(MOST_TRIALS)]
    answer = diff_of(case(profile()), case(profile(*controls)))
    assert any("too many to try each alone" in note for note in answer.notes)
    trust = next(one for one in answer.changes if one[:2] == ("requirement", "trust"))
    named = REQUIREMENTS.index("trust")
    assert texts(trust) == [f"control C-{number} added: implemented; trust" for number in range(named, MOST_TRIALS, 20)]


def test_parts_that_no_rule_can_see_do_not_count_as_many():
    def twin(url, status):
        items = [evidence(url=url)]
        same = [control("trust", id=f"C-{number}", items=items) for number in range(MOST_TRIALS)]
        return case(
            profile(*same, control("privacy", id="P", status=status), control("auditing", id="Q", status=status))
        )

    answer = diff_of(twin("https://example.org/a", "planned"), twin("https://example.org/b", "implemented"))
    assert answer.notes == ()
    privacy = next(one for one in answer.changes if one[:3] == ("requirement", "privacy", "claimed"))
    assert texts(privacy) == ["control P: status: planned to implemented"]


def test_more_reasons_than_anybody_reads_are_counted():
    controls = [control("trust", id=f"C-{number}") for number in range(80)]
    trust = changed(case(profile()), case(profile(*controls)))[TRUST]
    assert len(trust.because) == 51
    assert trust.because[-1].text == "and 30 more of the profile"


@pytest.mark.parametrize(
    ("old", "new", "key", "text"),
    [
        (
            profile(control("trust", "data")),
            profile(control("trust", "data"), layers="data system"),
            ("cell", "trust/network", "claimed"),
            "twin.layers: data, system, network to data, system",
        ),
        (
            profile(characteristics={}),
            profile(characteristics={"personal_data": False}),
            ("requirement", "privacy", "claimed"),
            "characteristic personal_data: unknown to false",
        ),
        (
            profile(not_applicable=[out("trust", "data")]),
            profile(not_applicable=[out("trust")]),
            TRUST,
            "not_applicable trust: data to data, network, system",
        ),
        (
            profile(exceptions=[accepted("trust", expires=date(2026, 1, 1))]),
            profile(exceptions=[accepted("trust")]),
            ("finding", "mandatory-requirement-red/trust", "current"),
            "exceptions trust: data, network, system until 2026-01-01 to data, network, system until 2027-01-31",
        ),
        (
            profile(control("trust"), targets=Targets(rating=Band.ORANGE)),
            profile(control("trust"), targets=Targets(rating=Band.GREEN)),
            ("gate", "rating", "current"),
            "target rating: orange to green",
        ),
        (
            profile(targets=Targets(requirements={"trust": Band.GREEN})),
            profile(targets=Targets(benchmarks=("iso-23247-2",))),
            ("gate", "requirement:trust", "current"),
            "target requirements.trust: green to none",
        ),
        (
            profile(control("trust", "data")),
            profile(control("trust privacy", "data system", activation="opt-in")),
            ("cell", "trust/data", "claimed"),
            "control C-1: requirements: privacy added; layers: data to data, system; activation: default to opt-in",
        ),
        (
            profile(control("trust")),
            profile(control("trust", "data")),
            ("cell", "trust/network", "claimed"),
            "control C-1: layers: data, system, network to data",
        ),
    ],
)
def test_each_part_is_told_in_its_own_words(old, new, key, text):
    found = changed(case(old), case(new))
    assert text in texts(found[key])
    assert {one.cause for one in found.values()} <= {Cause.PROFILE}


def test_layers_that_follow_the_twin_are_no_change_of_the_controls():
    old, new = (everything(layers=layers)._replace() for layers in ("data system", "data system network"))
    old = old._replace(controls=(old.controls[0]._replace(layers=old.twin.layers),))
    assert [part.kind for part in parts(old, new)] == ["layers"]
    fixed = old._replace(twin=new.twin)
    assert [part.kind for part in parts(old, fixed)] == ["layers"]
    cell = changed(case(old), case(new))["cell", "trust/network", "claimed"]
    assert (cell.before, cell.after, cell.direction) == (None, "full", Direction.BETTER)


def test_of_three_differences_only_those_that_take_part_are_named():
    items = [evidence(date=date(2026, 6, 1))]
    old = case(profile(control("trust", status="planned", items=items)), date(2026, 5, 1))
    new = case(profile(control("trust", items=items)), gates=Gates(fail_on=Severity.NOTE))
    band = changed(old, new)["requirement", "trust", "current"]
    assert (band.cause, {one.cause for one in band.because}) == (Cause.SEVERAL, {Cause.PROFILE, Cause.CLOCK})


def test_where_one_takes_any_of_the_others_all_are_named():
    items = [evidence(date=date(2026, 6, 1)), evidence(path="a.txt", date=date(2026, 1, 1))]
    old = case(
        profile(control("trust", status="planned", items=items)), date(2026, 5, 1), files={(0, 1): FileState.MISSING}
    )
    band = changed(old, case(profile(control("trust", items=items))))["requirement", "trust", "current"]
    assert band.cause is Cause.SEVERAL
    assert [one.cause for one in band.because] == [Cause.PROFILE, Cause.EVIDENCE, Cause.CLOCK]


# Which evidence it was.

SOON = {"expires": date(2026, 12, 31)}


def test_evidence_that_a_control_can_do_without_is_not_named():
    spared = control("trust", "data", id="A", items=[evidence(), evidence(url="https://example.org/b", **SOON)])
    of = profile(spared, control("trust", "system network", id="B", items=[evidence(**SOON)]))
    found = changed(case(of), case(of, date(2027, 1, 5)))
    band = found["requirement", "trust", "current"]
    assert (band.before, band.after) == ("green", "orange")
    assert texts(band) == ["evidence of B: item 1 current to expired (expired on 2026-12-31)"]
    own = found["finding", "evidence-expired/A/https://example.org/b", "current"]
    assert texts(own) == ["evidence of A: item 2 current to expired (expired on 2026-12-31)"]


def test_items_that_changed_alike_are_told_together_and_each_in_its_own_finding():
    items = [evidence(**SOON), evidence(url="https://example.org/b", **SOON)]
    of = profile(control("trust", "data", id="A", items=items), control("trust", "system", id="B", items=items[:1]))
    found = changed(case(of), case(of, date(2027, 1, 5)))
    assert texts(found["cell", "trust/data", "current"]) == [
        "evidence of A: 2 items current to expired (expired on 2026-12-31)"
    ]
    assert texts(found["finding", "evidence-expired/A/https://example.org/b", "current"]) == [
        "evidence of A: item 2 current to expired (expired on 2026-12-31)"
    ]
    assert texts(found["cell", "trust/system", "current"]) == [
        "evidence of B: item 1 current to expired (expired on 2026-12-31)"
    ]


# What else.


def test_a_file_that_broke_under_a_control_that_stays_is_told_from_one_that_came_broken():
    items = [evidence(path="a.txt"), evidence(path="b.txt")]
    old = profile(control("trust", id="A", items=items[:1]))
    new = profile(control("trust", id="A", items=items[:1]), control("privacy", id="B", items=items[1:]))
    missing = {(0, 0): FileState.MISSING, (1, 0): FileState.MISSING}
    found = changed(case(old), case(new, files=missing))
    assert found["finding", "evidence-broken/A/a.txt", "current"].cause is Cause.EVIDENCE
    assert found["finding", "evidence-broken/B/b.txt", "current"].cause is Cause.PROFILE


def test_a_basis_that_comes_of_the_targets_is_the_profile_s_doing():
    item = [evidence(expires=date(2026, 11, 1))]
    old = profile(control("trust", items=item), targets=Targets(basis=Basis.CLAIMED))
    new = profile(control("trust", items=item), targets=Targets(basis=Basis.CURRENT))
    first, second = case(old, basis="claimed"), case(new, basis="current")
    answer = diff_of(first, second)
    assert answer.differs == (Cause.PROFILE,)
    finding = next(one for one in answer.changes if one.id == "mandatory-requirement-red/trust")
    assert (finding.cause, texts(finding)) == (Cause.PROFILE, ["target basis: claimed to current"])


def test_it_is_worse_on_the_new_gate_s_basis_alone():
    stale = [evidence(expires=date(2026, 12, 31), date=None)]
    of = everything()._replace(controls=(control(REQUIREMENTS, id="ALL", items=stale),))
    for basis, worse in (("current", True), ("claimed", False)):
        first, second = (case(of, day, basis) for day in (date(2026, 12, 20), date(2027, 1, 5)))
        answer = diff_of(first, second)
        levels = [one for one in answer.changes if one.kind not in ("finding", "gate")]
        assert {one.basis for one in levels if one.direction is Direction.WORSE} == {"current"}
        assert any(one.basis == basis for one in levels) is worse


def test_what_is_worse_on_another_basis_alone_does_not_count():
    stale = evidence(url="https://example.org/stale", expires=date(2026, 1, 1))
    old, new = (profile(control("trust", items=items)) for items in ([stale, evidence()], [stale]))
    for basis, worse in (("claimed", False), ("current", True)):
        answer = diff_of(case(old, basis=basis), case(new, basis=basis))
        assert any(one.direction is Direction.WORSE for one in answer.changes)
        assert answer.worse is worse


def test_a_finding_that_is_new_makes_it_worse_and_one_that_is_waived_does_not():
    bare = profile(control([r for r in REQUIREMENTS if r != "trust"]), control("trust", "data", id="C-2"))
    short = profile(*bare.controls, control("trust", "data", id="C-3", status="not-implemented"))
    waived = short._replace(exceptions=(accepted("trust"),))
    assert diff_of(case(bare), case(short)).worse is True
    answer = diff_of(case(bare._replace(exceptions=(accepted("trust"),))), case(waived))
    new = next(one for one in answer.changes if one.id.startswith("contradicting-controls"))
    assert (new.before, new.after, new.direction) == (None, "waived", Direction.OTHER)
