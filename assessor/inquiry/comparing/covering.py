"""The smallest sets of documents that together ask for all that any of them asks for: exact minimum set covers.

Documents are bit masks of requirements, sets are ascending positions. The search branches on a requirement that the
fewest documents ask for, passes over documents that a later one outdoes, and remembers what it found. Two hundred
documents on twenty requirements take a fraction of a second; only to count very many sets takes about one.
"""

from __future__ import annotations

from itertools import islice
from math import comb
from typing import TYPE_CHECKING

from assessor.model.matrix import Matrix, SmallestSets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from assessor.model.knowledge import Knowledge

MOST = 100
"""How many sets are listed; of more, the number is told."""


def matrix(knowledge: Knowledge) -> Matrix:
    """Requirements against documents, with the smallest sets."""
    requirements = tuple(requirement.id for requirement in knowledge.requirements)
    masks = [sum(1 << requirements.index(r) for r in one.requirements) for one in knowledge.benchmarks]
    return Matrix(requirements, knowledge.benchmarks, smallest_sets(masks))


def smallest_sets(masks: Sequence[int], most: int = MOST) -> SmallestSets:
    """All smallest sets whose masks together are the union of all, or the first `most` and how many there are."""
    union = 0
    for mask in masks:
        union |= mask
    search = _Search(masks)
    size = next(size for size in range(union.bit_count() + 1) if search.latest(union, size) >= 0)
    found = tuple(islice(search.sets(union, size), most + 1))
    count = len(found) if len(found) <= most else _count(masks, union, size)
    return SmallestSets(size=size, count=count, first=found[:most])


class _Search:
    """The search among documents; what it found of a set of requirements holds however that was arrived at."""

    def __init__(self, masks: Sequence[int]) -> None:
        self._masks = masks
        self._known: dict[tuple[int, int], int] = {}

    def latest(self, wanted: int, size: int) -> int:
        """The last position from which on `size` documents, or fewer, ask for all that is wanted; -1 if there is none.

        Where nothing is wanted it is the end.
        """
        if not wanted:
            return len(self._masks)
        if not size:
            return -1
        key = wanted, size
        if key not in self._known:
            self._known[key] = self._latest(wanted, size)
        return self._known[key]

    def sets(self, wanted: int, size: int, start: int = 0) -> Iterator[tuple[int, ...]]:
        """The sets of that size from a position on, in order, if no smaller ones ask for all that is wanted."""
        if not size:
            yield ()
            return
        for at in range(start, self.latest(wanted, size) + 1):
            left = wanted & ~self._masks[at]
            if left != wanted and self.latest(left, size - 1) > at:
                for others in self.sets(left, size - 1, at + 1):
                    yield (at, *others)

    def _latest(self, wanted: int, size: int) -> int:
        last = {mask & wanted: at for at, mask in enumerate(self._masks) if mask & wanted}  # of equal ones the last
        if sum(sorted(map(int.bit_count, last), reverse=True)[:size]) < wanted.bit_count():
            return -1
        found = -1
        for mask in sorted(_fewest(last, wanted), key=last.__getitem__, reverse=True):
            if last[mask] <= found:
                break
            outdone = any(mask & ~other == 0 and last[mask] < last[other] for other in last)
            if not outdone:
                found = max(found, min(last[mask], self.latest(wanted & ~mask, size - 1)))
        return found


def _fewest(masks: Collection[int], wanted: int) -> list[int]:
    """The masks with a requirement that the fewest of them have."""
    bits = [1 << at for at in range(wanted.bit_length()) if wanted >> at & 1]
    return min(([mask for mask in masks if mask & bit] for bit in bits), key=len)


def _count(masks: Sequence[int], union: int, size: int) -> int:
    """How many sets of a size have the union, by inclusion and exclusion of requirements.

    A set fails if it avoids some requirement. For each choice of requirements to avoid, documents are left; choices
    that leave the same documents are added up at once, and those that leave too few count nothing.
    """
    left = {(1 << len(masks)) - 1: 1}
    for asking in sorted(_decisive(masks, union), key=int.bit_count, reverse=True):
        for documents, sign in list(left.items()):
            without = documents & ~asking
            if without.bit_count() >= size:
                left[without] = left.get(without, 0) - sign
    return sum(sign * comb(documents.bit_count(), size) for documents, sign in left.items())


def _decisive(masks: Sequence[int], union: int) -> list[int]:
    """For each requirement the documents that ask for it, as a bit mask, less those that another's documents imply."""
    asking = {
        sum(1 << at for at, mask in enumerate(masks) if mask >> bit & 1)
        for bit in range(union.bit_length())
        if union >> bit & 1
    }
    return [one for one in asking if not any(other & ~one == 0 and other != one for other in asking)]
