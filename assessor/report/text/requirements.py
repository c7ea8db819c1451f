"""The requirements as a table: a row a requirement, a column a layer, on the gate's basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Applicability, Band, Basis, Group, Level
from assessor.report.terminal import pad, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import RequirementResult, Result
    from assessor.model.vocabulary import Layer
    from assessor.report.paint import Paint

_NAME = 22
_LAYER = 8
_BAND = 10
_ASKED = 14
_APPLICABILITY = {Applicability.NOT_APPLICABLE: "out of scope"}


def requirements(result: Result, paint: Paint) -> Iterator[str]:
    """The table, the basic requirements before the advanced ones, and what its marks mean."""
    layers = result.profile.twin.layers
    yield _heading(result, layers, paint)
    for group in Group:
        yield paint.dim(f"  {group}")
        for requirement in result.requirements:
            if requirement.group is group:
                yield _row(requirement, result.basis, layers, paint)
    yield from map(paint.dim, wrap(_legend(paint, gap=_has_gap(result)), paint.width, first="  "))


def _heading(result: Result, layers: tuple[Layer, ...], paint: Paint) -> str:
    title = pad("REQUIREMENTS", _NAME + 2)
    columns = "".join(pad(layer, _LAYER) for layer in layers) + pad("band", _BAND) + pad("applicability", _ASKED)
    claimed = "claimed" if _has_gap(result) else ""
    return paint.bold(title) + paint.dim((columns + claimed).rstrip())


def _has_gap(result: Result) -> bool:
    return any(one.bases[Basis.CLAIMED].band is not one.bases[result.basis].band for one in result.requirements)


def _row(requirement: RequirementResult, basis: Basis, layers: tuple[Layer, ...], paint: Paint) -> str:
    standing = requirement.bases[basis]
    cells = "".join(_cell(requirement, basis, layer, paint) for layer in layers)
    band = paint.state(standing.band, _BAND) if standing.band is not Band.NOT_APPLICABLE else pad("-", _BAND)
    asked = pad(_APPLICABILITY.get(requirement.applicability, requirement.applicability), _ASKED)
    claimed = requirement.bases[Basis.CLAIMED].band
    gap = paint.state(claimed) if claimed is not standing.band else ""
    return f"    {pad(requirement.id, _NAME - 2)}{cells}{band}{asked}{gap}".rstrip()


def _cell(requirement: RequirementResult, basis: Basis, layer: Layer, paint: Paint) -> str:
    level = requirement.bases[basis].cells[layer]
    mark = "silent" if level is Level.NONE and layer in requirement.silent else level
    return paint.padded(paint.mark(mark), level, _LAYER)


def _legend(paint: Paint, *, gap: bool) -> str:
    words = {
        Level.FULL: "full",
        Level.PARTIAL: "partial",
        Level.NONE: "none",
        "silent": "none, silent",
        Level.NOT_APPLICABLE: "out of scope",
    }
    marks = ", ".join(f"{paint.mark(name)} {word}" for name, word in words.items())
    return f"{marks}; claimed: the band where it differs" if gap else marks
