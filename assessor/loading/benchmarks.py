"""Benchmark files as values: the study's 27 documents, and users' own, which may leave out most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import Problem, quoted
from assessor.loading.requirements import REQUIREMENTS
from assessor.model.knowledge import Benchmark, Clause, Coverage, Difference
from assessor.model.vocabulary import Band, Layer, UseCase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.loading.fields import Fields

_TAKEN = {
    **dict.fromkeys(("rating", "band", "score", *Band), "by a verdict"),
    **dict.fromkeys(REQUIREMENTS, "by a requirement"),
}
"""What else a name stands for where verdicts are named; functions, categories and cells have no such ids."""


def benchmark(fields: Fields) -> Benchmark:
    """The benchmark that a file describes; requirements come in the paper's order, layers and use cases in ours."""
    publisher = fields.mapping("publisher")
    return Benchmark(
        id=fields.text("id"),
        number=fields.whole("number"),
        body=fields.text_or_none("body"),
        document=fields.text_or_none("document"),
        title=fields.text("title"),
        type=fields.text_or_none("type"),
        reference_architecture=fields.flag("reference_architecture"),
        cross_layer=fields.flag("cross_layer"),
        applied_to=tuple(layer for layer in Layer if layer in fields.texts("applied_to")),
        use_cases=tuple(use for use in UseCase if use in fields.texts("use_cases")),
        requirements=tuple(sorted(fields.texts("requirements"), key=REQUIREMENTS.index)),
        published=_published(fields.mapping("published")),
        doubts=fields.texts("doubts"),
        differences=tuple(map(_difference, fields.mappings("differences"))),
        band_difference=fields.text_or_none("band_difference"),
        printed_cells=fields.mapping("table").wholes("printed_cells"),
        identifier=publisher.text_or_none("identifier"),
        publisher=publisher.text_or_none("body"),
        publisher_title=publisher.text_or_none("title"),
        publisher_type=publisher.text_or_none("type"),
        version=publisher.text_or_none("version"),
        date=publisher.text_or_none("date"),
        status=publisher.text_or_none("status"),
        url=publisher.text_or_none("url"),
        clauses=tuple(map(_clause, fields.mappings("clauses"))),
        location=fields.at("id"),
    )


def name_problems(benchmark: Benchmark) -> Iterator[Problem]:
    """What is wrong with the id of a benchmark of one's own: where it is named, something else must not be meant."""
    taken = _TAKEN.get(benchmark.id)
    if taken:
        message = f"the id {quoted(benchmark.id)} is taken, {taken}; give the benchmark another"
        yield Problem(*benchmark.location, message)


def _published(fields: Fields) -> Coverage:
    band = fields.text_or_none("band")
    return Coverage(
        band=Band(band) if band else None, functions=fields.texts("functions") if "functions" in fields else None
    )


def _difference(fields: Fields) -> Difference:
    return Difference(function=fields.text("function"), reason=fields.text("reason"))


def _clause(fields: Fields) -> Clause:
    return Clause(
        requirement=fields.text("requirement"),
        clause=fields.text("clause"),
        title=fields.text("title"),
        summary=fields.text("summary"),
        confidence=fields.text("confidence"),
        basis=fields.text("basis"),
    )
