from __future__ import annotations

from typing import Any

from sample_results import changed, finding, profile, result

from assessor.model.place import Location
from assessor.report.fingerprint import fingerprints


def prints(*findings: Any, **more: Any) -> list[str]:
    return fingerprints([result(findings=findings, **more)])[0]


def test_a_finding_that_moves_keeps_its_fingerprint() -> None:
    moved = changed(finding(), location=Location("elsewhere.yaml", 99, 9), message="in other words")
    assert prints(finding()) == prints(moved)


def test_what_a_finding_is_about_and_whose_it_is_make_another_fingerprint() -> None:
    others = [changed(finding(), **{field: "other"}) for field in ("rule", "requirement", "control", "subject")]
    assert len(set(prints(finding(), *others))) == 5
    assert prints(finding()) != prints(finding(), profile=profile(name="another twin"))


def test_findings_that_are_alike_are_told_apart_also_across_results() -> None:
    one = result(findings=[finding(), finding()])
    first, second = fingerprints([one, one])
    assert len({*first, *second}) == 4
