"""The cheapest cells to bring to full so that goals are reached, by what the rules say of them.

What stands in the way is asked for, the cheapest cells that clear it are found, the rules are run as if these were
full, and what still stands in the way is added, until nothing does. Every need is one that each way to the goals has to
meet, so cells that meet the needs at the least effort, and that the rules find to be enough, are the cheapest there
are.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.verdicts import DEFAULT_PACK
from assessor.errors import Problem, RulesError
from assessor.inquiry.goals import reached
from assessor.inquiry.planning.cheapest import Choice, Needs, cheapest
from assessor.inquiry.planning.obstacles import Openings, obstacles
from assessor.inquiry.planning.ways import way
from assessor.model.plan import Way
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from assessor.assessment.cells import CellId
    from assessor.assessment.reasoner import Reasoner
    from assessor.assessment.supposing import Supposing
    from assessor.inquiry.goals import Goal

    Effort = Callable[[CellId], Fraction]

_PUNISHED = "with these rules a verdict can get worse when a cell gets better, so no plan can be made"
_MOST_ROUNDS = 500
"""The default pack takes twenty at most; rules of a pack could be such that needs say ever less."""


class Reaching:
    """Ways to goals for one profile on one day, on one basis. `effort` of a cell is over 0."""

    def __init__(self, reasoner: Reasoner, supposing: Supposing, effort: Effort) -> None:
        self.supposing = supposing
        self.openings = Openings(supposing, reasoner.knowledge)
        self._packs = [pack.pack for pack in reasoner.knowledge.packs if pack.pack != DEFAULT_PACK]
        self._effort = effort

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

    def reached(self, goals: Sequence[Goal], raised: Collection[CellId] = ()) -> bool:
        """Whether all goals are reached if these cells are full."""
        supposed = self.supposing.full(raised)
        return all(reached(goal, supposed) for goal in goals)

    def at_all(self, goals: Sequence[Goal]) -> bool:
        """Whether all goals are reached if every cell in scope is full.

        Raises RulesError where they are not, and rules of a pack are seen to punish what is done.
        """
        if self.reached(goals, self.openings.all):
            return True
        if set(self.supposing.full(self.openings.all).caps) - set(self.supposing.as_is.caps):
            raise self._refused(_PUNISHED)
        return False

    def cheapest(self, goals: Sequence[Goal], without: Collection[CellId] = ()) -> tuple[CellId, ...] | None:
        """The cells, in the order of preference, none of them among `without`; None if there is no way.

        Raises RulesError where the rules of a pack make a verdict worse when a cell gets better: nothing is cheapest
        then that could be found so.
        """
        choices = [choice for choice in self.choices if choice.cell not in without]
        needs = Needs()
        raised: tuple[CellId, ...] = ()
        rounds = 0
        while not self.reached(goals, raised):
            rounds += 1
            if rounds > _MOST_ROUNDS:
                raise self._refused("with these rules no cheapest plan is found in good time")
            more = needs.and_also(self._obstacles(goals, raised))
            if more == needs:
                raise self._refused(_PUNISHED)
            needs = more
            found = cheapest(choices, needs)
            if found is None:
                return None
            raised = found
        return raised

    def _refused(self, message: str) -> RulesError:
        return RulesError([Problem(f"pack {pack}", 0, 0, message) for pack in self._packs])

    def _obstacles(self, goals: Sequence[Goal], raised: Collection[CellId]) -> Needs:
        supposed, score = self.supposing.full(raised), self.supposing.as_is.score
        needs = Needs()
        for goal in goals:
            if not reached(goal, supposed):
                needs = needs.and_also(obstacles(goal, self.openings, supposed, raised, score or Fraction()))
        return needs
