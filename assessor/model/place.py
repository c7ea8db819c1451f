"""Where something stands in a file, and what a file says of a mapping's keys and entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Place(NamedTuple):
    """A position in a file that is known from elsewhere; line and column count from 1, in characters."""

    line: int
    column: int


class Location(NamedTuple):
    """A position in a named file. `path` is as the user gave it; standard input is `-`."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


START = Place(1, 1)


class Marks:
    """The places of one mapping of a file: its own, its keys', its values', and its lists' entries.

    What was left out of the file falls back to the nearest thing that is there, so every question has an answer.
    """

    __slots__ = ("entries", "keys", "place", "values")

    def __init__(
        self,
        place: Place = START,
        keys: Mapping[str, Place] | None = None,
        values: Mapping[str, Place] | None = None,
        entries: Mapping[str, Sequence[Place]] | None = None,
    ) -> None:
        self.place = place
        self.keys = keys or {}
        self.values = values or {}
        self.entries = entries or {}

    def __eq__(self, other: object) -> bool:
        """Places take no part in comparisons: values that differ in them alone are equal."""
        return isinstance(other, Marks)

    def __hash__(self) -> int:
        return hash(Marks)

    def __repr__(self) -> str:
        return f"Marks({self.place.line}:{self.place.column})"

    def key(self, name: str) -> Place:
        """Where the key stands; the mapping's own place if it was left out."""
        return self.keys.get(name, self.place)

    def value(self, name: str) -> Place:
        """Where the key's value begins; the mapping's own place if it was left out."""
        return self.values.get(name, self.place)

    def entry(self, name: str, index: int) -> Place:
        """Where the entry of the list under the key begins, counted from 0; else what `value` says."""
        places = self.entries.get(name, ())
        return places[index] if index < len(places) else self.value(name)


NOWHERE = Marks()
