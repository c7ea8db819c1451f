"""Every file under `rules/` that holds knowledge is valid, names only what exists, and reads the same to everyone."""

from __future__ import annotations

import copy
import json
import re
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from knowledge_files import ROOT, RULES, benchmark_paths, benchmarks, csf, read, requirement_paths, requirements

from assessor.model.vocabulary import Group, Layer, UseCase

if TYPE_CHECKING:
    from pathlib import Path

FILES = [
    *(("requirement", path) for path in requirement_paths()),
    ("csf", RULES / "csf/functions.yaml"),
    *(("benchmark", path) for path in benchmark_paths()),
    ("reproduction", RULES / "reproduction.yaml"),
]
NAMES = [f"{path.parent.name}/{path.stem}" for _, path in FILES]
IDS = [entry["id"] for entry in requirements()]
OWN: dict[str, Any] = {
    "schema": "dtassess/benchmark/v1",
    "id": "acme-twin-baseline",
    "title": "What ACME asks of its twins",
    "applied_to": ["data", "network"],
    "requirements": ["confidentiality", "auditing"],
}


def schema(name: str) -> Any:
    return json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))


def problems(name: str, document: object) -> list[tuple[str, str]]:
    errors = jsonschema.Draft202012Validator(schema(name)).iter_errors(document)
    return sorted((error.json_path, error.message) for error in errors)


def texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for entry in value.values() for text in texts(entry)]
    if isinstance(value, list):
        return [text for entry in value for text in texts(entry)]
    return [value] if isinstance(value, str) else []


def scalars(value: object) -> list[object]:
    if isinstance(value, dict):
        return [scalar for entry in value.values() for scalar in scalars(entry)]
    if isinstance(value, list):
        return [scalar for entry in value for scalar in scalars(entry)]
    return [value]


def subschemas(node: object, at: str = "$") -> list[tuple[str, dict[str, Any]]]:
    """Every property, with its path, of every object in a schema."""
    found = []
    if isinstance(node, dict):
        for key, entry in node.items():
            found += subschemas(entry, f"{at}.{key}")
            if key == "properties":
                found += [(f"{at}.{name}", described) for name, described in entry.items()]
    if isinstance(node, list):
        for index, entry in enumerate(node):
            found += subschemas(entry, f"{at}[{index}]")
    return found


def objects(node: object) -> list[dict[str, Any]]:
    """Every schema of an object with properties."""
    inner = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = [node] if isinstance(node, dict) and node.get("type") == "object" else []
    return own + [found for entry in inner for found in objects(entry)]


@pytest.mark.parametrize(("name", "path"), FILES, ids=NAMES)
def test_a_file_is_valid(name: str, path: Path) -> None:
    assert problems(name, read(path)) == []


@pytest.mark.parametrize(("name", "path"), FILES, ids=NAMES)
def test_a_file_reads_the_same_to_every_reader(name: str, path: Path) -> None:
    """No plain scalar is a date, a float or an old boolean: what is not a count, true, false or null is text."""
    raw = path.read_bytes()
    assert b"\t" not in raw
    assert b"\r" not in raw
    assert raw.endswith(b"\n")
    for scalar in scalars(read(path)):
        assert scalar is None or type(scalar) in (str, int, bool), (name, scalar)


@pytest.mark.parametrize("path", [*requirement_paths(), *benchmark_paths()], ids=lambda path: path.stem)
def test_an_id_is_its_files_name(path: Path) -> None:
    assert read(path)["id"] == path.stem


@pytest.mark.parametrize(("name", "path"), FILES, ids=NAMES)
def test_a_text_is_plain(name: str, path: Path) -> None:
    for text in texts(read(path)):
        assert text == text.strip(), name
        assert "  " not in text
        assert not re.search(r"[\x00-\x1f\x7f-\x9f]", text), text
        assert not re.search(r"\b(compliant|conformant)\b", text.casefold()), text


@pytest.mark.parametrize("path", requirement_paths(), ids=lambda path: path.stem)
def test_a_definition_has_one_to_three_sentences(path: Path) -> None:
    assert 1 <= len(re.findall(r"[.?](?=\s|$)", read(path)["definition"])) <= 3


@pytest.mark.parametrize("path", [*requirement_paths(), *benchmark_paths()], ids=lambda path: path.stem)
def test_a_text_of_ours_ends_as_a_sentence(path: Path) -> None:
    document = read(path)
    ours = [document.get("definition"), document.get("remediation"), document.get("band_difference")]
    ours += [*document.get("layers", {}).values(), *document.get("doubts", [])]
    ours += [entry["reason"] for entry in document.get("differences", [])]
    ours += [entry["summary"] for entry in document.get("clauses", [])]
    assert [text for text in ours if text and not text.endswith(".")] == []


