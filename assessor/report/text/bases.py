"""Rows with a column for each of the three bases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis
from assessor.report.terminal import pad, shorten

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessor.model.result import Result
    from assessor.report.paint import Paint

LABEL = 28
_COLUMN = 18
_NARROW_COLUMN = 11


def column(paint: Paint) -> int:
    """How wide the cell of a basis is, with the space after it."""
    return _NARROW_COLUMN if paint.narrow else _COLUMN


def heading(title: str, result: Result, paint: Paint) -> str:
    """A heading over the columns, with the gate's basis marked where there is room."""
    gate = "" if paint.narrow else " (gate)"
    names = (f"{basis}{gate}" if basis is result.basis else str(basis) for basis in Basis)
    plain = pad(title, LABEL) + "".join(pad(name, column(paint)) for name in names).rstrip()
    return paint.bold(plain[: len(title)]) + paint.dim(plain[len(title) :])


def row(label: str, cell: Callable[[Basis], str], paint: Paint) -> str:
    """A row of cells, each as wide as its column. The label is made harmless and cut where it is too long."""
    name = shorten(paint.text(label), LABEL - 3, unicode=paint.unicode)
    return f"  {pad(name, LABEL - 2)}{''.join(map(cell, Basis))}".rstrip()
