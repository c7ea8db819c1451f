"""Which premises are missing for a verdict that was not reached: backwards through the rules, to what does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.explanation import ANY, Missing
from assessor.model.nearest import enumerated
from assessor.model.rule import is_variable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.model.fact import Deduction
    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Count, Pattern, Rule

    Wanted = Mapping[str, str | tuple[str, ...]]
    """The fields of a fact that are to be something; a tuple has all that will do."""

_DEEPEST = 8
"""Through how many rules the search goes; a chain of the default pack has five."""

_OF_BENCHMARKS = frozenset({"ticked"})
"""The kinds of facts that there are of benchmarks and never of a twin."""


class Lacking:
    """Searches one run's facts, on one basis."""

    def __init__(self, deduction: Deduction, knowledge: Knowledge) -> None:
        self._deduction = deduction
        self._rules = knowledge.rules
        self._kinds = {kind.name: kind for kind in knowledge.kinds}
        self._tables = knowledge.tables()

    def behind(self, kind: str, values: Wanted) -> tuple[Missing, ...]:
        """What is missing for a fact of a kind with these values, each once; a field without a value may be anything.

        What can be had in several ways is listed for each. Empty if there is such a fact.
        """
        return tuple(dict.fromkeys(self._behind(kind, values, _DEEPEST)))

    def _behind(self, kind: str, values: Wanted, depth: int) -> Iterator[Missing]:
        if depth and not self._holds(kind, values):
            for rule, bound in self._concluding(kind, values):
                yield from self._premises(rule, bound, depth)

    def _concluding(self, kind: str, values: Wanted) -> Iterator[tuple[Rule, dict[str, str]]]:
        """The rules that could conclude it, each with what its variables would stand for."""
        for rule in self._rules:
            for conclusion in rule.then:
                bound = _unified(conclusion, values) if conclusion.kind == kind else None
                if bound is not None and not any(pattern.kind in _OF_BENCHMARKS for pattern in rule.when):
                    for looked_up in self._looked_up(rule, bound):
                        yield rule, looked_up

    def _premises(self, rule: Rule, bound: Mapping[str, str], depth: int) -> Iterator[Missing]:
        """What a rule lacks to fire; nothing where a premise is beyond all rules, as a category that none leads to."""
        wanted = [(pattern.kind, _filled(pattern, bound)) for pattern in rule.when]
        if not all(self._kinds[kind].given or any(self._concluding(kind, values)) for kind, values in wanted):
            return
        for kind, values in wanted:
            if not self._holds(kind, values):
                yield Missing(self._sentence(kind, values), rule.id, rule.location)
                yield from self._behind(kind, values, depth - 1)
        for pattern in rule.unless:
            denied = _filled(pattern, bound)
            for fields in self._facts(pattern.kind):
                if _matches(fields, denied):
                    said = f"it is not so that {self._sentence(pattern.kind, fields)}"
                    yield Missing(said, rule.id, rule.location)
        if rule.count:
            yield from self._count(rule, rule.count, bound)

    def _looked_up(self, rule: Rule, bound: Mapping[str, str]) -> Iterator[dict[str, str]]:
        if rule.lookup is None:
            yield dict(bound)
            return
        key, value = rule.lookup.key[1:], rule.lookup.value[1:]
        for row in self._tables[rule.lookup.table].values():
            if bound.get(key, row.key) == row.key and bound.get(value, row.value) == row.value:
                yield {**bound, key: row.key, value: row.value}

    def _count(self, rule: Rule, count: Count, bound: Mapping[str, str]) -> Iterator[Missing]:
        wanted = _filled(count.pattern, bound)
        found = sum(_matches(fields, wanted) for fields in self._facts(count.pattern.kind))
        if found not in count.among:
            among = enumerated([*map(str, count.among)], "or")
            said = self._sentence(count.pattern.kind, wanted)
            yield Missing(f"{among} facts say that {said} (now {found})", rule.id, rule.location)

    def _holds(self, kind: str, wanted: Wanted) -> bool:
        return any(_matches(fields, wanted) for fields in self._facts(kind))

    def _facts(self, kind: str) -> Iterator[dict[str, str]]:
        fields = self._kinds[kind].fields
        return (dict(zip(fields, values, strict=True)) for values in self._deduction.of(kind))

    def _sentence(self, kind: str, values: Wanted) -> str:
        said = {field: value if isinstance(value, str) else enumerated(value, "or") for field, value in values.items()}
        return self._kinds[kind].sentence(said, ANY)


def _matches(fields: Mapping[str, str], wanted: Wanted) -> bool:
    return all(fields[field] in (value if isinstance(value, tuple) else (value,)) for field, value in wanted.items())


def _unified(conclusion: Pattern, values: Wanted) -> dict[str, str] | None:
    """What the variables of a conclusion stand for if it is to be the fact; None if it cannot be."""
    bound: dict[str, str] = {}
    for field, term in conclusion.terms:
        if field not in values or not isinstance(term, str):
            continue
        value = values[field]
        if not is_variable(term):
            if term not in (value if isinstance(value, tuple) else (value,)):
                return None
        elif isinstance(value, str) and bound.setdefault(term[1:], value) != value:
            return None
    return bound


def _filled(pattern: Pattern, bound: Mapping[str, str]) -> dict[str, str | tuple[str, ...]]:
    """The fields of a pattern that have to be something."""
    filled: dict[str, str | tuple[str, ...]] = {}
    for field, term in pattern.terms:
        if not isinstance(term, str) or not is_variable(term):
            filled[field] = term
        elif term[1:] in bound:
            filled[field] = bound[term[1:]]
    return filled
