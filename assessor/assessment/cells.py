"""Cells: a requirement on a layer, and the level that the controls give it on each basis."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Activation, Basis, Level, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.profile import Control, Profile
    from assessor.model.vocabulary import Layer

BASES = tuple(Basis)
"""In nested order: what counts on one counts on those before it."""

SHORTFALLS = frozenset({Status.PARTIAL, Status.NOT_IMPLEMENTED})


class CellId(NamedTuple):
    """Which cell."""

    requirement: str
    layer: Layer


class Cell:
    """What the controls that speak of a cell amount to.

    `full` and `some` are numbers of bases (see `reach`) on which a full control, and a full or partial one, counts;
    `controls` are the positions in the profile of those that speak of the cell.
    """

    __slots__ = ("controls", "full", "shortfall", "some")

    def __init__(self) -> None:
        self.full = 0
        self.some = 0
        self.shortfall = False
        self.controls: tuple[int, ...] = ()

    def add(self, at: int, control: Control, bases: int) -> None:
        """Count the control at a position of the profile, which counts on so many bases."""
        level = strength(control)
        self.controls += (at,)
        self.shortfall |= control.status in SHORTFALLS
        if level is not Level.NONE:
            self.some = max(self.some, bases)
        if level is Level.FULL:
            self.full = max(self.full, bases)

    def level(self, basis: int) -> Level:
        """The level on a basis, given by its position among the three."""
        if self.some <= basis:
            return Level.NONE
        return Level.FULL if self.full > basis and not self.shortfall else Level.PARTIAL


def strength(control: Control) -> Level:
    """Full if implemented and not opt-in; partial if partial, or implemented and opt-in; else none."""
    if control.status is Status.IMPLEMENTED:
        return Level.PARTIAL if control.activation is Activation.OPT_IN else Level.FULL
    return Level.PARTIAL if control.status is Status.PARTIAL else Level.NONE


def claims(control: Control, layers: Sequence[Layer]) -> Iterator[CellId]:
    """The cells of the twin that a control speaks of; layers that the twin lacks are passed over."""
    for requirement in control.requirements:
        for layer in control.layers:
            if layer in layers:
                yield CellId(requirement, layer)


def declared(profile: Profile) -> dict[CellId, int]:
    """The cells of the twin that the profile declares not applicable, with the position of the first entry for each."""
    cells: dict[CellId, int] = {}
    for at, entry in enumerate(profile.not_applicable):
        for layer in entry.layers:
            if layer in profile.twin.layers:
                cells.setdefault(CellId(entry.requirement, layer), at)
    return cells


def tally(profile: Profile, requirements: Sequence[str], reaches: Sequence[int]) -> dict[CellId, Cell]:
    """Every cell of the twin, in or out of scope, by requirement and layer in the given order.

    `reaches` has a number of bases for each control.
    """
    cells = {CellId(requirement, layer): Cell() for requirement in requirements for layer in profile.twin.layers}
    for at, (control, bases) in enumerate(zip(profile.controls, reaches, strict=True)):
        for claim in claims(control, profile.twin.layers):
            cells[claim].add(at, control, bases)
    return cells


def levels(cells: Mapping[CellId, Cell], basis: int) -> dict[CellId, Level]:
    """The level of each cell on a basis, given by its position among the three."""
    return {cell_id: cell.level(basis) for cell_id, cell in cells.items()}
