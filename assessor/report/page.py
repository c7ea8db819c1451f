"""A report for people as blocks, whatever it is about: `page_text` and `page_markdown` make lines of it.

What a block holds is not escaped: that is for those who know what it is written to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class State(NamedTuple):
    """A word in the mark and colour of a state (see `paint`): `● full`. `text` left out is the state's own name.

    Where the text is empty, the mark stands alone.
    """

    state: str
    text: str | None = None

    @property
    def words(self) -> str:
        """What stands behind the mark."""
        return self.state if self.text is None else self.text


class States(NamedTuple):
    """The marks of several states side by side, such as one for each basis: `●◐○`."""

    states: Sequence[str]


class Inline(NamedTuple):
    """Several things in one cell, a space between them."""

    parts: Sequence[str | State | States]


Cell = str | State | States | Inline


class Title(NamedTuple):
    """What the whole report is about; one at the top."""

    text: str
    beside: str = ""


class Section(NamedTuple):
    """The heading of what follows."""

    text: str
    beside: str = ""


class Paragraph(NamedTuple):
    """Sentences."""

    text: str


class Labelled(NamedTuple):
    """Lines of a label and what is said of it."""

    rows: Sequence[tuple[str, Cell]]


class Table(NamedTuple):
    """Rows under heads; a head that starts with `>` has its column flush right.

    The last column may wrap; the others are cut where there is no room for them.
    """

    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Node(NamedTuple):
    """A sentence and what it rests on."""

    text: Cell
    beside: str = ""
    """What is said of it in passing: a rule, a place."""
    children: Sequence[Node] = ()


class Tree(NamedTuple):
    """Sentences that rest on sentences."""

    nodes: Sequence[Node]


Block = Title | Section | Paragraph | Labelled | Table | Tree
Page = Sequence[Block]
