"""What a verdict can depend on at all, by the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Rule


def kinds_behind(kind: str, knowledge: Knowledge) -> frozenset[str]:
    """The kinds of facts from which facts of a kind can follow, itself included, through rules and reckonings."""
    after = {one.name: one.after for one in knowledge.kinds}
    behind = {kind}
    todo = [kind]
    while todo:
        derived = todo.pop()
        rules = (rule for rule in knowledge.rules if any(pattern.kind == derived for pattern in rule.then))
        read = {name for rule in rules for name in _read(rule)}.union(after.get(derived, ())) - behind
        behind |= read
        todo += read
    return frozenset(behind)


def _read(rule: Rule) -> Iterator[str]:
    yield from (pattern.kind for pattern in (*rule.when, *rule.unless))
    if rule.count:
        yield rule.count.pattern.kind
