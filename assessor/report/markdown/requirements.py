"""The grid of requirements and layers, what is declared not applicable, and the six functions."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.model.vocabulary import BAND_ORDER, Basis, Level
from assessor.report.markdown.parts import Part, Rank
from assessor.report.page import Labelled, Paragraph, State, Table
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import FunctionOnBasis, FunctionResult, RequirementResult, Result
    from assessor.report.page import Block, Cell


def requirements(result: Result) -> Part:
    """A row a requirement, a column a layer, on the gate's basis; the band on the other bases where it differs."""
    bands = Counter(one.bases[result.basis].band for one in result.requirements)
    told = ", ".join(f"{bands[band]} {band}" for band in reversed(BAND_ORDER) if bands[band])
    return Part(tuple(_blocks(result)), Rank.DETAIL, f"Requirements: {told or 'none in scope'}")


def _blocks(result: Result) -> Iterator[Block]:
    layers = result.profile.twin.layers
    heads = ("requirement", "asked", *layers, f"band, {result.basis}", "other bases")
    yield Table(heads, [_row(one, result) for one in result.requirements])
    if any(one.silent for one in result.requirements):
        yield Paragraph("Silent: no control speaks of it, so it counts as none.")
    declared = result.profile.not_applicable
    if declared:
        yield Paragraph("Declared not applicable:")
        yield Labelled([(f"{one.requirement} ({', '.join(one.layers)})", one.reason) for one in declared])


def _row(one: RequirementResult, result: Result) -> Sequence[Cell]:
    here = one.bases[result.basis]
    cells = (
        State(here.cells[layer], "silent" if layer in one.silent else _words(here.cells[layer]))
        for layer in result.profile.twin.layers
    )
    others = [f"{basis} {one.bases[basis].band}" for basis in Basis if one.bases[basis].band is not here.band]
    return one.id, _words(one.applicability), *cells, State(here.band, _words(here.band)), ", ".join(others)


def _words(said: str) -> str:
    return "out of scope" if said == Level.NOT_APPLICABLE else said


def functions(result: Result) -> Part:
    """Which functions are covered on each basis, and how far."""
    covered = len(result.summary[result.basis].functions)
    rows = [_function_row(one) for one in result.functions]
    fold = f"Functions of NIST CSF 2.0: {covered} of {len(result.functions)} covered"
    return Part((Table(("function", *Basis), rows),), Rank.DETAIL, fold)


def _function_row(one: FunctionResult) -> Sequence[Cell]:
    return f"{one.id} {one.name}", *(_function(one.bases[basis]) for basis in Basis)


def _function(standing: FunctionOnBasis) -> State:
    return State("passed" if standing.covered else "failed", number(standing.score))
