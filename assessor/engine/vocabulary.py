"""The kinds and tables that a program's rules may name, and the problems found while they are read.

It reads one pattern at a time; what a rule's variables mean is not known here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessor.errors import Problem, quoted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from assessor.model.fact import TableRow
    from assessor.model.place import Location
    from assessor.model.rule import Kind, Pattern

_NOT_PLAIN = "[\x00-\x1f\x7f-\x9f\ud800-\udfff]"


class Vocabulary:
    """Kinds and tables by name. Everything that is wrong is said to `problems`."""

    def __init__(self, kinds: Iterable[Kind], tables: Mapping[str, Mapping[str, TableRow]]) -> None:
        self.kinds: dict[str, Kind] = {}
        self.tables = tables
        self.problems: list[Problem] = []
        self._positions: dict[str, dict[str, int]] = {}
        for kind in sorted(kinds, key=lambda kind: (kind.name, kind.location)):
            if kind.name in self.kinds:
                self.say(kind.location, f"the kind `{kind.name}` is declared at {self.kinds[kind.name].location} too")
            else:
                self.kinds[kind.name] = kind
                self._positions[kind.name] = {field: position for position, field in enumerate(kind.fields)}
        for kind in self.kinds.values():
            self._check_kind(kind)

    def say(self, location: Location, message: str) -> None:
        """A problem, and its place."""
        self.problems.append(Problem(*location, message))

    def width(self, kind: str) -> int:
        """How many values a fact of the kind has; 0 for a kind that does not exist."""
        return len(self._positions.get(kind, ()))

    def read(self, pattern: Pattern) -> list[tuple[int, str | tuple[str, ...]]]:
        """The sound terms of a pattern by position, ascending: a variable as it is written, constants as a tuple."""
        positions = self._positions.get(pattern.kind)
        if positions is None:
            self.say(pattern.location, f"there is no kind {corrected(pattern.kind, self._positions)}")
            return []
        found: dict[int, str | tuple[str, ...]] = {}
        for field, term in pattern.terms:
            position = positions.get(field, -1)
            wrong = _wrong_term(term)
            if position < 0:
                self.say(pattern.location, f"the kind `{pattern.kind}` has no field {corrected(field, positions)}")
            elif position in found:
                self.say(pattern.location, f"the field `{field}` stands twice")
            elif wrong:
                self.say(pattern.location, f"the field `{field}` {wrong}")
            else:
                found[position] = (term,) if isinstance(term, str) and not term.startswith("$") else term
        return sorted(found.items())

    def _check_kind(self, kind: Kind) -> None:
        if len(self._positions[kind.name]) < len(kind.fields):
            self.say(kind.location, f"the kind `{kind.name}` names a field twice")
        for wrong in wrong_braces(kind.text, self._positions[kind.name]):
            self.say(kind.location, f"the text of the kind `{kind.name}` {wrong}")
        if kind.after and not kind.given:
            self.say(kind.location, f"the kind `{kind.name}` is not given: rules derive it, so `after` says nothing")
        for other in kind.after:
            if other not in self.kinds:
                message = f"`after` of the kind `{kind.name}`: there is no kind {corrected(other, self.kinds)}"
                self.say(kind.location, message)


def corrected(name: str, known: Collection[str], written: str | None = None) -> str:
    """A name that does not exist, as it is written in the file, and what to write instead."""
    from assessor.model.nearest import advice

    return f"{quoted(written or name)}; {advice(name, known)}"


def wrong_braces(text: str, names: Collection[str]) -> list[str]:
    """What is wrong with the braces of a text: names that there are not, and braces that do not match."""
    before, *pieces = text.split("{")
    found = [piece.partition("}") for piece in pieces]
    wrong = [
        f"has no meaning for {corrected(name, names, f'{{{name}}}')}"
        for name, end, _ in found
        if end and name not in names
    ]
    if "}" in before or any("}" in rest or not end for _, end, rest in found):
        wrong.append("has a brace without its other half")
    return wrong


def _wrong_term(term: object) -> str | None:
    """What is wrong with a term, whatever the reader of the file let through."""
    if not isinstance(term, tuple):
        return "has a variable without a name" if term == "$" else _wrong_text(term)
    wrong = next(filter(None, map(_wrong_constant, term)), None)
    if wrong is None and len(set(term)) < max(len(term), 1):
        wrong = "has a list that names a value twice" if term else "has an empty list: nothing would do"
    return wrong


def _wrong_constant(constant: object) -> str | None:
    if isinstance(constant, str) and constant.startswith("$"):
        return f"has a list with the variable `{constant}`: a list holds constants"
    return _wrong_text(constant)


def _wrong_text(text: object) -> str | None:
    if isinstance(text, str):
        plain = text.isprintable() or not re.search(_NOT_PLAIN, text)
        return None if plain else f"holds {text!r}, which is not plain text"
    return f"holds {text!r}, which is not text"
