"""Explanations: proofs that hold when they are replayed, changes that change what they say they do."""

from __future__ import annotations

import json
from fractions import Fraction

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from proof_checker import Checker
from random_profiles import profiles
from twins import LAYERS, REQUIREMENTS, TODAY, accepted, control, everything, evidence, out, profile, reasoner

from assessor.assessment.case import Case
from assessor.assessment.reasoner import Reasoner
from assessor.errors import UsageError
from assessor.inquiry.explaining.explain import explain
from assessor.inquiry.naming import named
from assessor.model.gates import NO_GATES, Gates
from assessor.model.profile import Targets
from assessor.model.vocabulary import Band, Basis
from assessor.report.answers.explanation import to_object

BASES = ("claimed", "evidenced", "current")
TARGETS = [
    *("rating", "band", "score", "shallow", "mandatory-red", "actuation-unprotected"),
    *("GV", "ID", "PR", "DE", "RS", "RC", "PR.AA", "DE.CM", "RS.AN"),
    *REQUIREMENTS,
    *(f"{requirement}/{layer}" for requirement in REQUIREMENTS for layer in LAYERS),
    *("etsi-ts-103-846", "etsi-gr-zsm-015", "iso-23247-4", "nist-ir-8356"),
]
FINDINGS = [
    *("mandatory-requirement-red", "mandatory-requirement-orange", "recommended-requirement-red", "evidence-expired"),
    *("evidence-future", "evidence-undated", "evidence-missing", "contradicting-controls", "characteristic-unknown"),
    *("claim-out-of-scope", "basic-not-applicable", "mandated-not-applicable", "exception-expired", "exception-unused"),
    *("layer-missing", "nothing-in-scope", "watched-cell-not-applicable", "target-not-met"),
]
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def explained(of, target, basis="current", as_of=TODAY):
    case = Case(reasoner(), of, {}, as_of, Basis(basis), NO_GATES, "test")
    return explain(case, named(target, reasoner().knowledge))


def replayed(explanation, of, basis):
    """How many statements of the proofs were checked."""
    checker = Checker(of, basis)
    document = json.loads(json.dumps(to_object(explanation)))
    for proof in (document["proof"], *document["further"]):
        checker.check(proof)
    return checker.checked


def standing(of, target, basis="current"):  # noqa: PLR0911 - one a kind of verdict
    """How good a verdict is, by the method said once more; None for what it says nothing of."""
    said = oracle.verdict(of, basis, TODAY)
    colours = ("not-applicable", "red", "orange", "green")
    if target in ("rating", "band"):
        return colours.index(said[target])
    if target == "score":
        return -1 if said["score"] is None else said["score"]
    if target in ("shallow", "mandatory-red", "actuation-unprotected"):
        return target not in said["caps"]
    if target in REQUIREMENTS:
        return colours.index(said["bands"][target])
    if "/" in target:
        return ("none", "partial", "full").index(said["levels"].get(tuple(target.split("/")), "none"))
    if target in reasoner().benchmarks:
        document = reasoner().benchmarks[target]
        word = oracle.benchmark(of, document.requirements, document.applied_to, basis, TODAY)[0]
        return ("nothing-required", "not-met", "partial", "met-in-scope", "met").index(word)
    return any(
        said["bands"][requirement] in ("green", "orange")
        for requirement, primary in oracle.PRIMARY.items()
        if target in (primary, primary[:2])
    )


@given(profiles(), st.sampled_from(TARGETS), st.sampled_from(BASES))
@SLOW
def test_a_proof_holds_only_true_steps(of, target, basis):
    assert replayed(explained(of, target, basis), of, basis)


@given(profiles(), st.sampled_from(TARGETS[-4:]), st.sampled_from(BASES))
@SLOW
def test_a_proof_of_a_benchmark_has_every_cell_that_it_asks_for(of, target, basis):
    assert replayed(explained(of, target, basis), of, basis)


@given(profiles(), st.sampled_from(FINDINGS), st.sampled_from(BASES))
@SLOW
def test_so_does_the_proof_of_a_finding(of, rule, basis):
    assert replayed(explained(of, rule, basis), of, basis)


def by_cell(of):
    """The same claims, a control for each cell, so that one cell can be changed alone."""
    parts = [
        one._replace(id=f"{one.id}-{requirement}-{layer}", requirements=(requirement,), layers=(layer,))
        for one in of.controls
        for requirement in one.requirements
        for layer in one.layers
    ]
    return of._replace(controls=tuple(parts))


