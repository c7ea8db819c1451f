from __future__ import annotations

import json
from fractions import Fraction

import pytest
from twins import ALL_KNOWN, REQUIREMENTS, accepted, assess, control, everything, evidence, out, profile

from assessor.model.gates import Gates
from assessor.model.vocabulary import Band
from assessor.report.document import to_json_object

HALF = profile(control(REQUIREMENTS, "data network"))


def baseline_of(of):
    return json.loads(json.dumps(to_json_object(assess(of))))


def gate(before, now, **gates):
    return assess(now, gates=Gates(baseline=baseline_of(before), **gates)).gate


def said(before, now):
    check = gate(before, now).checks[-1]
    assert (check.name, check.enforced) == ("baseline", True)
    return check.passed, check.actual


def test_the_same_profile_is_not_worse():
    assert said(HALF, HALF) == (True, "nothing worse or new")


def test_a_better_profile_is_not_worse():
    assert said(HALF, everything())[0] is True


@pytest.mark.parametrize(
    "words",
    ["rating green to orange", "score 100.0 to 95.0", "trust green to red", "itu-t-x-2011 met to partial"],
)
def test_a_lost_requirement_shows_in_rating_score_band_and_benchmarks(words):
    now = profile(control([r for r in REQUIREMENTS if r != "trust"]))
    passed, actual = said(everything(), now)
    assert (passed, words in actual.split("; ")) == (False, True)


def test_a_new_finding_fails_and_one_that_was_there_does_not():
    noted = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[]))
    twice = profile(*noted.controls, control("privacy", id="C-3", items=[]))
    assert said(noted, noted)[0] is True
    assert said(noted, twice) == (False, "new note evidence-missing/C-3 at line 1")


def test_a_new_finding_that_is_waived_does_not_fail():
    now = profile(control(REQUIREMENTS), control("trust", "data", id="C-2", status="not-implemented"))
    before = profile(control([r for r in REQUIREMENTS if r != "trust"]), control("trust", "system network", id="C-2"))
    waived = now._replace(exceptions=(accepted("trust"),))
    assert "new warning contradicting-controls/trust/data at line 1" in said(before, now)[1]
    assert said(before, waived) == (True, "nothing worse or new")


def test_asking_for_less_is_worse():
    now = everything(not_applicable=[out("governance")])
    passed, actual = said(everything(), now)
    assert passed is False
    assert "governance green to not-applicable" in actual.split("; ")


def test_a_score_that_is_gone_is_worse():
    passed, actual = said(everything(), profile(not_applicable=[out(r) for r in REQUIREMENTS]))
    assert passed is False
    assert "score 100.0 to none" in actual.split("; ")


def test_other_checks_are_shown_and_not_enforced():
    result = gate(HALF, HALF, fail_under=Band.GREEN)
    assert [(check.name, check.passed, check.enforced) for check in result.checks] == [
        ("rating", True, False),
        ("baseline", True, True),
    ]
    failing = gate(HALF, HALF, min_score=100)
    assert (failing.passed, failing.checks[0].passed) == (True, False)


def test_a_second_finding_on_the_same_subject_is_new():
    one = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[evidence(date=None)]))
    two = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[evidence(date=None), evidence(date=None)]))
    assert said(one, two) == (False, "new note evidence-undated/C-2/https://example.org/it at line 1")
    assert said(two, one)[0] is True


def test_a_finding_that_is_no_longer_waived_is_new():
    bare = profile(control([r for r in REQUIREMENTS if r != "trust"]))
    waived = bare._replace(exceptions=(accepted("trust"),))
    assert said(waived, bare) == (False, "new error mandatory-requirement-red/trust at line 1")
    assert said(waived, waived)[0] is True
    assert said(bare, waived)[0] is True


def test_without_a_score_before_none_is_worse():
    nothing = profile(not_applicable=[out(r) for r in REQUIREMENTS])
    assert said(nothing, nothing)[0] is True


def test_a_result_records_that_there_was_a_baseline():
    result = assess(HALF, gates=Gates(baseline=baseline_of(HALF), min_score=Fraction(1, 3)))
    assert (result.inputs.options["baseline"], result.inputs.options["min_score"]) == (True, "1/3")
    assert assess(HALF).inputs.options["baseline"] is False


