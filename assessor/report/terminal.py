"""Text for a terminal: what files say made harmless, and columns that hold with wide characters.

It knows nothing of results; colours are in `paint`.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from assessor.errors import harmless as spelled_out

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZERO_WIDTH = frozenset({"Mn", "Me"})
_SPACES = re.compile(r"\s+")


def harmless(text: str, *, unicode: bool = True) -> str:
    """The text on one line, with what a terminal could obey spelled out and each run of white space as one space.

    Without `unicode` everything beyond ASCII is spelled out too.
    """
    line = spelled_out(_SPACES.sub(" ", text))
    if unicode or line.isascii():
        return line
    return line.replace("…", "...").encode("ascii", "backslashreplace").decode("ascii")


def columns(text: str) -> int:
    """How many columns the text takes: two for wide characters, none for combining ones."""
    return len(text) if text.isascii() else sum(map(_character_columns, text))


def _character_columns(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, width: int) -> str:
    """The text with spaces after it up to the width; a longer one is left as it is."""
    return text + " " * (width - columns(text))


def pad_left(text: str, width: int) -> str:
    """The text with spaces before it up to the width."""
    return " " * (width - columns(text)) + text


def wrap(text: str, width: int, *, first: str = "", rest: str | None = None) -> list[str]:
    """The text in lines of at most `width` columns, the first behind `first`, the others behind `rest`.

    `rest` left out is as many spaces as `first` is wide. A word that is too long for a line is cut.
    """
    indent = " " * columns(first) if rest is None else rest
    lines: list[str] = []
    line, empty = first, True
    for word in _words(text, width - max(columns(first), columns(indent))):
        if not empty and columns(line) + 1 + columns(word) > width:
            lines.append(line)
            line, empty = indent, True
        line = line + word if empty else f"{line} {word}"
        empty = False
    return [*lines, line.rstrip()]


def _words(text: str, room: int) -> Iterator[str]:
    """The words of the text, each at most `room` columns wide."""
    for word in text.split():
        if columns(word) <= room:
            yield word
        else:
            yield from _cut(word, max(room, 2))


def _cut(word: str, room: int) -> Iterator[str]:
    piece, taken = "", 0
    for character in word:
        wide = _character_columns(character)
        if taken + wide > room:
            yield piece
            piece, taken = "", 0
        piece, taken = piece + character, taken + wide
    yield piece


def shorten(text: str, width: int, *, unicode: bool = True) -> str:
    """The text, cut to the width with an ellipsis at its end if it is longer."""
    if columns(text) <= width:
        return text
    dots = "…" if unicode else "..."
    return next(_cut(text, max(width - columns(dots), 1))).rstrip() + dots
