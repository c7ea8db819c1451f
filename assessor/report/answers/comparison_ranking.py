"""Benchmarks ranked by how far a profile covers them, as blocks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis
from assessor.report.page import Inline, Labelled, Paragraph, Section, State, Table
from assessor.report.wording import in_brief, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.comparison import BesideBenchmark, Comparison, Filters
    from assessor.report.page import Block, Cell


def ranking_blocks(comparison: Comparison, filters: Filters) -> Iterator[Block]:
    """The ranking; a sentence that names the filters where none passes them."""
    chosen = _chosen(filters)
    count = len(comparison.benchmarks)
    documents = "1 document is" if count == 1 else f"{count} documents are"
    yield Section("RANKING", f"{documents} ranked by coverage on {comparison.basis}{f'; {chosen}' if chosen else ''}")
    if not comparison.benchmarks:
        yield Paragraph(f"No document passes the filters: {chosen}." if chosen else "No document is known.")
        return
    yield _table(comparison)
    yield Labelled((*_legend(comparison), ("Cell by cell", "--with ID, with controls, clauses and doubts")))


def side_by_side(comparison: Comparison) -> Iterator[Block]:
    """The coverage of several benchmarks, as they were asked for."""
    yield Section("COVERAGE", f"verdicts are on {comparison.basis}")
    yield _table(comparison)
    yield Labelled(tuple(_legend(comparison)))


def _table(comparison: Comparison) -> Table:
    """A row for each benchmark."""
    heads = ("", ">no", "id", ">asks", ">claimed", ">evid.", ">current", "verdict")
    return Table(heads, [_row(one, comparison.basis) for one in comparison.benchmarks])


def _row(one: BesideBenchmark, basis: Basis) -> Sequence[Cell]:
    benchmark = one.benchmark
    return (
        _fit(one),
        "" if benchmark.number is None else str(benchmark.number),
        benchmark.id,
        str(one.result.asked),
        *(number(one.result.bases[on].coverage) for on in Basis),
        State(*in_brief(one.result.bases[basis].verdict)),
    )


def _fit(one: BesideBenchmark) -> Cell:
    if one.fits_use_case is None:
        return "?"
    return State("passed", "") if one.fits_use_case else ""


def _legend(comparison: Comparison) -> Iterator[tuple[str, Cell]]:
    if comparison.profile.twin.use_cases:
        yield (
            "In front",
            Inline((State("passed", "a use case in common with the profile,"), "? the document names none")),
        )
    else:
        yield "In front", "? the profile names no use case (twin.use_cases) for a document to fit"
    yield "Asks", "how many cells the document asks for, in scope or not"
    yield "Coverage", "of those in scope, claimed, evidenced and current; - where there are none"
    yield "Verdict", "in scope: met but for cells out of scope; nothing: it asks for no cell in scope"


def _chosen(filters: Filters) -> str:
    """The filters in words: `use case energy or health; body ETSI`."""
    named = (("use case", filters.use_cases), ("body", filters.bodies), ("type", filters.types))
    return "; ".join(f"{name} {' or '.join(values)}" for name, values in named if values)
