from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from twins import REQUIREMENTS, accepted, assess, control, everything, evidence, out, profile, reasoner

from assessor.assessment.reasoner import Reasoner
from assessor.model.gates import Gates, Require
from assessor.model.profile import Targets
from assessor.model.vocabulary import Band, Basis, Severity


def checks(of, gates=None, **fields):
    result = assess(of, gates=gates or Gates(), **fields)
    return {check.name: (check.expected, check.actual, check.passed) for check in result.gate.checks}


def test_without_a_check_the_gate_neither_passes_nor_fails():
    assert assess(everything()).gate.passed is None


@pytest.mark.parametrize(
    ("wanted", "of", "passed"),
    [
        (Band.GREEN, everything(), True),
        (Band.GREEN, profile(control("trust")), False),
        (Band.ORANGE, profile(control("trust")), True),
        (Band.ORANGE, profile(), False),
    ],
)
def test_fail_under_looks_at_the_rating(wanted, of, passed):
    assert checks(of, Gates(fail_under=wanted))["rating"][2] is passed


def test_fail_under_looks_at_the_rating_and_not_at_the_band():
    capped = profile(control([r for r in REQUIREMENTS if r != "privacy"]))
    assert checks(capped, Gates(fail_under=Band.GREEN))["rating"] == ("green", "orange", False)


def test_scores_are_compared_exactly_and_told_exactly():
    two_thirds = profile(control(REQUIREMENTS, "data system"))
    assert checks(two_thirds, Gates(min_score=Fraction("66.7")))["score"] == (
        "at least 66.7",
        "66.7 (exactly 200/3)",
        False,
    )
    assert checks(two_thirds, Gates(min_score=Fraction(200, 3)))["score"][2] is True


def test_no_score_passes_no_threshold():
    nothing = profile(not_applicable=[out(requirement) for requirement in REQUIREMENTS])
    gates = Gates(min_score=Fraction(0), min_assessed=Fraction(0))
    assert [passed for _, _, passed in checks(nothing, gates).values()] == [False, False]


def test_min_assessed_looks_at_the_assessed_share():
    assert checks(profile(control("trust")), Gates(min_assessed=Fraction(5)))["assessed"] == ("at least 5", "5", True)
    assert checks(profile(control("trust")), Gates(min_assessed=Fraction(6)))["assessed"][2] is False


@pytest.mark.parametrize(
    ("of", "actual", "passed"),
    [
        (profile(control("authorization", "data")), "met", True),
        (profile(control("authorization", "data"), layers="system"), "nothing-required", False),
        (profile(), "not-met", False),
    ],
)
def test_a_gate_on_a_benchmark_wants_met_and_says_which_verdict_it_was(of, actual, passed):
    gates = Gates(require=(Require(benchmark="ietf-asdf-digital-twin"),))
    assert checks(of, gates)["benchmark:ietf-asdf-digital-twin"] == ("met", actual, passed)


def test_met_in_scope_does_not_pass():
    gates = Gates(require=(Require(benchmark="etsi-gr-zsm-015"),))
    of = profile(control("integrity availability", "data"), layers="data")
    assert checks(of, gates)["benchmark:etsi-gr-zsm-015"] == ("met", "met-in-scope", False)


def test_a_gate_on_coverage_compares_exactly_and_fails_where_nothing_is_left():
    half = profile(control("integrity", "data network"))
    name = "etsi-gr-zsm-015"
    assert (
        checks(half, Gates(require=(Require(benchmark=name, coverage=Fraction(50)),)))[f"benchmark:{name}"][2] is True
    )
    assert (
        checks(half, Gates(require=(Require(benchmark=name, coverage=Fraction("50.1")),)))[f"benchmark:{name}"][2]
        is False
    )
    asked_nothing = Gates(require=(Require(benchmark="iso-23247-1", coverage=Fraction(0)),))
    assert checks(half, asked_nothing)["benchmark:iso-23247-1"] == ("at least 0", "none: nothing is in scope", False)


@pytest.mark.parametrize(
    ("limit", "passed", "actual"),
    [(Severity.ERROR, True, "none"), (Severity.WARNING, True, "none"), (Severity.NOTE, False, "1 note")],
)
def test_fail_on_means_that_severity_or_graver(limit, passed, actual):
    of = everything(targets=None)
    noted = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[]))
    assert checks(noted, Gates(fail_on=limit))["findings"][1:] == (actual, passed)
    assert checks(of, Gates(fail_on=limit))["findings"][2] is True


