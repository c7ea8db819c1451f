"""The cheapest set of cells under needs: exact, by dynamic programming.

A cell's effort is its own, and what its raising does is seen through a few windows only: which groups of cells have
been touched, how many of those that lie within a requirement, how much credit has been gained, and the cells of its own
requirement, at most three. So requirements can be taken one after the other: of all choices so far that look the same
through these windows, the cheapest is enough, since what comes later cannot tell them apart. That is an optimum by
exchange, and needs no solver; there are at most eight choices a requirement, and the credits are whole numbers under a
few hundred.
"""

from __future__ import annotations

from itertools import combinations
from math import gcd, lcm
from operator import mul
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import AssessorError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from assessor.assessment.cells import CellId

MOST_STATES = 40_000
"""So many choices may have to be told apart at once; by the default pack it is a few thousand."""


class UnwieldyError(AssessorError):
    """The needs tell more choices apart than can be looked at in good time."""


class Choice(NamedTuple):
    """A cell that can be raised to full. `effort` is over 0; `gain` is its credit in units of the scale, from 0."""

    cell: CellId
    effort: Fraction
    gain: int


class Need(NamedTuple):
    """Of these groups at least so many must be done: each by one of its cells raised, or, where `whole`, by all.

    Groups that are `whole`, or that have weights, lie within one requirement each.
    """

    groups: tuple[frozenset[CellId], ...]
    least: int
    whole: bool = False
    weights: tuple[int, ...] = ()
    """For how many each group counts; none where each counts for one."""

    def done(self, cells: Collection[CellId]) -> int:
        """How many of the groups these cells do, by their weights."""
        done = [group.issubset(cells) if self.whole else not group.isdisjoint(cells) for group in self.groups]
        return sum(map(mul, self.weights, done)) if self.weights else sum(done)

    def within(self, requirement: str) -> Need:
        """The part of the groups that lies within a requirement."""
        inside = [at for at, group in enumerate(self.groups) if next(iter(group)).requirement == requirement]
        weights = tuple(self.weights[at] for at in inside) if self.weights else ()
        return self._replace(groups=tuple(self.groups[at] for at in inside), weights=weights)


class Needs(NamedTuple):
    """All that a set of cells has to do: every need, and gain so much credit."""

    needs: frozenset[Need] = frozenset()
    gain: int = 0

    def and_also(self, other: Needs) -> Needs:
        """Both together; of needs on the same groups the one for the most."""
        most: dict[Need, int] = {}
        for need in self.needs | other.needs:
            alike = need._replace(least=0)
            most[alike] = max(need.least, most.get(alike, 0))
        needs = (alike._replace(least=least) for alike, least in most.items())
        return Needs(frozenset(needs), max(self.gain, other.gain))


def cheapest(choices: Sequence[Choice], needs: Needs, most: int = MOST_STATES) -> tuple[CellId, ...] | None:
    """The cells of least effort that do what is needed, in the order of the choices; None if all together do not.

    Of sets of equal effort the one that has the first choice in which they differ: the order of the choices is that of
    preference. Raises UnwieldyError where more than `most` states would have to be kept.
    """
    useful = _useful(choices, needs)
    problem = _Problem(useful, needs)
    states = {problem.start: 0}
    for options in problem.options():
        states = _extended(states, options, problem.enough)
        if len(states) > most:
            raise UnwieldyError
    done = [value for state, value in states.items() if problem.satisfied(state)]
    return problem.cells(min(done)) if done else None


class _State(NamedTuple):
    """What is seen of a choice of cells through the windows."""

    mask: int
    """The groups across requirements that are touched, a bit each."""
    amounts: tuple[int, ...]
    """The credit that is gained, then for each need that is counted how many of its groups are done."""


def _useful(choices: Sequence[Choice], needs: Needs) -> list[Choice]:
    """The choices that do anything: effort is over 0, so that no cheapest set has another."""
    touched = {cell for need in needs.needs for group in need.groups for cell in group}
    return [choice for choice in choices if choice.cell in touched or (needs.gain and choice.gain)]


class _Option(NamedTuple):
    """One choice for the cells of a requirement: what it does, and its value."""

    mask: int
    amounts: tuple[int, ...]
    value: int


def _extended(states: Mapping[_State, int], options: Sequence[_Option], enough: tuple[int, ...]) -> dict[_State, int]:
    """The best value of each state after one more requirement; what goes beyond enough is not told apart."""
    best: dict[_State, int] = {}
    for (mask, amounts), value in states.items():
        for option in options:
            more = tuple(
                [min(one + other, most) for one, other, most in zip(amounts, option.amounts, enough, strict=True)]
            )
            key = _State(mask | option.mask, more)
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
        self._within: dict[str, list[Need]] = {}
        self._counted: list[Need] = []
        self._across: list[Need] = []
        for need in sorted(needs.needs, key=_by_cells):
            self._sort(need)
        self._bits = {group: bit for bit, group in enumerate({g: None for need in self._across for g in need.groups})}
        self.enough = (-(-needs.gain // step), *(need.least for need in self._counted))
        self.start = _State(0, (0,) * len(self.enough))

    def _sort(self, need: Need) -> None:
        """See to a need where it is seen best: within its one requirement, by counting, or group by group."""
        spans = [{cell.requirement for cell in group} for group in need.groups]
        requirements = set[str]().union(*spans)
        if len(requirements) == 1:
            self._within.setdefault(requirements.pop(), []).append(need)
        else:
            (self._counted if all(len(span) == 1 for span in spans) else self._across).append(need)

    def options(self) -> Iterator[list[_Option]]:
        """For each requirement the sets of its cells that meet the needs within it; those in no group come first."""
        places: dict[str, list[int]] = {requirement: [] for requirement in self._within}
        for at, choice in enumerate(self._choices):
            places.setdefault(choice.cell.requirement, []).append(at)
        masks = {requirement: self._mask([self._choices[at].cell for at in of]) for requirement, of in places.items()}
        for requirement in sorted(places, key=masks.__getitem__):
            counted = [need.within(requirement) for need in self._counted]
            yield list(self._options(places[requirement], self._within.get(requirement, ()), counted))

    def _options(self, places: Sequence[int], needs: Iterable[Need], counted: Sequence[Need]) -> Iterator[_Option]:
        for size in range(len(places) + 1):
            for taken in combinations(places, size):
                cells = [self._choices[at].cell for at in taken]
                if all(need.done(cells) >= need.least for need in needs):
                    gain = sum(self._gains[at] for at in taken)
                    amounts = (gain, *(need.done(cells) for need in counted))
                    yield _Option(self._mask(cells), amounts, self._value(taken))

    def satisfied(self, state: _State) -> bool:
        """Whether a state meets every need across requirements, and gains enough."""
        touched = (sum(state.mask >> self._bits[group] & 1 for group in need.groups) for need in self._across)
        return state.amounts == self.enough and all(map(int.__ge__, touched, (need.least for need in self._across)))

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


def _by_cells(need: Need) -> tuple[object, ...]:
    """An order of needs, so that what is given up is given up in every process."""
    return need.least, need.whole, need.weights, [sorted(group) for group in need.groups]
