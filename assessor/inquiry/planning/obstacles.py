"""What stands between a twin and a goal, as needs: at least one of these cells, at least so many of those groups.

A need is a thing that every way to the goal has to do. For what arithmetic decides it is read off the goal. For a
rating it is read off the proofs of what holds instead: a proof stands until one of its premises falls, and a premise
falls only if a cell that it rests on is raised. This assumes that raising a cell never makes a verdict worse, which
is so of the project's own rules.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.cells import CellId
from assessor.assessment.dependencies import kinds_behind
from assessor.assessment.findings import bindings
from assessor.assessment.verdicts import DEFAULT_PACK
from assessor.inquiry.goals import cell_of
from assessor.inquiry.planning.cheapest import Need, Needs
from assessor.model.rule import is_variable
from assessor.model.vocabulary import Band, Layer, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from assessor.assessment.supposing import Supposed, Supposing
    from assessor.inquiry.goals import Goal
    from assessor.model.fact import Deduction, Fact, Step
    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Pattern

    Cells = frozenset[CellId]

_LEVELS = frozenset({"has-level", "level", "score"})
"""The kinds of facts through which rules see the levels of cells."""


class Openings:
    """The cells of a twin that are in scope and not full on a basis, and what raising one gains."""

    def __init__(self, supposing: Supposing, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.supposing = supposing
        self.levels = supposing.as_is.levels
        self.scale = supposing.reckoning.scale
        self.all: Cells = frozenset(cell for cell, level in self.levels.items() if level is not Level.FULL)
        self._sizes: dict[str, int] = {}
        for cell in self.levels:
            self._sizes[cell.requirement] = self._sizes.get(cell.requirement, 0) + 1
        self._primary = {requirement.id: requirement.primary for requirement in knowledge.requirements}
        self._function = {category.id: category.function for category in knowledge.categories}

    def of(self, requirements: Iterable[str]) -> Cells:
        """The open cells of some requirements."""
        wanted = frozenset(requirements)
        return frozenset(cell for cell in self.all if cell.requirement in wanted)

    def category(self, category: str) -> Cells:
        """The open cells of the requirements whose primary category it is."""
        return self.of(requirement for requirement, primary in self._primary.items() if primary == category)

    def function(self, function: str) -> Cells:
        """The open cells of the requirements whose primary category is in the function."""
        return self.of(r for r, primary in self._primary.items() if self._function[primary] == function)

    def gain(self, cell: CellId) -> int:
        """What raising the cell adds to the sum of the requirements' credits, in units of the scale."""
        return (self.scale.credit[Level.FULL] - self.scale.credit[self.levels[cell]]) // self._sizes[cell.requirement]

    def points(self, cell: CellId) -> Fraction:
        """What raising the cell adds to the score."""
        return Fraction(100 * self.gain(cell), self.scale.unit * len(self._sizes))

    def missing(self, score: Fraction, as_is: Fraction) -> int:
        """How many units the score lacks; 0 if it is reached."""
        units = (score - as_is) * self.scale.unit * len(self._sizes) / 100
        return max(-(-units.numerator // units.denominator), 0)

    @cached_property
    def by_table(self) -> bool:
        """Whether functions come to be covered by the table of categories alone.

        That is so as long as no rule beside the default pack's concludes anything on that way.
        """
        on_the_way = kinds_behind("function-covered", self.knowledge)
        foreign = (rule for rule in self.knowledge.rules if rule.pack != DEFAULT_PACK)
        return not any(pattern.kind in on_the_way for rule in foreign for pattern in rule.then)

    @cached_property
    def functions(self) -> tuple[str, ...]:
        """The functions of the framework."""
        return tuple(function.id for function in self.knowledge.functions)


def obstacles(goal: Goal, openings: Openings, supposed: Supposed, raised: Collection[CellId], as_is: Fraction) -> Needs:
    """What every way to a goal that is not reached has to do, seen from where `raised` are full (`supposed`).

    `as_is` is the score without them. A need without a cell in it says that there is no way.
    """
    if goal.kind in {"rating", "band", "cap"}:
        return _Proofs(openings, supposed, frozenset(raised), as_is).against(goal)
    if isinstance(goal.wanted, Fraction):
        return Needs(gain=openings.missing(goal.wanted, as_is))
    return Needs(frozenset(_arithmetic(goal, openings)))


def _arithmetic(goal: Goal, openings: Openings) -> Iterator[Need]:
    if goal.kind == "cell":
        yield _any(frozenset({cell_of(goal.id)}) & openings.all)
    elif goal.kind == "category":
        yield _any(openings.category(goal.id))
    elif goal.kind == "function":
        yield _any(openings.function(goal.id))
    elif goal.kind == "requirement":
        yield from _some_or_all(openings.of([goal.id]), every=goal.wanted == Band.GREEN)
    else:
        benchmark = next(one for one in openings.knowledge.benchmarks if one.id == goal.id)
        asked = (CellId(requirement, layer) for requirement in benchmark.requirements for layer in benchmark.applied_to)
        every = goal.wanted != Verdict.PARTIAL
        yield from _some_or_all(openings.all.intersection(asked), every=every)


def _some_or_all(cells: Cells, *, every: bool) -> Iterator[Need]:
    if every and cells:
        yield from (_any(frozenset({cell})) for cell in cells)
    else:
        yield _any(cells)


def _any(cells: Cells) -> Need:
    return Need((cells,), 1)


class _Proofs:
    """Reads needs off the proofs of one deduction."""

    def __init__(self, openings: Openings, supposed: Supposed, raised: Cells, as_is: Fraction) -> None:
        self._openings = openings
        self._left = openings.all - raised
        self._as_is = as_is
        self._deduction: Deduction = supposed.deduction
        self._basis = supposed.basis
        self._rules = {rule.id: rule for rule in openings.knowledge.rules}
        self._kinds = {kind.name: kind for kind in openings.knowledge.kinds}
        self._behind: dict[int, Cells] = {}
        self._leftovers: dict[int, Cells] = {}
        self._moving: dict[str, bool] = {}

    def against(self, goal: Goal) -> Needs:
        """What it takes for the fact that says otherwise to fall."""
        about = (self._basis, goal.id) if goal.kind == "cap" else (self._basis,)
        (number,) = (
            number
            for number in self._deduction.numbers(goal.kind)
            if self._deduction.facts[number].values[: len(about)] == about
        )
        return self._fall(number)

    def _fall(self, number: int) -> Needs:
        """What it takes for a fact to fall: each of its derivations has to."""
        steps = self._deduction.steps[number]
        if not steps:
            return self._given(self._deduction.facts[number])
        needs = Needs()
        for step in steps:
            needs = needs.and_also(self._break(number, step))
        return needs

    def _given(self, fact: Fact) -> Needs:
        if fact.kind == "score":
            threshold = self._openings.knowledge.policy.thresholds[fact.values[1]]
            return Needs(gain=self._openings.missing(threshold, self._as_is))
        return Needs(frozenset({_any(self._cells_of(fact.kind, fact.values))}))

    def _break(self, number: int, step: Step) -> Needs:
        """What it takes for a derivation to fall: where one premise alone can, that it does; else any of them."""
        falling = [one for one in step.inputs if self._cells_behind(one)]
        rising = self._denied(step)
        count = self._recounted(number, step)
        if count and not falling and not rising:
            return Needs(frozenset({count}))
        if len(falling) == 1 and not rising and not count:
            return self._fall(falling[0])
        cells = rising.union(_cells_in(count), *map(self._cells_behind, falling))
        return Needs(frozenset({_any(cells if cells < self._left else self._beyond(number))}))

    def _cells_behind(self, number: int) -> Cells:
        """The cells that are left whose raising could make a fact fall."""
        if number not in self._behind:
            fact, steps = self._deduction.facts[number], self._deduction.steps[number]
            found = self._cells_of(fact.kind, fact.values) if not steps else frozenset[CellId]()
            for step in steps:
                counted = _cells_in(self._recounted(number, step))
                found = found.union(self._denied(step), counted, *map(self._cells_behind, step.inputs))
            self._behind[number] = found
        return self._behind[number]

    def _cells_of(self, kind: str, values: tuple[str, ...]) -> Cells:
        """The cells that a given fact rests on."""
        if kind == "has-level":
            return self._openings.of([values[1]]) & self._left if values[2] != Level.FULL else frozenset()
        if kind == "level":
            return frozenset({CellId(values[1], Layer(values[2]))}) & self._left
        return self._left if kind == "score" else frozenset()

    def _denied(self, step: Step) -> Cells:
        """The cells that are left whose raising could bring about what the rule denies."""
        rule = self._rules[step.rule]
        if not rule.unless:
            return frozenset()
        bound = bindings(rule, step, self._deduction.facts, self._kinds)
        return frozenset[CellId]().union(*(self._bringing(pattern, bound) for pattern in rule.unless))

    def _bringing(self, pattern: Pattern, bound: Mapping[str, str]) -> Cells:
        terms = dict(pattern.terms)
        requirement = terms.get("requirement", "")
        if pattern.kind in {"has-level", "level"} and isinstance(requirement, str) and requirement:
            name = bound.get(requirement[1:], "") if is_variable(requirement) else requirement
            return self._openings.of([name]) & self._left
        return self._left if self._moves(pattern.kind) else frozenset()

    def _moves(self, kind: str) -> bool:
        """Whether facts of a kind can depend on levels at all."""
        if kind not in self._moving:
            self._moving[kind] = not _LEVELS.isdisjoint(kinds_behind(kind, self._openings.knowledge))
        return self._moving[kind]

    def _recounted(self, number: int, step: Step) -> Need | None:
        """That more facts come to be counted, up to the next number with which the rule does not fire.

        None where nothing is counted, or no such number can be reached.
        """
        count = self._rules[step.rule].count
        if count is None or not self._moves(count.pattern.kind):
            return None
        if count.pattern.kind != "function-covered" or not self._openings.by_table:
            return _any(self._beyond(number))
        found = len(step.counted)
        least = next(more for more in range(1, len(count.among) + 2) if found + more not in count.among)
        groups = self._uncovered()
        return Need(groups, least) if len(groups) >= least else None

    def _beyond(self, number: int) -> Cells:
        """The cells left over when as many as possible are raised while the fact stands: it falls with one of these."""
        if number not in self._leftovers:
            fact, raised, rest = self._deduction.facts[number], set(self._openings.all - self._left), set[CellId]()
            for cell in sorted(self._left):
                supposed = self._openings.supposing.full([*raised, cell])
                stands = fact.values in set(supposed.deduction.of(fact.kind))
                (raised if stands else rest).add(cell)
            self._leftovers[number] = frozenset(rest)
        return self._leftovers[number]

    def _uncovered(self) -> tuple[Cells, ...]:
        """Of each function that is not covered, the cells that are left."""
        covered = {values[1] for values in self._deduction.of("function-covered") if values[0] == self._basis}
        groups = [self._openings.function(one) & self._left for one in self._openings.functions if one not in covered]
        return tuple(group for group in groups if group)


def _cells_in(need: Need | None) -> Cells:
    return frozenset[CellId]().union(*need.groups) if need else frozenset()
