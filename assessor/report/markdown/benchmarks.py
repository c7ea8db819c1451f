"""The benchmarks that were chosen, each in detail; where none was, a row for every one that there is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis, RequirementVerdict, Verdict
from assessor.report.markdown.parts import Part, Rank
from assessor.report.markdown.wording import count
from assessor.report.page import Labelled, Section, State, Table
from assessor.report.wording import UNVERIFIED, coverage_words, in_brief, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import BenchmarkOnBasis, BenchmarkResult, Result
    from assessor.report.page import Block, Cell


def benchmarks(result: Result, asked: Sequence[str]) -> Part:
    """The benchmarks asked for, else those of the profile's targets, else all in a row each."""
    chosen = asked or result.profile.targets.benchmarks
    found = [one for one in result.benchmarks if not chosen or one.id in chosen]
    met = sum(one.bases[result.basis].verdict is Verdict.MET for one in found)
    table = Table(("benchmark", "title", *Basis), [_row(one) for one in found])
    details = [block for one in found if chosen for block in _detail(one, result.basis)]
    fold = f"{'Chosen' if chosen else 'All'} benchmarks: {met} of {len(found)} met"
    return Part((table, *details), Rank.DETAIL, fold)


def _row(one: BenchmarkResult) -> Sequence[Cell]:
    return one.id, one.title, *(_standing(one.bases[basis]) for basis in Basis)


def _standing(standing: BenchmarkOnBasis) -> State:
    level, word = in_brief(standing.verdict)
    return State(level, word if standing.coverage is None else f"{word} {number(standing.coverage)}")


def _detail(one: BenchmarkResult, basis: Basis) -> Iterator[Block]:
    yield Section(one.id)
    yield Labelled(tuple(_lines(one, one.bases[basis])))


def _lines(one: BenchmarkResult, standing: BenchmarkOnBasis) -> Iterator[tuple[str, Cell]]:
    met = [name for name, verdict in standing.requirements.items() if verdict is RequirementVerdict.MET]
    if met:
        yield "Met", ", ".join(met)
    if standing.open:
        cells: dict[str, list[str]] = {}
        for cell in standing.open:
            cells.setdefault(cell.requirement, []).append(f"{cell.layer} {cell.level}")
        told = "; ".join(f"{name}: {', '.join(levels)}" for name, levels in cells.items())
        yield f"Open, {len(standing.open)} of {count(one.asked - one.out_of_scope, 'cell')}", told
    if one.out_of_scope:
        yield "Out of scope", f"{one.out_of_scope} of the {one.asked} cells that it asks for"
    yield "Functions", f"published {coverage_words(one.published)}; its ticks give {coverage_words(one.derived)}"
    if standing.functions_missing:
        yield "Not covered here", " ".join(standing.functions_missing)
    for doubt in one.doubts:
        yield "Doubt", doubt
    if not one.clauses_verified:
        yield "Clauses", UNVERIFIED
