"""For every key of the profile's schema: a wrong type, a neighbour of its name, null, and nothing at all in it.

Each asserts the place and the key, so a key that is added to the schema is tested without a line here.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from profile_texts import KNOWN

from assessor.errors import ProfileError
from assessor.loading.profiles import read_profile
from assessor.loading.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.errors import Problem

PROFILE = schema("profile")
DAY, DIGEST = "2026-10-01", "0" * 64
VALID: dict[str, Any] = {
    "schema": "dtassess/profile/v1",
    "name": "x",
    "version": "x",
    "owner": "x",
    "description": "x",
    "twin": {
        "use_cases": ["cps"],
        "layers": ["data"],
        "reference_architecture": True,
        "cross_layer": True,
        "characteristics": dict.fromkeys(PROFILE["$defs"]["twin"]["properties"]["characteristics"]["properties"], True),
    },
    "controls": [
        {
            "id": "x",
            "title": "x",
            "requirements": ["trust"],
            "layers": ["data"],
            "status": "planned",
            "activation": "opt-in",
            "responsibility": "shared",
            "owner": "x",
            "description": "x",
            "caveats": "x",
            "evidence": [
                {"type": "scan", "path": "x", "date": DAY, "expires": DAY, "sha256": DIGEST, "note": "x"},
                {"type": "scan", "url": "https://example.org"},
            ],
        }
    ],
    "not_applicable": [{"requirement": "trust", "layers": ["data"], "reason": "x"}],
    "exceptions": [
        {
            "requirement": "trust",
            "layers": ["data"],
            "reason": "x",
            "approved_by": "x",
            "ticket": "x",
            "expires": DAY,
        }
    ],
    "targets": {
        "rating": "green",
        "basis": "current",
        "min_score": 1,
        "min_assessed": 1,
        "benchmarks": ["iso-23247-1"],
        "requirements": dict.fromkeys(PROFILE["$defs"]["targets"]["properties"]["requirements"]["properties"], "green"),
    },
}


class Key(NamedTuple):
    """A key of the schema: the path to one in `VALID`, its schema, and the schema of its mapping."""

    path: tuple[str | int, ...]
    schema: dict[str, Any]
    owner: dict[str, Any]

    def __str__(self) -> str:
        return ".".join(map(str, self.path))

    @property
    def name(self) -> str:
        return str(self.path[-1])

    @property
    def required(self) -> bool:
        return self.name in self.owner.get("required", ())


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in node:
        return node
    return {**PROFILE["$defs"][node["$ref"].removeprefix("#/$defs/")], **node}


def keys(owner: dict[str, Any], path: tuple[str | int, ...] = ()) -> Iterator[Key]:
    for name, unresolved in owner["properties"].items():
        each = resolved(unresolved)
        here = (*path, 1, name) if name == "url" else (*path, *((0,) if at(path).__class__ is list else ()), name)
        if name == "based_on":
            continue
        yield Key(here, each, owner)
        inner = resolved(each["items"]) if "items" in each else each
        if "properties" in inner:
            yield from keys(inner, here)


def at(path: tuple[str | int, ...]) -> Any:
    node = VALID
    for step in path:
        node = node[step]
    return node


KEYS = list(keys(PROFILE))


def changed(path: tuple[str | int, ...], value: Any, *, name: str | None = None) -> str:
    """The valid profile with another value for a key, or with another name."""
    document = json.loads(json.dumps(VALID))
    owner = document
    for step in path[:-1]:
        owner = owner[step]
    pairs = [
        (name if name and key == path[-1] else key, value if key == path[-1] else old) for key, old in owner.items()
    ]
    owner.clear()
    owner.update(pairs)
    return json.dumps(document, indent=1)


def problems_of(text: str) -> list[Problem]:
    with pytest.raises(ProfileError) as raised:
        read_profile(text.encode(), "p.json", KNOWN)
    return list(raised.value.problems)


def place_of(text: str, path: tuple[str | int, ...], *, name: str | None = None) -> tuple[int, int, int]:
    """The line of a key, its column, and the column of its value, found by counting lines of indented JSON."""
    lines = text.splitlines()
    line, depth = 0, 0
    for step in path:
        depth += 1
        wanted = f'{" " * depth}"{name if name and step is path[-1] else step}": ' if isinstance(step, str) else None
        skip = step if isinstance(step, int) else 0
        while True:
            line += 1
            if wanted and lines[line].startswith(wanted):
                break
            if wanted is None and lines[line][depth] not in " }]":
                if not skip:
                    break
                skip -= 1
    key = depth + 1
    return line + 1, key, lines[line].index(": ") + 3


def test_the_profile_that_is_changed_has_every_key_and_is_valid() -> None:
    assert len(KEYS) == len(set(KEYS and map(str, KEYS))) > 70
    assert read_profile(json.dumps(VALID).encode(), "p.json", KNOWN).name == "x"


@pytest.mark.parametrize("key", KEYS, ids=str)
@pytest.mark.parametrize("wrong", [{"unlikely": {}}, [["unlikely"]], "\x00"], ids=["mapping", "list", "text"])
def test_a_value_of_a_wrong_type_is_told_at_the_value(key: Key, wrong: Any) -> None:
    kinds = key.schema.get("type", ())
    if (isinstance(wrong, dict) and "object" in kinds) or (isinstance(wrong, list) and "array" in kinds):
        wrong = "unlikely"
    text = changed(key.path, wrong)
    line, _, value = place_of(text, key.path)
    told = [each for each in problems_of(text) if (each.line, each.column) == (line, value)]
    assert len(told) == 1
    assert key.name in told[0].message


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_a_neighbour_of_a_key_is_told_at_the_key_with_what_was_meant(key: Key) -> None:
    name = key.name + "x"
    text = changed(key.path, at(key.path), name=name)
    line, column, _ = place_of(text, key.path, name=name)
    told = [each.message for each in problems_of(text) if (each.line, each.column) == (line, column)]
    assert len(told) == 1
    assert told[0].partition("unknown key ")[2].startswith(f"'{name}'; did you mean {key.name}")


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_null_is_left_out_for_an_optional_key_and_told_for_a_required_one(key: Key) -> None:
    text = changed(key.path, None)
    if key.name in {"url", "path"}:
        (problem,) = problems_of(text)
        assert problem.message.endswith("url or path is required")
    elif key.required:
        line, _, value = place_of(text, key.path)
        assert [(each.line, each.column) for each in problems_of(text)] == [(line, value)]
        assert f"{key.name} has no value; it must be " in problems_of(text)[0].message
    else:
        assert read_profile(text.encode(), "p.json", KNOWN).name == "x"


@pytest.mark.parametrize("key", [key for key in KEYS if key.required], ids=str)
def test_a_required_key_that_is_missing_is_told_at_its_mapping(key: Key) -> None:
    document = json.loads(json.dumps(VALID))
    owner = document
    for step in key.path[:-1]:
        owner = owner[step]
    del owner[key.name]
    told = [each.message for each in problems_of(json.dumps(document))]
    assert len(told) == 1
    assert told[0].endswith(f"{key.name} is required")


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_what_is_empty_is_told_at_the_value(key: Key) -> None:
    kinds = str(key.schema.get("type", ()))
    empty: Any = [] if "array" in kinds else {} if "object" in kinds else " "
    text = changed(key.path, empty)
    if key.name == "controls" or "object" in kinds:
        assert read_profile(text.encode(), "p.json", KNOWN).name == "x"
        return
    line, _, value = place_of(text, key.path)
    (problem,) = problems_of(text)
    assert (problem.line, problem.column) == (line, value)
    assert key.name in problem.message
