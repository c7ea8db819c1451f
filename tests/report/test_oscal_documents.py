"""Every OSCAL document against the schemas of NIST and trestle, and the references that neither looks at."""

from __future__ import annotations

import hashlib
import json
import re
import uuid
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from oscal_documents import SCHEMAS, VERSIONS, documents, knowledge, validator, walked
from trestle.core.profile_resolver import ProfileResolver
from trestle.oscal.assessment_results import Model as ResultsModel
from trestle.oscal.catalog import Model as CatalogModel
from trestle.oscal.poam import Model as PlanModel
from trestle.oscal.profile import Model as ProfileModel

from assessor.report.oscal.pieces import CATALOG_FILE

if TYPE_CHECKING:
    from pathlib import Path

MODELS = {
    "assessment-results": ResultsModel,
    "catalog": CatalogModel,
    "plan-of-action-and-milestones": PlanModel,
    "profile": ProfileModel,
}
LATEST = VERSIONS[-1]
EACH = pytest.mark.parametrize("name", documents(LATEST))
IN_EACH_VERSION = pytest.mark.parametrize("version", VERSIONS)


def body(name: str, version: str = LATEST) -> dict[str, Any]:
    return next(iter(documents(version)[name].values()))


@cache
def control_ids() -> set[str]:
    return {one["id"] for one in walked(body("catalog")) if "parts" in one and "title" in one}


@cache
def part_ids() -> set[str]:
    return {one["id"] for one in walked(body("catalog")) if "id" in one}


def test_the_schemas_are_those_whose_hashes_the_table_has() -> None:
    table = re.findall(r"\| (\S+\.json) \| ([0-9a-f]{64}) \|", (SCHEMAS / "README.md").read_text(encoding="utf-8"))
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in SCHEMAS.glob("*.json")}
    assert dict(table) == files
    assert len(files) == len(VERSIONS)


@IN_EACH_VERSION
@EACH
def test_a_document_is_valid_against_the_schema_of_its_version(name: str, version: str) -> None:
    assert [error.message for error in validator(version).iter_errors(documents(version)[name])] == []
    assert body(name, version)["metadata"]["oscal-version"] == version


@IN_EACH_VERSION
def test_the_schemas_refuse_what_is_no_oscal(version: str) -> None:
    document = json.loads(json.dumps(documents(version)["results of eclipse-ditto"]))
    finding = document["assessment-results"]["results"][0]["findings"][0]
    finding["target"]["status"]["state"] = "fine"
    finding["title"] = "two\nlines" if version == LATEST else 1
    finding["props"][0]["name"] = "two words"
    assert list(validator(version).iter_errors(document)) != []


@EACH
def test_trestle_reads_a_document_whole(name: str) -> None:
    document = documents(LATEST)[name]
    model = MODELS[next(iter(document))].model_validate(document)
    assert model.model_dump(mode="json", by_alias=True, exclude_none=True).keys() == document.keys()


@EACH
def test_the_versions_differ_in_their_number_alone(name: str) -> None:
    older, newer = (json.loads(json.dumps(body(name, version))) for version in VERSIONS)
    assert older.pop("uuid") != newer.pop("uuid")
    assert older["metadata"].pop("oscal-version") != newer["metadata"].pop("oscal-version")
    assert older == newer


@EACH
def test_no_uuid_stands_for_two_things(name: str) -> None:
    told = [one["uuid"] for one in walked(documents(LATEST)[name]) if "uuid" in one]
    assert [each for each, count in Counter(told).items() if count > 1] == []
    assert {uuid.UUID(each).version for each in told} == {5}


@EACH
def test_every_reference_to_a_uuid_leads_to_what_it_is_about(name: str) -> None:
    document = body(name)
    found = {key: set() for key in ("observations", "risks", "findings", "components", "resources")}
    for one in walked(document):
        for key, uuids in found.items():
            uuids.update(each["uuid"] for each in one.get(key, []))
    for one in walked(document):
        assert {one.get("observation-uuid")} <= {None, *found["observations"]}
        assert {one.get("risk-uuid")} <= {None, *found["risks"]}
        assert {one.get("finding-uuid")} <= {None, *found["findings"]}
        assert {one.get(key) for key in ("subject-uuid", "actor-uuid", "component-uuid")} <= {
            None,
            *found["components"],
        }
        assert {one["href"].removeprefix("#")} <= found["resources"] if one.get("href", "").startswith("#") else True
    assert {key for one in walked(document) for key in one if key.endswith("-uuid")} <= {
        "observation-uuid",
        "risk-uuid",
        "finding-uuid",
        "subject-uuid",
        "actor-uuid",
        "component-uuid",
    }


@EACH
def test_every_control_and_objective_is_one_of_the_catalog(name: str) -> None:
    for one in walked(body(name)):
        assert {one.get("control-id")} <= {None, *control_ids()} or name == "results of none, without rules"
        assert {one.get("target-id")} <= {None, *part_ids()}
        assert set(one.get("with-ids", [])) <= control_ids()


@EACH
def test_nothing_is_empty_and_every_own_property_is_in_the_own_namespace(name: str) -> None:
    for one in walked(documents(LATEST)[name]):
        assert [key for key, value in one.items() if value in ("", []) or (value == {} and key != "include-all")] == []
        assert {prop.get("ns") for prop in one.get("props", []) if prop["name"] != "label"} <= {"urn:dtassess:oscal"}


def test_the_catalog_has_every_requirement_with_its_layers() -> None:
    assert control_ids() == {one.id for one in knowledge().requirements}
    assert [len(group["controls"]) for group in body("catalog")["groups"]] == [11, 9]
    ids = Counter(one["id"] for one in walked(body("catalog")) if "id" in one)
    assert max(ids.values()) == 1
    for one in knowledge().requirements:
        assert {f"{one.id}_smt", f"{one.id}_obj", *(f"{one.id}_smt.{layer}" for layer in one.layers)} <= ids.keys()


def test_trestle_resolves_each_profile_to_what_the_study_ticked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".trestle").mkdir()
    (tmp_path / ".trestle" / "config.ini").touch()
    (tmp_path / CATALOG_FILE).write_text(json.dumps(documents(LATEST)["catalog"]))
    for one in knowledge().benchmarks:
        file = tmp_path / f"{one.id}.json"
        file.write_text(json.dumps(documents(LATEST)[f"profile {one.id}"]))
        resolved = ProfileResolver.get_resolved_profile_catalog(tmp_path, file)
        controls = [control.id for group in resolved.groups or [] for control in group.controls or []]
        assert sorted(controls) == sorted(one.requirements)
    capsys.readouterr()
