"""The platform profiles stay the reading that they are: how many controls, of which kind, resting on which links."""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

PROFILES = Path(__file__).resolve().parents[2] / "profiles"
READ_ON = datetime.date(2026, 11, 23)
PLATFORMS = ("azure-digital-twins", "eclipse-arrowhead", "eclipse-basyx-go", "eclipse-ditto", "fiware-orion-ld")


def read(name: str) -> Any:
    """The profile as PyYAML reads it, which knows nothing of our reader."""
    return yaml.safe_load((PROFILES / f"{name}.yaml").read_text(encoding="utf-8"))


def test_the_folder_holds_the_platforms_and_the_template_and_nothing_else() -> None:
    assert sorted(path.stem for path in PROFILES.glob("*.yaml")) == sorted([*PLATFORMS, "template"])


@pytest.mark.parametrize(
    ("name", "evidence", "statuses", "opt_in"),
    [
        ("azure-digital-twins", 27, {"implemented": 8, "partial": 10}, 6),
        ("eclipse-arrowhead", 44, {"implemented": 11, "partial": 8, "not-implemented": 6}, 8),
        ("eclipse-basyx-go", 58, {"implemented": 14, "partial": 11, "not-implemented": 2}, 11),
        ("eclipse-ditto", 75, {"implemented": 13, "partial": 13, "not-implemented": 3}, 10),
        ("fiware-orion-ld", 52, {"implemented": 9, "partial": 15, "not-implemented": 5}, 9),
    ],
)
def test_a_platform_claims_what_was_read(name: str, evidence: int, statuses: dict[str, int], opt_in: int) -> None:
    controls = read(name)["controls"]
    assert Counter(control["status"] for control in controls) == statuses
    assert sum(len(control["evidence"]) for control in controls) == evidence
    assert Counter(control.get("activation") for control in controls) == {
        None: len(controls) - opt_in,
        "opt-in": opt_in,
    }


@pytest.mark.parametrize("name", PLATFORMS)
def test_every_control_rests_on_links_collected_on_the_day_of_reading(name: str) -> None:
    for control in read(name)["controls"]:
        assert control["evidence"], control["id"]
        for item in control["evidence"]:
            assert item["url"].startswith("https://"), control["id"]
            assert item["date"] == READ_ON, control["id"]
            assert item["note"], control["id"]


@pytest.mark.parametrize("name", PLATFORMS)
def test_links_into_repositories_name_a_commit(name: str) -> None:
    links = [item["url"] for control in read(name)["controls"] for item in control["evidence"]]
    for link in links:
        if link.startswith("https://github.com/"):
            commit = link.split("/")[6]
            assert len(commit) == 40, link
            assert int(commit, 16), link


@pytest.mark.parametrize("name", PLATFORMS)
def test_controls_stand_in_the_order_of_their_ids(name: str) -> None:
    ids = [control["id"] for control in read(name)["controls"]]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    ("name", "characteristics"),
    [
        ("azure-digital-twins", {"actuation": False, "exposed": True}),
        ("eclipse-arrowhead", {"exposed": False}),
        ("eclipse-basyx-go", None),
        ("eclipse-ditto", {"actuation": True}),
        ("fiware-orion-ld", {"personal_data": True}),
    ],
)
def test_only_characteristics_that_the_documentation_decides_are_set(
    name: str, characteristics: dict[str, bool] | None
) -> None:
    assert read(name)["twin"].get("characteristics") == characteristics


@pytest.mark.parametrize("name", [*PLATFORMS, "template"])
def test_the_first_line_names_the_schema_for_editors(name: str) -> None:
    first = (PROFILES / f"{name}.yaml").read_text(encoding="utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/profile.schema.json"
    assert (PROFILES / first.partition("=")[2]).is_file()


def test_the_evidence_file_of_the_template_is_the_one_it_names() -> None:
    item = read("template")["controls"][0]["evidence"][0]
    digest = hashlib.sha256((PROFILES / item["path"]).read_bytes()).hexdigest()
    assert item["sha256"] == digest
