"""What assessment-results say: never more than was assessed, and nothing of what users wrote as markup."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
import sample_results as sample
from oscal_documents import PROBLEM, VERSIONS, documents, knowledge, props, rendered, validator, walked

from assessor.model.result import ItemState, RequirementOnBasis
from assessor.model.vocabulary import Applicability, Band, Basis, EvidenceState, Level
from assessor.report.formats import Choice, render
from assessor.report.view import FILE

Document = dict[str, Any]


def on_each(**bands: Band) -> dict[Basis, RequirementOnBasis]:
    """A requirement's standing of a band on each basis, with cells that go with it."""
    levels = {Band.GREEN: Level.FULL, Band.ORANGE: Level.PARTIAL, Band.RED: Level.NONE}
    return {
        basis: RequirementOnBasis(
            band=bands[basis], score=None, cells={"data": levels.get(bands[basis], Level.NOT_APPLICABLE)}
        )
        for basis in Basis
    }


def control(**changes: Any) -> Document:
    base = {
        "id": "AC-1",
        "title": "Tokens",
        "requirements": ["trust"],
        "layers": ["data"],
        "status": "implemented",
        "activation": "default",
        "responsibility": None,
        "owner": None,
        "description": None,
        "caveats": None,
        "evidence": None,
    }
    return {**base, **changes}


def evidence(**changes: Any) -> Document:
    base = dict.fromkeys(("url", "path", "date", "expires", "sha256", "note"))
    return {**base, "type": "scan", "url": "https://example.org/scan", **changes}


def told(*controls: Document, states: tuple[EvidenceState, ...] = (), **changes: Any) -> Document:
    """The one result of a document."""
    result = sample.result(**changes)
    items = tuple(ItemState("AC-1", index, state) for index, state in enumerate(states))
    profile = {**result.inputs.profile, "controls": list(controls)}
    result = result._replace(inputs=result.inputs._replace(profile=profile, evidence=items))
    document = rendered(sample.contents([result]))
    assert list(validator(VERSIONS[0]).iter_errors({"assessment-results": document})) == []
    (only,) = document["results"]
    return only


@pytest.mark.parametrize(
    ("band", "state", "reason"),
    [
        (Band.GREEN, "satisfied", "pass"),
        (Band.ORANGE, "not-satisfied", "fail"),
        (Band.RED, "not-satisfied", "fail"),
        (Band.NOT_APPLICABLE, "not-satisfied", "other"),
    ],
)
@pytest.mark.parametrize("basis", Basis)
def test_an_objective_is_satisfied_only_if_it_is_green_on_the_basis_of_the_gate(
    basis: Basis, band: Band, state: str, reason: str
) -> None:
    other = Band.RED if band is Band.GREEN else Band.GREEN
    bands = {each: band if each is basis else other for each in Basis}
    result = told(basis=basis, requirements=(sample.requirement(bases=on_each(**bands)),))
    (finding,) = result["findings"]
    assert finding["target"]["status"].items() >= {"state": state, "reason": reason}.items()
    assert [(one["class"], one["value"]) for one in finding["props"] if one["name"] == "band"] == list(bands.items())


def test_what_does_not_apply_has_no_finding_and_is_excluded_with_its_reasons() -> None:
    out = sample.requirement(
        "privacy", applicability=Applicability.NOT_APPLICABLE, reasons=("no *people*\nin it",), bases=on_each_out()
    )
    result = told(requirements=(sample.requirement(), out), findings=())
    assert [one["target"]["target-id"] for one in result["findings"]] == ["trust_obj"]
    (selection,) = result["reviewed-controls"]["control-selections"]
    assert selection["include-controls"] == [{"control-id": "trust"}]
    assert selection["exclude-controls"] == [{"control-id": "privacy"}]
    assert selection["remarks"].endswith("- privacy: no \\*people\\* in it")


def on_each_out() -> dict[Basis, RequirementOnBasis]:
    return on_each(**dict.fromkeys(Basis, Band.NOT_APPLICABLE))


def test_where_nothing_is_in_scope_nothing_is_reviewed_and_nothing_satisfied() -> None:
    (result,) = documents(VERSIONS[0])["results of nothing-in-scope"]["assessment-results"]["results"]
    (selection,) = result["reviewed-controls"]["control-selections"]
    assert selection["include-all"] == {}
    assert len(selection["exclude-controls"]) == 20
    assert "findings" not in result
    assert "satisfied" not in {one.get("state") for one in walked(result)}


