"""The parts of a report as Markdown, and what becomes of them where a comment or a summary can take no more.

What is cut is still whole Markdown: rows are left out from the end, folded parts are closed, and what is missing is
said.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

from assessor.report.page import Paragraph
from assessor.report.page_markdown import lines_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assessor.report.page import Page
    from assessor.report.paint import Paint

_TITLE = 2
"""The level of a report's title: the page that it stands on has one of its own."""


class Rank(IntEnum):
    """What goes before what where there is no room for all."""

    FIRST = 0
    """What could not be assessed, the gate, and what changed."""
    VERDICT = 1
    DETAIL = 2
    ERRORS = 3
    WARNINGS = 4
    NOTES = 5
    EVERY_CHANGE = 6


class Part(NamedTuple):
    """Blocks that belong together."""

    blocks: Page
    rank: Rank
    fold: str = ""
    """What stands for the blocks until a reader opens them, in words of ours; empty where they stand open."""


class Limit(NamedTuple):
    """What there has to be less of, and what it is that takes no more."""

    most: int
    unit: str
    size: Callable[[str], int]
    place: str

    def __str__(self) -> str:
        return f"a {self.place} takes {self.most:,} {self.unit}"


class _Lines(NamedTuple):
    """The lines of a part: whole ones, each with the heads that it needs above it."""

    rows: Sequence[str]
    opening: str
    closing: str

    def text(self, rows: int) -> str:
        return f"{self.opening}{''.join(self.rows[:rows])}{self.closing}"


def fitted(above: str, parts: Sequence[Part], paint: Paint, limit: Limit) -> str:
    """What stands above all, and the parts in their order with an empty line between them, below the limit."""
    every = [_lines(part, paint) for part in parts]
    whole = above + "\n".join(lines.text(len(lines.rows)) for lines in every)
    if limit.size(whole) < limit.most:
        return whole
    note = _note(sum(len(lines.rows) for lines in every), limit, paint)  # no other is longer
    left = limit.most - limit.size(above + note) - 1
    kept = [0] * len(parts)
    for at in sorted(range(len(parts)), key=lambda at: parts[at].rank):
        kept[at] = _rows_within(every[at], left - 1, limit)
        left -= limit.size(every[at].text(kept[at])) + 1 if kept[at] else 0
    missing = sum(len(lines.rows) - rows for lines, rows in zip(every, kept, strict=True))
    texts = [lines.text(rows) for lines, rows in zip(every, kept, strict=True) if rows]
    return above + "\n".join([*texts, _note(missing, limit, paint)])


def _rows_within(lines: _Lines, room: int, limit: Limit) -> int:
    """How many rows there is room for."""
    room -= limit.size(lines.text(0))
    for number, row in enumerate(lines.rows):
        room -= limit.size(row)
        if room < 0:
            return number
    return len(lines.rows)


def _note(missing: int, limit: Limit, paint: Paint) -> str:
    lines = "1 line is" if missing == 1 else f"{missing:,} lines are"
    said = Paragraph(f"Cut: {lines} left out, as {limit}. The formats html and json leave nothing out.")
    return "".join(f"{line}\n" for line in lines_of(said, paint).rows)


def _lines(part: Part, paint: Paint) -> _Lines:
    rows = tuple(_rows(part.blocks, paint))
    if not part.fold:
        return _Lines(rows, "", "")
    return _Lines(rows, f"<details>\n<summary>{part.fold}</summary>\n\n", "\n</details>\n")


def _rows(blocks: Page, paint: Paint) -> Iterator[str]:
    """What can be left out from the end, each with the headings and heads that it is the first to stand below."""
    above = ""
    for number, block in enumerate(blocks):
        head, rows = lines_of(block, paint, _TITLE)
        above += ("\n" if number else "") + "".join(f"{line}\n" for line in head)
        for row in rows:
            yield f"{above}{row}\n"
            above = ""
    if above:
        yield above
