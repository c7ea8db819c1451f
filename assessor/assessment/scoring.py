"""Scores: exact means of the credits of cells, from 0 to 100.

A requirement has at most three cells, so credits are kept as whole numbers of a unit that three, two and one divide;
a fraction is made once, at the end.
"""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessor.model.knowledge import Policy

_ANY_NUMBER_OF_CELLS = lcm(1, 2, 3)


class Scale:
    """The credits of a policy as whole numbers; `unit` of them are one whole credit."""

    def __init__(self, policy: Policy) -> None:
        given = {level: policy.credits[level.value] for level in (Level.NONE, Level.PARTIAL, Level.FULL)}
        self.unit = _ANY_NUMBER_OF_CELLS * lcm(*(credit.denominator for credit in given.values()))
        self.credit: Mapping[Level, int] = {level: int(credit * self.unit) for level, credit in given.items()}

    def mean(self, levels: Sequence[Level]) -> int:
        """The mean credit of the cells of one requirement, in units. At least one and at most three cells."""
        return sum(map(self.credit.__getitem__, levels)) // len(levels)

    def percent(self, means: Iterable[int]) -> Fraction | None:
        """The mean of means, as a number from 0 to 100; None of nothing."""
        total = tuple(means)
        return Fraction(100 * sum(total), self.unit * len(total)) if total else None

    def share(self, credit: int, cells: int) -> Fraction | None:
        """The mean credit of cells that have so much together, as a number from 0 to 100; None of nothing."""
        return Fraction(100 * credit, self.unit * cells) if cells else None


def share(part: int, whole: int) -> Fraction | None:
    """Part of whole as a number from 0 to 100; None of nothing."""
    return Fraction(100 * part, whole) if whole else None