def test_a_finding_leads_to_the_evidence_of_its_controls_and_to_its_risks() -> None:
    result = told(
        control(evidence=[evidence(), evidence(type="policy")]),
        control(id="XX-9"),
        states=(EvidenceState.CURRENT, EvidenceState.UNDATED),
        findings=(sample.finding(), sample.finding(requirement="privacy"), sample.finding(requirement=None)),
    )
    (finding,) = result["findings"]
    observed = [one["uuid"] for one in result["observations"] if props(one, "control") == ["AC-1"]]
    assert [one["observation-uuid"] for one in finding["related-observations"]] == observed
    assert len(observed) == 2
    assert [one["risk-uuid"] for one in finding["related-risks"]] == [result["risks"][0]["uuid"]]


@pytest.mark.parametrize("state", EvidenceState)
def test_evidence_is_observed_with_its_state_and_its_days(state: EvidenceState) -> None:
    item = evidence(date="2026-10-01", expires="2027-10-01", sha256="ab" * 32, note="the *gateway*")
    (seen,) = told(control(evidence=[item], caveats="only\n<b>inside</b>"), states=(state,))["observations"]
    assert seen["methods"] == ["EXAMINE"]
    assert seen["collected"] == "2026-10-01T00:00:00Z"
    assert seen["expires"] == "2027-10-01T23:59:59Z"
    assert props(seen, "evidence-state") == [state]
    assert props(seen, "evidence-sha256") == ["ab" * 32]
    assert seen["relevant-evidence"] == [{"href": "https://example.org/scan", "description": "the \\*gateway\\*"}]
    assert seen["remarks"] == "only &lt;b&gt;inside&lt;/b&gt;"


def test_evidence_without_a_day_is_collected_on_the_day_of_the_assessment_and_is_undated() -> None:
    (seen,) = told(control(evidence=[evidence()]), states=(EvidenceState.UNDATED,))["observations"]
    assert seen["collected"] == "2026-11-23T00:00:00Z"
    assert "expires" not in seen
    assert props(seen, "evidence-state") == ["undated"]


def test_a_control_without_evidence_is_observed_to_have_none() -> None:
    (seen,) = told(control())["observations"]
    assert props(seen, "evidence-state") == ["none"]
    assert "relevant-evidence" not in seen


@pytest.mark.parametrize(
    ("day", "collected", "expires"),
    [
        ("9999-12-31", "2999-12-31T00:00:00Z", "2999-12-31T23:59:59Z"),
        ("1996-02-29", "2000-01-01T00:00:00Z", "2000-01-01T23:59:59Z"),
        ("2028-02-29", "2028-02-29T00:00:00Z", "2028-02-29T23:59:59Z"),
    ],
)
def test_a_day_that_oscal_cannot_write_is_the_nearest_that_it_can(day: str, collected: str, expires: str) -> None:
    item = evidence(date=day, expires=day)
    (seen,) = told(control(evidence=[item]), states=(EvidenceState.EXPIRED,))["observations"]
    assert (seen["collected"], seen["expires"]) == (collected, expires)
    assert day in seen["description"]


def test_a_finding_is_a_risk_with_its_place_its_severity_and_what_is_recommended() -> None:
    (risk,) = told(findings=(sample.finding(layer="data", subject="a `b`"),))["risks"]
    assert risk["status"] == "open"
    assert "deadline" not in risk
    assert props(risk, "severity") == ["error"]
    assert props(risk, "location") == ["plant/line-7.yaml:12:3"]
    assert (props(risk, "rule"), props(risk, "subject")) == (["mandatory-requirement-red"], ["a `b`"])
    assert risk["statement"].startswith("No cell of a mandatory requirement is met")
    (response,) = risk["remediations"]
    assert response["lifecycle"] == "recommendation"
    assert "Write down what the twin relies on" in response["description"]


