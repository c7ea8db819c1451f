"""The documents that a profile can be held against: all of the study's Tables 1 and 2, and their publishers' data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.comparison import without_clause
from assessor.report.document import to_coverage_object
from assessor.report.layout import LABEL, labelled, paragraph, table, text_of
from assessor.report.paint import Paint
from assessor.report.terminal import shorten
from assessor.report.wording import about_clauses, clause_words, without_clause_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.model.knowledge import Benchmark, Clause, Coverage
    from assessor.report.document import Document
    from assessor.report.view import View

_HEADS = (">no", "id", "body", "band", "functions", ">ticked")


def list_text(benchmarks: Sequence[Benchmark], view: View) -> str:
    """A line a document, with what the study published of it."""
    paint = Paint(view)
    rows = (
        (
            "" if benchmark.number is None else str(benchmark.number),
            benchmark.id,
            benchmark.body or "",
            benchmark.published.band or "",
            _functions(benchmark.published),
            str(len(benchmark.requirements)),
        )
        for benchmark in benchmarks
    )
    return text_of(table(_HEADS, rows, paint, gap=1))


def show_text(benchmark: Benchmark, derived: Coverage, view: View) -> str:
    """All that is known of a document, and what the rules derive from its ticks."""
    return text_of(_show(benchmark, derived, Paint(view)))


def list_object(benchmarks: Iterable[Benchmark]) -> list[Document]:
    """The documents, without what the rules derive."""
    return [to_object(benchmark) for benchmark in benchmarks]


def show_object(benchmark: Benchmark, derived: Coverage) -> Document:
    """The document with what the rules derive from its ticks."""
    return {**to_object(benchmark), "derived": to_coverage_object(derived)}


def to_object(benchmark: Benchmark) -> Document:
    """A document as plain values; what does not apply is None."""
    return {
        "id": benchmark.id,
        "number": benchmark.number,
        "body": benchmark.body,
        "document": benchmark.document,
        "title": benchmark.title,
        "type": benchmark.type,
        "reference_architecture": benchmark.reference_architecture,
        "cross_layer": benchmark.cross_layer,
        "applied_to": list(map(str, benchmark.applied_to)),
        "use_cases": list(map(str, benchmark.use_cases)),
        "requirements": list(benchmark.requirements),
        "published": to_coverage_object(benchmark.published),
        "differences": difference_objects(benchmark),
        "band_difference": benchmark.band_difference,
        "doubts": list(benchmark.doubts),
        "publisher": {
            "identifier": benchmark.identifier,
            "body": benchmark.publisher,
            "title": benchmark.publisher_title,
            "type": benchmark.publisher_type,
            "version": benchmark.version,
            "date": benchmark.date,
            "status": benchmark.status,
            "url": benchmark.url,
        },
        "clauses_verified": benchmark.clauses_verified,
        "clauses": clause_objects(benchmark),
    }


def difference_objects(benchmark: Benchmark) -> list[Document]:
    """The functions on which what was published and what is derived differ, with the reasons."""
    return [{"function": one.function, "reason": one.reason} for one in benchmark.differences]


def clause_objects(benchmark: Benchmark) -> list[Document]:
    """What is known of a document's clauses."""
    return [
        {
            "requirement": clause.requirement,
            "clause": clause.clause,
            "title": clause.title,
            "summary": clause.summary,
            "confidence": clause.confidence,
            "basis": clause.basis,
        }
        for clause in benchmark.clauses
    ]


def _show(benchmark: Benchmark, derived: Coverage, paint: Paint) -> Iterator[str]:
    yield paint.heading(paint.text(benchmark.id), "" if benchmark.number is None else f"no {benchmark.number}")
    yield from paragraph(benchmark.title, paint)
    yield ""
    yield paint.bold("Table 1")
    yield from _table_1(benchmark, paint)
    yield ""
    yield paint.bold("Table 2")
    yield from labelled("  Requirements", ", ".join(benchmark.requirements) or "none", paint)
    yield from labelled("  Published", _coverage(benchmark.published), paint)
    yield from labelled("  Derived", f"{_coverage(derived)}, by the rules from its ticks", paint)
    yield from _differences(benchmark, paint)
    yield from _publisher(benchmark, paint)
    yield ""
    yield from _clauses(benchmark, paint)


def _table_1(benchmark: Benchmark, paint: Paint) -> Iterator[str]:
    for label, text in (
        ("Body", benchmark.body),
        ("Document", benchmark.document),
        ("Type", benchmark.type),
        ("Architecture", _yes(benchmark.reference_architecture, "a reference architecture")),
        ("Cross-layer", _yes(benchmark.cross_layer, "cross-layer security")),
        ("Applied to", ", ".join(benchmark.applied_to) or "no layer"),
        ("Use cases", ", ".join(benchmark.use_cases) or "none ticked"),
    ):
        yield from labelled(f"  {label}", text, paint)


def _yes(ticked: bool | None, what: str) -> str | None:  # noqa: FBT001 - three states of one cell
    return None if ticked is None else what if ticked else f"not {what}" if what.startswith("a ") else f"no {what}"


def _differences(benchmark: Benchmark, paint: Paint) -> Iterator[str]:
    agree = "the bands agree, and these functions do not:" if benchmark.differences else None
    yield from labelled("  Why they differ", benchmark.band_difference or agree, paint)
    for difference in benchmark.differences:
        yield from labelled(f"    {difference.function}", difference.reason, paint)
    for doubt in benchmark.doubts:
        yield from labelled("  Doubt", doubt, paint)


def _publisher(benchmark: Benchmark, paint: Paint) -> Iterator[str]:
    facts = (
        ("Identifier", benchmark.identifier),
        ("Title", benchmark.publisher_title),
        ("Body", benchmark.publisher),
        ("Type", benchmark.publisher_type),
        ("Version", benchmark.version),
        ("Date", benchmark.date),
        ("Status", benchmark.status),
        ("Link", benchmark.url),
    )
    if any(text for _, text in facts):
        yield ""
        yield paint.bold("Publisher")
    for label, text in facts:
        yield from labelled(f"  {label}", text, paint)


def _clauses(benchmark: Benchmark, paint: Paint) -> Iterator[str]:
    yield paint.heading("Clauses", about_clauses(benchmark))
    for clause in benchmark.clauses:
        yield from _clause(clause, paint)
    others = without_clause(benchmark)
    if benchmark.clauses and others:
        yield from labelled("  Others", without_clause_words(others), paint)


def _clause(clause: Clause, paint: Paint) -> Iterator[str]:
    label = shorten(clause.clause, LABEL - 3, unicode=paint.unicode)
    yield from labelled(f"  {label}", clause_words(clause), paint)
    yield from labelled("", clause.summary, paint)


def _coverage(coverage: Coverage) -> str:
    return f"{coverage.band} ({_functions(coverage)})" if coverage.band else "nothing"


def _functions(coverage: Coverage) -> str:
    if coverage.band is None:
        return ""
    return "unknown" if coverage.functions is None else " ".join(coverage.functions) or "none"