def test_every_target_is_a_check_and_flags_stand_beside_them():
    targets = Targets(
        rating=Band.GREEN,
        min_score=Fraction(60),
        min_assessed=Fraction(80),
        benchmarks=("etsi-gr-zsm-015",),
        requirements={"trust": Band.GREEN},
    )
    result = assess(everything(targets=targets), gates=Gates(fail_under=Band.ORANGE))
    assert [check.name for check in result.gate.checks] == [
        "rating",
        "score",
        "assessed",
        "benchmark:etsi-gr-zsm-015",
        "requirement:trust",
        "rating",
    ]
    assert result.gate.passed is True


def test_targets_can_be_left_out():
    targets = Targets(rating=Band.GREEN, basis=Basis.CLAIMED)
    result = assess(profile(targets=targets), gates=Gates(targets=False))
    assert (result.gate.passed, result.basis) == (None, "current")
    assert not [f for f in result.findings if f.rule == "target-not-met"]


def test_a_target_on_a_requirement_that_does_not_apply_is_not_met():
    of = everything(not_applicable=[out("trust")], targets=Targets(requirements={"trust": Band.ORANGE}))
    assert checks(of)["requirement:trust"] == ("at least orange", "not-applicable", False)


@pytest.mark.parametrize(
    ("flag", "target", "expected"),
    [(None, None, "current"), (None, Basis.CLAIMED, "claimed"), ("evidenced", Basis.CLAIMED, "evidenced")],
)
def test_the_basis_is_the_flags_then_the_targets_then_current(flag, target, expected):
    assert assess(everything(targets=Targets(basis=target)), basis=flag).basis == expected


EXPIRING = evidence(expires=date(2026, 12, 3))


@pytest.mark.parametrize(("days", "passed"), [(10, True), (11, False)])
def test_a_check_that_fails_within_the_days_fails_the_gate(days, passed):
    of = profile(control(REQUIREMENTS, items=[EXPIRING]))
    gates = Gates(fail_under=Band.GREEN, fail_if_expiring=days)
    expected = "nothing falls" if passed else "fails: rating (red) on 2026-12-04"
    assert checks(of, gates)["expiring"][1:] == (expected, passed)


def test_alone_the_check_looks_at_the_rating():
    of = profile(control(REQUIREMENTS, items=[EXPIRING]))
    assert checks(of, Gates(fail_if_expiring=30))["expiring"][1:] == ("the rating falls to red on 2026-12-04", False)


def test_a_check_that_fails_today_already_is_not_told_again():
    of = profile(control("trust", items=[EXPIRING]))
    assert checks(of, Gates(fail_under=Band.GREEN, fail_if_expiring=30))["expiring"][2] is True


def test_a_fall_is_seen_even_if_evidence_dated_in_the_future_mends_it_later():
    of = profile(control(REQUIREMENTS, items=[EXPIRING, evidence(date=date(2026, 12, 6))]))
    assert checks(of, Gates(fail_under=Band.GREEN, fail_if_expiring=30))["expiring"][2] is False


def test_an_exception_that_ends_within_the_days_fails_a_gate_on_severity():
    rest = control([r for r in REQUIREMENTS if r != "trust"])
    of = profile(rest, exceptions=[accepted("trust", expires=date(2026, 11, 30))])
    gates = Gates(fail_on=Severity.ERROR, fail_if_expiring=10)
    assert checks(of, gates)["expiring"][1:] == ("fails: findings (2 errors) on 2026-12-01", False)


def test_the_last_day_there_is_is_no_trouble():
    of = profile(
        control(REQUIREMENTS, items=[evidence(expires=date.max)]), exceptions=[accepted("trust", expires=date.max)]
    )
    assert checks(of, Gates(fail_if_expiring=3_000_000))["expiring"][2] is True


def test_an_age_that_a_pack_sets_is_a_day_on_which_evidence_ceases_to_count():
    knowledge = reasoner().knowledge
    aged = knowledge._replace(policy=knowledge.policy._replace(max_age_days=60))
    of = profile(control(REQUIREMENTS, items=[evidence(date=date(2026, 10, 1))]))
    checks = assess(of, gates=Gates(fail_if_expiring=30), by=Reasoner(aged, reasoner().engine)).gate.checks
    assert checks[0].actual == "the rating falls to red on 2026-12-01"


def test_evidence_that_begins_to_be_reported_as_expiring_fails_a_gate_on_notes():
    of = profile(control(REQUIREMENTS, items=[evidence(expires=date(2027, 1, 14))]))
    gates = Gates(fail_on=Severity.NOTE, fail_if_expiring=30)
    assert checks(of, gates)["expiring"][1:] == ("fails: findings (1 note) on 2026-12-15", False)
    assert checks(of, gates, as_of=date(2026, 12, 15))["findings"][2] is False
