"""Two profiles side by side: who is ahead, cell by cell, on each of the three bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.inquiry.standing import rank
from assessor.model.comparison import (
    BesideProfile,
    CellBeside,
    Direction,
    RequirementBeside,
    SidesOnBasis,
    SummaryBeside,
    together,
)
from assessor.model.vocabulary import Basis, Layer, Level

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from assessor.inquiry.comparing.cells import Cells
    from assessor.model.result import BasisSummary, RequirementResult, Result


def beside_profile(this: Result, cells: Cells, other: Result, others: Cells) -> BesideProfile:
    """The profile of a result beside another one; each with its cells."""
    return BesideProfile(
        profile=other.profile,
        summary={basis: _summary(this.summary[basis], other.summary[basis]) for basis in Basis},
        requirements=tuple(
            _requirement(mine, cells, theirs, others)
            for mine, theirs in zip(this.requirements, other.requirements, strict=True)
        ),
    )


def _requirement(this: RequirementResult, cells: Cells, other: RequirementResult, others: Cells) -> RequirementBeside:
    on = Basis.CLAIMED
    layers = [layer for layer in Layer if layer in this.bases[on].cells or layer in other.bases[on].cells]
    pairs = tuple(_cell(cells, others, this.id, layer) for layer in layers)
    return RequirementBeside(
        id=this.id,
        this=this.applicability,
        other=other.applicability,
        bases={
            basis: SidesOnBasis(
                this=this.bases[basis],
                other=other.bases[basis],
                direction=together([pair.directions[basis] for pair in pairs]),
            )
            for basis in Basis
        },
        cells=pairs,
    )


def _cell(cells: Cells, others: Cells, requirement: str, layer: Layer) -> CellBeside:
    this, other = cells.of(requirement, layer), others.of(requirement, layer)
    directions = {basis: _of_levels(this.levels[basis], other.levels[basis]) for basis in Basis}
    return CellBeside(layer=layer, this=this, other=other, directions=directions)


def _summary(this: BasisSummary, other: BasisSummary) -> SummaryBeside:
    return SummaryBeside(
        this=this,
        other=other,
        rating=_of_ranks(rank("rating", this.rating), rank("rating", other.rating)),
        band=_of_ranks(rank("rating", this.band), rank("rating", other.band)),
        score=_of_scores(this.score, other.score),
        functions=_of_sets(this.functions, other.functions),
    )


def _of_levels(this: Level, other: Level) -> Direction:
    if (this is Level.NOT_APPLICABLE) is not (other is Level.NOT_APPLICABLE):
        return Direction.SCOPE
    return _of_ranks(rank("cell", this), rank("cell", other))


def _of_scores(this: Fraction | None, other: Fraction | None) -> Direction:
    if this is None or other is None:
        return Direction.EQUAL if this is other else Direction.SCOPE
    return _of_ranks(this, other)


def _of_ranks(this: Fraction | float, other: Fraction | float) -> Direction:
    if this == other:
        return Direction.EQUAL
    return Direction.AHEAD if this > other else Direction.BEHIND


def _of_sets(this: Sequence[str], other: Sequence[str]) -> Direction:
    mine, theirs = set(this), set(other)
    return together([Direction.AHEAD] * bool(mine - theirs) + [Direction.BEHIND] * bool(theirs - mine))