def with_full(of, cells):
    """The profile with these cells brought to full: what falls short there is gone, and a full control is added."""
    names = {tuple(cell.split("/")) for cell in cells}
    left = [
        one
        for one in by_cell(of).controls
        if (one.requirements[0], str(one.layers[0])) not in names or one.status not in ("partial", "not-implemented")
    ]
    new = [control([r], [layer], id=f"NEW-{r}-{layer}") for r, layer in names]
    return of._replace(controls=(*left, *new))


@given(profiles(), st.sampled_from(TARGETS), st.sampled_from(BASES))
@SLOW
def test_each_set_of_changes_brings_a_better_verdict_and_no_part_of_it_does(of, target, basis):
    before = standing(of, target, basis)
    for changes in explained(of, target, basis).up:
        cells = [cell for change in changes for cell in change.cells]
        assert len(set(cells)) == len(cells)
        assert standing(with_full(of, cells), target, basis) > before
        for left in cells:
            assert standing(with_full(of, [cell for cell in cells if cell != left]), target, basis) <= before


@given(profiles(), st.sampled_from(TARGETS), st.sampled_from(BASES))
@SLOW
def test_where_nothing_is_told_to_bring_a_verdict_up_no_cells_do(of, target, basis):
    if not explained(of, target, basis).up:
        every = ["/".join(cell) for cell in oracle.in_scope(of)]
        assert standing(with_full(of, every), target, basis) <= standing(of, target, basis)


def losses(of, basis):
    """Every single loss: what it is called, and the profile after it."""
    for at, one in enumerate(of.controls):
        yield f"control {one.id} is withdrawn", of._replace(controls=of.controls[:at] + of.controls[at + 1 :])
        for index, item in enumerate(one.evidence):
            gone = item._replace(date=None, expires=TODAY.replace(year=2020))
            before, after = one.evidence[:index], one.evidence[index + 1 :]
            items = (*before, *after) if basis == "evidenced" else (*before, gone, *after)
            changed = (*of.controls[:at], one._replace(evidence=items), *of.controls[at + 1 :])
            yield f"evidence {one.id}#{index + 1} ", of._replace(controls=changed)


@given(profiles(), st.sampled_from(TARGETS), st.sampled_from(BASES))
@SLOW
def test_the_losses_told_are_all_that_bring_a_worse_verdict(of, target, basis):
    before = standing(of, target, basis)
    told = [change.text for change in explained(of, target, basis).down]
    worse = [name for name, after in losses(of, basis) if standing(after, target, basis) < before]
    assert len(told) == len(worse)
    assert all(text.startswith(name) for text, name in zip(told, worse, strict=True))


def test_the_smallest_set_comes_first_and_there_are_five_at_most():
    up = explained(profile(), "rating").up
    assert [len(changes) for changes in up] == [1] * 5
    assert [change.cells for change in up[0]] == [("confidentiality/data",)]
    assert explained(everything(), "rating").up == ()


def test_evidence_for_several_cells_of_one_control_is_one_change():
    of = profile(control("trust privacy", id="BARE", items=[]))
    (changes,) = explained(of, "trust").up[:1]
    assert [(change.text, change.cells) for change in changes] == [("give BARE current evidence", ("trust/data",))]
    (changes,) = explained(profile(control("trust", id="A", items=[]), control("trust", "data", id="B")), "trust").up
    assert [(change.text, change.cells) for change in changes] == [
        ("give A current evidence", ("trust/system", "trust/network"))
    ]


def missing(of, target, basis="current"):
    return [one.statement for one in explained(of, target, basis).missing]


def test_what_is_missing_for_a_function_is_said_down_to_the_cells():
    told = missing(profile(), "DE")
    assert told[:3] == [
        "category DE.CM is covered (current)",
        "monitoring is addressed (current)",
        "monitoring is orange or green (current)",
    ]
    assert "monitoring has a cell that is full (current)" in told
    assert not any("DE.AE" in statement for statement in told)
    assert missing(everything(), "DE") == []


def test_what_is_missing_for_a_rating_are_functions_and_caps():
    of = profile(control("trust"))
    assert missing(of, "rating") == [
        "the band is green (current)",
        "4, 5 or 6 facts say that function * is covered (current) (now 1)",
        "it is not so that the cap mandatory-red holds (current)",
        "it is not so that the cap shallow holds (current)",
    ]


