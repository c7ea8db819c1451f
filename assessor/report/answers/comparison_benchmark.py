"""A profile beside one benchmark, as blocks of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis, Layer, Level, RequirementVerdict
from assessor.report.answers.comparison_cells import GIVES, LEGEND, behind, marks
from assessor.report.page import Inline, Labelled, Node, Paragraph, Section, State, Table, Tree
from assessor.report.wording import (
    about_clauses,
    clause_words,
    coverage_words,
    standing_words,
    without_clause_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.comparison import BesideBenchmark, CellStanding, FunctionBeside
    from assessor.model.knowledge import Benchmark
    from assessor.report.page import Block, Cell

_LEVELS = {
    RequirementVerdict.MET: Level.FULL,
    RequirementVerdict.PARTIAL: Level.PARTIAL,
    RequirementVerdict.MISSING: Level.NONE,
    RequirementVerdict.NOT_APPLICABLE: Level.NOT_APPLICABLE,
}
"""The level whose mark and colour the verdict on a requirement takes."""


def benchmark_blocks(beside: BesideBenchmark, basis: Basis) -> Iterator[Block]:
    """What the document is, then its cells, the controls behind them, its functions and its clauses."""
    yield Section(beside.benchmark.id, _issued(beside.benchmark))
    yield Paragraph(beside.benchmark.title)
    yield Labelled(tuple(_head(beside, basis)))
    yield from _cells(beside, basis)
    yield Section("FUNCTIONS", "what was published, what its ticks give, what the profile covers")
    yield Table(("function", "published", "ticks", *Basis), [_function(one) for one in beside.functions])
    yield Labelled(tuple(_about_functions(beside, basis)))
    yield from _clauses(beside)


def _cells(beside: BesideBenchmark, basis: Basis) -> Iterator[Block]:
    """The cells by requirement, and what they rest on; nothing of a document that asks for none."""
    rows = _by_requirement(beside)
    if not rows:
        return
    clauses = _clauses_in_brief(beside)
    yield Section("CELLS", f"the document asks for these; verdicts are on {basis}")
    yield Table(
        ("requirement", *_layers(beside.benchmark), "verdict", *(["clause"] if clauses else [])),
        [(*_row(beside, name, cells, basis), *clauses.get(name, ())) for name, cells in rows.items()],
    )
    yield Labelled((LEGEND,) if clauses else (LEGEND, ("Clauses", about_clauses(beside.benchmark))))
    yield Section("CONTROLS", GIVES)
    yield Tree([Node(name, children=list(map(Node, behind(cells)))) for name, cells in rows.items()])


def _layers(benchmark: Benchmark) -> list[Layer]:
    return [layer for layer in Layer if layer in benchmark.applied_to]


def _issued(benchmark: Benchmark) -> str:
    """Number, body and document, as far as they are known."""
    parts = [] if benchmark.number is None else [f"no {benchmark.number} of the study"]
    if benchmark.document:
        parts.append(f"issued as {' '.join(filter(None, (benchmark.body, benchmark.document)))}")
    elif benchmark.body:
        parts.append(f"issued by {benchmark.body}")
    return f"it is {', '.join(parts)}" if parts else ""


def _head(beside: BesideBenchmark, basis: Basis) -> Iterator[tuple[str, Cell]]:
    benchmark, result = beside.benchmark, beside.result
    standing = result.bases[basis]
    yield "Coverage", ", ".join(standing_words(on, result.bases[on]) for on in Basis)
    yield "Asks for", _asks_for(beside)
    yield "Use cases", _use_cases(beside)
    yield "Beyond it", ", ".join(standing.beyond) or "nothing"
    for doubt in benchmark.doubts:
        yield "Doubt", doubt
    yield "Published", coverage_words(result.published)
    yield "Derived", f"{coverage_words(result.derived)}, by the rules from its ticks"
    if benchmark.band_difference:
        yield "Why they differ", benchmark.band_difference


def _asks_for(beside: BesideBenchmark) -> str:
    result, names = beside.result, beside.benchmark.requirements
    if not result.asked:
        return "no cell"
    requirements = "1 requirement" if len(names) == 1 else f"{len(names)} requirements"
    out = f"; {result.out_of_scope} out of the profile's scope" if result.out_of_scope else ""
    cells = "1 cell" if result.asked == 1 else f"{result.asked} cells"
    return f"{cells}: {requirements} on {', '.join(_layers(beside.benchmark))}{out}"


def _use_cases(beside: BesideBenchmark) -> str:
    named = ", ".join(beside.benchmark.use_cases)
    if not named:
        return "it names none"
    fits = {True: "fits the profile's", False: "none of the profile's", None: "the profile names none"}
    return f"{named}: {fits[beside.fits_use_case]}"


def _by_requirement(beside: BesideBenchmark) -> Mapping[str, Sequence[CellStanding]]:
    rows: dict[str, list[CellStanding]] = {}
    for cell in beside.cells or ():
        rows.setdefault(cell.requirement, []).append(cell)
    return rows


def _row(beside: BesideBenchmark, requirement: str, cells: Sequence[CellStanding], basis: Basis) -> Sequence[Cell]:
    verdict = beside.result.bases[basis].requirements[requirement]
    out = verdict is RequirementVerdict.NOT_APPLICABLE
    return requirement, *map(marks, cells), State(_LEVELS[verdict], "out of scope" if out else verdict)


def _clauses_in_brief(beside: BesideBenchmark) -> Mapping[str, Sequence[str]]:
    """A cell for each requirement of a document of which clauses are known: `13 high; 6, 9.1 medium`."""
    if not beside.benchmark.clauses:
        return {}
    known: dict[str, dict[str, dict[str, None]]] = {name: {} for name in beside.benchmark.requirements}
    for one in beside.benchmark.clauses:
        known.setdefault(one.requirement, {}).setdefault(one.confidence, {})[one.clause] = None
    return {
        name: ("; ".join(f"{', '.join(of)} {sure}" for sure, of in by_confidence.items()) or "not verified",)
        for name, by_confidence in known.items()
    }


def _function(function: FunctionBeside) -> Sequence[Cell]:
    published: Cell = "?" if function.published is None else _tick(ticked=function.published)
    covered = (State("passed" if function.covered[basis] else "failed", "") for basis in Basis)
    return f"{function.id} {function.name}", published, _tick(ticked=function.derived), *covered


def _about_functions(beside: BesideBenchmark, basis: Basis) -> Iterator[tuple[str, Cell]]:
    signs = (("ticked", "given,"), ("not ticked", "not given,"), ("passed", "covered,"), ("failed", "not covered"))
    yield "Marks", Inline([State(*sign) for sign in signs])
    published = beside.result.published
    if published.functions is None:
        yield "?", "not published" if published.band is None else "which functions were published is unknown"
    missing = beside.result.bases[basis].functions_missing
    if missing:
        yield "Not covered", f"published, and not covered on {basis}: {' '.join(missing)}"
    for difference in beside.benchmark.differences:
        yield f"Why {difference.function}", difference.reason


def _tick(*, ticked: bool) -> State:
    return State("ticked" if ticked else "not ticked", "")


def _clauses(beside: BesideBenchmark) -> Iterator[Block]:
    benchmark = beside.benchmark
    if not benchmark.clauses:
        return
    others = [("Others", without_clause_words(beside.without_clause))] if beside.without_clause else []
    yield Section("CLAUSES", about_clauses(benchmark))
    yield Labelled([*((clause.clause, clause_words(clause)) for clause in benchmark.clauses), *others])
