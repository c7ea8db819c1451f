"""What is said of a document by a schema of any kind; the schemas here have what the project's own use, and more."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from assessor.loading import schemas
from assessor.loading.schemas import explain
from assessor.loading.source import read_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, Any], str], list[str]]:
    """What a schema for the key `a` says of a YAML text."""
    monkeypatch.setattr(schemas, "bundled", lambda _: tmp_path)

    def run(of_a: dict[str, Any], text: str) -> list[str]:
        schemas.schema.cache_clear()
        schemas._validator.cache_clear()
        (tmp_path / "x.schema.json").write_text(json.dumps({"properties": {"a": of_a}}))
        document = read_document(text.encode(), "f")
        return [str(problem).removeprefix("f:") for problem in explain(document, "x")]

    yield run
    schemas.schema.cache_clear()
    schemas._validator.cache_clear()


NULLABLE = {
    "anyOf": [{"type": "object", "required": ["b"], "properties": {"b": {"type": "integer"}}}, {"type": "null"}]
}
FORMS = {
    "anyOf": [
        {"title": "a word", "type": "string", "pattern": "^w"},
        {"title": "a list of words", "type": "array", "minItems": 2},
        {"type": "boolean"},
    ]
}
BY_TYPE = {"if": {"type": "array"}, "then": {"minItems": 1}, "else": {"const": "x"}}
LETTERS = {"propertyNames": {"pattern": "^[a-z]+$"}}
FLAGS = {"additionalProperties": {"type": "boolean"}}
EITHER = {"oneOf": [{"type": "string", "minLength": 2}, {"type": "string", "maxLength": 4}]}


@pytest.mark.parametrize(
    ("schema", "text", "said"),
    [
        (NULLABLE, "a: ~", []),
        (NULLABLE, "a: {b: 1}", []),
        (NULLABLE, "a: {b: x}", ["1:8: a.b must be a whole number, not 'x'"]),
        (NULLABLE, "a: {}", ["1:4: a.b is required"]),
        (NULLABLE, "a: x", ["1:4: a must be a mapping or empty, not 'x'"]),
        (FORMS, "a: word", []),
        (FORMS, "a: true", []),
        (FORMS, "a: [x]", ["1:4: a has 1 entry; 2 is the least"]),
        (FORMS, "a: {}", ["1:4: a must be a word, a list of words or true or false, not a mapping"]),
        (EITHER, "a: x", []),
        (EITHER, "a: xxx", ["1:4: a 'xxx' fits more than one of the forms that it may have"]),
        ({"type": "integer", "minimum": 1}, "a: 2.0", ["1:4: a must be a whole number from 1, not '2.0'"]),
        ({"type": "integer", "minimum": 1}, "a: 0", ["1:4: a must be a whole number from 1, not '0'"]),
        ({"type": "number", "maximum": 1}, "a: 1.5", ["1:4: a must be a number up to 1, not '1.5'"]),
        ({"type": "number"}, "a: '1'", ["1:4: a must be a number, not '1' (write it without quotes)"]),
        ({"type": ["number", "string"]}, "a: [1]", ["1:4: a must be a number or text, not a list"]),
        ({"const": True}, "a: true", []),
        ({"const": True}, "a: 'true'", ["1:4: a must be 'true', not 'true'"]),
        ({"const": 4}, "a: 4.0", []),
        ({"const": 4}, "a: 5", ["1:4: a must be '4', not '5'"]),
        ({"const": "x"}, "a: [x]", ["1:4: a must be 'x', not a list"]),
        ({"enum": ["x", 1, True, None]}, "a: ~", []),
        ({"enum": ["x", 1, True, None]}, "a: 1", []),
        ({"enum": ["x", 1, True, None]}, "a: true", []),
        ({"enum": ["x", 1]}, "a: true", ["1:4: a 'true' is not known; known: x, 1"]),
        ({"enum": ["xyz"]}, "a: ~", ["1:4: a has no value; it must be xyz"]),
        ({"minLength": 1}, "a: ''", ["1:4: a is blank"]),
        ({"minLength": 3}, "a: xy", ["1:4: a has 2 characters; 3 is the least"]),
        ({"maxLength": 1}, "a: xy", ["1:4: a has 2 characters; 1 is the most"]),
        ({"maxLength": 0}, "a: x", ["1:4: a has 1 character; 0 is the most"]),
        ({"minProperties": 1}, "a: {}", ["1:4: a is empty; it needs an entry at least"]),
        ({"minProperties": 2}, "a: {b: c}", ["1:4: a has 1 key; 2 is the least"]),
        ({"maxProperties": 1}, "a: {b: c, d: e}", ["1:4: a has 2 keys; 1 is the most"]),
        ({"not": {"type": "array"}}, "a: []", ["1:4: a is not allowed: a list"]),
        ({"pattern": "^x"}, "a: y", ["1:4: a 'y' is not of the right form"]),
        ({"pattern": "^x"}, "a: |\n  x\n  y\n", []),
        ({"pattern": "^x$"}, "a: |\n  x\n  y\n", ["1:4: a 'x\\ny\\n' must stand on one line"]),
        (
            {"pattern": "^x", "description": "What. It begins with x.", "examples": ["xy"]},
            "a: y",
            ["1:4: a 'y' is not of the right form: it begins with x (such as 'xy')"],
        ),
        (LETTERS, "a: {b: c, D: e}", ["1:11: a: the key 'D' is not of the right form"]),
        (FLAGS, "a: {b: no, c: true}", ["1:8: a.b must be true or false, not 'no'"]),
        (
            {"properties": {"b": {}}, "additionalProperties": False},
            "a: {bb: 1, c: 2}",
            ["1:5: a: unknown key 'bb'; did you mean b?", "1:12: a: unknown key 'c'; known: b"],
        ),
        ({"uniqueItems": True}, "a: [1, '1']", ["1:8: a entry '1' is given twice, first on line 1"]),
        ({"uniqueItems": True}, "a:\n- {b: c}\n- {b: c}\n", ["3:3: a entry 2 is the same as the one on line 2"]),
        ({"uniqueItems": False}, "a: [1, 1]", []),
        ({"items": {"items": {"type": "object"}}}, "a: [[x]]", ["1:6: a entry entry must be a mapping, not 'x'"]),
        ({"required": ["b"]}, "a: x", []),
        (BY_TYPE, "a: []", ["1:4: a is empty; it needs an entry at least"]),
        (BY_TYPE, "a: y", ["1:4: a must be 'x', not 'y'"]),
        ({}, "", []),
    ],
)  # fmt: skip
def test_a_violation_is_said_in_words(
    explained: Callable[[dict[str, Any], str], list[str]], schema: dict[str, Any], text: str, said: list[str]
) -> None:
    assert explained(schema, text) == said


def test_entries_are_named_by_their_list(explained: Callable[[dict[str, Any], str], list[str]]) -> None:
    schema = {"properties": {"categories": {"items": {"required": ["id"]}}, "x y": {"type": "array"}}}
    assert explained(schema, "a: {categories: [{}, {id: a}, {b: c}], x y: d}") == [
        "1:18: a.category 1: id is required",
        "1:31: a.category 3: id is required",
        "1:45: a.'x y' must be a list, not 'd'",
    ]


def test_a_very_long_list_is_told_and_not_walked(explained: Callable[[dict[str, Any], str], list[str]]) -> None:
    schema = {"maxItems": 2, "items": {"type": "boolean"}}
    assert explained(schema, "a: [x, y, z]") == ["1:4: a has 3 entries; 2 is the most"]


def test_two_thousand_violations_are_told(explained: Callable[[dict[str, Any], str], list[str]]) -> None:
    assert len(explained({"items": {"type": "boolean"}}, f"a: [{'x, ' * 2500}]")) == 2000


@pytest.mark.parametrize("name", sorted(path.name for path in schemas.bundled("schemas").glob("*.schema.json")))
def test_every_schema_of_the_project_can_be_asked(name: str) -> None:
    document = read_document(b"unlikely: x\n", "f")
    assert explain(document, name.removesuffix(".schema.json")) != []
