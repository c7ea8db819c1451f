"""Findings on evidence, counted from day to day without running the rules each day.

Where the rules look at evidence items one by one, and at nothing beside them that a day can change, what they find
of an item in a state is the same on every day on which it is in that state: they are asked once.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from assessor.assessment.dependencies import kinds_behind
from assessor.assessment.exceptions import WAIVABLE
from assessor.assessment.findings import FINDING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.assessment.run import Run
    from assessor.model.fact import Fact
    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Rule
    from assessor.model.vocabulary import Severity

ITEM = "evidence-item"
"""The kind of facts that say what an evidence item is worth on a day."""

_OF_A_DAY = frozenset({ITEM, "has-level", "level", "score", "target", "exception"})
"""The given kinds whose facts another day can change."""

_MOST_AT_ONCE = 5_000
"""Facts given to one run, far below what an engine takes."""


def stand_apart(knowledge: Knowledge) -> bool:
    """Whether all that follows from evidence items are facts on each item by itself, of which nothing follows.

    Then the rest of what the rules say is the same without any evidence item, and no exception waives those findings.
    Which rule found it is a part of every finding, so that none has two sources.
    """
    readers = [rule for rule in knowledge.rules if ITEM in _patterns(rule)]
    used = frozenset(WAIVABLE).union(*map(_patterns, knowledge.rules), *(kind.after for kind in knowledge.kinds))
    return _concluded(readers).isdisjoint(used) and all(_looks_at_one_item(rule, knowledge) for rule in readers)


def _looks_at_one_item(rule: Rule, knowledge: Knowledge) -> bool:
    """Whether a rule matches one evidence item, and beside it only what no day changes."""
    items = [pattern.kind for pattern in rule.when].count(ITEM)
    beside = [kind for kind in _patterns(rule) if kind != ITEM]
    alone = items == 1 and len(beside) + 1 == len(_patterns(rule))
    return alone and all(_OF_A_DAY.isdisjoint(kinds_behind(kind, knowledge)) for kind in beside)


def _patterns(rule: Rule) -> list[str]:
    """The kinds that a rule's patterns look for."""
    counted = (rule.count.pattern,) if rule.count else ()
    return [pattern.kind for pattern in (*rule.when, *rule.unless, *counted)]


def _concluded(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(pattern.kind for rule in rules for pattern in rule.then)


class EvidenceFindings:
    """How many findings on evidence there are, by severity. Only for rules that `stand_apart`.

    `facts` are all facts on evidence items that there will be; none holds before it begins.
    """

    def __init__(self, run: Run, facts: Iterable[Fact]) -> None:
        self.counts: Counter[Severity] = Counter()
        self._severities = {
            rule.id: rule.report.severity for rule in run.reasoner.knowledge.rules if rule.report is not None
        }
        self._grounds: Counter[Fact] = Counter()
        self._found: dict[Fact, list[tuple[Fact, Severity]]] = {}
        todo = iter(sorted(set(facts)))
        while batch := list(islice(todo, _MOST_AT_ONCE)):
            self._ask(run, batch)

    def begin(self, fact: Fact) -> None:
        """Let a fact hold that did not."""
        for finding, severity in self._found.get(fact, ()):
            self._grounds[finding] += 1
            self.counts[severity] += self._grounds[finding] == 1

    def end(self, fact: Fact) -> None:
        """Let a fact hold no longer."""
        for finding, severity in self._found.get(fact, ()):
            self._grounds[finding] -= 1
            self.counts[severity] -= self._grounds[finding] == 0

    def _ask(self, run: Run, items: list[Fact]) -> None:
        """Learn which findings rest on which of the facts."""
        knowledge = run.reasoner.knowledge
        concluded = _concluded(rule for rule in knowledge.rules if ITEM in _patterns(rule))
        kinds = frozenset[str]().union(*(kinds_behind(kind, knowledge) for kind in concluded))
        given = (fact for fact in run.reckoning.given() if fact.kind in kinds and fact.kind != ITEM)
        supply = {kind: supplier for kind, supplier in run.reckoning.suppliers().items() if kind in kinds}
        deduction = run.reasoner.engine.run([*given, *items], supply, only=kinds)
        for fact, steps in zip(deduction.facts, deduction.steps, strict=True):
            for step in steps if fact.kind.endswith(FINDING) else ():
                for source in (deduction.facts[number] for number in step.inputs):
                    if source.kind == ITEM:
                        self._found.setdefault(source, []).append((fact, self._severities[step.rule]))
