"""The NIST Cybersecurity Framework as a taxonomy, and where in it a requirement belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.sarif.words import sentence
from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.model.knowledge import CsfCategory, CsfFunction, Knowledge
    from assessor.report.document import Document

REFERENCE = {"name": "NIST CSF", "index": 0}
"""How results and the tool refer to it, the first taxonomy of a run."""


def taxonomy(knowledge: Knowledge) -> Document:
    """The functions and the categories that the framework has."""
    return {
        "name": REFERENCE["name"],
        "version": "2.0",
        "organization": "National Institute of Standards and Technology",
        "shortDescription": {"text": "The NIST Cybersecurity Framework 2.0."},
        "fullDescription": {"text": f"{sentence(knowledge.csf_publication)} {sentence(knowledge.csf_rights)}"},
        "taxa": [
            {"id": one.id, "name": harmless(one.title), "shortDescription": {"text": sentence(one.text)}}
            for one in _entries(knowledge)
        ],
    }


def taxa_by_requirement(knowledge: Knowledge) -> Mapping[str, Sequence[Document]]:
    """The primary category of each requirement, as its results refer to it."""
    numbers = {one.id: number for number, one in enumerate(_entries(knowledge))}
    return {
        one.id: [{"id": one.primary, "index": numbers[one.primary], "toolComponent": REFERENCE}]
        for one in knowledge.requirements
    }


def _entries(knowledge: Knowledge) -> list[CsfFunction | CsfCategory]:
    return [*knowledge.functions, *knowledge.categories]