def test_the_same_findings_on_other_items_characteristics_and_exceptions_are_new():
    first, second = (evidence(url=f"https://example.org/{name}", date=None) for name in "ab")
    swapped = [profile(control(REQUIREMENTS), control("trust", id="C-2", items=[item])) for item in (first, second)]
    assert said(*swapped) == (False, "new note evidence-undated/C-2/https://example.org/b at line 1")
    known = [{name: False for name in ALL_KNOWN if name != left} for left in ("exposed", "autonomous")]
    unknown = [profile(control(REQUIREMENTS), characteristics={**each, "personal_data": True}) for each in known]
    assert said(*unknown) == (False, "new warning characteristic-unknown/autonomous at line 1")
    unused = [profile(control(REQUIREMENTS), exceptions=[accepted(name)]) for name in ("trust", "privacy")]
    assert said(*unused) == (False, "new warning exception-unused/privacy at line 1")


def test_a_benchmark_that_is_no_longer_assessed_is_worse():
    before = baseline_of(HALF)
    before["benchmarks"].append({**before["benchmarks"][0], "id": "plant-baseline"})
    check = assess(HALF, gates=Gates(baseline=before)).gate.checks[-1]
    assert (check.passed, check.actual) == (False, "plant-baseline is no longer assessed")


def test_entries_of_a_baseline_that_no_longer_apply_are_listed():
    noted = profile(control(REQUIREMENTS), *(control("trust", id=f"C-{number}", items=[]) for number in range(2, 7)))
    entries = [f"evidence-missing/C-{number}" for number in range(2, 7)]
    check = gate(noted, everything()).checks[-1]
    assert check.gone == tuple(entries)
    first = ", ".join(entries[:3])
    assert check.actual == f"nothing worse or new; 5 entries of the baseline no longer apply: {first} and 2 more"
    one = profile(*noted.controls[:2])
    assert said(one, everything())[1].endswith("; 1 entry of the baseline no longer applies: evidence-missing/C-2")


def test_what_is_new_leaves_what_no_longer_applies_listed():
    first, second = (profile(control(REQUIREMENTS), control("trust", id=name, items=[])) for name in ("C-2", "C-3"))
    check = gate(first, second).checks[-1]
    assert (check.passed, check.actual) == (False, "new note evidence-missing/C-3 at line 1")
    assert check.gone == ("evidence-missing/C-2",)


def test_an_entry_that_is_waived_by_now_or_was_still_applies():
    bare = profile(control([r for r in REQUIREMENTS if r != "trust"]))
    waived = bare._replace(exceptions=(accepted("trust"),))
    assert gate(bare, waived).checks[-1].gone == ()
    assert gate(waived, bare).checks[-1].gone == ()


def test_of_two_findings_on_one_subject_one_may_be_gone():
    one = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[evidence(date=None)]))
    two = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[evidence(date=None), evidence(date=None)]))
    assert gate(two, one).checks[-1].gone == ("evidence-undated/C-2/https://example.org/it",)
    assert gate(one, two).checks[-1].gone == ()


def test_other_checks_have_no_entries():
    assert [check.gone for check in assess(HALF, gates=Gates(min_score=Fraction(1))).gate.checks] == [None]


def test_a_requirement_that_the_baseline_lacks_is_not_worse():
    before = baseline_of(everything())
    before["requirements"] = before["requirements"][1:]
    check = assess(HALF, gates=Gates(baseline=before)).gate.checks[-1]
    assert "; confidentiality " not in check.actual
    assert "integrity green to orange" in check.actual


def test_a_milder_finding_in_the_place_of_a_graver_one_is_not_new():
    red = profile(control([r for r in REQUIREMENTS if r != "trust"]))
    orange = profile(*red.controls, control("trust", "data", id="T"))
    assert said(red, orange) == (
        True,
        "nothing worse or new; 1 entry of the baseline no longer applies: mandatory-requirement-red/trust",
    )
    passed, actual = said(orange, red)
    assert (passed, "new error mandatory-requirement-red/trust at line 1" in actual) == (False, True)
    other = profile(
        *red.controls[:0], control([r for r in REQUIREMENTS if r != "privacy"]), control("privacy", "data", id="P")
    )
    assert "new warning mandatory-requirement-orange/privacy at line 1" in said(red, other)[1]


def test_a_baseline_of_another_twin_or_basis_is_told():
    assert said(HALF, HALF._replace(name="pump"))[1] == "nothing worse or new; the baseline is of another twin, twin"
    other = assess(HALF, basis="claimed", gates=Gates(baseline=baseline_of(HALF))).gate.checks[-1]
    assert other.actual.endswith("the findings of the baseline are on the basis current, these on claimed")
