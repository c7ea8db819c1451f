"""On which coming days evidence or an exception stands otherwise than on the day before, and how."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.evidence import judge
from assessor.model.vocabulary import FileState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.assessment.evidence import Judged
    from assessor.assessment.run import Run
    from assessor.model.knowledge import Policy
    from assessor.model.profile import Evidence


class Move(NamedTuple):
    """An evidence item that is worth something else than on the day before, by its control's position and its own."""

    control: int
    item: int
    before: Judged
    now: Judged


class Turn(NamedTuple):
    """All that stands otherwise from one day on, in the file's order."""

    moves: tuple[Move, ...]
    ended: tuple[int, ...]
    """The exceptions that were valid through the day before, by their positions."""


def last_day(as_of: date, days: int) -> date:
    """The day so many days after another, or the last one that the calendar has."""
    return date.fromordinal(min(as_of.toordinal() + days, date.max.toordinal()))


def turns(run: Run, last: date) -> Mapping[date, Turn]:
    """The days after the run's, up to and including the last, on which something turns by itself, in their order.

    Beside what begins and ceases to count, that is evidence that begins to be reported as expiring soon.
    """
    moves: dict[int, list[Move]] = {}
    for day, move in _moves(run, last):
        moves.setdefault(day, []).append(move)
    ended: dict[int, list[int]] = {}
    for at, exception in enumerate(run.profile.exceptions):
        if run.as_of <= exception.expires < last:
            ended.setdefault(exception.expires.toordinal() + 1, []).append(at)
    return {
        date.fromordinal(day): Turn(tuple(moves.get(day, ())), tuple(ended.get(day, ())))
        for day in sorted(moves.keys() | ended.keys())
    }


def _moves(run: Run, last: date) -> Iterator[tuple[int, Move]]:
    policy = run.reasoner.knowledge.policy
    first, end = run.as_of.toordinal() + 1, last.toordinal()
    for at, control in enumerate(run.profile.controls):
        for index, item in enumerate(control.evidence):
            before = run.judged[at][index]
            file = run.files.get((at, index), FileState.OK)
            for day in sorted(day for day in _days(item, policy) if first <= day <= end):
                now = judge(item, file, date.fromordinal(day), policy)
                if now != before:
                    yield day, Move(at, index, before, now)
                    before = now


def _days(item: Evidence, policy: Policy) -> set[int]:
    """The days, as ordinals, on which an item may be judged otherwise than on the day before."""
    days: set[int] = set()
    if item.date:
        days.add(item.date.toordinal())
        if policy.max_age_days is not None:
            days.add(item.date.toordinal() + policy.max_age_days + 1)
    if item.expires:
        days.add(item.expires.toordinal() - policy.expiring_within_days)
        days.add(item.expires.toordinal() + 1)
    return days
