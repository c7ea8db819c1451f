"""OSCAL documents for tests: every kind, of every golden result, in each version, and the readers that check them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import regress
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

from assessor.api import open_assessor
from assessor.errors import Problem
from assessor.report.formats import FORMATS, Choice, render
from assessor.report.oscal.catalog import catalog
from assessor.report.oscal.pieces import CATALOG_FILE
from assessor.report.oscal.poam import plan_of_action
from assessor.report.oscal.profiles import profile
from assessor.report.oscal.results import assessment_results
from assessor.report.view import FILE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.knowledge import Knowledge
    from assessor.report.contents import Contents

Document = dict[str, Any]

VERSIONS = FORMATS["oscal"].options["version"]
SCHEMAS = Path(__file__).resolve().parent / "oscal_schemas"
GOLDEN = Path(__file__).resolve().parents[1] / "golden"
PROBLEM = Problem("plant\n<b>/line-7.yaml", 3, 5, "unknown key 'tittle' `x` *y*")


@cache
def knowledge() -> Knowledge:
    return open_assessor(engine="plain").knowledge


def golden_results() -> dict[str, Document]:
    """The expected result of each golden scenario that has one, by its name."""
    results = {}
    for path in sorted(GOLDEN.glob("*/expected.json")):
        document = json.loads(path.read_text(encoding="utf-8").replace('"masked"', f'"{"0" * 64}"'))
        if document["schema"] == "dtassess/result/v1":
            results[path.parent.name] = document
    return results


@cache
def documents(version: str) -> dict[str, Document]:
    """Every document that there is, by a name of its own."""
    results, known = golden_results(), knowledge()
    made = {f"results of {name}": assessment_results([one], (), known, version) for name, one in results.items()}
    made |= {f"plan for {name}": plan_of_action(one, known, version) for name, one in results.items()}
    made |= {f"profile {one.id}": profile(one, known, version, CATALOG_FILE) for one in known.benchmarks}
    made["catalog"] = catalog(known, version)
    twice = [*results.values(), results["hostile"]]
    made["results of all, one of them twice, and a problem"] = assessment_results(twice, [PROBLEM], known, version)
    made["results of none, with problems"] = assessment_results([], [PROBLEM, PROBLEM], known, version)
    made["results of none, without rules"] = assessment_results([], [PROBLEM], None, version)
    made["results without rules"] = assessment_results([results["hostile"]], [], None, version)
    made["plan without rules"] = plan_of_action(results["hostile"], None, version)
    return made


def rendered(contents: Contents, version: str = VERSIONS[0]) -> Document:
    """What the format makes of values."""
    if contents.knowledge is None and contents.assessed:
        contents = contents._replace(knowledge=knowledge())
    document: Document = json.loads(render(Choice("oscal", {"version": version}), contents, FILE))
    return document["assessment-results"]


@cache
def validator(version: str) -> Draft7Validator:
    """NIST's own schema. Its patterns are ECMAScript's, which Python's `re` does not read."""
    schema = json.loads((SCHEMAS / f"oscal_complete_schema-{version}.json").read_text(encoding="utf-8"))
    return extend(Draft7Validator, {"pattern": _pattern})(schema)


def _pattern(_: object, pattern: str, value: object, __: object) -> Iterator[ValidationError]:
    if isinstance(value, str) and not regress.Regex(pattern, "u").find(value):
        yield ValidationError(f"{value!r} does not match {pattern}")


def walked(value: Any) -> Iterator[Document]:
    """Every object of a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walked(inner)


def props(piece: Document, name: str) -> list[str]:
    """The values of the properties of a name."""
    return [one["value"] for one in piece.get("props", []) if one["name"] == name]
