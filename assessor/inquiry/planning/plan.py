"""Plans: the cheapest cells to bring to full for some targets, in the order in which they bring the most."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.inquiry.goals import reached
from assessor.inquiry.limits import limits
from assessor.inquiry.planning.reaching import Reaching
from assessor.inquiry.planning.unreachable import why_not
from assessor.inquiry.planning.ways import act
from assessor.inquiry.rulebook import FACTS
from assessor.model.plan import Gain, Plan, PlanStep, Standing, Target
from assessor.model.result import OpenCell
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from assessor.assessment.case import Case
    from assessor.assessment.cells import CellId
    from assessor.assessment.supposing import Supposed
    from assessor.inquiry.goals import Goal
    from assessor.model.vocabulary import Band

_ALREADY = "already met"


def plan(case: Case, goals: Sequence[Goal], effort: Mapping[str, Fraction], unplanned: Sequence[str] = ()) -> Plan:
    """The cheapest way to all goals together, on the case's basis.

    `effort` says what a cell takes, by cell (`trust/data`) or requirement; what it leaves out, the rules say. Raises
    RulesError where the rules are such that nothing can be said (see `Reaching.cheapest`). `unplanned` names targets
    that were left out of the goals.
    """
    return _Planner(case, effort).plan(goals)._replace(unplanned=tuple(unplanned))


class _Planner:
    """Plans for one case."""

    def __init__(self, case: Case, effort: Mapping[str, Fraction]) -> None:
        self._case = case
        self._given = effort
        self._own = {requirement.id: requirement.effort for requirement in case.reasoner.knowledge.requirements}
        self._supposing = case.supposing(case.run())
        self._reaching = Reaching(case.reasoner, self._supposing, self._effort)

    def _effort(self, cell: CellId) -> Fraction:
        of_requirement = self._given.get(cell.requirement, self._own[cell.requirement])
        return self._given.get(f"{cell.requirement}/{cell.layer}", of_requirement)

    def plan(self, goals: Sequence[Goal]) -> Plan:
        """The plan for the goals."""
        beyond = self._reaching.out_of_reach(goals)
        cells = None if beyond else self._reaching.cheapest(goals)
        steps = self._steps(cells or ())
        as_is, case = self._supposing.as_is, self._case
        reasons = [why_not(goal, case, self._supposing) for goal in beyond]
        return Plan(
            profile=case.profile,
            rules=case.reasoner.knowledge.packs,
            as_of=case.as_of,
            basis=case.basis,
            targets=tuple(Target(goal.kind, goal.id, goal.words, reached(goal, as_is)) for goal in goals),
            unplanned=(),
            reachable=cells is not None,
            reason=_ALREADY if cells == () else "; ".join(reasons) or None,
            effort=None if cells is None else sum((step.effort for step in steps), Fraction()),
            steps=steps,
            before=_standing(as_is),
            after=None if cells is None else _standing(self._supposing.full(cells)),
            open=tuple(
                OpenCell(*cell, level)
                for cell, level in self._reaching.openings.levels.items()
                if level is not Level.FULL and cell not in (cells or ())
            ),
            cheapest=not cells or self._reaching.never_worse(goals),
            limits=limits(goals, self._supposing, self._reaching.openings.rulebook),
        )

    def _steps(self, cells: Sequence[CellId]) -> tuple[PlanStep, ...]:
        ordered = self._ordered(cells)
        gains = self._gains(ordered)
        basis = self._supposing.bases[-1]
        return tuple(
            PlanStep(act(cell, self._supposing.reckoning, basis), self._effort(cell), gain)
            for cell, gain in zip(ordered, gains, strict=True)
        )

    def _ordered(self, cells: Sequence[CellId]) -> list[CellId]:
        """Each next step the one that brings the most for its effort: a function that is not covered, then score."""
        uncovered = [group for group in self._covering(cells) if group]
        left = list(cells)
        ordered: list[CellId] = []
        while left:
            best = max(left, key=lambda cell: self._worth(cell, sum(cell in group for group in uncovered)))
            uncovered = [group for group in uncovered if best not in group]
            left.remove(best)
            ordered.append(best)
        return ordered

    def _covering(self, cells: Sequence[CellId]) -> Iterator[Collection[CellId]]:
        """For each function that is not covered, the cells each of which alone covers it."""
        openings, as_is = self._reaching.openings, self._supposing.as_is
        functions = [one.id for one in self._case.reasoner.knowledge.functions if one.id not in as_is.functions]
        if openings.rulebook.by_default(FACTS["function"]):
            yield from map(openings.function, functions)
            return
        alone = {cell: self._supposing.full([cell]).functions for cell in cells}
        yield from ([cell for cell in cells if function in alone[cell]] for function in functions)

    def _worth(self, cell: CellId, functions: int) -> tuple[Fraction, Fraction]:
        effort = self._effort(cell)
        return functions / effort, self._reaching.openings.gain(cell) / effort

    def _gains(self, ordered: Sequence[CellId]) -> Iterator[Gain]:
        """What each step adds to those before it."""
        verdicts = {0: _verdict(self._supposing.as_is)}
        if ordered:
            self._fill(verdicts, ordered, 0, len(ordered))
        for number, cell in enumerate(ordered):
            (rating, functions), (next_rating, next_functions) = verdicts[number], verdicts[number + 1]
            yield Gain(
                score=self._reaching.openings.points(cell),
                functions=tuple(one for one in next_functions if one not in functions),
                rating=None if next_rating is rating else next_rating,
            )

    def _fill(self, verdicts: dict[int, _Verdict], ordered: Sequence[CellId], low: int, high: int) -> None:
        """The verdicts after each number of steps from `low` to `high`.

        By the project's own rules nothing gets worse, so that what is equal at both ends is equal in between.
        """
        verdicts[high] = _verdict(self._supposing.full(ordered[:high]))
        if self._case.reasoner.knowledge.trusted and verdicts[low] == verdicts[high]:
            verdicts.update(dict.fromkeys(range(low + 1, high), verdicts[low]))
        elif high - low > 1:
            middle = (low + high) // 2
            self._fill(verdicts, ordered, low, middle)
            self._fill(verdicts, ordered, middle, high)


_Verdict = tuple["Band", tuple[str, ...]]
"""Rating and covered functions."""


def _verdict(supposed: Supposed) -> _Verdict:
    return supposed.rating, tuple(sorted(supposed.functions))


def _standing(supposed: Supposed) -> Standing:
    return Standing(rating=supposed.rating, score=supposed.score)
