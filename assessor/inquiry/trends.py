"""Which way facts can go as cells are raised to full, read off the rules: whether a verdict can ever get worse by it.

A rule fires more if what it wants comes about or what it denies goes, and less the other way round. Where that does not
decide, both ways count as possible: then a rule may punish what is done, and a search that relies on it not to is told.
"""

from __future__ import annotations

from enum import Flag
from math import prod
from typing import TYPE_CHECKING

from assessor.model.rule import is_variable
from assessor.model.vocabulary import BAND_ORDER, Band, Layer, Level

if TYPE_CHECKING:
    from assessor.inquiry.goals import Goal
    from assessor.inquiry.rulebook import Rulebook
    from assessor.model.rule import Count, Pattern, Rule, Term


class Trend(Flag):
    """How the facts that match a pattern can change as cells are raised."""

    NONE = 0
    RISES = 1
    FALLS = 2
    EITHER = 3


_TURNED = {Trend.RISES: Trend.FALLS, Trend.FALLS: Trend.RISES}
_SIDES = {"under": Trend.FALLS, "at-least": Trend.RISES}
_ABOUT = {
    "function-covered": ("function",),
    "category-covered": ("category",),
    "requirement-band": ("requirement",),
    "addressed": ("requirement",),
    "level": ("requirement", "layer"),
    "has-level": ("requirement",),
}
"""What facts of a kind are about, where a count sees one at most for each basis and each of these."""


class Trends:
    """The trends of the facts that some rules see and derive."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._book = rulebook
        self._kinds = {kind.name: kind for kind in rulebook.knowledge.kinds}
        self._found: dict[tuple[str, tuple[tuple[str, Term], ...]], Trend] = {}

    def never_worse(self, goal: Goal) -> bool:
        """Whether no raising of cells takes a goal farther away. Of arithmetic goals that is so whatever the rules."""
        if goal.kind == "cap":
            return Trend.RISES not in self._of("cap", cap=goal.id)
        if goal.kind == "requirement":
            return self._book.by_default("requirement-band")
        if goal.kind in {"function", "category"}:
            return Trend.FALLS not in self._of(f"{goal.kind}-covered", **{goal.kind: goal.id})
        if goal.kind == "rating":
            capped = goal.wanted == Band.GREEN and Trend.RISES in self._of("cap")
            return not capped and self._own("rating") and self._band_never_worse()
        return self._band_never_worse() if goal.kind == "band" else True

    def _band_never_worse(self) -> bool:
        return self._own("band") and Trend.FALLS not in self._of("function-covered")

    def _own(self, kind: str) -> bool:
        """Whether the default pack alone concludes facts of a kind, from whatever there is."""
        concluding = (rule for rule in self._book.knowledge.rules if any(one.kind == kind for one in rule.then))
        return all(map(self._book.of_default_pack, concluding))

    def _of(self, kind: str, **terms: str) -> Trend:
        return self._trend(kind, tuple(terms.items()))

    def _trend(self, kind: str, terms: tuple[tuple[str, Term], ...]) -> Trend:
        """How facts of a kind with these terms come and go, taken together."""
        key = kind, terms
        if key not in self._found:
            self._found[key] = self._given(kind, dict(terms)) if self._kinds[kind].given else self._derived(kind, terms)
        return self._found[key]

    def _given(self, kind: str, terms: dict[str, Term]) -> Trend:
        if kind in {"level", "has-level"}:
            return _of_level(terms.get("level"))
        if kind == "score":
            side = terms.get("side")
            return _SIDES.get(side, Trend.EITHER) if isinstance(side, str) else Trend.EITHER
        if kind == "exception":  # an exception comes to waive more or less, and is there all the same
            return Trend.EITHER if "effect" in terms else Trend.NONE
        return Trend.EITHER if kind == "target" else Trend.NONE

    def _derived(self, kind: str, terms: tuple[tuple[str, Term], ...]) -> Trend:
        if kind == "requirement-band" and self._book.by_default(kind):
            return _of_band(dict(terms).get("band"))
        trend = Trend.NONE
        for rule in self._book.knowledge.rules:
            if any(one.kind == kind and _can_be(one, dict(terms)) for one in rule.then):
                trend |= self._rule(rule)
        return trend

    def _rule(self, rule: Rule) -> Trend:
        """Whether what a rule concludes comes about, or goes."""
        trend = Trend.NONE
        for pattern in rule.when:
            trend |= self._trend(pattern.kind, pattern.terms)
        for pattern in rule.unless:
            denied = self._trend(pattern.kind, pattern.terms)
            trend |= _TURNED.get(denied, denied)
        return trend | self._count(rule.count) if rule.count else trend

    def _count(self, count: Count) -> Trend:
        """Whether the number comes to be one that is wanted, or ceases to be."""
        kind, terms = count.pattern.kind, count.pattern.terms
        level = dict(terms).get("level")
        if kind == "has-level" and not (isinstance(level, str) and not is_variable(level)):
            return Trend.EITHER  # a requirement has one such fact or several
        trend = self._trend(kind, terms)
        return self._reaching(count, trend) if trend in _TURNED else trend

    def _reaching(self, count: Count, trend: Trend) -> Trend:
        """What becomes of a rule that wants some number of facts, of which there are ever more, or fewer."""
        among, most = count.among, self._most(count.pattern)
        downward = set(among) == set(range(max(among) + 1))
        upward = most is not None and set(among) >= set(range(min(among), most + 1))
        if downward and upward:
            return Trend.NONE
        if upward:
            return trend
        return _TURNED[trend] if downward else Trend.EITHER

    def _most(self, pattern: Pattern) -> int | None:
        """So many facts at most can match a pattern, each about something else; None where that is not known."""
        knowledge, terms = self._book.knowledge, dict(pattern.terms)
        there = {
            "function": len(knowledge.functions),
            "category": len(knowledge.categories),
            "requirement": len(knowledge.requirements),
            "layer": len(Layer),
        }
        about = _ABOUT.get(pattern.kind)
        if about is None or "basis" not in terms:
            return None
        return prod(there[field] if field not in terms else len(_allowed(terms[field]) or "1") for field in about)


def _allowed(term: Term | None) -> frozenset[str] | None:
    """The constants that a term allows; None where it allows any, or a variable carries on which it is."""
    if term is None or is_variable(term):
        return None
    return frozenset({term} if isinstance(term, str) else term)


def _of_level(term: Term | None) -> Trend:
    """A raised cell is full: what is to be full comes about, what is to be less goes."""
    allowed = _allowed(term)
    if allowed is None:
        return Trend.NONE if term is None else Trend.EITHER
    return Trend.RISES if Level.FULL in allowed else Trend.FALLS


def _of_band(term: Term | None) -> Trend:
    """A band goes up from red to orange to green; one out of scope stays there."""
    allowed = _allowed(term)
    if allowed is None:
        return Trend.NONE if term is None else Trend.EITHER
    inside = [band in allowed for band in BAND_ORDER]
    if all(inside) or not any(inside):
        return Trend.NONE
    if inside == sorted(inside):
        return Trend.RISES
    return Trend.FALLS if inside == sorted(inside, reverse=True) else Trend.EITHER


def _can_be(conclusion: Pattern, terms: dict[str, Term]) -> bool:
    """Whether a rule's conclusion can be a fact with these terms."""
    for field, term in conclusion.terms:
        wanted, said = _allowed(terms.get(field)), _allowed(term)
        if wanted is not None and said is not None and wanted.isdisjoint(said):
            return False
    return True
