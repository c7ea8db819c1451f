"""The plan of action: an item for all that is open, what is accepted until when, and never an empty list."""

from __future__ import annotations

from typing import Any

import pytest
from oscal_documents import VERSIONS, documents, golden_results, knowledge, props

from assessor.report.oscal.poam import plan_of_action

Document = dict[str, Any]
RESULTS = golden_results()


def plan(name: str) -> Document:
    return documents(VERSIONS[0])[f"plan for {name}"]["plan-of-action-and-milestones"]


def made(result: Document) -> Document:
    return plan_of_action(result, knowledge(), VERSIONS[0])["plan-of-action-and-milestones"]


def not_green(result: Document) -> list[str]:
    """What applies and is not green on the basis of the gate."""
    basis = result["basis"]
    bands = {one["id"]: one[basis]["band"] for one in result["requirements"]}
    return [one for one, band in bands.items() if band in {"red", "orange"}]


@pytest.mark.parametrize("name", RESULTS)
def test_every_open_requirement_and_every_finding_is_in_the_plan(name: str) -> None:
    items = plan(name)["poam-items"]
    assert [value for item in items for value in props(item, "requirement")] == not_green(RESULTS[name])
    related = [one["risk-uuid"] for item in items for one in item.get("related-risks", [])]
    assert sorted(related) == sorted(risk["uuid"] for risk in plan(name).get("risks", []))
    assert len(related) == len(RESULTS[name]["findings"])


@pytest.mark.parametrize("name", RESULTS)
def test_no_finding_in_a_plan_is_satisfied(name: str) -> None:
    states = {one["target"]["status"]["state"] for one in plan(name).get("findings", [])}
    assert states <= {"not-satisfied"}


def test_an_open_requirement_has_a_step_for_each_layer_that_is_not_full() -> None:
    result = RESULTS["eclipse-ditto"]
    steps = [
        step["title"]
        for risk in plan("eclipse-ditto")["risks"]
        for response in risk.get("remediations", [])
        for step in response.get("tasks", [])
    ]
    wanted = [
        (one["id"], layer)
        for one in result["requirements"]
        for layer, level in one[result["basis"]]["cells"].items()
        if level in {"none", "partial"}
    ]
    assert len(steps) == len(set(steps)) == len(wanted)
    assert "Availability on the layer network: partial, to be full" in steps


def test_a_requirement_is_accepted_when_all_its_findings_are_waived() -> None:
    item = next(one for one in plan("hostile")["poam-items"] if props(one, "requirement") == ["recovery"])
    (risk,) = [one for one in plan("hostile")["risks"] if one["uuid"] == item["related-risks"][0]["risk-uuid"]]
    assert props(item, "state") == ["accepted"]
    assert risk["deadline"] == "2026-12-31T23:59:59Z"


def test_a_requirement_with_one_finding_that_is_not_waived_is_open() -> None:
    result = RESULTS["hostile"]
    waived = next(one for one in result["findings"] if one["waived"])
    result = {**result, "findings": [*result["findings"], {**waived, "rule": "another", "waived": None}]}
    item = next(one for one in made(result)["poam-items"] if props(one, "requirement") == ["recovery"])
    assert props(item, "state") == ["open"]


def test_a_plan_of_nothing_has_an_item_that_says_so() -> None:
    result = {**RESULTS["everything-met"], "findings": []}
    assert not_green(result) == []
    (item,) = made(result)["poam-items"]
    assert props(item, "state") == ["nothing-open"]
    assert "related-risks" not in item


def test_risks_and_findings_have_the_same_uuids_in_a_plan_as_in_the_results() -> None:
    (result,) = documents(VERSIONS[0])["results of eclipse-ditto"]["assessment-results"]["results"]
    for key in ("risks", "findings", "observations"):
        assert {one["uuid"] for one in plan("eclipse-ditto")[key]} <= {one["uuid"] for one in result[key]}


def test_what_the_rules_do_not_know_is_told_by_its_id() -> None:
    result = RESULTS["eclipse-ditto"]
    first = {**result["requirements"][0], "id": "seen-elsewhere"}
    told = {**result, "requirements": [first], "findings": [{**result["findings"][0], "rule": "seen-elsewhere"}]}
    document = made(told)
    assert document["poam-items"][0]["title"] == "Bring seen-elsewhere to full"
    assert document["findings"][0]["target"]["target-id"] == "seen-elsewhere_obj"
    assert document["risks"][0]["statement"] == document["risks"][0]["title"]
