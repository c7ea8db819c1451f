"""A page as text for a terminal: 80 columns, legible without colour, harmless whatever it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.layout import LABEL, text_of
from assessor.report.page import Labelled, Paragraph, Section, State, Table, Title, Tree
from assessor.report.paint import Paint
from assessor.report.terminal import columns, pad, shorten, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.report.page import Block, Cell, Node, Page
    from assessor.report.view import View

_GAP = 2
_NARROWEST_COLUMN = 24
"""Of the last column: rather than narrower, its text goes below the row."""


def render_text(page: Page, view: View) -> str:
    """The page's lines, each at most as wide as the view, ending with a line feed."""
    paint = Paint(view)
    return text_of(line.rstrip() for block in page for line in _lines(block, paint))


def _lines(block: Block, paint: Paint) -> Iterator[str]:
    match block:
        case Title(text, beside):
            room = paint.width - columns(beside) - _GAP
            name = shorten(paint.text(text), room, unicode=paint.unicode)
            yield paint.bold(pad(name, room)) + " " * _GAP + paint.text(beside)
            yield paint.rule()
        case Section(text, beside):
            yield ""
            yield from _section(text, beside, paint)
        case Paragraph(text):
            yield from wrap(paint.text(text), paint.width, first="  ")
        case Labelled(rows):
            for label, cell in rows:
                yield from _labelled(label, cell, paint)
        case Table(heads, rows):
            yield from _table(heads, rows, paint)
        case Tree(nodes):
            for node in nodes:
                yield from _tree(node, paint, 1)


def _section(text: str, beside: str, paint: Paint) -> Iterator[str]:
    title = paint.text(text)
    if not beside:
        yield paint.bold(title)
        return
    first, *rest = wrap(paint.text(beside), paint.width, first=f"{title}  ", rest="  ")
    yield paint.bold(title) + paint.dim(first[len(title) :])
    yield from map(paint.dim, rest)


def _labelled(label: str, cell: Cell, paint: Paint) -> Iterator[str]:
    name = paint.text(label)
    first = "  " + pad(name, max(LABEL - 2, columns(name) + 1))
    lines = wrap(_plain(cell, paint), paint.width, first=first, rest=" " * LABEL)
    yield paint.dim(lines[0][: len(first)]) + _coloured(lines[0][len(first) :], cell, paint)
    yield from (_coloured(line, cell, paint) for line in lines[1:])


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], paint: Paint) -> Iterator[str]:
    titles = [head.removeprefix(">") for head in heads]
    right = [head.startswith(">") for head in heads]
    texts = [[_plain(cell, paint) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(titles, *texts, strict=True)]
    yield paint.dim("  " + _row(titles, widths, right, paint))
    for row in rows:
        yield from _entry(row, widths, right, paint)


def _entry(row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool], paint: Paint) -> Iterator[str]:
    """A row whose last cell takes as many lines as it needs, below the others where there is no room beside them."""
    before = 2 + sum(width + _GAP for width in widths[:-1])
    room, last = paint.width - before, _plain(row[-1], paint)
    if columns(last) <= room:
        yield "  " + _row(row, widths, right, paint)
        return
    others = "  " + _row(row[:-1], widths[:-1], right[:-1], paint)
    if room < _NARROWEST_COLUMN:
        yield others
        yield from wrap(last, paint.width, first=" " * 6)
    else:
        first, *rest = wrap(last, room)
        yield others + " " * _GAP + first
        yield from (" " * before + line for line in rest)


def _row(row: Sequence[Cell], widths: Sequence[int], right: Sequence[bool], paint: Paint) -> str:
    """The cells, each as wide as its column."""
    shown = []
    for cell, width, flush in zip(row, widths, right, strict=True):
        text = _plain(cell, paint)
        space = " " * (width - columns(text))
        shown.append(space + _coloured(text, cell, paint) if flush else _coloured(text, cell, paint) + space)
    return (" " * _GAP).join(shown)


def _tree(node: Node, paint: Paint, depth: int) -> Iterator[str]:
    mark = paint.mark("bullet") if depth > 1 else ""
    first = "  " * depth + (f"{mark} " if mark else "")
    lines = wrap(_plain(node.text, paint), paint.width, first=first)
    yield lines[0][: len(first)] + _coloured(lines[0][len(first) :], node.text, paint)
    yield from lines[1:]
    if node.beside:
        yield from map(paint.dim, wrap(paint.text(node.beside), paint.width, first=" " * (len(first) + 2)))
    for child in node.children:
        yield from _tree(child, paint, depth + 1)


def _plain(cell: Cell, paint: Paint) -> str:
    if isinstance(cell, State):
        return f"{paint.mark(cell.state)} {paint.text(cell.words)}"
    return paint.text(cell)


def _coloured(text: str, cell: Cell, paint: Paint) -> str:
    return paint.coloured(text, cell.state) if isinstance(cell, State) else text
