"""How rules and facts are written for durable-rules: JSON in which every name and value is a token of ours.

A kind is a property that its facts alone have, so that the C code finds a fact's patterns by hash. Every fact has the
property `w` too, and every pattern with a join ends with the join on it: the C code reads past its buffer if the last
join of a pattern is false, and this one never is.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from assessor.engine.unfolding import variants

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.engine.program import Clause, Premise
    from assessor.model.fact import Fact

FIRST_GATE = 700_000
"""The number of the first gate; those of facts stay below. The C code tells facts apart by a hash of their number, and
the hashes of 0 to 797,185 are distinct."""

WARM_FACT = f'{{"id":{FIRST_GATE},"warm":"w"}}'
"""Starts the one action that no rule of a program has."""

_WARM_RULE = '"warm":{"all":[{"a0":{"$and":[{"warm":"w"}]}}]}'
_NUMBERS = re.compile(r'\{"(?:r|id":)(\d+)')


class Tokens(dict[str, str]):
    """A token for every text, made when it is first asked for."""

    def copy(self) -> Tokens:
        """The same tokens, to add others to."""
        return Tokens(self)

    def __missing__(self, text: str) -> str:
        token = self[text] = f"t{len(self)}"
        return token


class Match(NamedTuple):
    """A rule that has matched: its stage, its number, and the numbers of its inputs."""

    stage: int
    rule: int
    inputs: tuple[int, ...]


class _Owner(NamedTuple):
    """Whose an action is, and how many numbers it says: its own, one an input, and the gate's if there is one."""

    stage: int
    rule: int
    inputs: int
    length: int


class Layout:
    """The written form of some clauses. `tokens` are those of their constants; a run adds its own to a copy."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.tokens = Tokens()
        self.gates: dict[int, str] = {}
        self._kinds: dict[str, int] = {}
        self._owners: list[_Owner] = []
        self._rules = [_WARM_RULE]
        fields: dict[str, set[int]] = {}
        for clause in clauses:
            self._add(clause)
            _note_fields(clause, fields)
        self._templates = {kind: self._template(kind, sorted(used)) for kind, used in fields.items()}

    def ruleset(self) -> str:
        """All rules, as one JSON object."""
        return f"{{{','.join(self._rules)}}}"

    def messages(self, facts: Iterable[tuple[int, Fact]], tokens: Tokens) -> list[str]:
        """The facts of kinds that rules read, each as a JSON object with the values that rules compare."""
        templates = self._templates
        written = []
        for number, (kind, values) in facts:
            template = templates.get(kind)
            if template:
                text, positions = template
                written.append(text % (number, *[tokens[values[position]] for position in positions]))
        return written

    def matches(self, actions: Iterable[str]) -> Iterator[Match]:
        """What the C code says of its actions, which is the number of each and the facts that it rests on, in order."""
        numbers = list(map(int, _NUMBERS.findall("".join(actions))))
        start = 0
        while start < len(numbers):
            stage, rule, inputs, length = self._owners[numbers[start]]
            yield Match(stage, rule, tuple(numbers[start + 1 : start + 1 + inputs]))
            start += length

    def _add(self, clause: Clause) -> None:
        gate = f'"g{clause.stage}":"w"'
        if clause.unless:
            self.gates[clause.stage] = f'{{"id":{FIRST_GATE + clause.stage},{gate}}}'
        for when, unless in variants(clause):
            patterns = [self._pattern(f"a{place}", premise) for place, premise in enumerate(when)]
            if unless:
                patterns.append(f'{{"g":{{"$and":[{{{gate}}}]}}}}')
            patterns += [self._pattern(f"n{place}$not", premise) for place, premise in enumerate(unless)]
            self._rules.append(f'"r{len(self._owners)}":{{"all":[{",".join(patterns)}],"dist":0}}')
            self._owners.append(_Owner(clause.stage, clause.rule, len(when), 1 + len(when) + bool(unless)))

    def _pattern(self, alias: str, premise: Premise) -> str:
        tests = [f'{{"{self._kind(premise.kind)}":"w"}}']
        tests += [f'{{"p{field}":"{self.tokens[value]}"}}' for field, (value,) in premise.tests]
        tests += [f'{{"p{field}":{{"a{earlier}":"p{position}"}}}}' for field, earlier, position in premise.joins]
        if premise.joins:
            tests.append('{"w":{"a0":"w"}}')
        return f'{{"{alias}":{{"$and":[{",".join(tests)}]}}}}'

    def _kind(self, name: str) -> str:
        return f"k{self._kinds.setdefault(name, len(self._kinds))}"

    def _template(self, kind: str, fields: Sequence[int]) -> tuple[str, Sequence[int]]:
        values = "".join(f',"p{field}":"%s"' for field in fields)
        return f'{{"id":%d,"{self._kind(kind)}":"w","w":"w"{values}}}', fields


def _note_fields(clause: Clause, fields: dict[str, set[int]]) -> None:
    """The fields of each kind that the C code compares."""
    for premise in (*clause.when, *clause.unless):
        used = fields.setdefault(premise.kind, set())
        used.update(field for field, _ in premise.tests)
        used.update(field for field, _, _ in premise.joins)
        for _, earlier, position in premise.joins:
            fields[clause.when[earlier].kind].add(position)
