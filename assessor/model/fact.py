"""Facts, and how each came about: the whole of what a rules engine says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.place import Location


class Fact(NamedTuple):
    """One fact: a kind, and a value for each of the kind's fields in the order in which the kind declares them."""

    kind: str
    values: tuple[str, ...]


class TableRow(NamedTuple):
    """One row of a table that rules look things up in, and where it is written."""

    table: str
    key: str
    value: str
    location: Location


class Step(NamedTuple):
    """One derivation of a fact: the rule, the numbers of the facts that it rests on, and the table row it used.

    `inputs` are the facts that matched `when`, in its order; `counted` those that a count reckoned, ascending. Each is
    smaller than the number of the fact that the step derives.
    """

    rule: str
    inputs: tuple[int, ...]
    counted: tuple[int, ...] = ()
    row: TableRow | None = None


class Deduction:
    """All facts of one run, numbered from 0, each with its derivations.

    A fact without a step was given. The first step is the fact's proof, the others are further derivations of it. Equal
    programs and facts give equal deductions, whichever engine ran and in whatever order rules and facts came.
    """

    __slots__ = ("_by_kind", "engine", "facts", "steps")

    def __init__(self, *, facts: tuple[Fact, ...], steps: tuple[tuple[Step, ...], ...], engine: str) -> None:
        self.facts = facts
        self.steps = steps
        self.engine = engine
        self._by_kind: dict[str, list[int]] = {}
        for number, fact in enumerate(facts):
            self._by_kind.setdefault(fact.kind, []).append(number)

    def __eq__(self, other: object) -> bool:
        """Equal facts, derived in equal ways, by whichever engine."""
        return isinstance(other, Deduction) and (self.facts, self.steps) == (other.facts, other.steps)

    __hash__ = None  # type: ignore[assignment] # large, and never a key

    def numbers(self, kind: str) -> tuple[int, ...]:
        """The numbers of the facts of a kind, ascending; empty if there is none."""
        return tuple(self._by_kind.get(kind, ()))

    def of(self, kind: str) -> Iterator[tuple[str, ...]]:
        """The values of the facts of a kind, in the order of their numbers."""
        return (self.facts[number].values for number in self._by_kind.get(kind, ()))
