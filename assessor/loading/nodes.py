"""What a document is made of once it is read: mappings, lists and text that know where they stand.

A node is a `Map`, a `Seq`, text or None. Text is `Plain` where the core schema reads the scalar as a boolean or a
number, so a reader that wants text has it as written, and one that wants a number can have that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.place import START, Marks, Place

if TYPE_CHECKING:
    from collections.abc import Hashable
    from typing import Protocol, TypeAlias

    Node: TypeAlias = "Map | Seq | str | None"

    class Mark(Protocol):
        """A position as the parser gives it, from 0."""

        line: int
        column: int


class Plain(str):
    """A plain scalar that is a boolean or a number by the core schema; the text as it is written."""

    __slots__ = ()


class Map(dict[str, "Node"]):
    """A mapping, in the file's order."""

    __slots__ = ("mark", "positions")

    def __init__(self, mark: Mark | None = None) -> None:
        self.mark = mark
        self.positions: list[Mark] = []
        """Of each key and its value in turn."""

    @property
    def marks(self) -> Marks:
        """Where the mapping, its keys, its values and the entries of its lists stand."""
        return FileMarks(self)


class Seq(list["Node"]):
    """A list."""

    __slots__ = ("mark", "positions")

    def __init__(self, mark: Mark | None = None) -> None:
        self.mark = mark
        self.positions: list[Mark] = []
        """Of each entry."""

    @property
    def place(self) -> Place:
        """Where the list begins."""
        return place(self.mark)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each entry begins."""
        return tuple(map(place, self.positions))


def place(mark: Mark | None) -> Place:
    """The parser's position, counted from 1."""
    return Place(mark.line + 1, mark.column + 1) if mark else START


def same_for_equals(node: Node) -> Hashable:
    """Something to compare nodes by; null in a mapping is as if left out, and the order of its keys does not count."""
    if isinstance(node, Map):
        return frozenset((key, same_for_equals(value)) for key, value in node.items() if value is not None)
    return tuple(map(same_for_equals, node)) if isinstance(node, Seq) else node


class _Places:
    """The places of a list's entries, by index alone and reckoned one by one: a list may be very long."""

    __slots__ = ("_positions",)

    def __init__(self, positions: list[Mark]) -> None:
        self._positions = positions

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, index: int) -> Place:
        return place(self._positions[index])


class FileMarks(Marks):
    """The marks of a mapping that was read; they are reckoned when somebody asks, which for most is never."""

    __slots__ = ("_map",)

    def __init__(self, node: Map) -> None:
        self._map = node

    def __getattr__(self, name: str) -> object:
        """Fill the slots of `Marks` at the first look at one of them."""
        if name not in Marks.__slots__:
            raise AttributeError(name)
        node = self._map
        super().__init__(
            place(node.mark),
            dict(zip(node, map(place, node.positions[::2]), strict=True)),
            dict(zip(node, map(place, node.positions[1::2]), strict=True)),
            {key: _Places(value.positions) for key, value in node.items() if isinstance(value, Seq)},  # type: ignore[misc]
        )
        return getattr(self, name)
