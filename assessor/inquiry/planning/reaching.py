"""The cheapest cells to bring to full so that goals are reached, by what the rules say of them.

What stands in the way is asked for, the cheapest cells that clear it are found, the rules are run as if these were
full, and what still stands in the way is added, until nothing does. Every need is one that each way to the goals has to
meet, so cells that meet the needs at the least effort, and that the rules find to be enough, are the cheapest there
are: as long as no rule makes a verdict worse when a cell gets better.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.verdicts import DEFAULT_PACK
from assessor.errors import Problem, RulesError
from assessor.inquiry.goals import reached
from assessor.inquiry.planning.cheapest import Choice, Needs, UnwieldyError, cheapest
from assessor.inquiry.planning.obstacles import obstacles
from assessor.inquiry.planning.openings import Openings
from assessor.inquiry.planning.ways import way
from assessor.inquiry.rulebook import Rulebook
from assessor.inquiry.trends import Trends
from assessor.model.plan import Way
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from assessor.assessment.cells import CellId
    from assessor.assessment.reasoner import Reasoner
    from assessor.assessment.supposing import Supposed, Supposing
    from assessor.inquiry.goals import Goal

    Effort = Callable[[CellId], Fraction]

PUNISHED = "with these rules a verdict can get worse when a cell gets better"
TOO_LONG = "with these rules the search takes too long"
NO_PLAN = ", so no plan can be made"
"""What follows from either."""
_MOST_MADE = 1_000
"""So many suppositions at most are made for one question; by the default pack it is a few dozen."""


class Reaching:
    """Ways to goals for one profile on one day, on one basis. `effort` of a cell is over 0."""

    def __init__(self, reasoner: Reasoner, supposing: Supposing, effort: Effort) -> None:
        self.supposing = supposing
        self.openings = Openings(supposing, Rulebook(reasoner.knowledge))
        self._trends = Trends(self.openings.rulebook)
        packs = [pack.pack for pack in reasoner.knowledge.packs]
        self._packs = [pack for pack in packs if pack != DEFAULT_PACK] or packs
        self._effort = effort
        self._made_before = supposing.made

    def _undecided(self, reason: str) -> RulesError:
        """That it cannot be said what reaches a goal, for a reason that is the packs'."""
        return RulesError(Problem(f"pack {pack}", 0, 0, reason + NO_PLAN) for pack in self._packs)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The cells that can be raised, those first that are preferred among equals.

        These are those that only lack evidence, then those that are partial, then the others; by requirement and layer.
        """
        open_cells = [cell for cell in self.openings.levels if cell in self.openings.all]
        ordered = sorted(open_cells, key=self._preference)
        return tuple(Choice(cell, self._effort(cell), self.openings.gain(cell)) for cell in ordered)

    def _preference(self, cell: CellId) -> int:
        if way(self.supposing.reckoning.cells[cell]) is Way.EVIDENCE:
            return 0
        return 1 if self.openings.levels[cell] is Level.PARTIAL else 2

    def never_worse(self, goals: Iterable[Goal]) -> bool:
        """Whether it is known of the rules that raising cells takes none of the goals farther away."""
        return all(map(self._trends.never_worse, goals))

    def out_of_reach(self, goals: Sequence[Goal]) -> tuple[Goal, ...]:
        """The goals that no cells reach; none if all are reached where every cell in scope is full.

        Raises RulesError where they are not, and fewer cells might reach them.
        """
        best = self.supposing.full(self.openings.all)
        missed = [goal for goal in goals if not reached(goal, best)]
        beyond = tuple(goal for goal in missed if self._misses_by_any(goal, best))
        if missed and not beyond:
            raise self._undecided(PUNISHED)
        return beyond

    def _misses_by_any(self, goal: Goal, best: Supposed) -> bool:
        """Whether fewer cells can do no more than all of them; of a rating its band may tell."""
        band = goal._replace(kind="band", id="band")
        banded = goal.kind == "rating" and self.never_worse([band]) and not reached(band, best)
        return banded or self.never_worse([goal])

    def cheapest(self, goals: Sequence[Goal], without: Collection[CellId] = ()) -> tuple[CellId, ...] | None:
        """The cells, in the order of preference, none of them among `without`; None if there is no way.

        They reach the goals by the rules, and no others do at less effort if the goals are `never_worse`. Raises
        RulesError where a rule is seen to punish what is done, and where the search takes too long.
        """
        choices = [choice for choice in self.choices if choice.cell not in without]
        needs = Needs()
        raised: tuple[CellId, ...] = ()
        while not self._reached(goals, raised):
            more = needs.and_also(self._obstacles(goals, raised))
            if more == needs:
                raise self._undecided(PUNISHED)
            needs = more
            found = self._cheapest(choices, needs)
            if found is None:
                if self.never_worse(goals):
                    return None
                raise self._undecided(PUNISHED)
            raised = found
        return raised

    def _reached(self, goals: Sequence[Goal], raised: Collection[CellId]) -> bool:
        if self.supposing.made - self._made_before > _MOST_MADE:
            raise self._undecided(TOO_LONG)
        supposed = self.supposing.full(raised)
        return all(reached(goal, supposed) for goal in goals)

    def _cheapest(self, choices: Sequence[Choice], needs: Needs) -> tuple[CellId, ...] | None:
        try:
            return cheapest(choices, needs)
        except UnwieldyError:
            raise self._undecided(TOO_LONG) from None

    def _obstacles(self, goals: Sequence[Goal], raised: Collection[CellId]) -> Needs:
        supposed, score = self.supposing.full(raised), self.supposing.as_is.score
        needs = Needs()
        for goal in goals:
            if not reached(goal, supposed):
                needs = needs.and_also(obstacles(goal, self.openings, supposed, raised, score or Fraction()))
        return needs