def test_remediations_and_bases_name_only_categories_that_exist() -> None:
    known = {category["id"] for function in csf()["functions"] for category in function["categories"]}
    for entry in requirements():
        for text in (entry["categories"]["basis"], entry["remediation"]):
            assert set(re.findall(r"\b[A-Z]{2}\.[A-Z]{2}\b", text)) <= known


def test_a_clause_names_a_requirement_that_the_study_ticked_for_the_document() -> None:
    unticked = [
        (number, clause["requirement"])
        for number, document in benchmarks().items()
        for clause in document["clauses"]
        if clause["requirement"] not in document["requirements"]
    ]
    assert unticked == []


def test_clauses_were_read_of_four_documents_and_in_full_of_one() -> None:
    read_of = {number: {clause["basis"] for clause in entry["clauses"]} for number, entry in benchmarks().items()}
    assert [number for number, bases in read_of.items() if bases] == [8, 9, 17, 20]
    assert [number for number, bases in read_of.items() if "full text" in bases] == [8]


def test_the_clauses_of_document_8_leave_out_trust_alone() -> None:
    document = benchmarks()[8]
    noted = {clause["requirement"] for clause in document["clauses"]}
    assert set(document["requirements"]) - noted == {"trust"}


def test_the_schemas_list_what_exists() -> None:
    functions = csf()["functions"]
    benchmark, reproduction = schema("benchmark")["$defs"], schema("reproduction")["$defs"]
    assert benchmark["requirement"]["enum"] == reproduction["requirement"]["enum"] == IDS
    assert benchmark["function"]["enum"] == reproduction["function"]["enum"] == [entry["id"] for entry in functions]
    assert benchmark["layer"]["enum"] == list(Layer)
    assert schema("benchmark")["properties"]["use_cases"]["items"]["enum"] == list(UseCase)
    assert schema("requirement")["properties"]["group"]["enum"] == list(Group)
    categories = [category["id"] for function in functions for category in function["categories"]]
    assert schema("requirement")["$defs"]["category"]["enum"] == categories


@pytest.mark.parametrize("name", ["requirement", "csf", "benchmark", "reproduction"])
def test_a_schema_is_strict_and_explains_every_key(name: str) -> None:
    whole = schema(name)
    jsonschema.Draft202012Validator.check_schema(whole)
    assert [entry["title"] for entry in objects(whole) if entry.get("additionalProperties") is not False] == []
    for at, described in subschemas(whole):
        meant = whole["$defs"][described["$ref"].rpartition("/")[2]] if "$ref" in described else described
        assert meant["title"], at
        assert described.get("description", meant["description"]).endswith("."), at


def test_a_benchmark_of_ones_own_needs_five_keys() -> None:
    assert problems("benchmark", OWN) == []
    for key in OWN:
        without = {name: value for name, value in OWN.items() if name != key}
        assert problems("benchmark", without) == [("$", f"'{key}' is a required property")]


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [
        ("id", "Acme_Baseline", "$.id"),
        ("id", "acme\n", "$.id"),
        ("schema", "dtassess/benchmark/v2", "$.schema"),
        ("applied_to", ["D"], "$.applied_to[0]"),
        ("applied_to", ["data", "data"], "$.applied_to"),
        ("requirements", ["monitoring or detection"], "$.requirements[0]"),
        ("requirements", None, "$.requirements"),
        ("number", 28, "$.number"),
        ("use_cases", ["retail"], "$.use_cases[0]"),
        ("published", {"band": "not-applicable", "functions": None}, "$.published.band"),
        ("published", {"band": "green"}, "$.published"),
        ("differences", [{"function": "XX", "reason": "..."}], "$.differences[0].function"),
        ("table", {"printed_cells": [0]}, "$.table.printed_cells[0]"),
        ("certified", True, "$"),
    ],
)
def test_a_benchmark_that_is_wrong_in_one_place_is_refused_there(key: str, value: object, path: str) -> None:
    assert [at for at, _ in problems("benchmark", {**OWN, key: value})] == [path]


@pytest.mark.parametrize(
    ("key", "value"),
    [("date", "November 2023"), ("date", "2023-13"), ("url", "javascript:alert(1)"), ("url", "ftp://x")],
)
def test_a_publisher_has_a_real_date_and_a_web_address(key: str, value: str) -> None:
    document = copy.deepcopy(benchmarks()[8])
    document["publisher"][key] = value
    assert [at for at, _ in problems("benchmark", document)] == [f"$.publisher.{key}"]
