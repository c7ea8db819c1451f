"""A page as Markdown (CommonMark with GitHub's tables); no word of a file is taken for markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessor.report.page import Inline, Labelled, Paragraph, Section, State, States, Table, Title, Tree
from assessor.report.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.report.page import Block, Cell, Node, Page
    from assessor.report.view import View

_MARKUP = re.compile(r"[\\`*\[\]#|~$]|(?<![^\W_])_|_(?![^\W_])")
"""What is markup anywhere in a line; an underscore only where it does not stand inside a word."""
_AT_THE_START = re.compile(r"([-+=]|[0-9]{1,9}(?=[.)](?: |$)))")
_ENDS = (".", "!", "?", ":", "…")
_LINE_BREAK = "\\"
"""At the end of a line, for another one in the same paragraph."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render_markdown(page: Page, view: View) -> str:
    """The page's blocks with an empty line between them, ending with a line feed."""
    paint = Paint(view)
    return "\n".join("".join(f"{line}\n" for line in _lines(block, paint)) for block in page)


def escaped(text: str, paint: Paint) -> str:
    """The text on one line, as Markdown that shows it as it is: no markup and no HTML in it."""
    return _at_the_start(_within(text, paint))


def _within(text: str, paint: Paint) -> str:
    """The text as it can stand behind other text."""
    return _MARKUP.sub(r"\\\g<0>", paint.text(text).strip()).translate(_ENTITIES)


def _at_the_start(line: str) -> str:
    """The line, not to be taken for an item of a list."""
    start = _AT_THE_START.match(line)
    if not start:
        return line
    number = start[0].isdigit()
    return f"{start[0]}\\{line[start.end() :]}" if number else f"\\{line}"


def _lines(block: Block, paint: Paint) -> Iterator[str]:
    match block:
        case Title(text, beside):
            yield f"# {escaped(text, paint)}" + (f" ({escaped(beside, paint)})" if beside else "")
        case Section(text, beside):
            yield f"## {escaped(_lowered(text), paint)}"
            if sentence := _sentence(paint.text(beside).strip()):
                yield ""
                yield escaped(sentence, paint)
        case Paragraph(text):
            yield escaped(text, paint)
        case Labelled(rows):
            yield from _labelled(rows, paint)
        case Table(heads, rows):
            yield from _table(heads, rows, paint)
        case Tree(nodes):
            for node in nodes:
                yield from _tree(node, paint, 0)


def _lowered(title: str) -> str:
    """A title that is all capitals, as a sentence begins; an id and a day stay as they are."""
    return title.capitalize() if title.isupper() else title


def _sentence(text: str) -> str:
    """What is said beside a title, standing alone: with a capital and a full stop."""
    first = text[:1].upper() if text[:1].isascii() else text[:1]
    return f"{first}{text[1:]}{'' if text.endswith(_ENDS) else '.'}" if text else ""


def _labelled(rows: Sequence[tuple[str, Cell]], paint: Paint) -> Iterator[str]:
    """An item for each label; what has none stands on a line of its own in the item above it."""
    lines: list[str] = []
    for label, cell in rows:
        words = _cell(cell, paint)
        if label or not lines:
            lines.append(f"- **{escaped(label, paint)}**: {words}" if label else f"- {words}")
        elif words:
            lines[-1] += _LINE_BREAK
            lines.append(f"  {words}")
    yield from lines


def _table(heads: Sequence[str], rows: Sequence[Sequence[Cell]], paint: Paint) -> Iterator[str]:
    yield _row([escaped(head.removeprefix(">"), paint) for head in heads])
    yield _row(["---:" if head.startswith(">") else "---" for head in heads])
    yield from (_row([_cell(cell, paint) for cell in row]) for row in rows)


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
            return _at_the_start(" ".join(_part(part, paint) for part in parts).strip())
        case text:
            return escaped(text, paint)


def _part(part: str | State | States, paint: Paint) -> str:
    match part:
        case State(state):
            return f"{_within(paint.mark(state), paint)} {_within(part.words, paint)}".rstrip()
        case States(states):
            return _within("".join(map(paint.mark, states)), paint)
        case text:
            return _within(text, paint)
