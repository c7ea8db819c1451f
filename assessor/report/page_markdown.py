"""A page as Markdown (CommonMark with GitHub's tables); no word of a file is taken for markup."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.report.markdown_words import at_the_start, line, within
from assessor.report.page import Inline, Labelled, Paragraph, Section, State, States, Table, Title, Tree
from assessor.report.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.report.page import Block, Cell, Node, Page
    from assessor.report.view import View

_ENDS = (".", "!", "?", ":", "…")
_LINE_BREAK = "\\\n"
"""Between two lines of one paragraph."""


class Lines(NamedTuple):
    """A block as lines of Markdown."""

    head: Sequence[str]
    rows: Sequence[str]
    """What can be left out from the end, and what stands is still whole; an entry may be of several lines."""


def render_markdown(page: Page, view: View) -> str:
    """The page's blocks with an empty line between them, ending with a line feed."""
    paint = Paint(view)
    blocks = (lines_of(block, paint) for block in page)
    return "\n".join("".join(f"{line}\n" for line in (*block.head, *block.rows)) for block in blocks)


def lines_of(block: Block, paint: Paint, top: int = 1) -> Lines:
    """The lines of a block; `top` is the level of the page's title."""
    match block:
        case Title(text, beside):
            words = f"{text} ({beside})" if beside else text
            return Lines([f"{'#' * top} {escaped(words, paint)}"], ())
        case Section(text, beside):
            sentence = _sentence(paint.text(beside).strip())
            heading = f"{'#' * (top + 1)} {escaped(_lowered(text), paint)}"
            return Lines([heading, *(("", escaped(sentence, paint)) if sentence else ())], ())
        case Paragraph(text):
            return Lines((), [escaped(text, paint)])
        case Labelled(rows):
            return Lines((), _labelled(rows, paint))
        case Table(heads, rows):
            return _table(heads, rows, paint)
        case Tree(nodes):
            return Lines((), [line for node in nodes for line in _tree(node, paint, 0)])


def escaped(text: str, paint: Paint) -> str:
    """The text on one line, as Markdown that shows it as it is."""
    return line(paint.text(text))


def _lowered(title: str) -> str:
    """A title that is all capitals, as a sentence begins; an id and a day stay as they are."""
    return title.capitalize() if title.isupper() else title


def _sentence(text: str) -> str:
    """What is said beside a title, standing alone: with a capital and a full stop."""
    first = text[:1].upper() if text[:1].isascii() else text[:1]
    return f"{first}{text[1:]}{'' if text.endswith(_ENDS) else '.'}" if text else ""


def _labelled(rows: Sequence[tuple[str, Cell]], paint: Paint) -> list[str]:
    """An item for each label; what has none stands on a line of its own in the item above it."""
    items: list[str] = []
    for label, cell in rows:
        words = _cell(cell, paint)
        if label or not items:
            items.append(f"- **{escaped(label, paint)}**: {words}" if label else f"- {words}")
        elif words:
            items[-1] += f"{_LINE_BREAK}  {words}"
    return items


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], paint: Paint) -> Lines:
    titles = _row([escaped(head.removeprefix(">"), paint) for head in heads])
    rule = _row(["---:" if head.startswith(">") else "---" for head in heads])
    return Lines([titles, rule], [_row([_cell(cell, paint) for cell in row]) for row in rows])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _tree(node: Node, paint: Paint, depth: int) -> Iterator[str]:
    beside = f"*({escaped(node.beside, paint)})*" if node.beside else ""
    yield f"{'  ' * depth}- {f'{_cell(node.text, paint)} {beside}'.strip()}"
    for child in node.children:
        yield from _tree(child, paint, depth + 1)


def _cell(cell: Cell, paint: Paint) -> str:
    match cell:
        case State(state):
            return f"{escaped(paint.mark(state), paint)} {escaped(cell.words, paint)}".rstrip()
        case States(states):
            return escaped("".join(map(paint.mark, states)), paint)
        case Inline(parts):
            return at_the_start(" ".join(_part(part, paint) for part in parts).strip())
        case text:
            return escaped(text, paint)


def _part(part: str | State | States, paint: Paint) -> str:
    match part:
        case State(state):
            return f"{within(paint.mark(state))} {_words(part.words, paint)}".rstrip()
        case States(states):
            return within("".join(map(paint.mark, states)))
        case text:
            return _words(text, paint)


def _words(text: str, paint: Paint) -> str:
    """The text as it can stand behind other text."""
    return within(paint.text(text).strip())
