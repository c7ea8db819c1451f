"""Bases that stand alike: where every control that counts on one counts on another, the rules are run for one of them.

What they say of it holds of the other word for word, as long as no rule names a basis or looks at two at once. Then
also nothing on one basis depends on the levels of another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, Cell, CellId, levels
from assessor.model.rule import is_variable

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from assessor.assessment.verdicts import Facts
    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Pattern, Rule
    from assessor.model.vocabulary import Basis

_BASIS = "basis"
"""The field that holds a basis."""

_OF_THE_GATE = "gate-basis"
"""The kind of facts that say which basis findings are on."""


def treat_bases_alike(knowledge: Knowledge, only: Collection[str] | None = None) -> bool:
    """Whether each rule speaks of one basis, whichever it is, and lets none slip into facts that say no basis.

    Findings say none, and are on that of the gate. With `only`, of the rules that conclude such kinds.
    """
    kinds = frozenset(kind.name for kind in knowledge.kinds if _BASIS in kind.fields)
    rules = (rule for rule in knowledge.rules if only is None or any(one.kind in only for one in rule.then))
    return all(_keeps_to_one_basis(rule, kinds) for rule in rules)


def _keeps_to_one_basis(rule: Rule, kinds: frozenset[str]) -> bool:
    patterns = _patterns(rule)
    named = {dict(pattern.terms).get(_BASIS) for pattern in patterns if pattern.kind in kinds}
    if not named:
        return True
    basis = named.pop()
    if named or basis is None or not is_variable(basis):
        return False
    elsewhere = (term for pattern in patterns for field, term in pattern.terms if field != _BASIS)
    of_the_gate = any(pattern.kind == _OF_THE_GATE for pattern in rule.when)
    return basis not in elsewhere and (of_the_gate or all(pattern.kind in kinds for pattern in rule.then))


def _patterns(rule: Rule) -> tuple[Pattern, ...]:
    return (*rule.when, *rule.unless, *rule.then, *((rule.count.pattern,) if rule.count else ()))


def speakers(cells: Mapping[CellId, Cell], gate: Basis) -> dict[Basis, Basis]:
    """For each basis one with the same levels in every cell: the gate's if that has them, else the last."""
    tables = {basis: levels(cells, at) for at, basis in enumerate(BASES)}
    candidates = (gate, *reversed(BASES))
    return {basis: next(one for one in candidates if tables[one] == tables[basis]) for basis in BASES}


class Shared:
    """Facts with those of one basis said of every basis that it speaks for."""

    def __init__(self, facts: Facts, speaker: Mapping[Basis, Basis], knowledge: Knowledge) -> None:
        self._facts = facts
        self._kinds = frozenset(kind.name for kind in knowledge.kinds if kind.fields[0] == _BASIS)
        self._others: dict[str, list[Basis]] = {}
        for basis, one in speaker.items():
            if basis is not one:
                self._others.setdefault(one, []).append(basis)

    def of(self, kind: str) -> Iterator[tuple[str, ...]]:
        """The values of the facts of a kind."""
        for values in self._facts.of(kind):
            yield values
            if kind in self._kinds:
                for other in self._others.get(values[0], ()):
                    yield (other, *values[1:])
