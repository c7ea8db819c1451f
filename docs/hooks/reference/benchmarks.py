"""The page of the documents that a profile can be held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.comparison import without_clause
from assessor.report.wording import about_clauses, coverage_words
from reference.markdown import code, heading, link, links, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assessor.model.knowledge import Benchmark, Coverage, Knowledge

_REQUIREMENTS = "requirements.md"


def benchmarks_page(knowledge: Knowledge, derived: Callable[[str], Coverage]) -> str:
    """All documents by number, with what the rules derive from the ticks of each."""
    rows = (
        (
            str(one.number),
            link(code(one.id), f"#{one.id}"),
            prose(one.identifier or one.document or ""),
            coverage_words(one.published),
            coverage_words(derived(one.id)),
            str(len(one.requirements)),
        )
        for one in knowledge.benchmarks
    )
    return page(
        [
            heading(1, "Benchmarks", "benchmarks"),
            "",
            "The 27 documents of the study's Tables 1 and 2. *Published* is what the study printed of a document,",
            "*derived* is what the rules make of its ticks; where the two differ, its section says why. As a",
            "benchmark, a document asks for its ticked requirements on the layers that it applies to; `met` is about",
            "these ticks, not about the document's own clauses. `dtassess benchmarks show ID` prints the same.",
            "",
            *table(("no", "benchmark", "document", "published", "derived", "ticked"), rows),
            *(line for one in knowledge.benchmarks for line in _benchmark(one, derived(one.id))),
        ]
    )


def _benchmark(benchmark: Benchmark, derived: Coverage) -> Iterator[str]:
    yield from (heading(2, prose(benchmark.identifier or benchmark.id), benchmark.id), "")
    yield from (f"{code(benchmark.id)}, no {benchmark.number}: {prose(benchmark.title)}", "")
    yield f"- **Published**: {coverage_words(benchmark.published)}"
    yield f"- **Derived**: {coverage_words(derived)}, by the rules from its ticks"
    yield f"- **Asks for**: {links(benchmark.requirements, _REQUIREMENTS) or 'nothing'}"
    yield f"- **On the layers**: {', '.join(benchmark.applied_to) or 'none'}"
    yield f"- **Table 1**: {prose(', '.join(_table_1(benchmark)))}"
    yield f"- **From the publisher**: {prose(', '.join(_publisher(benchmark)))}" + _address(benchmark)
    yield ""
    yield from _differences(benchmark)
    yield from _clauses(benchmark)


def _table_1(benchmark: Benchmark) -> Iterator[str]:
    yield f"{benchmark.body} {benchmark.document} ({benchmark.type})"
    yield "a reference architecture" if benchmark.reference_architecture else "not a reference architecture"
    yield "cross-layer security" if benchmark.cross_layer else "no cross-layer security"
    yield f"use cases: {', '.join(benchmark.use_cases) or 'none ticked'}"


def _publisher(benchmark: Benchmark) -> Iterator[str]:
    yield f"{benchmark.publisher_title} ({benchmark.publisher_type}"
    yield from filter(None, (benchmark.version, benchmark.date))
    yield f"{benchmark.status})"


def _address(benchmark: Benchmark) -> str:
    return f"; <{benchmark.url}>" if benchmark.url else ""


def _differences(benchmark: Benchmark) -> Iterator[str]:
    if benchmark.band_difference or benchmark.differences:
        yield from ("**Why published and derived differ**", "")
        yield from ([f"- The band: {prose(benchmark.band_difference)}"] if benchmark.band_difference else [])
        yield from (f"- {one.function}: {prose(one.reason)}" for one in benchmark.differences)
        yield ""
    if benchmark.doubts:
        yield from ("**Doubts**", "")
        yield from (f"- {prose(doubt)}" for doubt in benchmark.doubts)
        yield ""


def _clauses(benchmark: Benchmark) -> Iterator[str]:
    about = about_clauses(benchmark)
    yield from (f"**Clauses**{f': {about}' if about else ''}", "")
    rows = (
        (
            prose(one.clause),
            links([one.requirement], _REQUIREMENTS),
            f"*{prose(one.title)}*. {prose(one.summary)}",
            f"{one.confidence}, from: {prose(one.basis)}",
        )
        for one in benchmark.clauses
    )
    yield from table(("clause", "requirement", "says, in our words", "confidence"), rows)
    if benchmark.clauses and (others := without_clause(benchmark)):
        yield from (f"Clause not verified: {links(others, _REQUIREMENTS)}", "")
