"""The requirements as a table: a row a requirement, a column a layer, on the gate's basis."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from assessor.model.vocabulary import Applicability, Band, Basis, Group, Level
from assessor.report.layout import headed
from assessor.report.terminal import pad, wrap
from assessor.report.text.scope import declarations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import RequirementResult, Result
    from assessor.model.vocabulary import Layer
    from assessor.report.paint import Paint

_NAME = 20
_BAND = 9
_BETWEEN = "  "
_LEGEND = {
    Level.FULL: "full",
    Level.PARTIAL: "partial",
    Level.NONE: "none",
    "silent": "silent (no control, so none)",
    Level.NOT_APPLICABLE: "out of scope",
}


def requirements(result: Result, paint: Paint, *, every: bool) -> Iterator[str]:
    """The basic requirements beside the advanced ones, or above them if there is no room, and what the marks mean.

    Then what is declared not applicable.
    """
    layers = ", ".join(f"{_letter(layer)} {layer}" for layer in result.profile.twin.layers)
    yield from headed("REQUIREMENTS", f"{result.basis}; M mandatory; layers {layers}", paint)
    basic, advanced = (_group(result, group, paint) for group in Group)
    width = 2 + _NAME + 2 * len(result.profile.twin.layers) + 1 + _BAND
    if paint.width < 2 + width + len(_BETWEEN) + width:
        yield from (f"  {row}".rstrip() for row in (*basic, *advanced))
    else:
        for left, right in zip_longest(basic, advanced, fillvalue=" " * width):
            yield f"  {left}{_BETWEEN}{right}".rstrip()
    for text in _elsewhere(result):
        yield from wrap(text, paint.width, first="  * ")
    marks = ", ".join(f"{paint.mark(name)} {word}" for name, word in _LEGEND.items())
    yield from map(paint.dim, wrap(marks, paint.width, first="  "))
    yield from declarations(result, paint, every=every)


def _letter(layer: Layer) -> str:
    """The study's sign for a layer: D, S or N."""
    return layer[0].upper()


def _head(result: Result, group: Group) -> str:
    letters = "".join(f"{_letter(layer)} " for layer in result.profile.twin.layers)
    return f"  {pad(group, _NAME)}{letters} band"


def _group(result: Result, group: Group, paint: Paint) -> list[str]:
    """The rows of a group below their head, all of one width."""
    rows = [_row(requirement, result, paint) for requirement in result.requirements if requirement.group is group]
    return [paint.dim(_head(result, group)) + " " * (_BAND - len("band")), *rows] if rows else []


def _row(requirement: RequirementResult, result: Result, paint: Paint) -> str:
    asked = "M " if requirement.applicability is Applicability.MANDATORY else "  "
    cells = "".join(_cell(requirement, result.basis, layer, paint) for layer in result.profile.twin.layers)
    band = requirement.bases[result.basis].band
    word = "" if band is Band.NOT_APPLICABLE else f" {band}"
    star = "*" if any(standing.band is not band for standing in requirement.bases.values()) else ""
    return f"{asked}{pad(requirement.id, _NAME)}{cells} {paint.padded(paint.mark(band) + word + star, band, _BAND)}"


def _cell(requirement: RequirementResult, basis: Basis, layer: Layer, paint: Paint) -> str:
    level = requirement.bases[basis].cells[layer]
    mark = "silent" if level is Level.NONE and layer in requirement.silent else level
    return paint.padded(paint.mark(mark), level, 2)


def _elsewhere(result: Result) -> Iterator[str]:
    """What the bands are on the other bases where they differ: `claimed, evidenced orange: trust, auditing`."""
    bases: dict[tuple[Band, tuple[str, ...]], list[Basis]] = {}
    for basis in Basis:
        names: dict[Band, list[str]] = {}
        for requirement in result.requirements:
            band = requirement.bases[basis].band
            if band is not requirement.bases[result.basis].band:
                names.setdefault(band, []).append(requirement.id)
        for band, found in names.items():
            bases.setdefault((band, tuple(found)), []).append(basis)
    for (band, found_names), on in bases.items():
        yield f"{', '.join(on)} {band}: {', '.join(found_names)}"
