"""The grid of requirements and layers on the gate's basis, and how each cell stands on the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Basis, Group, Level
from assessor.report.html.marks import SILENT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.model.result import RequirementResult, Result
    from assessor.model.vocabulary import Layer


class GridCell(NamedTuple):
    """One cell: its state on the gate's basis, and the others where they are another one."""

    state: str
    others: tuple[tuple[Basis, Level], ...]


class GridRow(NamedTuple):
    """One requirement."""

    requirement: RequirementResult
    cells: tuple[GridCell, ...]
    """In the order of the twin's layers."""


class GridGroup(NamedTuple):
    """The basic requirements or the advanced ones."""

    group: Group
    rows: tuple[GridRow, ...]


def grid_of(result: Result) -> tuple[GridGroup, ...]:
    """The requirements by the study's groups, in the paper's order."""
    groups = (GridGroup(group, tuple(_rows(result, group))) for group in Group)
    return tuple(group for group in groups if group.rows)


def state(requirement: RequirementResult, layer: Layer, basis: Basis) -> str:
    """How a cell stands: its level, silent where it is none for want of any control, out of scope without its layer."""
    level = requirement.bases[basis].cells.get(layer, Level.NOT_APPLICABLE)
    return SILENT if level is Level.NONE and layer in requirement.silent else level


def _rows(result: Result, group: Group) -> list[GridRow]:
    layers = result.profile.twin.layers
    return [GridRow(one, _cells(one, layers, result.basis)) for one in result.requirements if one.group is group]


def _cells(requirement: RequirementResult, layers: Sequence[Layer], basis: Basis) -> tuple[GridCell, ...]:
    return tuple(_cell(requirement, layer, basis) for layer in layers)


def _cell(requirement: RequirementResult, layer: Layer, basis: Basis) -> GridCell:
    level = requirement.bases[basis].cells[layer]
    others = ((other, requirement.bases[other].cells[layer]) for other in Basis)
    return GridCell(
        state=state(requirement, layer, basis),
        others=tuple((other, there) for other, there in others if there is not level),
    )
