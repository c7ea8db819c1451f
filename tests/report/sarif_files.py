"""SARIF files for tests: rendered from values, or printed by the command, and read as a program reads them."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from assessor.api import open_assessor
from assessor.report.formats import Choice, render
from assessor.report.view import FILE

if TYPE_CHECKING:
    from assessor.model.knowledge import Knowledge
    from assessor.report.contents import Contents

TARGETS = ("any", "github")
LEVELS = ("error", "warning", "note")


@cache
def knowledge() -> Knowledge:
    return open_assessor(engine="plain").knowledge


def rendered(contents: Contents, target: str = "any") -> list[dict[str, Any]]:
    """The runs of the file for these contents; what the default pack knows is behind them unless they say otherwise."""
    if contents.knowledge is None and contents.assessed:
        contents = contents._replace(knowledge=knowledge())
    document = json.loads(render(Choice("sarif", {"target": target}), contents, FILE))
    assert document["version"] == "2.1.0"
    return document["runs"]


def region(result: dict[str, Any]) -> dict[str, int]:
    return result["locations"][0]["physicalLocation"]["region"]


def uri(result: dict[str, Any]) -> str:
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
