"""`export oscal-profile`: a benchmark as an OSCAL profile, which imports the requirements that it asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.oscal.catalog import NO_DAY
from assessor.report.oscal.pieces import (
    Piece,
    document,
    link,
    metadata,
    pack_version,
    present,
    prop,
    props,
    resource,
    study_resource,
)
from assessor.report.oscal.values import Identities, bullets, markdown, paragraphs, token, url_reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.model.knowledge import Benchmark, Knowledge

_OURS = "This profile is the assessor's, not the publisher's: it selects what the study ticked for the document."


def profile(benchmark: Benchmark, knowledge: Knowledge, oscal_version: str, catalog: str) -> Piece:
    """The profile of one benchmark; `catalog` is the reference of the catalog's file."""
    identities = Identities()
    study, about = study_resource(identities), _document(benchmark, identities)
    return document(
        "profile",
        metadata=metadata(
            f"{benchmark.document or benchmark.id}: {benchmark.title}",
            oscal_version,
            day=None,
            version=pack_version(knowledge),
            props=props(*_props(benchmark)),
            links=[
                link(f"#{about['uuid']}", "reference", "The document"),
                link(f"#{study['uuid']}", "reference", "The study"),
            ],
            remarks=_remarks(benchmark),
        ),
        imports=[{"href": catalog, **_selection(benchmark, knowledge)}],
        merge={"as-is": True},
        back_matter={"resources": [about, study]},
    )


def _selection(benchmark: Benchmark, knowledge: Knowledge) -> Piece:
    """The controls of the document. An import of none has to be one of all without all."""
    if not benchmark.requirements:
        every = [token(one.id) for one in knowledge.requirements]
        return {"include-all": {}, "exclude-controls": [{"with-ids": every}]}
    return {"include-controls": [{"with-ids": list(map(token, benchmark.requirements))}]}


def _document(benchmark: Benchmark, identities: Identities) -> Piece:
    """The document itself, as its publisher has it."""
    title = benchmark.publisher_title or benchmark.title
    said = (benchmark.publisher, benchmark.identifier, title, benchmark.version, benchmark.date, benchmark.status)
    about = resource(
        identities.of("document", benchmark.id),
        title,
        citation=", ".join(filter(None, said)),
        href=url_reference(benchmark.url or ""),
    )
    return present(**about, document_ids=[{"identifier": benchmark.identifier}] if benchmark.identifier else None)


def _props(benchmark: Benchmark) -> Iterable[Piece]:
    yield prop("benchmark", benchmark.id)
    yield prop("number", benchmark.number)
    yield prop("body", benchmark.body)
    yield prop("publisher", benchmark.publisher)
    yield prop("identifier", benchmark.identifier)
    yield prop("published-band", benchmark.published.band)
    if benchmark.published.functions is not None:
        yield prop("published-functions", " ".join(benchmark.published.functions))


def _remarks(benchmark: Benchmark) -> str:
    """Whose profile this is, and what is doubtful about it."""
    doubts = [*benchmark.doubts, *(f"{one.function}: {one.reason}" for one in benchmark.differences)]
    if benchmark.band_difference:
        doubts.append(benchmark.band_difference)
    told = bullets(map(markdown, doubts))
    return paragraphs(_OURS, "Doubts:" if told else "", told, NO_DAY)
