"""The schemas of packs are what an editor shows to the author of one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from pack_folders import ROOT, good_pack, said

from assessor.assessment.rule_tests import check_pack, run_cases
from assessor.engine import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ["kinds", "pack", "rating", "rule", "rule-test"]


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


def example(name: str) -> str:
    """The example of a whole file; JSON is YAML."""
    (whole,) = schema(name)["examples"]
    return json.dumps(whole)


def parts(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            yield from () if key in {"examples", "const", "enum"} else parts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from parts(inner)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_a_schema_of_2020_12(name: str) -> None:
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_no_mapping_is_open_and_every_key_is_explained(name: str) -> None:
    whole = schema(name)
    for part in parts(whole):
        if "properties" in part and part.get("type") == "object":
            assert part["additionalProperties"] is False, part
            for key, value in part["properties"].items():
                explained = {**whole["$defs"][value["$ref"].rsplit("/", 1)[1]], **value} if "$ref" in value else value
                assert {"title", "description"} <= set(explained), key


@pytest.mark.parametrize("name", NAMES)
def test_a_pattern_does_not_let_a_line_feed_through_at_the_end(name: str) -> None:
    patterns = [part["pattern"] for part in parts(schema(name)) if isinstance(part.get("pattern"), str)]
    for pattern in patterns:
        validator = Draft202012Validator({"pattern": pattern})
        assert not any(validator.is_valid(text + "\n") for text in ("a", "$a", "a-b", "1")), pattern


def test_a_rule_may_have_as_many_patterns_as_the_engines_take() -> None:
    whole = schema("rule")
    assert whole["properties"]["when"]["maxItems"] == limits.PATTERNS
    assert whole["properties"]["unless"]["maxItems"] <= limits.EXCLUSIONS
    assert whole["$defs"]["conclusion"]["additionalProperties"]["maxProperties"] <= limits.FIELDS


def test_the_examples_of_whole_files_make_a_pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pack = good_pack(Path())
    (pack / "pack.yaml").write_text(example("pack"))
    (pack / "rules" / "plant-needs-auditing.yaml").write_text(example("rule"))
    assert check_pack(pack) == ()
    (pack / "rules" / "plant-needs-auditing.test.yaml").write_text(example("rule-test"))
    assert run_cases(pack).ok
    (pack / "kinds.yaml").write_text(example("kinds"))
    (pack / "rating.yaml").write_text(example("rating"))
    assert said(check_pack(pack)) == ["pack/rating.yaml: there is a rating.yaml already: rules/core/rating.yaml"]