def test_a_waived_finding_is_a_risk_accepted_until_its_exception_ends() -> None:
    waiver = sample.waiver(reason="*soon*", expires=date(2027, 1, 31))
    (risk,) = told(findings=(sample.finding(waived=waiver),))["risks"]
    assert risk["status"] == "deviation-approved"
    assert risk["deadline"] == "2027-01-31T23:59:59Z"
    assert (props(risk, "accepted-by"), props(risk, "accepted-until")) == (["CISO"], ["2027-01-31"])
    (entry,) = risk["risk-log"]["entries"]
    assert entry["status-change"] == "deviation-approved"
    assert entry["description"] == "Accepted by CISO until 2027-01-31: \\*soon\\*"
    assert (entry["start"], entry["end"]) == ("2026-11-23T00:00:00Z", "2027-01-31T23:59:59Z")


def test_the_verdict_the_gate_and_the_benchmarks_are_properties_of_the_result() -> None:
    result = told()
    assert props(result, "outcome") == ["assessed"]
    assert props(result, "rating") == ["orange"] * 3
    assert props(result, "gate") == ["not-passed"]
    assert props(result, "gate-check") == ["score: at least 60 wanted, 59.96 found"]
    (verdict,) = [one for one in result["props"] if one["name"] == "benchmark-verdict"]
    assert (verdict["value"], verdict["class"], verdict["group"]) == ("partial", "current", "etsi-ts-103-846")


def test_problems_alone_say_loudly_that_nothing_was_assessed() -> None:
    document = rendered(sample.contents(problems=[PROBLEM]))
    assert document["metadata"]["title"] == "Nothing was assessed"
    (result,) = document["results"]
    assert result["title"].startswith("NOT ASSESSED")
    assert props(result, "outcome") == ["not-assessed"]
    assert "findings" not in result
    (seen,) = result["observations"]
    assert seen["description"].endswith("unknown key 'tittle' \\`x\\` \\*y\\*")


def test_without_the_rules_no_control_is_reviewed_either() -> None:
    (result,) = rendered(sample.contents(problems=[PROBLEM]))["results"]
    (selection,) = result["reviewed-controls"]["control-selections"]
    assert selection["include-controls"] == [{"control-id": "none-was-reviewed"}]
    (known,) = rendered(sample.contents(problems=[PROBLEM], knowledge=knowledge()))["results"]
    (selection,) = known["reviewed-controls"]["control-selections"]
    assert len(selection["exclude-controls"]) == len(knowledge().requirements)


def test_problems_beside_results_are_a_result_more_on_the_same_day() -> None:
    document = rendered(sample.contents([sample.result()], [PROBLEM]))
    first, last = document["results"]
    assert props(first, "outcome") == ["assessed"]
    assert props(last, "outcome") == ["not-assessed"]
    assert last["start"] == first["start"]
    assert "satisfied" not in {one.get("state") for one in walked(last)}


def test_no_input_at_all_is_no_clean_document() -> None:
    (result,) = rendered(sample.contents())["results"]
    assert props(result, "outcome") == ["not-assessed"]


def test_equal_input_gives_equal_bytes_and_a_version_changes_the_documents_own_uuid() -> None:
    contents = sample.contents([sample.result()])
    first, again, other = (render(Choice("oscal", {"version": v}), contents, FILE) for v in ("1.1.2", "1.1.2", "1.2.1"))
    assert first == again
    assert first.isascii()
    assert first.endswith("}\n")
    uuids = [json.loads(text)["assessment-results"]["uuid"] for text in (first, other)]
    assert len(set(uuids)) == 2


def test_things_keep_their_uuids_when_their_places_and_the_day_change() -> None:
    before = told(control(evidence=[evidence()]), states=(EvidenceState.UNDATED,))
    after = told(
        control(title="Other", evidence=[evidence(type="policy"), evidence(date="2026-11-24")]),
        states=(EvidenceState.CURRENT, EvidenceState.CURRENT),
        as_of=date(2026, 11, 24),
        findings=(sample.finding(requirement="privacy"), sample.finding(location=sample.Location("moved.yaml", 1, 1))),
    )
    assert before["uuid"] != after["uuid"]
    assert before["findings"][0]["uuid"] == after["findings"][0]["uuid"]
    assert before["risks"][0]["uuid"] == after["risks"][1]["uuid"]
    assert before["observations"][0]["uuid"] == after["observations"][1]["uuid"]


def test_a_document_with_two_twins_of_one_name_tells_them_apart() -> None:
    document = rendered(sample.contents([sample.result(), sample.result()]))
    uuids = [one["uuid"] for one in walked(document) if "uuid" in one]
    assert len(uuids) == len(set(uuids))
    assert document["metadata"]["title"] == "Assessments of 2 digital twins"
