"""What the verdict speaks of in words, and what the profile takes out of it, with the reasons it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Layer, Level
from assessor.report.layout import fit
from assessor.report.terminal import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import Result
    from assessor.report.paint import Paint

_DECLARATIONS = 4
"""How many declarations the short report shows; the rest are counted."""


def scope(result: Result) -> str:
    """The twin's layers, those that are no part of it, and how many cells of its own are out of scope."""
    layers = result.profile.twin.layers
    others = [layer for layer in Layer if layer not in layers]
    text = ", ".join(layers) + (" only" if len(layers) == 1 else "")
    if others:
        text += f"; {', '.join(others)} {'is' if len(others) == 1 else 'are'} not part of the twin"
    out = sum(
        level is Level.NOT_APPLICABLE
        for requirement in result.requirements
        for level in requirement.bases[result.basis].cells.values()
    )
    return f"{text}; {out} {'cell' if out == 1 else 'cells'} out of scope" if out else text


def declarations(result: Result, paint: Paint, *, every: bool) -> Iterator[str]:
    """What is declared not applicable and why, in the file's order: a few cut to a line each, or all in full."""
    declared = result.profile.not_applicable
    mark = paint.mark(Level.NOT_APPLICABLE)
    for one in declared if every else declared[:_DECLARATIONS]:
        text = paint.text(f"{one.requirement} ({', '.join(one.layers)}): {one.reason}")
        lines = wrap(text, paint.width, first="    ") if every else fit(text, paint, lines=1, first="    ")
        yield f"  {paint.coloured(mark, Level.NOT_APPLICABLE)} {lines[0][4:]}"
        yield from lines[1:]
    hidden = 0 if every else len(declared) - _DECLARATIONS
    if hidden > 0:
        yield f"    and {hidden} more declared not applicable; all: --all-findings"
