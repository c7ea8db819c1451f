"""The template explains every key that a profile can have, and every word of the closed lists."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from assessor import assess, load_profile

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = ROOT / "profiles" / "template.yaml"
TEXT = TEMPLATE.read_text(encoding="utf-8")
DOCUMENT = yaml.safe_load(TEXT)
SCHEMA = json.loads((ROOT / "schemas" / "profile.schema.json").read_text(encoding="utf-8"))
MAPPINGS = {
    "twin": [DOCUMENT["twin"]],
    "control": DOCUMENT["controls"],
    "evidence": [item for control in DOCUMENT["controls"] for item in control.get("evidence", [])],
    "not_applicable": DOCUMENT["not_applicable"],
    "exception": DOCUMENT["exceptions"],
    "targets": [DOCUMENT["targets"]],
}


def keys(mappings: list[dict[str, Any]]) -> set[str]:
    return set().union(*mappings)


def words(schema: Any) -> Iterator[str]:
    """The words of every closed list below a part of the schema."""
    if isinstance(schema, dict):
        yield from (word for word in schema.get("enum", []) if isinstance(word, str))
        for part in schema.values():
            yield from words(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from words(part)


def test_every_key_of_a_profile_is_in_it_but_the_reserved_one() -> None:
    assert keys([DOCUMENT]) == set(SCHEMA["properties"]) - {"based_on"}


@pytest.mark.parametrize("name", MAPPINGS)
def test_every_key_of_a_part_is_in_it(name: str) -> None:
    assert keys(MAPPINGS[name]) == set(SCHEMA["$defs"][name]["properties"])


def test_every_characteristic_is_in_it() -> None:
    characteristics = SCHEMA["$defs"]["twin"]["properties"]["characteristics"]["properties"]
    assert keys([DOCUMENT["twin"]["characteristics"]]) == set(characteristics)


def test_every_word_of_the_closed_lists_is_in_it() -> None:
    found = {word for word in words(SCHEMA) if word not in TEXT}
    assert found == set()


def test_it_is_valid_and_its_own_targets_pass_on_the_day_that_it_was_written() -> None:
    result = assess(load_profile(TEMPLATE), as_of=date(2026, 11, 23))
    assert {item.state for item in result.inputs.evidence} == {"current"}
    assert [check.name for check in result.gate.checks if not check.passed] == []
    assert result.gate.passed
    assert [finding.waived is not None for finding in result.findings if finding.requirement == "auditing"] == [True]
