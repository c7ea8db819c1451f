"""What it takes to come to the same verdict again, and what its words mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.markdown.parts import Part, Rank
from assessor.report.page import Labelled, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import Result

_MEANING = (
    "Band: the study's criterion for documents. Rating: the band under the caps. Range: were silent cells full. "
    "Current: not stale, no more; no link was opened. Benchmark met: what the study ticked, not the clauses."
)


def provenance(result: Result) -> Part:
    """The tool, the rules, the profile and the day, with their hashes."""
    blocks = (Labelled(tuple(_rows(result))), Paragraph(_MEANING))
    return Part(blocks, Rank.DETAIL, "Provenance, and what the words mean")


def _rows(result: Result) -> Iterator[tuple[str, str]]:
    profile = result.profile
    yield "Profile", f"{profile.path}, SHA-256 {profile.sha256}"
    yield "As of", f"{result.as_of}, on the basis {result.basis}"
    for pack in result.rules:
        yield "Rules", f"{pack.pack} {pack.version}, SHA-256 {pack.sha256}"
    yield "Tool", f"{result.tool.name} {result.tool.version}, engine {result.tool.engine}"
