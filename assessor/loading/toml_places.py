"""Where keys and values stand in a TOML text: what the standard library's parser does not tell.

A reader of structure alone, for a text that the parser has accepted, or for the part of one that it has accepted so
far. Where the text is not TOML it stops, and keeps what it has found.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Steps = tuple[str | int, ...]
    """From the root to a value: keys of tables, indices of lists."""

MOST_PARTS = 64
"""Of one key, `a.b.c` having three: the parser takes time and memory by the square of them."""
_DEEPEST = 16
"""What lies deeper is passed by."""

_GAP = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})|\'\'\'.*?\'\'\'(?:\'{0,2})|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'', re.DOTALL
)
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\[\]{}#\n]+")
_INSIDE = re.compile(r"[^\[\]{}\"'#]+|#[^\n]*")


class _LostError(Exception):
    """The text is no TOML from here on."""


class Places:
    """The offsets of one text, from 0."""

    def __init__(self, text: str) -> None:
        self.keys: dict[Steps, int] = {}
        self.values: dict[Steps, int] = {}
        """Entries of lists too."""
        self.repeated: tuple[Steps, int] | None = None
        """The last key that was read and where it stands, if it had been given before."""
        self.too_long: int | None = None
        """Where the first key of more than `MOST_PARTS` parts begins."""
        self._text = text
        self._at = 0
        self._headers: set[Steps] = set()
        self._lists: dict[Steps, int] = {}
        """How many entries a list of tables has so far."""
        try:
            self._document()
        except _LostError:
            return

    def _document(self) -> None:
        table: Steps = ()
        while self._pass(_GAP) < len(self._text):
            if self._text[self._at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _header(self) -> Steps:
        """`[a.b]` or `[[a.b]]`; the steps to the table that begins."""
        start, is_list = self._at, self._text.startswith("[[", self._at)
        self._at += 1 + is_list
        *outer, last = self._key()
        table: Steps = ()
        for part in outer:
            table = (*table, part)
            self._note(table, start, start)
            table = self._latest(table)
        table = (*table, last)
        if is_list:
            self._lists[table] = self._lists.get(table, 0) + 1
        else:
            self.repeated = (table, start) if table in self._headers else None
            self._headers.add(table)
        self._note(table, start, start)
        for _ in range(1 + is_list):
            self._take("]")
        return self._latest(table)

    def _latest(self, table: Steps) -> Steps:
        """The last entry of a list of tables; any other table is itself."""
        return (*table, self._lists[table] - 1) if table in self._lists else table

    def _pair(self, table: Steps) -> None:
        """`a.b = value`."""
        start, parts = self._at, self._key()
        self._take("=")
        self._pass(_SPACE)
        for end in range(1, len(parts)):
            self._note((*table, *parts[:end]), start, start)
        steps = (*table, *parts)
        self.repeated = (steps, start) if steps in self.values else None
        self._note(steps, start, self._at)
        self._value(steps)

    def _note(self, steps: Steps, key: int, value: int) -> None:
        self.keys.setdefault(steps, key)
        self.values.setdefault(steps, value)

    def _key(self) -> list[str]:
        parts: list[str] = []
        self._pass(_SPACE)
        start = self._at
        while True:
            pattern = _STRING if self._text[self._at : self._at + 1] in {'"', "'"} else _BARE
            part = self._match(pattern)
            parts.append(part if pattern is _BARE else _unquoted(part))
            if len(parts) > MOST_PARTS:
                self.too_long = start
                raise _LostError
            self._pass(_SPACE)
            if not self._text.startswith(".", self._at):
                return parts
            self._at += 1
            self._pass(_SPACE)

    def _value(self, steps: Steps) -> None:
        sign = self._text[self._at : self._at + 1]
        if sign in {'"', "'"}:
            self._match(_STRING)
        elif sign not in {"[", "{"}:
            self._match(_SCALAR)
        elif len(steps) > _DEEPEST:
            self._pass_by()
        elif sign == "[":
            self._entries("]", lambda index: self._entry((*steps, index)))
        else:
            self._entries("}", lambda _: self._pair(steps))

    def _entry(self, steps: Steps) -> None:
        self._note(steps, self._at, self._at)
        self._value(steps)

    def _entries(self, end: str, read: Callable[[int], None]) -> None:
        """What stands between brackets, with commas between."""
        self._at += 1
        index = 0
        while self._pass(_GAP) < len(self._text) and self._text[self._at] != end:
            read(index)
            index += 1
            self._pass(_GAP)
            if not self._text.startswith(",", self._at):
                break
            self._at += 1
        self._take(end)

    def _pass_by(self) -> None:
        """A list or an inline table with all that is in it."""
        depth = 0
        while True:
            sign = self._text[self._at : self._at + 1]
            if sign in {"[", "{", "]", "}"}:
                depth += 1 if sign in {"[", "{"} else -1
                self._at += 1
            else:
                self._match(_STRING if sign in {'"', "'"} else _INSIDE)
            if not depth:
                return

    def _pass(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self._text, self._at)
        self._at = found.end() if found else self._at
        return self._at

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if not found:
            raise _LostError
        self._at = found.end()
        return found[0]

    def _take(self, sign: str) -> None:
        self._pass(_SPACE)
        if not self._text.startswith(sign, self._at):
            raise _LostError
        self._at += 1


def _unquoted(key: str) -> str:
    try:
        found: str = tomllib.loads(f"key = {key}")["key"]
    except ValueError:
        raise _LostError from None
    return found
