"""A page as text for a terminal: 80 columns, legible without colour, harmless whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.layout import LABEL, text_of
from assessor.report.page import Inline, Labelled, Paragraph, Section, State, States, Table, Title, Tree
from assessor.report.paint import Paint
from assessor.report.terminal import columns, pad, shorten, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.report.page import Block, Cell, Node, Page
    from assessor.report.view import View

_GAP = 2
_NARROWEST_COLUMN = 24
"""Of the last column: rather than narrower, its text goes below the row."""
_CUT_TO = 6
"""How narrow a column is made at most for others' sake."""
_BELOW = " " * 6


def render_text(page: Page, view: View) -> str:
    """The page's lines, each at most as wide as the view, ending with a line feed."""
    paint = Paint(view)
    return text_of(line.rstrip() for block in page for line in _lines(block, paint))


def _lines(block: Block, paint: Paint) -> Iterator[str]:
    match block:
        case Title(text, beside):
            yield from _title(paint.text(text), paint.text(beside), paint)
        case Section(text, beside):
            yield ""
            yield from _section(paint.text(text), paint.text(beside), paint)
        case Paragraph(text):
            yield from wrap(paint.text(text), paint.width, first="  ")
        case Labelled(rows):
            for label, cell in rows:
                yield from _labelled(paint.text(label), cell, paint)
        case Table(heads, rows):
            yield from _table(heads, rows, paint)
        case Tree(nodes):
            for node in nodes:
                yield from _tree(node, paint, 1)


def _title(text: str, beside: str, paint: Paint) -> Iterator[str]:
    beside = shorten(beside, paint.width // 2, unicode=paint.unicode)
    room = paint.width - columns(beside) - _GAP
    name = shorten(text, room, unicode=paint.unicode)
    yield paint.bold(name) + " " * (room - columns(name) + _GAP) + beside
    yield paint.rule()


def _section(title: str, beside: str, paint: Paint) -> Iterator[str]:
    """The title with what is said beside it; below it where there is too little room."""
    if not beside or columns(title) > paint.width // 2:
        yield from map(paint.bold, wrap(title, paint.width))
        title = ""
    if beside:
        start = f"{title}  "
        first, *rest = wrap(beside, paint.width, first=start, rest="  ")
        yield paint.bold(title) + paint.dim(first[len(title) :])
        yield from map(paint.dim, rest)


def _labelled(label: str, cell: Cell, paint: Paint) -> Iterator[str]:
    """The label with its text beside it; below it where there is too little room."""
    first = "  " + pad(label, max(LABEL - 2, columns(label) + 1))
    if columns(first) > paint.width // 2:
        yield from map(paint.dim, wrap(label, paint.width, first="  "))
        first = " " * LABEL
    lines = wrap(_plain(cell, paint), paint.width, first=first, rest=" " * LABEL)
    yield paint.dim(lines[0][: len(first)]) + _coloured(lines[0][len(first) :], cell, paint)
    yield from (_coloured(line, cell, paint) for line in lines[1:])


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], paint: Paint) -> Iterator[str]:
    titles = [paint.text(head.removeprefix(">")) for head in heads]
    right = [head.startswith(">") for head in heads]
    texts = [[_plain(cell, paint) for cell in row] for row in rows]
    natural = [max(map(columns, column)) for column in zip(titles, *texts, strict=True)]
    widths, gap = _widths(natural, paint)
    yield from (paint.dim(line.rstrip()) for line in _entry(titles, widths, right, gap, paint))
    for row in rows:
        yield from _entry(row, widths, right, gap, paint)


def _widths(natural: Sequence[int], paint: Paint) -> tuple[list[int], int]:
    """The columns' widths and the gap between them: a smaller gap where that lets all stand on one line.

    The widest columns are cut where those before the last would not fit although the last went below the row.
    """
    *widths, last = natural
    one_line = 2 + sum(natural) + _GAP * len(widths)
    gap = _GAP - 1 if paint.width < one_line <= paint.width + len(widths) else _GAP
    room = paint.width - 2 - gap * len(widths)
    if sum(widths) > room:
        room -= last if last < _NARROWEST_COLUMN else 0
    while sum(widths) > room and max(widths) > _CUT_TO:
        widths[widths.index(max(widths))] -= 1
    return [*widths, last], gap


def _entry(row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool], gap: int, paint: Paint) -> Iterator[str]:
    """A row whose last cell takes as many lines as it needs: beside the others, or below them for want of room."""
    before = "  " + "".join(
        _fitted(cell, width, paint, right=flush) + " " * gap
        for cell, width, flush in zip(row[:-1], widths, right, strict=False)
    )
    last, taken = row[-1], 2 + sum(width + gap for width in widths[:-1])
    text, room = _plain(last, paint), paint.width - taken
    if columns(text) <= room:
        yield before + _fitted(last, min(widths[-1], room) if right[-1] else 0, paint, right=right[-1])
    elif room < _NARROWEST_COLUMN or max(map(columns, text.split())) > room:
        yield before
        yield from (_coloured(line, last, paint) for line in wrap(text, paint.width, first=_BELOW))
    else:
        first, *rest = wrap(text, room)
        yield before + _coloured(first, last, paint)
        yield from (" " * taken + _coloured(line, last, paint) for line in rest)


def _fitted(cell: Cell, width: int, paint: Paint, *, right: bool) -> str:
    """The cell as wide as its column, cut if it must be; a width of 0 is as wide as it is."""
    text = _plain(cell, paint)
    if width and columns(text) > width:
        text = shorten(text, width, unicode=paint.unicode)
    shown = _coloured(text, cell, paint)
    space = " " * (width - columns(text))
    return space + shown if right else shown + space


def _tree(node: Node, paint: Paint, depth: int) -> Iterator[str]:
    mark = paint.mark("bullet") if depth > 1 else ""
    first = "  " * min(depth, paint.width // 4) + (f"{mark} " if mark else "")
    lines = wrap(_plain(node.text, paint), paint.width, first=first)
    yield lines[0][: len(first)] + _coloured(lines[0][len(first) :], node.text, paint)
    yield from lines[1:]
    if node.beside:
        yield from map(paint.dim, wrap(paint.text(node.beside), paint.width, first=" " * (len(first) + 2)))
    for child in node.children:
        yield from _tree(child, paint, depth + 1)


def _plain(cell: Cell, paint: Paint) -> str:
    """What the cell shows, without colour."""
    match cell:
        case State(state):
            return f"{paint.mark(state)} {paint.text(cell.words)}".rstrip()
        case States(states):
            return "".join(map(paint.mark, states))
        case Inline(parts):
            return " ".join(_plain(part, paint) for part in parts)
        case text:
            return paint.text(text)


def _coloured(text: str, cell: Cell, paint: Paint) -> str:
    """A line of what the cell shows, in the cell's colour, with the spaces before it left plain."""
    match cell:
        case State(state):
            words = text.lstrip(" ")
            return text[: len(text) - len(words)] + paint.coloured(words, state)
        case States(states) if len(text) == len(states):
            return "".join(paint.coloured(mark, state) for mark, state in zip(text, states, strict=True))
        case Inline(parts) if text == _plain(cell, paint):
            return " ".join(_coloured(_plain(part, paint), part, paint) for part in parts)
        case _:
            return text
