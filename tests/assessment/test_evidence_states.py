from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from twins import assess, cell, control, evidence, found, profile

from assessor.assessment.evidence import judge, reach
from assessor.model.knowledge import Policy
from assessor.model.vocabulary import EvidenceState, FileState

AS_OF = date(2026, 11, 23)


def policy(max_age_days: int | None = None) -> Policy:
    return Policy(
        credits={"none": Fraction(0), "partial": Fraction(1, 2), "full": Fraction(1)},
        thresholds={},
        expiring_within_days=30,
        max_age_days=max_age_days,
    )


def state(item, file=FileState.OK, max_age_days=None) -> str:
    return judge(item, file, AS_OF, policy(max_age_days)).state


@pytest.mark.parametrize("file", [one for one in FileState if one is not FileState.OK])
def test_whatever_is_wrong_with_a_file_breaks_its_item_before_anything_else(file):
    assert state(evidence(path="x", date=date(2027, 1, 1), expires=date(2020, 1, 1)), file) == EvidenceState.BROKEN


def test_a_date_after_the_day_is_future_even_when_expired():
    assert state(evidence(date=date(2026, 11, 24), expires=date(2026, 1, 1))) == EvidenceState.FUTURE


def test_evidence_dated_on_the_day_itself_is_not_in_the_future():
    assert state(evidence(date=AS_OF)) == EvidenceState.CURRENT


def test_the_day_of_expires_still_counts_and_the_next_does_not():
    assert state(evidence(expires=AS_OF)) == EvidenceState.CURRENT
    assert state(evidence(expires=date(2026, 11, 22))) == EvidenceState.EXPIRED


def test_an_item_with_neither_date_nor_expires_is_undated():
    assert state(evidence(date=None)) == EvidenceState.UNDATED


def test_an_expiry_alone_is_enough_to_be_current():
    assert state(evidence(date=None, expires=date(2027, 1, 1))) == EvidenceState.CURRENT


def test_an_old_date_without_an_expiry_is_current_by_the_default_policy():
    assert state(evidence(date=date(1999, 1, 1))) == EvidenceState.CURRENT


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (evidence(date=date(2026, 11, 13)), EvidenceState.CURRENT),
        (evidence(date=date(2026, 11, 12)), EvidenceState.EXPIRED),
        (evidence(date=None, expires=date(2030, 1, 1)), EvidenceState.EXPIRED),
        (evidence(date=None), EvidenceState.EXPIRED),
    ],
)
def test_a_pack_that_sets_an_age_expires_older_and_dateless_items(item, expected):
    assert state(item, max_age_days=10) == expected


@pytest.mark.parametrize(("days", "soon"), [(0, True), (30, True), (31, False)])
def test_an_item_is_expiring_within_the_days_of_the_policy(days, soon):
    item = evidence(expires=date.fromordinal(AS_OF.toordinal() + days))
    assert judge(item, FileState.OK, AS_OF, policy()).expiring is soon


def test_one_current_item_carries_its_control_to_every_basis():
    items = [
        judge(evidence(date=None), FileState.OK, AS_OF, policy()),
        judge(evidence(), FileState.OK, AS_OF, policy()),
    ]
    assert (reach(items), reach(items[:1]), reach([])) == (3, 2, 1)


@pytest.mark.parametrize(
    ("items", "levels"),
    [
        ([], ("full", "none", "none")),
        ([evidence(date=None)], ("full", "full", "none")),
        ([evidence(expires=date(2026, 11, 22))], ("full", "full", "none")),
        ([evidence(date=date(2026, 12, 1))], ("full", "full", "none")),
        ([evidence()], ("full", "full", "full")),
    ],
)
def test_evidence_decides_on_which_bases_a_control_counts(items, levels):
    result = assess(profile(control("trust", "data", items=items)))
    assert tuple(cell(result, "trust", "data", basis) for basis in ("claimed", "evidenced", "current")) == levels


def test_broken_evidence_counts_as_evidence_and_not_as_current():
    result = assess(profile(control("trust", "data", items=[evidence(path="x")])), files={(0, 0): FileState.MISSING})
    assert (cell(result, "trust", "data", "evidenced"), cell(result, "trust", "data")) == ("full", "none")


@pytest.mark.parametrize(
    ("item", "file", "rule", "severity", "words"),
    [
        (evidence(date=None), "ok", "evidence-undated", "note", "has neither date nor expires"),
        (evidence(expires=date(2026, 12, 1)), "ok", "evidence-expiring", "note", "expires soon: expires on 2026-12-01"),
        (evidence(expires=date(2026, 11, 1)), "ok", "evidence-expired", "warning", "expired: expired on 2026-11-01"),
        (evidence(date=date(2027, 1, 1)), "ok", "evidence-future", "error", "in the future: dated 2027-01-01"),
        (evidence(path="x"), "outside", "evidence-broken", "error", "it lies outside the evidence root"),
    ],
)
def test_each_state_but_current_is_a_finding_on_the_item(item, file, rule, severity, words):
    result = assess(profile(control("trust", items=[evidence(), item])), files={(0, 1): FileState(file)})
    (finding,) = [one for one in result.findings if one.rule.startswith("evidence-")]
    assert (finding.rule, finding.severity, finding.control) == (rule, severity, "C-1")
    assert words in finding.message
    assert "evidence item 2 of control C-1" in finding.message


@pytest.mark.parametrize(
    ("status", "count"), [("implemented", 1), ("partial", 1), ("planned", 0), ("not-implemented", 0)]
)
def test_missing_evidence_is_a_note_for_what_is_there_in_full_or_part(status, count):
    result = assess(profile(control("trust", status=status, items=[])))
    assert [finding.severity for finding in found(result, "evidence-missing")] == ["note"] * count