def test_what_is_missing_for_a_cell_is_what_its_level_wants():
    short, bare = control("trust", "data", status="partial"), control("trust", "data", id="BARE", items=[])
    assert missing(profile(), "trust/data") == ["a control that is full or partial counts for trust on data (current)"]
    assert missing(profile(short, bare), "trust/data") == [
        "a control that is full counts for trust on data (current)",
        "no control admits a shortfall for trust on data",
    ]
    assert missing(profile(short, bare), "trust/data", "claimed") == ["no control admits a shortfall for trust on data"]
    assert missing(everything(), "trust/data") == []


def test_what_is_missing_for_a_finding_that_is_not_there_is_said():
    assert missing(everything(), "evidence-expired") == ["evidence item * of control * (*) is expired: *"]
    told = explained(everything(), "evidence-expired")
    assert (told.verdict, told.up, told.down) == ("absent", (), ())


@pytest.mark.parametrize("target", ["mandatory-requirement-red/trust", "target-not-met/min_score"])
def test_what_would_bring_a_finding_about_is_not_denied_where_it_is_not_worked_out(target):
    of = profile(control("trust", items=[]), targets=Targets(min_score=Fraction(1)))
    told = explained(of, target, "claimed")
    assert (told.verdict, told.down) == ("absent", ())
    assert told.down_limits == ("which losses would bring the finding about is not worked out",)
    assert explained(of, "mandatory-requirement-red/privacy", "claimed").down_limits == ()
    assert explained(of, "trust", "claimed").down_limits == ()


def test_a_target_is_told_from_another_of_the_same_id():
    trust = reasoner().benchmarks["etsi-gr-zsm-015"]._replace(id="trust")
    knowledge = reasoner().knowledge
    by = Reasoner(knowledge._replace(benchmarks=(*knowledge.benchmarks, trust)), reasoner().engine)
    of = profile(targets=Targets(benchmarks=("trust",), requirements={"trust": Band.ORANGE}))
    gates = Gates(targets=True)
    case = Case(by, of, {}, TODAY, Basis.CURRENT, gates, "test")
    told = explain(case, named("target-not-met/trust/benchmarks", by.knowledge))
    assert {len(changes) for changes in told.up} != {1}


def test_a_finding_is_named_by_its_rule_or_by_what_it_is_about():
    of = profile(control("trust privacy", "data"), exceptions=[accepted("trust")])
    assert explained(of, "mandatory-requirement-orange").verdict == "warning"
    one = explained(of, "mandatory-requirement-orange/trust")
    assert one.verdict == "waived"
    assert one.proof.premises[-1].statement == ("it is waived through 2027-01-31, approved by the board: accepted")
    assert [change.text for change in one.down] == ["the exception of the board ends"]
    assert explained(of, "mandatory-requirement-orange/auditing").verdict == "absent"


@pytest.mark.parametrize(
    ("targets", "about", "statement"),
    [
        (Targets(rating=Band.GREEN), "rating", "the rating is red (current)"),
        (
            Targets(min_score=Fraction(90)),
            "min_score",
            "the score is 0.0 (current), the mean over the requirements in scope",
        ),
        (
            Targets(benchmarks=("etsi-gr-zsm-015",)),
            "etsi-gr-zsm-015/benchmarks",
            "etsi-gr-zsm-015 is not-met (current)",
        ),
        (Targets(requirements={"trust": Band.GREEN}), "trust/requirements", "trust is red (current)"),
    ],
)
def test_a_target_that_is_missed_rests_on_the_verdict_that_it_was_held_against(targets, about, statement):
    of = profile(targets=targets)
    told = explained(of, f"target-not-met/{about}")
    assert told.verdict == "error"
    assert told.proof.premises[0].premises[0].statement == statement
    assert told.up
    assert replayed(told, of, "current")


def test_controls_that_contradict_each_other_are_named():
    of = profile(control("trust", "data", id="YES"), control("trust", "data", id="NO", status="not-implemented"))
    told = explained(of, "contradicting-controls")
    named_ = [proof.premises[0].statement.split()[1] for proof in told.proof.premises if proof.premises]
    assert named_ == ["YES", "NO"]
    assert replayed(told, of, "current")


def test_what_makes_a_finding_go_are_cells_or_what_its_rule_says():
    of = profile(
        control("trust", "data", items=[evidence(expires=TODAY.replace(year=2025))]),
        targets=Targets(rating=Band.ORANGE),
    )
    (changes, *_) = explained(of, "target-not-met").up
    assert [change.cells for change in changes] == [("trust/data",)]
    (changes,) = explained(of, "evidence-expired").up
    assert [(change.text, change.cells) for change in changes] == [("Collect it anew and give the new date", ())]


