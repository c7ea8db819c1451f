"""The intermediate form that every engine runs: rules with names and variables resolved to positions.

It knows nothing of files, places or any engine. A rule's variables are slots of its *environment*: the values of the
facts that matched `when`, one after the other, then the value that was looked up (if the rule looks one up), then the
rule's constants.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.fact import TableRow
    from assessor.model.rule import Kind, Rule


class Premise(NamedTuple):
    """What a fact must be like to match one pattern of `when` or `unless`."""

    kind: str
    width: int
    """How many values a fact of the kind has."""
    tests: tuple[tuple[int, tuple[str, ...]], ...]
    """Fields, ascending, each with the values of which any will do."""
    joins: tuple[tuple[int, int, int], ...]
    """Fields, each with an earlier premise of `when` and the field of it that has the same value."""


class Clause(NamedTuple):
    """The part of a rule that an engine matches; `rule` is the rule's number in the order of ids."""

    rule: int
    stage: int
    when: tuple[Premise, ...]
    unless: tuple[Premise, ...]


class Counting(NamedTuple):
    """How many facts of a kind must match: fields with any of some values, fields with the value of a slot."""

    kind: str
    tests: tuple[tuple[int, tuple[str, ...]], ...]
    joins: tuple[tuple[int, int], ...]
    among: frozenset[int]


class Searching(NamedTuple):
    """The table in which the rule looks up the value of a slot."""

    table: Mapping[str, TableRow]
    slot: int


class Conclusion(NamedTuple):
    """A fact to derive: the slots of its values."""

    kind: str
    slots: tuple[int, ...]


class CompiledRule(NamedTuple):
    """A rule, and how to run it."""

    rule: Rule
    clause: Clause
    same: tuple[tuple[int, int], ...]
    """Slots of one and the same fact that must hold equal values."""
    searching: Searching | None
    counting: Counting | None
    constants: tuple[str, ...]
    conclusions: tuple[Conclusion, ...]

    def placed(self, number: int, stage: int) -> CompiledRule:
        """The rule with its number in the order of ids, and its stage."""
        return self._replace(clause=self.clause._replace(rule=number, stage=stage))


class Program(NamedTuple):
    """Rules that have passed every check. Stages run from 1; stage 0 is what is there from the start.

    A rule runs in one stage, after all the kinds that it reads are complete; a kind is complete after its own stage.
    """

    kinds: Mapping[str, Kind]
    rules: tuple[CompiledRule, ...]
    """By id."""
    stages: Mapping[str, int]
    """The stage after which each kind is complete."""
    last: int
    """The last stage."""
