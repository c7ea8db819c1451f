from __future__ import annotations

from datetime import date

import pytest
from twins import accepted, assess, control, everything, found, out, profile, requirement_of, rules_found, verdict

from assessor.model.gates import Gates
from assessor.model.vocabulary import Severity

PAST = date(2026, 11, 22)


def finding(result, rule="mandatory-requirement-red", requirement="trust"):
    return next(one for one in result.findings if one.rule == rule and one.requirement == requirement)


def test_an_exception_waives_the_finding_on_a_requirement_and_leaves_it_in_the_list():
    waiver = finding(assess(profile(exceptions=[accepted("trust")]))).waived
    assert (waiver.reason, waiver.approved_by, waiver.expires) == ("accepted", "the board", date(2027, 1, 31))


def test_a_waived_finding_does_not_count_in_a_gate_on_severity():
    gates = Gates(fail_on=Severity.ERROR)
    of = everything()
    short = profile(control([r for r in requirements(of) if r != "trust"]), exceptions=[accepted("trust")])
    assert assess(short, gates=gates).gate.passed is True
    assert assess(profile(*short.controls), gates=gates).gate.passed is False


def requirements(of):
    return of.controls[0].requirements


def test_an_exception_that_covers_too_few_of_the_open_cells_waives_nothing():
    result = assess(profile(control("trust", "data"), exceptions=[accepted("trust", "system")]))
    assert finding(result, "mandatory-requirement-orange").waived is None
    assert [f.severity for f in found(result, "exception-unused")] == ["warning"]


def test_an_exception_needs_to_cover_only_what_is_not_full():
    result = assess(profile(control("trust", "data"), exceptions=[accepted("trust", "system network")]))
    assert finding(result, "mandatory-requirement-orange").waived


def test_several_exceptions_waive_together_and_the_first_to_expire_is_named():
    parts = [accepted("trust", "network system"), accepted("trust", "data", date(2026, 12, 1))]
    result = assess(profile(exceptions=parts))
    assert finding(result).waived.expires == date(2026, 12, 1)
    assert found(result, "exception-unused") == []


def test_an_exception_of_another_requirement_waives_nothing():
    assert finding(assess(profile(exceptions=[accepted("privacy")]))).waived is None


def test_the_last_day_of_an_exception_still_counts():
    assert finding(assess(profile(exceptions=[accepted("trust", expires=date(2026, 11, 23))]))).waived


def test_an_expired_exception_waives_nothing_and_is_an_error_while_it_would_still_waive():
    result = assess(profile(exceptions=[accepted("trust", expires=PAST)]))
    assert finding(result).waived is None
    assert [f.severity for f in found(result, "exception-expired")] == ["error"]


def test_an_expired_exception_that_would_waive_nothing_is_a_warning():
    result = assess(profile(control("trust"), exceptions=[accepted("trust", expires=PAST)]))
    assert [f.severity for f in found(result, "exception-unused")] == ["warning"]
    assert found(result, "exception-expired") == []


def test_an_expired_exception_whose_work_a_valid_one_does_is_unused():
    result = assess(profile(exceptions=[accepted("trust", expires=PAST), accepted("trust")]))
    assert finding(result).waived
    assert (len(found(result, "exception-expired")), len(found(result, "exception-unused"))) == (0, 1)


def test_two_expired_exceptions_that_waived_together_are_both_errors():
    parts = [accepted("trust", "data", PAST), accepted("trust", "system network", PAST)]
    assert len(found(assess(profile(exceptions=parts)), "exception-expired")) == 2


def test_an_expired_part_leaves_the_valid_part_unused():
    parts = [accepted("trust", "data", PAST), accepted("trust", "system network")]
    result = assess(profile(exceptions=parts))
    assert finding(result).waived is None
    assert (len(found(result, "exception-expired")), len(found(result, "exception-unused"))) == (1, 1)


def test_an_exception_never_raises_a_level_a_band_a_rating_or_a_score():
    bare, waived = assess(profile()), assess(profile(exceptions=[accepted(r) for r in requirements(everything())]))
    assert waived.summary == bare.summary
    assert [one.bases for one in waived.requirements] == [one.bases for one in bare.requirements]
    assert [one.bases for one in waived.benchmarks] == [one.bases for one in bare.benchmarks]


def test_a_finding_on_a_cell_is_waived_by_an_exception_on_that_cell():
    controls = control("trust"), control("trust", "data", id="C-2", status="not-implemented")
    for layers, waived in (("data", True), ("system", False)):
        result = assess(profile(*controls, exceptions=[accepted("trust", layers)]))
        assert bool(finding(result, "contradicting-controls").waived) is waived


def test_a_claim_out_of_scope_is_waived_by_an_exception_on_its_cell():
    of = profile(control("trust"), not_applicable=[out("trust", "data")], exceptions=[accepted("trust", "data")])
    assert finding(assess(of), "claim-out-of-scope").waived


@pytest.mark.parametrize(("layers", "waived"), [("data system network", True), ("data", False)])
def test_a_declaration_is_waived_only_by_an_exception_on_all_the_declared_cells(layers, waived):
    of = profile(
        characteristics={"actuation": True}, not_applicable=[out("recovery")], exceptions=[accepted("recovery", layers)]
    )
    assert bool(finding(assess(of), "mandated-not-applicable", "recovery").waived) is waived


def test_an_exception_does_not_waive_findings_on_evidence_characteristics_or_targets():
    result = assess(profile(control("trust", items=[]), characteristics={}, exceptions=[accepted("trust")]))
    for rule in ("evidence-missing", "characteristic-unknown"):
        assert all(one.waived is None for one in found(result, rule))


def test_an_exception_on_a_green_requirement_waives_nothing():
    assert "exception-unused" in rules_found(assess(everything(exceptions=[accepted("trust")])))


def test_the_requirement_stays_mandatory_and_red_under_an_exception():
    result = assess(profile(exceptions=[accepted("trust")]))
    assert requirement_of(result, "trust").applicability == "mandatory"
    assert "mandatory-red" in verdict(result).caps


def test_of_waivers_that_expire_together_the_choice_does_not_depend_on_the_order():
    parts = [accepted("trust")._replace(reason=reason) for reason in ("b", "a")]
    for exceptions in (parts, parts[::-1]):
        assert finding(assess(profile(exceptions=exceptions))).waived.reason == "a"
