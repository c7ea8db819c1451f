"""The schema of profiles as a document: complete, explained, and in step with the code and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from profile_texts import REQUIREMENTS, profile_of

from assessor.loading.bundled import bundled
from assessor.loading.schemas import schema
from assessor.model import vocabulary
from assessor.model.vocabulary import Band, Characteristic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

PROFILE = schema("profile")
VALIDATOR = Draft202012Validator(PROFILE)


def schemas(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside the schema, by its path."""
    if isinstance(node, dict):
        if {"type", "$ref", "anyOf", "const"} & node.keys():
            yield path, node
        for key, value in node.items():
            if key not in {"examples", "required"}:
                yield from schemas(value, f"{path}/{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from schemas(value, f"{path}/{index}")


ALL = dict(schemas(PROFILE))
KEYS = {path: each for path, each in ALL.items() if path.split("/")[-2:-1] == ["properties"] and "oneOf" not in path}
OBJECTS = {path: each for path, each in ALL.items() if "object" in str(each.get("type"))}
CHOICES = {path: each["anyOf"] for path, each in ALL.items() if "anyOf" in each}


def test_it_is_valid_json_schema_2020_12() -> None:
    Draft202012Validator.check_schema(PROFILE)
    assert PROFILE["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert PROFILE["$id"] == "urn:dtassess:schema:profile:v1"


@pytest.mark.parametrize("path", KEYS)
def test_an_editor_can_explain_every_key(path: str) -> None:
    assert KEYS[path]["title"]
    assert KEYS[path]["description"].endswith(".")


@pytest.mark.parametrize("path", CHOICES)
def test_an_editor_can_explain_every_value_of_a_choice(path: str) -> None:
    for branch in CHOICES[path]:
        assert branch.get("description", "").endswith(".") or branch == {"type": "null", "title": "left out"}


@pytest.mark.parametrize("path", OBJECTS)
def test_unknown_keys_are_refused_everywhere(path: str) -> None:
    assert OBJECTS[path]["additionalProperties"] is False


@pytest.mark.parametrize("path", [path for path, each in ALL.items() if "examples" in each])
def test_examples_are_valid(path: str) -> None:
    for example in ALL[path]["examples"]:
        assert list(VALIDATOR.evolve(schema=ALL[path]).iter_errors(example)) == []


def test_the_example_of_a_whole_profile_is_one() -> None:
    import json

    assert profile_of(json.dumps(PROFILE["examples"][0])).name == "bottling-line-7"


@pytest.mark.parametrize(
    ("place", "members"),
    [
        ("layer", vocabulary.Layer),
        ("twin/properties/use_cases/items", vocabulary.UseCase),
        ("control/properties/status", vocabulary.Status),
        ("control/properties/activation", vocabulary.Activation),
        ("control/properties/responsibility", vocabulary.Responsibility),
        ("evidence/properties/type", vocabulary.EvidenceType),
        ("targets/properties/basis", vocabulary.Basis),
    ],
)
def test_choices_are_those_of_the_model(place: str, members: type[StrEnum]) -> None:
    known = [branch["const"] for branch in CHOICES[f"/$defs/{place}"] if "const" in branch]
    assert known == [str(member) for member in members]


def test_characteristics_and_wanted_bands_are_those_of_the_model() -> None:
    characteristics = PROFILE["$defs"]["twin"]["properties"]["characteristics"]["properties"]
    assert list(characteristics) == [str(each) for each in Characteristic]
    for place in ("/$defs/targets/properties/rating", "/$defs/target_band"):
        assert [branch.get("const") for branch in CHOICES[place]] == [str(Band.GREEN), str(Band.ORANGE), None]


def test_requirements_are_those_of_the_rules() -> None:
    assert sorted(REQUIREMENTS) == sorted(path.stem for path in (bundled("rules") / "core/requirements").glob("*.yaml"))
    assert list(PROFILE["$defs"]["targets"]["properties"]["requirements"]["properties"]) == list(REQUIREMENTS)
