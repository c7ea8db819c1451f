"""The 20 security requirements: what they mean on each layer, their CSF categories, what to do about a gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.layout import labelled, paragraph, table, text_of
from assessor.report.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.model.knowledge import Knowledge, Requirement
    from assessor.report.document import Document
    from assessor.report.view import View


def list_text(requirements: Sequence[Requirement], view: View) -> str:
    """A line a requirement, in the paper's order."""
    heads = ("id", "group", "primary", "secondary")
    rows = ((one.id, one.group, one.primary, " ".join(one.secondary)) for one in requirements)
    return text_of(table(heads, rows, Paint(view)))


def show_text(requirement: Requirement, knowledge: Knowledge, view: View) -> str:
    """All that is known of a requirement, and which benchmarks ask for it."""
    return text_of(_show(requirement, knowledge, Paint(view)))


def list_object(requirements: Iterable[Requirement]) -> list[Document]:
    """The requirements in the paper's order."""
    return [to_object(requirement) for requirement in requirements]


def show_object(requirement: Requirement, knowledge: Knowledge) -> Document:
    """The requirement with the ids of the benchmarks that ask for it."""
    return {**to_object(requirement), "benchmarks": _asking(requirement, knowledge)}


def to_object(requirement: Requirement) -> Document:
    """A requirement as plain values."""
    return {
        "id": requirement.id,
        "title": requirement.title,
        "group": str(requirement.group),
        "definition": requirement.definition,
        "layers": {str(layer): meaning for layer, meaning in requirement.layers.items()},
        "categories": {
            "primary": requirement.primary,
            "secondary": list(requirement.secondary),
            "basis": requirement.basis,
        },
        "remediation": requirement.remediation,
    }


def _show(requirement: Requirement, knowledge: Knowledge, paint: Paint) -> Iterator[str]:
    yield paint.heading(paint.text(requirement.id), f"{requirement.title}, a {requirement.group} requirement")
    yield from paragraph(requirement.definition, paint)
    yield ""
    yield paint.bold("What it asks for on each layer")
    for layer, meaning in requirement.layers.items():
        yield from labelled(f"  {layer}", meaning, paint)
    yield ""
    yield paint.bold("NIST CSF 2.0")
    titles = {category.id: category.title for category in knowledge.categories}
    yield from labelled("  Primary", _category(requirement.primary, titles), paint)
    yield from labelled("  Secondary", ", ".join(_category(one, titles) for one in requirement.secondary), paint)
    yield from labelled("  Basis", requirement.basis, paint)
    yield ""
    yield paint.bold("What to do about a gap")
    yield from paragraph(requirement.remediation, paint)
    yield ""
    asking = _asking(requirement, knowledge)
    yield paint.heading("Asked for by", f"{len(asking)} of {len(knowledge.benchmarks)} documents")
    yield from paragraph(", ".join(asking) or "none of them", paint)


def _category(category: str, titles: dict[str, str]) -> str:
    return f"{category} {titles[category]}" if category in titles else category


def _asking(requirement: Requirement, knowledge: Knowledge) -> list[str]:
    return [benchmark.id for benchmark in knowledge.benchmarks if requirement.id in benchmark.requirements]
