"""The geometry of the charts, in the units of their drawings. Equal scores give equal text: all is rounded here."""

from __future__ import annotations

from math import cos, pi, sin
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.number import shown
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from assessor.model.result import FunctionResult

_CENTRE = (170.0, 140.0)
_RADIUS = 92.0
_LABEL = _RADIUS + 12
_RINGS = (25, 50, 75, 100)
_LEAST_AXES = 3
_BESIDE = 0.1
"""How far from the middle a label stands to one side of its axis."""


class Point(NamedTuple):
    """A place in a drawing."""

    x: str
    y: str


class Axis(NamedTuple):
    """One axis of a radar, with its label."""

    end: Point
    label: Point
    anchor: str
    """Of the label: `start`, `middle` or `end`."""
    text: str


class Line(NamedTuple):
    """The scores on one basis, or on several that are alike, as a line around the centre."""

    bases: tuple[Basis, ...]
    corners: tuple[Point, ...]

    @property
    def style(self) -> Basis:
        """The basis as which it is drawn: the strictest."""
        return self.bases[-1]

    @property
    def points(self) -> str:
        """The corners as an SVG polygon wants them."""
        return _joined(self.corners)


class Radar(NamedTuple):
    """A radar from 0 in the middle to 100 at the rim."""

    rings: tuple[str, ...]
    axes: tuple[Axis, ...]
    lines: tuple[Line, ...]
    """From claimed to current, those that are alike as one."""
    centre: Point


def radar(functions: Sequence[FunctionResult]) -> Radar | None:
    """The functions' scores on the three bases; None for fewer than three axes. A score of nothing is drawn as 0."""
    count = len(functions)
    if count < _LEAST_AXES:
        return None
    alike: dict[tuple[float, ...], list[Basis]] = {}
    for basis in Basis:
        alike.setdefault(tuple(_drawn(one.bases[basis].score) for one in functions), []).append(basis)
    return Radar(
        rings=tuple(_joined([_at(at, count, ring) for at in range(count)]) for ring in _RINGS),
        axes=tuple(_axis(at, count, f"{one.id} {one.name}") for at, one in enumerate(functions)),
        lines=tuple(
            Line(tuple(bases), tuple(_at(at, count, score) for at, score in enumerate(scores)))
            for scores, bases in alike.items()
        ),
        centre=_point(*_CENTRE),
    )


def width(score: Fraction | None, whole: int) -> str:
    """How long a bar is of which `whole` is 100."""
    return f"{_drawn(score) * whole / 100:.1f}"


def _drawn(score: Fraction | None) -> float:
    return 0.0 if score is None else shown(score)


def _axis(at: int, count: int, text: str) -> Axis:
    across, down = _direction(at, count)
    anchor = "middle" if abs(across) < _BESIDE else "start" if across > 0 else "end"
    label = _point(_CENTRE[0] + across * _LABEL, _CENTRE[1] + down * _LABEL + 4)
    return Axis(end=_at(at, count, 100), label=label, anchor=anchor, text=text)


def _at(at: int, count: int, score: float) -> Point:
    across, down = _direction(at, count)
    return _point(_CENTRE[0] + across * _RADIUS * score / 100, _CENTRE[1] + down * _RADIUS * score / 100)


def _direction(at: int, count: int) -> tuple[float, float]:
    """Of an axis: the first points up, the others follow clockwise."""
    angle = 2 * pi * at / count
    return sin(angle), -cos(angle)


def _point(x: float, y: float) -> Point:
    return Point(f"{x:.1f}", f"{y:.1f}")


def _joined(corners: Sequence[Point]) -> str:
    return " ".join(f"{corner.x},{corner.y}" for corner in corners)
