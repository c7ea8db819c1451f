"""What stands between a twin and a goal, as needs: at least one of these cells, at least so many of those groups.

A need is a thing that every way to the goal has to do. For what arithmetic decides it is read off the goal. For what
rules decide, a proof of what holds instead is read: it stands until one of its premises falls, and a premise falls only
if a cell that it rests on is raised. Where there is no proof to read, it is tried: cells are raised for as long as the
goal is not reached, and every way takes one of those that are left. All this assumes that raising a cell never makes a
verdict worse (see `Trends`).
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.assessment.cells import CellId
from assessor.inquiry.goals import cell_of, reached
from assessor.inquiry.planning.cheapest import Need, Needs
from assessor.inquiry.planning.proofs import Proofs
from assessor.inquiry.rulebook import FACTS
from assessor.model.vocabulary import Band, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from assessor.assessment.supposing import Supposed
    from assessor.inquiry.goals import Goal
    from assessor.inquiry.planning.openings import Cells, Openings


def obstacles(goal: Goal, openings: Openings, supposed: Supposed, raised: Collection[CellId], as_is: Fraction) -> Needs:
    """What every way to a goal that is not reached has to do, seen from where `raised` are full (`supposed`).

    `as_is` is the score without them. A need without a cell in it says that there is no way.
    """
    if goal.kind in {"rating", "band", "cap"}:
        return Proofs(openings, supposed, frozenset(raised), as_is).against(goal)
    if isinstance(goal.wanted, Fraction):
        return Needs(gain=openings.missing(goal.wanted, as_is))
    if goal.kind in FACTS and not openings.rulebook.by_default(FACTS[goal.kind]):
        return Needs(frozenset({_any(_tried(goal, openings, raised))}))
    return Needs(frozenset(_arithmetic(goal, openings)))


def _tried(goal: Goal, openings: Openings, raised: Collection[CellId]) -> Cells:
    """Cells of which every way to a goal that rules of a pack decide takes one."""
    if goal.kind in {"function", "category"}:
        of = {"basis": str(openings.supposing.basis), goal.kind: goal.id}
        found = openings.counted.bringing(FACTS[goal.kind], of)
        if found is not None:
            return found
    return openings.beyond(raised, lambda then: not reached(goal, then))


def _arithmetic(goal: Goal, openings: Openings) -> Iterator[Need]:
    if goal.kind == "cell":
        yield _any(openings.short & {cell_of(goal.id)})
    elif goal.kind == "category":
        yield _any(openings.short & openings.category(goal.id))
    elif goal.kind == "function":
        yield _any(openings.short & openings.function(goal.id))
    elif goal.kind == "requirement":
        yield from _some_or_all(openings.short & openings.of([goal.id]), every=goal.wanted == Band.GREEN)
    else:
        benchmark = next(one for one in openings.rulebook.knowledge.benchmarks if one.id == goal.id)
        asked = (CellId(requirement, layer) for requirement in benchmark.requirements for layer in benchmark.applied_to)
        every = goal.wanted != Verdict.PARTIAL
        yield from _some_or_all(openings.short.intersection(asked), every=every)


def _some_or_all(cells: Cells, *, every: bool) -> Iterator[Need]:
    if every and cells:
        yield from (_any(frozenset({cell})) for cell in cells)
    else:
        yield _any(cells)


def _any(cells: Cells) -> Need:
    return Need((cells,), 1)
