"""The parts of which the reference pages are made: words for schemas, examples, and where links lead."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "docs" / "hooks"))

from links import linked_files, rewritten, shown_at
from reference.examples import as_yaml, observed
from reference.markdown import prose
from reference.schemas import schema_page
from reference.shapes import limits, type_words

SIZES = {"anyOf": [{"const": "s", "description": "Small."}, {"const": "l", "description": "Large."}, {"type": "null"}]}
SCHEMA: dict[str, Any] = {
    "title": "dtassess pump",
    "description": "A pump.",
    "type": "object",
    "required": ["id"],
    "properties": {
        "id": {"type": "string", "description": "Its name.", "examples": ["P-1"]},
        "size": {"description": "How large it is. Left out: small.", **SIZES},
        "valves": {"type": "array", "items": {"$ref": "#/$defs/valve"}},
        "flow": {"type": "object", "description": "What goes through.", "properties": {"rate": {"type": "number"}}},
    },
    "$defs": {
        "valve": {
            "type": "object",
            "description": "A valve.",
            "properties": {"open": {"type": "boolean", "default": False}, "behind": {"$ref": "#/$defs/valve"}},
        }
    },
}


class TestThePageOfASchema:
    PAGE = schema_page("pump", SCHEMA, {})

    def test_a_key_has_its_type_whether_it_has_to_be_there_and_an_example(self) -> None:
        assert (
            "### `id` { #id }\n\nIts name.\n\n- **Type**: text, **required**\n- **Example**: `id: P-1`\n" in self.PAGE
        )

    def test_what_holds_where_a_key_is_left_out_is_taken_from_its_description_or_its_default(self) -> None:
        assert "How large it is.\n\n- **Type**: one of the values below, optional\n- **Left out**: small\n" in self.PAGE
        assert (
            "### `open` { #valve-open }\n\n- **Type**: true or false, optional\n- **Left out**: `false`\n" in self.PAGE
        )

    def test_the_values_of_a_choice_stand_below_it_without_null(self) -> None:
        assert "| `s` | Small. |\n| `l` | Large. |\n" in self.PAGE
        assert "null" not in self.PAGE

    def test_a_definition_that_holds_itself_is_told_once(self) -> None:
        assert self.PAGE.count("## Valve { #valve-object }") == 1
        assert "- **Type**: list of [valve](#valve-object), optional" in self.PAGE
        assert "- **Type**: [valve](#valve-object), optional" in self.PAGE

    def test_keys_within_a_key_are_below_its_name(self) -> None:
        assert "- [`flow`](#flow)\n    - [`rate`](#flow-rate)\n" in self.PAGE
        assert "## Keys of flow { #flow-keys }" in self.PAGE


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "array", "minItems": 1, "uniqueItems": True}, ["at least 1 entry", "no entry twice"]),
        ({"type": "number", "minimum": 0, "maximum": 100}, ["from 0 to 100"]),
        ({"type": "string", "minLength": 1, "maxLength": 2000}, ["not empty", "at most 2,000 characters"]),
        ({"type": "string", "pattern": r"^[0-9a-f]{64}$"}, ["64 hexadecimal digits"]),
        ({"type": "string", "pattern": r"^x+(?!\n)$"}, ["of the form `^x+$`"]),
        ({"type": "array", "items": {"type": "string", "maxLength": 3}}, ["each at most 3 characters"]),
    ],
)
def test_limits_are_told_in_words(schema: dict[str, Any], words: list[str]) -> None:
    assert limits(schema, schema, {}) == words


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": ["string", "null"]}, "text"),
        ({"type": "null"}, "null alone"),
        ({"const": "x"}, "always `x`"),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, "mapping of names to whole number"),
        ({"type": "array", "items": SIZES}, "list of the values below"),
        ({"type": "array", "prefixItems": [{"type": "number"}, {"type": "string"}]}, "list of number, then text"),
        ({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}]}, "text or number"),
        ({}, "anything"),
    ],
)
def test_types_are_told_in_words(schema: dict[str, Any], words: str) -> None:
    assert type_words(schema, schema, {}) == words


def test_examples_are_the_first_values_of_a_real_document() -> None:
    document = {"id": "P-9", "valves": [{"open": None}, {"open": True, "behind": {"open": False}}]}
    found = observed(SCHEMA, document)
    assert found[id(SCHEMA["properties"]["id"])] == "P-9"
    assert found[id(SCHEMA["$defs"]["valve"]["properties"]["open"])] is True


def test_yaml_is_written_as_people_write_it() -> None:
    assert as_yaml({"date": "2026-10-01", "layers": ["data", "system"]}) == [
        "date: 2026-10-01",
        "layers: [data, system]",
    ]


def test_prose_is_no_markup_but_for_code() -> None:
    assert prose("<b> *x* [y] a_b `a_b`") == r"&lt;b&gt; \*x\* \[y\] a\_b `a_b`"


@pytest.mark.parametrize(
    ("target", "place"),
    [
        ("README.md", "index.md"),
        ("rules/core/requirements/trust.yaml", "reference/requirements.md#trust"),
        ("rules/core/caps/shallow.yaml", "reference/rules.md#shallow"),
        ("rules/core/rating.yaml", "files/rules/core/rating.yaml.md"),
        ("rules/benchmarks", "reference/benchmarks.md"),
        ("schemas/rule-test.schema.json", "reference/schemas/rule-test.md"),
        ("assessor/cli/plan.py", "reference/commands.md#plan"),
        (".pre-commit-hooks.yaml", "files/pre-commit-hooks.yaml.md"),
        ("Dockerfile", "files/Dockerfile.md"),
        ("somewhere/else", None),
    ],
)
def test_each_place_of_the_repository_has_one_on_the_site(target: str, place: str | None) -> None:
    assert shown_at(target) == place


def test_links_out_of_the_pages_lead_to_pages_and_others_stay() -> None:
    others = "[b](plan.md#targets) [c](https://example.org) [d](#here)\n```\n[e](../../README.md)\n```\n"
    moved = rewritten(f"[a](../../rules/kinds.yaml) {others}", "docs/howto/rules.md", "howto/rules.md")
    assert moved == f"[a](../reference/kinds.md) {others}"


def test_a_page_from_the_root_leads_to_pages_below_docs() -> None:
    assert rewritten("[a](docs/adr/README.md#x)", "CONTRIBUTING.md", "contributing.md") == "[a](adr/README.md#x)"


def test_files_that_no_page_shows_are_those_that_are_linked_to() -> None:
    text = "[a](../profiles/template.yaml) [b](../rules/core) [c](../tests/golden/x/expected.html)"
    assert list(linked_files(text, "docs/index.md")) == [
        ("profiles/template.yaml", "files/profiles/template.yaml.md"),
        ("tests/golden/x/expected.html", "examples/x.html"),
    ]
