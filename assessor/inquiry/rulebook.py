"""What can be told of rules without running them: whose they are, and what a verdict rests on by them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from assessor.assessment.dependencies import kinds_behind
from assessor.assessment.verdicts import DEFAULT_PACK
from assessor.model.rule import is_variable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Rule, Term

FACTS: Mapping[str, str] = {
    "rating": "rating",
    "band": "band",
    "function": "function-covered",
    "category": "category-covered",
    "requirement": "requirement-band",
    "cap": "cap",
}
"""The kind of fact that says a verdict, for those that rules give."""

_LEVELS = frozenset({"has-level", "level", "score"})
"""The kinds of facts through which rules see the levels of cells."""
_OF_THE_PROFILE = ("control", "evidence-item", "claimed-cell", "stray-claim", "stray-layer")
"""The kinds of facts on single controls and evidence items: levels can be supposed, and these stay as they are."""
_DEFAULT_RULES = "rules/core/"


class Rulebook:
    """The rules of some packs, as data."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.behind = cache(self._behind)
        self.by_default = cache(self._by_default)

    def _behind(self, kind: str) -> frozenset[str]:
        """The kinds of facts from which facts of a kind can follow."""
        return kinds_behind(kind, self.knowledge)

    def _by_default(self, kind: str) -> bool:
        """Whether facts of a kind come about by the default pack alone: no other rule concludes anything on the way.

        What is in scope is settled before, whoever settles it.
        """
        on_the_way = self.behind(kind) - self.behind("excluded")
        concluding = (rule for rule in self.knowledge.rules if any(one.kind in on_the_way for one in rule.then))
        return all(map(self.of_default_pack, concluding))

    def of_default_pack(self, rule: Rule) -> bool:
        """Whether a rule is the project's own: a pack in the default one's place may well have its id."""
        own = self.knowledge.trusted or rule.location.path.startswith(_DEFAULT_RULES)
        return rule.pack == DEFAULT_PACK and own

    def moves(self, kind: str) -> bool:
        """Whether facts of a kind can depend on levels at all."""
        return not _LEVELS.isdisjoint(self.behind(kind))

    def concluded(self, kind: str, field: str, value: str) -> bool:
        """Whether a rule could conclude a fact of a kind with this value, as far as the tables allow."""
        terms = (
            (rule, dict(one.terms).get(field)) for rule in self.knowledge.rules for one in rule.then if one.kind == kind
        )
        return any(term is not None and self._can_be(value, term, rule) for rule, term in terms)

    def _can_be(self, value: str, term: Term, rule: Rule) -> bool:
        if not isinstance(term, str) or not is_variable(term):
            return value == term
        if rule.lookup and rule.lookup.value == term:
            return any(row.value == value for row in self.knowledge.tables()[rule.lookup.table].values())
        return True

    def beside_levels(self, verdict: str) -> tuple[str, ...]:
        """The kinds of facts on controls and evidence that a kind of verdict depends on beside the levels of cells."""
        behind = self.behind(FACTS.get(verdict, "score"))
        return tuple(kind for kind in _OF_THE_PROFILE if kind in behind)
