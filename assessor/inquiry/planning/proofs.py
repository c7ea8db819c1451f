"""Needs read off the proofs of one deduction: what it takes for a fact to fall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import CellId
from assessor.assessment.findings import bindings
from assessor.inquiry.planning.cheapest import Need, Needs
from assessor.model.rule import is_variable
from assessor.model.vocabulary import Basis, Layer, Level

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from assessor.assessment.supposing import Supposed
    from assessor.inquiry.goals import Goal
    from assessor.inquiry.planning.openings import Cells, Openings
    from assessor.model.fact import Deduction, Fact, Step
    from assessor.model.rule import Pattern, Rule

_NO_CELLS: Cells = frozenset()


class Proofs:
    """The proofs of what holds where `raised` are full; `as_is` is the score without them."""

    def __init__(self, openings: Openings, supposed: Supposed, raised: Cells, as_is: Fraction) -> None:
        self._openings = openings
        self._book = openings.rulebook
        self._raised = raised
        self._left = openings.all - raised
        self._as_is = as_is
        self._deduction: Deduction = supposed.deduction
        self._basis = supposed.basis
        self._rules = {rule.id: rule for rule in self._book.knowledge.rules}
        self._kinds = {kind.name: kind for kind in self._book.knowledge.kinds}
        self._behind: dict[int, Cells] = {}
        self._leftovers: dict[int, Cells] = {}

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
            return self._given(number)
        needs = Needs()
        for step in steps:
            needs = needs.and_also(self._break(number, step))
        return needs

    def _given(self, number: int) -> Needs:
        """What it takes for a given fact to fall."""
        fact = self._deduction.facts[number]
        if fact.kind == "score":
            basis, threshold = Basis(fact.values[0]), self._book.knowledge.policy.thresholds[fact.values[1]]
            if basis is self._basis:
                return Needs(gain=self._openings.missing(threshold, self._as_is))
            return Needs(frozenset({self._openings.gaining(threshold, basis)}))
        return _any(self._unless_all(self._cells_of(fact), number))

    def _break(self, number: int, step: Step) -> Needs:
        """What it takes for a derivation to fall: where one premise alone can, that it does; else any of them."""
        falling = [one for one in step.inputs if self._cells_behind(one)]
        rising = self._denied(step)
        counted, need = self._recounted(step)
        if need and not falling and not rising:
            return Needs(frozenset({need}))
        if len(falling) == 1 and not rising and not counted:
            return self._fall(falling[0])
        return _any(self._unless_all(rising.union(counted, *map(self._cells_behind, falling)), number))

    def _unless_all(self, cells: Cells, number: int) -> Cells:
        """The cells, if they are not simply all that are left: then it is tried which of them matter to the fact."""
        return cells if cells < self._left else self._beyond(number)

    def _cells_behind(self, number: int) -> Cells:
        """The cells that are left whose raising could make a fact fall."""
        if number not in self._behind:
            steps = self._deduction.steps[number]
            found = _NO_CELLS if steps else self._cells_of(self._deduction.facts[number])
            for step in steps:
                counted, _ = self._recounted(step)
                found = found.union(self._denied(step), counted, *map(self._cells_behind, step.inputs))
            self._behind[number] = found
        return self._behind[number]

    def _cells_of(self, fact: Fact) -> Cells:
        """The cells that a given fact rests on, as far as it can fall."""
        kind, values = fact
        if kind == "has-level":
            return self._openings.of([values[1]]) & self._left if values[2] != Level.FULL else _NO_CELLS
        if kind == "level":
            cell = frozenset({CellId(values[1], Layer(values[2]))})
            return cell & self._left if values[3] != Level.FULL else _NO_CELLS
        return self._left if self._book.moves(kind) else _NO_CELLS

    def _denied(self, step: Step) -> Cells:
        """The cells that are left whose raising could bring about what the rule denies."""
        rule = self._rules[step.rule]
        if not rule.unless:
            return _NO_CELLS
        bound = self._bound(rule, step)
        return _NO_CELLS.union(*(self._bringing(pattern, bound) for pattern in rule.unless))

    def _bringing(self, pattern: Pattern, bound: Mapping[str, str]) -> Cells:
        requirement = dict(pattern.terms).get("requirement", "")
        if requirement and isinstance(requirement, str) and self._is_of_its_cells(pattern.kind):
            name = bound.get(requirement[1:], "") if is_variable(requirement) else requirement
            return self._openings.of([name]) & self._left
        return self._left if self._book.moves(pattern.kind) else _NO_CELLS

    def _is_of_its_cells(self, kind: str) -> bool:
        """Whether facts of a kind on a requirement depend on no cells but those of the requirement."""
        if kind in {"requirement-band", "addressed"}:
            return self._book.by_default(kind)
        return kind in {"has-level", "level"}

    def _recounted(self, step: Step) -> tuple[Cells, Need | None]:
        """The cells that are left whose raising could change a count, and what it takes, where that can be told."""
        rule = self._rules[step.rule]
        if rule.count is None or not self._book.moves(rule.count.pattern.kind):
            return _NO_CELLS, None
        cells, need = self._openings.counted.otherwise(rule.count, len(step.counted), self._bound(rule, step))
        return cells & self._left, need

    def _bound(self, rule: Rule, step: Step) -> dict[str, str]:
        return bindings(rule, step, self._deduction.facts, self._kinds)

    def _beyond(self, number: int) -> Cells:
        """The cells left over when as many as possible are raised while a fact stands."""
        if number not in self._leftovers:
            fact = self._deduction.facts[number]
            self._leftovers[number] = self._openings.beyond(
                self._raised, lambda then: fact.values in set(then.deduction.of(fact.kind))
            )
        return self._leftovers[number]


def _any(cells: Cells) -> Needs:
    return Needs(frozenset({Need((cells,), 1)}))
