"""Ways to make a verdict look better than the twin is; none of them gives a clean green."""

from __future__ import annotations

from fractions import Fraction

from twins import (
    ALL_KNOWN,
    REQUIREMENTS,
    accepted,
    assess,
    benchmark_of,
    control,
    everything,
    evidence,
    found,
    out,
    profile,
    verdict,
)

from assessor.model.gates import Gates
from assessor.model.vocabulary import Severity

ONE_EACH = ["governance", "maintainability", "trust", "monitoring", "response", "recovery"]


def fails_on(of, severity) -> bool:
    return assess(of, gates=Gates(fail_on=severity)).gate.passed is False


def test_a_narrowed_scope_shows_as_benchmarks_met_in_scope_only_and_as_an_error_where_the_network_matters():
    of = profile(control(REQUIREMENTS, "data"), layers="data", characteristics={**ALL_KNOWN, "actuation": True})
    result = assess(of)
    assert verdict(result).rating == "green"
    assert not [b.id for b in result.benchmarks if b.bases["current"].verdict == "met" and b.out_of_scope]
    assert benchmark_of(result, "etsi-ts-103-846").bases["current"].verdict == "met-in-scope"
    assert fails_on(of, Severity.ERROR)


def test_requirements_declared_not_applicable_are_reported_and_leave_a_benchmark_unmet():
    kept = ONE_EACH
    of = profile(control(kept), not_applicable=[out(r) for r in REQUIREMENTS if r not in kept])
    result = assess(of)
    assert {f.requirement for f in found(result, "basic-not-applicable")} == set(REQUIREMENTS[:11]) - {
        "trust",
        "privacy",
    }
    assert [f.requirement for f in found(result, "mandated-not-applicable")] == ["privacy"]
    assert fails_on(of, Severity.NOTE)
    assert benchmark_of(result, "etsi-ts-103-846").bases["current"].verdict == "nothing-required"


def test_demanded_requirements_declared_not_applicable_are_errors():
    declared = [out(r) for r in ("physical-protection", "response", "recovery")]
    of = profile(
        control([r for r in REQUIREMENTS if r not in ("physical-protection", "response", "recovery")]),
        not_applicable=declared,
        characteristics={**ALL_KNOWN, "actuation": True},
    )
    assert [f.requirement for f in found(assess(of), "mandated-not-applicable")] == [
        "response",
        "recovery",
        "physical-protection",
    ]
    assert fails_on(of, Severity.ERROR)


def test_everything_declared_not_applicable_is_red():
    of = profile(not_applicable=[out(r) for r in REQUIREMENTS])
    assert verdict(assess(of)).rating == "red"
    assert fails_on(of, Severity.ERROR)


def test_exceptions_for_everything_pass_a_gate_on_severity_and_change_no_verdict():
    of = profile(exceptions=[accepted(r) for r in REQUIREMENTS])
    result = assess(of)
    assert verdict(result).rating == "red"
    assert verdict(result).score == 0
    assert len([f for f in result.findings if f.waived]) == 20


def test_one_partial_control_a_function_has_a_green_band_and_an_orange_rating():
    result = assess(profile(control(ONE_EACH, "data", activation="opt-in")))
    summary = verdict(result)
    assert (summary.band, summary.rating, summary.caps) == ("green", "orange", ("mandatory-red", "shallow"))
    assert summary.score == Fraction(5)


def test_evidence_without_dates_counts_for_nothing_that_is_current():
    result = assess(profile(control(REQUIREMENTS, items=[evidence(date=None)])))
    assert (verdict(result, "evidenced").rating, verdict(result).rating) == ("green", "red")
    assert [f.severity for f in found(result, "evidence-undated")] == ["note"]


def test_unknown_characteristics_are_warned_of_and_their_caps_are_listed():
    rest = [r for r in REQUIREMENTS if r not in ("physical-protection", "integrity")]
    of = profile(control(rest), control("integrity", "data system", id="C-2"), characteristics={})
    summary = verdict(assess(of))
    assert summary.rating == "green"
    assert summary.caps_possible == ("actuation-unprotected", "mandatory-red")
    assert fails_on(of, Severity.WARNING)


def test_saying_that_there_is_no_personal_data_does_not_hide_a_claim_on_privacy():
    of = everything(characteristics={**ALL_KNOWN, "personal_data": False})
    assert len(found(assess(of), "claim-out-of-scope")) == 3


def test_a_silent_cell_is_worth_nothing_and_shows_in_the_range_and_the_assessed_share():
    result = assess(profile(control(REQUIREMENTS, "data system")))
    assert (verdict(result).score, verdict(result).score_range[1], result.assessed) == (
        Fraction(200, 3),
        100,
        Fraction(200, 3),
    )
