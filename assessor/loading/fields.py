"""The values of a mapping whose document its schema has accepted. What is null was left out, as what is absent.

Nothing here checks anything: a mapping that no schema has accepted ends in whatever Python raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.loading.nodes import Map
from assessor.loading.scalars import boolean, number
from assessor.model.place import Location

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from assessor.loading.nodes import Node
    from assessor.model.place import Place


class Fields:
    """A mapping of a file, field by field; iterating gives its keys in the file's order."""

    __slots__ = ("_map", "_path")

    def __init__(self, node: Node, path: str) -> None:
        self._map = node if isinstance(node, Map) else Map()
        self._path = path

    def __contains__(self, key: str) -> bool:
        return self._map.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._map)

    def text(self, key: str) -> str:
        """Text that is there."""
        return str(self._map[key])

    def text_or_none(self, key: str) -> str | None:
        """Text, or None where it was left out."""
        return self.text(key) if key in self else None

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; empty where it was left out."""
        return tuple(map(str, self._map.get(key) or ()))

    def text_or_texts(self, key: str) -> str | tuple[str, ...]:
        """Text, or a list of texts."""
        return self.texts(key) if isinstance(self._map[key], list) else self.text(key)

    def flag(self, key: str) -> bool | None:
        """A boolean, or None where it was left out."""
        return boolean(self.text(key)) if key in self else None

    def exact(self, key: str) -> Fraction | int | None:
        """A number as it is written, or None where it was left out."""
        return number(self.text(key)) if key in self else None

    def whole(self, key: str) -> int | None:
        """An integer, or None where it was left out."""
        return None if (exact := self.exact(key)) is None else int(exact)

    def wholes(self, key: str) -> tuple[int, ...]:
        """A list of integers; empty where it was left out."""
        return tuple(int(number(text) or 0) for text in self.texts(key))

    def mapping(self, key: str) -> Fields:
        """A mapping; one without keys where it was left out."""
        return Fields(self._map.get(key), self._path)

    def mappings(self, key: str) -> tuple[Fields, ...]:
        """A list of mappings; empty where it was left out."""
        return tuple(Fields(entry, self._path) for entry in self._map.get(key) or ())

    def at(self, key: str | None = None) -> Location:
        """Where a key's value begins; without a key, where the mapping does."""
        marks = self._map.marks
        return self._location(marks.value(key) if key else marks.place)

    def at_key(self, key: str) -> Location:
        """Where a key stands."""
        return self._location(self._map.marks.key(key))

    def at_entry(self, key: str, index: int) -> Location:
        """Where an entry of the list under a key begins."""
        return self._location(self._map.marks.entry(key, index))

    def _location(self, place: Place) -> Location:
        return Location(self._path, place.line, place.column)