def test_a_category_that_no_requirement_leads_to_is_not_decided():
    told = explained(everything(), "RS.AN")
    assert (told.verdict, told.up, told.missing) == (None, (), ())


def test_a_cell_out_of_scope_says_why():
    of = everything(not_applicable=[out("trust", "data")], characteristics={"personal_data": False})
    assert explained(of, "trust/data").proof.premises[0].statement == (
        "the profile declares trust on data not applicable"
    )
    told = explained(of, "privacy/data")
    assert told.verdict == "not-applicable"
    assert told.proof.premises[0].statement == "personal_data takes privacy out of scope"


def test_every_cap_that_lowers_a_rating_has_a_proof():
    told = explained(profile(control("governance recovery response monitoring trust")), "rating")
    ratings = [proof for proof in (told.proof, *told.further) if proof.rule == "rating-capped"]
    assert [proof.premises[1].fact[1]["cap"] for proof in ratings] == ["mandatory-red", "shallow"]
    red = [proof.premises[0].fact[1]["requirement"] for proof in told.further if proof.rule == "mandatory-red"]
    assert sorted(red) == sorted(
        set(REQUIREMENTS[:11]) - {"trust", told.proof.premises[1].premises[0].fact[1]["requirement"]}
    )


def test_a_cap_that_does_not_hold_says_what_it_lacks():
    of = everything(characteristics={"actuation": False})
    told = explained(of, "actuation-unprotected")
    assert (told.verdict, told.better) == ("does-not-hold", None)
    assert "the characteristic actuation is true" in [one.statement for one in told.missing]


def test_what_a_document_asks_for_is_said_where_it_is_nothing():
    assert explained(everything(), "iso-23247-1").proof.premises[0].statement == "iso-23247-1 asks for nothing"


def test_each_change_says_what_it_brings():
    told = explained(profile(control("trust", "data")), "score")
    assert [changes[0].to for changes in told.up] == ["3.3"] * 5
    assert [change.to for change in told.down] == ["0.0", "0.0"]
    told = explained(profile(control("trust", "data")), "trust")
    assert told.better == "green"
    assert {change.to for change in told.up[0]} == {"green"}
    assert {change.to for change in told.down} == {"red"}


@pytest.mark.parametrize("about", ["trst", "trust/cloud", "C-9", "network/nothing", "C-1/https:"])
def test_a_finding_on_what_there_is_not_is_refused(about):
    with pytest.raises(UsageError) as error:
        explained(profile(control("trust", "data")), f"mandatory-requirement-red/{about}")
    assert "did you mean" in str(error.value) or "nearest" in str(error.value)


def test_a_verdict_that_is_met_in_scope_cannot_be_better():
    told = explained(everything(not_applicable=[out("integrity", "network")]), "etsi-gr-zsm-015")
    assert (told.verdict, told.better, told.up, told.missing) == ("met-in-scope", None, (), ())


def test_a_document_that_is_met_in_part_could_be_met_or_met_in_scope():
    of = profile(control("integrity", "data"))
    assert explained(of, "etsi-gr-zsm-015").better == "met"
    narrow = of._replace(not_applicable=(out("integrity", "network"),))
    assert explained(narrow, "etsi-gr-zsm-015").better == "met-in-scope"


def test_all_evidence_is_told_where_none_carries_a_control():
    old = [evidence(expires=TODAY.replace(year=2025), url=f"https://example.org/{n}") for n in range(3)]
    told = explained(profile(control("trust", "data", items=old)), "trust/data")
    assert len(told.proof.premises[0].premises) == 3


def test_what_makes_an_orange_finding_go_are_all_its_cells():
    (changes, *_) = explained(profile(control("trust", "data")), "mandatory-requirement-orange").up
    assert [change.cells for change in changes] == [("trust/system",), ("trust/network",)]


def test_part_of_what_a_finding_is_about_is_enough_to_name_it():
    of = profile(control("trust", "data", items=[evidence(expires=TODAY.replace(year=2025))]))
    told = explained(of, "evidence-expired/C-1")
    assert told.verdict == "warning"
    assert told.proof.statement.startswith("finding evidence-expired/C-1/https://example.org/it: evidence item 1")


@pytest.mark.parametrize(
    ("target", "advice"),
    [("trsut", "did you mean trust?"), ("PR.A", "did you mean PR.AA"), ("trust/cloud", "trust/data"), ("", "nearest")],
)
def test_a_name_of_nothing_is_told_the_nearest(target, advice):
    with pytest.raises(UsageError) as error:
        named(target, reasoner().knowledge)
    assert advice in str(error.value)
