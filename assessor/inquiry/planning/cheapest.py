"""The cheapest set of cells under needs: exact, by dynamic programming.

A cell's effort is its own, and what its raising does is seen through three windows only: whether a group of cells has
been touched, how much credit has been gained, and the cells of its own requirement, at most three. So requirements can
be taken one after the other: of all choices so far that touched the same groups and gained as much, the cheapest is
enough, since what comes later cannot tell them apart. That is an optimum by exchange, and needs no solver; there are at
most eight choices a requirement, and the credits are whole numbers under a few hundred.
"""

from __future__ import annotations

from itertools import combinations
from math import gcd, lcm
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from fractions import Fraction

    from assessor.assessment.cells import CellId


class Choice(NamedTuple):
    """A cell that can be raised to full. `effort` is over 0; `gain` is its credit in units of the scale, from 0."""

    cell: CellId
    effort: Fraction
    gain: int


class Need(NamedTuple):
    """Of these groups at least so many must each have one of their cells raised."""

    groups: tuple[frozenset[CellId], ...]
    least: int


class Needs(NamedTuple):
    """All that a set of cells has to do: every need, and gain so much credit."""

    needs: frozenset[Need] = frozenset()
    gain: int = 0

    def and_also(self, other: Needs) -> Needs:
        """Both together."""
        return Needs(self.needs | other.needs, max(self.gain, other.gain))


def cheapest(choices: Sequence[Choice], needs: Needs) -> tuple[CellId, ...] | None:
    """The cells of least effort that do what is needed, in the order of the choices; None if all together do not.

    Of sets of equal effort the one that has the first choice in which they differ: the order of the choices is that of
    preference.
    """
    useful = _useful(choices, needs)
    problem = _Problem(useful, needs)
    states = {(0, 0): 0}
    for options in problem.options():
        states = _extended(states, options, problem.gain)
    done = [value for (mask, gain), value in states.items() if gain >= problem.gain and problem.satisfied(mask)]
    return problem.cells(min(done)) if done else None


def _useful(choices: Sequence[Choice], needs: Needs) -> list[Choice]:
    """The choices that do anything: effort is over 0, so that no cheapest set has another."""
    touched = {cell for need in needs.needs for group in need.groups for cell in group}
    return [choice for choice in choices if choice.cell in touched or (needs.gain and choice.gain)]


class _Option(NamedTuple):
    """One choice for the cells of a requirement: the groups that it touches, what it gains, and its value."""

    mask: int
    gain: int
    value: int


def _extended(
    states: Mapping[tuple[int, int], int], options: Sequence[_Option], wanted: int
) -> dict[tuple[int, int], int]:
    """The best value of each state after one more requirement; gain beyond what is wanted is not told apart."""
    best: dict[tuple[int, int], int] = {}
    for (mask, gain), value in states.items():
        for option in options:
            key = mask | option.mask, min(gain + option.gain, wanted)
            total = value + option.value
            if best.get(key, total) >= total:
                best[key] = total
    return best


class _Problem:
    """Choices and needs as whole numbers.

    A set's value is its effort, and below it, in bits, which choices it has, the first the highest and negative: so the
    least value is of least effort, and then has the first choice in which two sets differ. It can be read back.
    """

    def __init__(self, choices: Sequence[Choice], needs: Needs) -> None:
        self._choices = choices
        unit = lcm(*(choice.effort.denominator for choice in choices))
        self._efforts = [int(choice.effort * unit) for choice in choices]
        step = gcd(*(choice.gain for choice in choices)) or 1
        self._gains = [choice.gain // step for choice in choices]
        self.gain = -(-needs.gain // step)
        self._within: dict[str, list[Need]] = {}
        across: list[Need] = []
        for need in needs.needs:
            requirements = {cell.requirement for group in need.groups for cell in group}
            if len(requirements) == 1:
                self._within.setdefault(requirements.pop(), []).append(need)
            else:
                across.append(need)
        self._across = tuple(across)
        self._bits = {group: bit for bit, group in enumerate({g: None for need in across for g in need.groups})}

    def options(self) -> Iterator[list[_Option]]:
        """For each requirement the sets of its cells that meet the needs within it; those in no group come first."""
        places: dict[str, list[int]] = {requirement: [] for requirement in self._within}
        for at, choice in enumerate(self._choices):
            places.setdefault(choice.cell.requirement, []).append(at)
        masks = {requirement: self._mask([self._choices[at].cell for at in of]) for requirement, of in places.items()}
        for requirement in sorted(places, key=masks.__getitem__):
            yield list(self._options(places[requirement], self._within.get(requirement, ())))

    def _options(self, places: Sequence[int], needs: Sequence[Need]) -> Iterator[_Option]:
        for size in range(len(places) + 1):
            for taken in combinations(places, size):
                cells = [self._choices[at].cell for at in taken]
                if all(_met(need, cells) for need in needs):
                    yield _Option(self._mask(cells), sum(self._gains[at] for at in taken), self._value(taken))

    def satisfied(self, mask: int) -> bool:
        """Whether the groups that were touched meet every need across requirements."""
        return all(sum(mask >> self._bits[group] & 1 for group in need.groups) >= need.least for need in self._across)

    def cells(self, value: int) -> tuple[CellId, ...]:
        """The set that a value stands for."""
        last = len(self._choices) - 1
        bits = -value % (1 << len(self._choices))
        return tuple(choice.cell for at, choice in enumerate(self._choices) if bits >> (last - at) & 1)

    def _value(self, taken: Collection[int]) -> int:
        size = len(self._choices)
        return sum((self._efforts[at] << size) - (1 << (size - 1 - at)) for at in taken)

    def _mask(self, cells: Collection[CellId]) -> int:
        return sum(1 << bit for group, bit in self._bits.items() if not group.isdisjoint(cells))


def _met(need: Need, cells: Collection[CellId]) -> bool:
    return sum(not group.isdisjoint(cells) for group in need.groups) >= need.least
