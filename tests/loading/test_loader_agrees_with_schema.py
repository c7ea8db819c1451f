"""What the quick loader accepts is what the schema and the checks beyond it find nothing wrong with, and the other way.

Profiles are generated valid, then changed in up to three places by values that stand at the edge of some rule.
"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profile_texts import BENCHMARKS, KNOWN, REQUIREMENTS

from assessor.loading.acceptance import accepted
from assessor.loading.references import beyond_the_schema
from assessor.loading.schemas import explain
from assessor.loading.source import read_document
from assessor.model.document import to_document
from assessor.model.vocabulary import (
    Activation,
    Basis,
    Characteristic,
    EvidenceType,
    Layer,
    Responsibility,
    Status,
    UseCase,
)

DAYS = ("2026-10-01", "2024-02-29", "9999-12-31")
ODD: list[Any] = [
    *(
        None,
        "",
        " ",
        "\t",
        "x\n",
        "\n",
        "a\tb",
        "a\u00a0b",
        "\u2028",
        "\x00",
        "\x7f",
        "\ufeff",
        "\u200d",
        "😀",
        "\ud83d",
    ),
    *("true", "x" * 100, "x" * 101, " x", "x ", "1", "0", "red", "green", "planned", "trust", "data", "scan", "cps"),
    *(
        "2026-02-29",
        "2026-2-01",
        "2026-10-01\n",
        "0000-01-01",
        "0" * 64,
        "F" * 64 + "\n",
        "g" * 64,
        "0" * 63,
        0,
        10**63,
    ),
    *("https://x", "x:y", "xy:z", "xy:", "xy:a b", "xy:\u00a0", "mailto:a@b", "C:\\x", "http://x\n"),
    *(True, False, 0, 1, 100, 100.5, -0.0, 59.96, 1e-9, 0.1 + 0.2, 101, -1, 2026, 1e300),
    *(
        [],
        {},
        [[]],
        [{}],
        ["data"],
        ["data", "data"],
        ["trust", "trust"],
        ["trust"],
        [None],
        [True],
        {"a": 1},
        ["cps", 1],
    ),
    *({"trust": "green"}, {"trust": None}, {"actuation": True}, {"requirement": "trust", "reason": "x"}),
    *(
        [{"type": "scan", "path": "x"}] * 2,
        [{"type": "scan", "path": "x"}, {"path": "x", "type": "scan", "note": None}],
    ),
    *(
        [{"requirement": "trust", "reason": "x"}] * 2,
        [{"requirement": "trust", "reason": "x"}, {"requirement": "trust"}],
    ),
]
KEYS = [
    "schema",
    "id",
    "type",
    "url",
    "path",
    "layers",
    "requirement",
    "based_on",
    "evidence",
    "reason",
    "expires",
    "x",
]

lines = st.text(min_size=1, max_size=8).filter(lambda text: text.isprintable() and text.strip())
texts = st.sampled_from(["x", "two\nlines", "\ttab", "a\u00a0b"])
ids = st.from_regex(r"[A-Z]{1,2}-[0-9]{1,3}", fullmatch=True)


def some(of: Any, **bounds: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(st.sampled_from([str(each) for each in of]), min_size=1, unique=True, **bounds)


def mapping(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    nullable = {key: st.one_of(st.none(), value) for key, value in optional.items()}
    return st.fixed_dictionaries(required, optional=nullable)


def one(of: Any) -> st.SearchStrategy[str]:
    return st.sampled_from([str(each) for each in of])


days, digests = st.sampled_from(DAYS), st.sampled_from(["0" * 64, "aF" * 32])
dated = {"date": days, "expires": days, "sha256": digests, "note": texts}
evidence = st.one_of(
    mapping({"type": one(EvidenceType), "path": lines}, dated),
    mapping({"type": one(EvidenceType), "url": st.sampled_from(["https://x.org", "urn:x", "mailto:a@b"])}, dated),
)
unique_items = st.lists(evidence, min_size=1, max_size=3, unique_by=lambda item: item.get("path") or item.get("url"))
controls = mapping(
    {"id": ids, "title": lines, "requirements": some(REQUIREMENTS, max_size=4), "status": one(Status)},
    {
        "layers": some(Layer),
        "activation": one(Activation),
        "responsibility": one(Responsibility),
        "owner": lines,
        "description": texts,
        "caveats": texts,
        "evidence": unique_items,
    },
)
out_of_scope = mapping({"requirement": one(REQUIREMENTS), "reason": texts}, {"layers": some(Layer)})
risks = mapping(
    {"requirement": one(REQUIREMENTS), "reason": texts, "approved_by": lines, "expires": days},
    {"layers": some(Layer), "ticket": lines},
)
scores = st.one_of(st.integers(0, 100), st.sampled_from([0.5, 59.96, 1e-9, 99.999]))
profiles = mapping(
    {
        "schema": st.just("dtassess/profile/v1"),
        "name": lines,
        "controls": st.lists(controls, max_size=3, unique_by=lambda control: control["id"]),
    },
    {
        "version": lines,
        "owner": lines,
        "description": texts,
        "twin": mapping(
            {},
            {
                "use_cases": some(UseCase),
                "layers": some(Layer),
                "reference_architecture": st.booleans(),
                "cross_layer": st.booleans(),
                "characteristics": mapping({}, {str(each): st.booleans() for each in Characteristic}),
            },
        ),
        "not_applicable": st.lists(out_of_scope, min_size=1, max_size=2, unique_by=lambda entry: entry["requirement"]),
        "exceptions": st.lists(risks, min_size=1, max_size=2, unique_by=lambda entry: entry["requirement"]),
        "targets": mapping(
            {},
            {
                "rating": one(["green", "orange"]),
                "basis": one(Basis),
                "min_score": scores,
                "min_assessed": scores,
                "benchmarks": some(BENCHMARKS),
                "requirements": mapping({}, dict.fromkeys(REQUIREMENTS[:5], one(["green", "orange"]))),
            },
        ),
    },
)


@st.composite
def changed(draw: st.DrawFn) -> dict[str, Any]:
    """A valid profile in which up to three things were replaced, removed, added or repeated."""
    document = json.loads(json.dumps(draw(profiles)))
    for _ in range(draw(st.integers(1, 3))):
        places = list(places_of(document))
        owner, key = draw(st.sampled_from(places))
        change = draw(st.sampled_from(["replace", "replace", "remove", "add", "repeat"]))
        if change == "replace":
            owner[key] = draw(st.sampled_from(ODD))
        elif change == "add" and isinstance(owner, dict):
            owner[draw(st.sampled_from(KEYS))] = draw(st.sampled_from(ODD))
        elif change == "repeat" and isinstance(owner, list):
            owner.append(owner[key])
        elif change == "remove" and len(document) > 1:
            del owner[key]
        document = json.loads(json.dumps(document))
    return document


def places_of(node: Any) -> list[tuple[Any, Any]]:
    pairs = list(node.items()) if isinstance(node, dict) else list(enumerate(node))
    inner = [place for _, value in pairs if isinstance(value, dict | list) for place in places_of(value)]
    return [(node, key) for key, _ in pairs] + inner


def wrong_with(document: dict[str, Any]) -> list[str] | None:
    """What the schema and the checks beyond it say; None if the file could not be read at all."""
    read = read_document(json.dumps(document).encode(), "f")
    if read.problems:
        return None
    return [str(each) for each in (*explain(read, "profile"), *beyond_the_schema(read, KNOWN))]


@given(profiles)
@settings(max_examples=100, deadline=None)
def test_valid_profiles_are_accepted_by_both_and_survive_their_own_document(document: dict[str, Any]) -> None:
    read = read_document(json.dumps(document).encode(), "f")
    profile = accepted(read, KNOWN)
    assert wrong_with(document) == []
    assert profile is not None
    again = accepted(read_document(json.dumps(to_document(profile)).encode(), "f"), KNOWN)
    assert again is not None
    assert again._replace(sha256=profile.sha256) == profile


@given(changed())
@settings(max_examples=300, deadline=None)
def test_both_agree_on_what_is_valid(document: dict[str, Any]) -> None:
    wrong = wrong_with(document)
    if wrong is not None:
        profile = accepted(read_document(json.dumps(document).encode(), "f"), KNOWN)
        assert (profile is None) == bool(wrong), wrong


@pytest.mark.parametrize("odd", range(len(ODD)))
def test_both_agree_on_every_odd_value_at_every_key(odd: int) -> None:
    text = {"type": "scan", "path": "p", "date": DAYS[0], "expires": DAYS[0], "sha256": "0" * 64, "note": "x"}
    control = {"id": "x", "title": "x", "requirements": ["trust"], "layers": ["data"], "status": "planned"}
    more = {"activation": "default", "responsibility": "shared", "owner": "x", "description": "x", "caveats": "x"}
    valid: dict[str, Any] = {
        "schema": "dtassess/profile/v1",
        "name": "x",
        "version": "x",
        "owner": "x",
        "description": "x",
        "twin": {"use_cases": ["cps"], "layers": ["data"], "reference_architecture": True, "cross_layer": True},
        "controls": [{**control, **more, "evidence": [text, {"type": "scan", "url": "https://x"}]}],
        "not_applicable": [{"requirement": "trust", "layers": ["data"], "reason": "x"}],
        "exceptions": [{"requirement": "trust", "reason": "x", "approved_by": "x", "ticket": "x", "expires": DAYS[0]}],
        "targets": {
            "rating": "green",
            "basis": "current",
            "min_score": 1,
            "min_assessed": 1,
            "benchmarks": [BENCHMARKS[0]],
        },
    }
    valid["twin"]["characteristics"] = {"actuation": True}
    valid["targets"]["requirements"] = {"trust": "green"}
    for number in range(len(places_of(valid))):
        document = json.loads(json.dumps(valid))
        owner, key = places_of(document)[number]
        owner[key] = ODD[odd]
        wrong = wrong_with(document)
        if wrong is not None:
            profile = accepted(read_document(json.dumps(document).encode(), "f"), KNOWN)
            assert (profile is None) == bool(wrong), (key, ODD[odd], wrong)
