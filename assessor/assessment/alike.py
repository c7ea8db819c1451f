"""Bases that stand alike: where every control that counts on one counts on another, the rules are run for one of them.

What they say of it holds of the other word for word, as long as no rule names a basis or looks at two at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, Cell, CellId, levels
from assessor.model.rule import is_variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.assessment.verdicts import Facts
    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Rule, Term
    from assessor.model.vocabulary import Basis

_BASIS = "basis"
"""The field that holds a basis."""


def treat_bases_alike(knowledge: Knowledge) -> bool:
    """Whether each rule speaks of one basis, whichever it is."""
    kinds = frozenset(kind.name for kind in knowledge.kinds if _BASIS in kind.fields)
    for rule in knowledge.rules:
        named = _bases(rule, kinds)
        if len(named) > 1 or not all(term and is_variable(term) for term in named):
            return False
    return True


def _bases(rule: Rule, kinds: frozenset[str]) -> set[Term | None]:
    """What a rule says of the field of a basis, wherever it could; None where it says nothing."""
    counted = (rule.count.pattern,) if rule.count else ()
    patterns = (*rule.when, *rule.unless, *rule.then, *counted)
    return {dict(pattern.terms).get(_BASIS) for pattern in patterns if pattern.kind in kinds}


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
