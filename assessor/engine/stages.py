"""In which order rules run: after which stage each kind of fact is complete.

A kind waits for all the kinds that its rules read, whether in `when`, `unless` or `count`, and a given kind for those
that it comes `after`. So no rule runs twice, a negation and a count are final when they are made, and rules that feed
each other in a circle have no stage: they are problems.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from assessor.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.model.place import Location
    from assessor.model.rule import Kind, Rule


def reckon(kinds: Mapping[str, Kind], rules: Sequence[Rule]) -> tuple[dict[str, int], list[Problem]]:
    """The stage after which each kind is complete, 0 for what is there from the start; and the circles."""
    waits = _waits(kinds, rules)
    stages: dict[str, int] = {}
    problems = []
    while len(stages) < len(kinds):
        _settle(waits, stages)
        if len(stages) < len(kinds):
            circle = _circle(waits, stages)
            problems.append(_problem(circle, kinds, rules))
            stages.update(dict.fromkeys(circle, 0))
    return stages, problems


def _waits(kinds: Mapping[str, Kind], rules: Iterable[Rule]) -> dict[str, set[str]]:
    """For each kind those that must be complete before it; names that are no kinds are left out."""
    waits = {kind.name: {other for other in kind.after if other in kinds} for kind in kinds.values()}
    for rule in rules:
        read = {name for name, _ in _read(rule) if name in kinds}
        for pattern in rule.then:
            if pattern.kind in waits:
                waits[pattern.kind] |= read
    return waits


def _read(rule: Rule) -> Iterator[tuple[str, str]]:
    """The kinds that a rule reads, each with the part of the rule that does."""
    for pattern in rule.when:
        yield pattern.kind, "when"
    for pattern in rule.unless:
        yield pattern.kind, "unless"
    if rule.count:
        yield rule.count.pattern.kind, "count"


def _settle(waits: Mapping[str, set[str]], stages: dict[str, int]) -> None:
    """Give a stage to every kind that waits for none without one."""
    open_kinds = [name for name in waits if name not in stages]
    while open_kinds:
        left = []
        for name in open_kinds:
            if waits[name] <= stages.keys():
                stages[name] = max((stages[other] + 1 for other in waits[name]), default=0)
            else:
                left.append(name)
        if len(left) == len(open_kinds):
            return
        open_kinds = left


def _circle(waits: Mapping[str, set[str]], stages: Mapping[str, int]) -> list[str]:
    """Some kinds of which each waits for the next, and the last for the first."""
    path = [min(name for name in waits if name not in stages)]
    while True:
        name = min(other for other in waits[path[-1]] if other not in stages)
        if name in path:
            return path[path.index(name) :]
        path.append(name)


def _problem(circle: Sequence[str], kinds: Mapping[str, Kind], rules: Sequence[Rule]) -> Problem:
    """What the circle is, at the place of its first link; it starts at the first of its kinds by name."""
    start = circle.index(min(circle))
    turned = [*circle[start:], *circle[:start], circle[start]]
    links = [_link(kind, other, kinds, rules) for kind, other in pairwise(turned)]
    return Problem(*links[0][0], "a rule must not feed itself: " + ", ".join(text for _, text in links))


def _link(kind: str, other: str, kinds: Mapping[str, Kind], rules: Sequence[Rule]) -> tuple[Location, str]:
    """Why one kind waits for another."""
    for rule in rules:
        for name, part in _read(rule):
            if name == other and any(pattern.kind == kind for pattern in rule.then):
                return rule.location, f"`{kind}` needs `{other}` (`{part}` of the rule `{rule.id}`)"
    return kinds[kind].location, f"`{kind}` needs `{other}` (`after` of the kind)"
