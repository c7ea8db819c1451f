"""The limits of the engines, checked before one sees a program, so that both take the same programs.

They are those of durable-rules' C code, in which some end in a crash or a hang, with a margin; counted after lists of
values are unfolded.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.engine.unfolding import antecedent_count, variant_count, variants
from assessor.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.engine.program import CompiledRule, Premise
    from assessor.model.rule import Kind

KINDS = 250
"""C: 511 tests below one node; the first test of a pattern is its kind, or the gate of a stage."""
FIELDS = 24
"""C: 31 expressions in one pattern."""
PATTERNS = 12
"""Of one `when`. C: 15 facts in one activation, one of them a gate."""
EXCLUSIONS = 64
"""Of one `unless`, unfolded. Each has a memory of its own in a run."""
VARIANTS = 4_000
"""Rules, unfolded. C: 4,096."""
ANTECEDENTS = 8_000
"""Patterns of all rules, unfolded. Each takes 10 KB in a run."""
SAME_PATTERN = 250
"""Rules that begin with the same pattern, unfolded; and rules with `unless` in one stage. C: 255, then a crash."""
CHOICES = 500
"""Values that rules test one field for. C: 511, then a hang."""
PENDING = 60
"""Tests that may be open for one fact. C: 64."""


def beyond_limits(kinds: Iterable[Kind], rules: Sequence[CompiledRule]) -> list[Problem]:
    """What is too much, each at the first kind or rule, by name, that is beyond."""
    problems = [*_kinds(list(kinds)), *_sizes(rules)]
    return problems or list(_patterns(rules))


def _kinds(kinds: Sequence[Kind]) -> Iterator[Problem]:
    if len(kinds) > KINDS:
        yield Problem(*kinds[KINDS].location, f"{len(kinds)} kinds are too many: at most {KINDS}")
    for kind in kinds:
        if len(kind.fields) > FIELDS:
            message = f"the kind `{kind.name}` has {len(kind.fields)} fields: at most {FIELDS}"
            yield Problem(*kind.location, message)


def _sizes(rules: Sequence[CompiledRule]) -> Iterator[Problem]:
    unfolded = antecedents = 0
    for rule in rules:
        clause = rule.clause
        width, choices = antecedent_count(clause), variant_count(clause)
        if len(clause.when) > PATTERNS:
            yield _problem(rule, f"`when` has {len(clause.when)} patterns: at most {PATTERNS}")
        if width - len(clause.when) > EXCLUSIONS:
            yield _problem(
                rule, f"`unless` has {width - len(clause.when)} patterns: at most {EXCLUSIONS}, lists unfolded"
            )
        before = max(unfolded / VARIANTS, antecedents / ANTECEDENTS)
        unfolded += choices
        antecedents += choices * (width + 1)
        if before <= 1 and unfolded > VARIANTS:
            yield _problem(rule, f"the rules up to this one unfold to {unfolded}: at most {VARIANTS}")
        elif before <= 1 and antecedents > ANTECEDENTS:
            yield _problem(rule, f"the rules up to this one unfold to {antecedents} patterns: at most {ANTECEDENTS}")


def _patterns(rules: Sequence[CompiledRule]) -> Iterator[Problem]:
    """What many rules may not ask of one kind; a kind that few rules read is not looked at closely."""
    uses: Counter[str] = Counter()
    gated: Counter[int] = Counter()
    for rule in rules:
        choices = variant_count(rule.clause)
        for premise in rule.clause.when:
            uses[premise.kind] += choices
        for premise in rule.clause.unless:
            uses[premise.kind] += choices * (antecedent_count(rule.clause) - len(rule.clause.when))
        if rule.clause.unless:
            gated[rule.clause.stage] += choices
            if gated[rule.clause.stage] - choices <= SAME_PATTERN < gated[rule.clause.stage]:
                yield _problem(rule, f"more than {SAME_PATTERN} rules with `unless` in one stage, lists unfolded")
    crowded = {kind for kind, count in uses.items() if count > PENDING}
    if crowded:
        yield from _crowding(rules, crowded)


class _Node:
    """A test that patterns of one kind share, with the tests below it."""

    def __init__(self) -> None:
        self.below: dict[tuple[int, str], _Node] = {}
        self.joined = 0
        self.ending = 0

    def add(self, premise: Premise) -> None:
        """Lay the path of an unfolded premise: its tests are shared, its joins are not."""
        node = self
        for position, (value,) in premise.tests:
            node = node.below.setdefault((position, value), _Node())
        if premise.joins:
            node.joined += 1
        else:
            node.ending += 1

    def pending(self) -> int:
        """How many tests may be open at once while one fact goes through: one value of each field, every join."""
        open_here = len({position for position, _ in self.below}) + self.joined
        deepest = max((node.pending() for node in self.below.values()), default=0)
        return max(open_here, open_here - 1 + max(deepest, min(self.joined, 1)))

    def choices(self) -> int:
        """The most tests below one node."""
        return max(len(self.below) + self.joined, *(node.choices() for node in self.below.values()), 0)

    def endings(self) -> int:
        """The most patterns that are the same."""
        return max(self.ending, *(node.endings() for node in self.below.values()), 0)


def _crowding(rules: Sequence[CompiledRule], crowded: set[str]) -> Iterator[Problem]:
    roots = {kind: _Node() for kind in sorted(crowded)}
    last: dict[str, CompiledRule] = {}
    for rule in rules:
        for variant in variants(rule.clause):
            for premise in (*variant.when, *variant.unless):
                if premise.kind in crowded:
                    roots[premise.kind].add(premise)
                    last[premise.kind] = rule
    for kind, root in roots.items():
        for count, limit, what in (
            (root.pending(), PENDING, "patterns may be open for one fact"),
            (root.choices(), CHOICES, "values and joins are tested in one place"),
            (root.endings(), SAME_PATTERN, "patterns are the same"),
        ):
            if count > limit:
                yield _problem(last[kind], f"too many rules read the kind `{kind}`: {count} {what}, at most {limit}")


def _problem(rule: CompiledRule, message: str) -> Problem:
    return Problem(*rule.rule.location, message)
