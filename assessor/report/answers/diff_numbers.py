"""What is behind the changes, each thing once and under a number, so that many changes can name it in few words."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.model.diff import Change
    from assessor.report.page import Cell

_LONGEST = 400
_CUT = "..."


class Numbers:
    """The reasons of some changes, by cause and then as they come, numbered from 1."""

    def __init__(self, changes: Sequence[Change]) -> None:
        found = dict.fromkeys(because for change in changes for because in change.because)
        order = {cause: at for at, cause in enumerate(dict.fromkeys(one.cause for one in found))}
        ranked = sorted(found, key=lambda one: order[one.cause])
        self._numbers = {because: number for number, because in enumerate(ranked, 1)}

    def rows(self) -> Iterator[Sequence[Cell]]:
        """A row for each: its number, its cause, and what it is with its place."""
        for because, number in self._numbers.items():
            place = f" ({because.location})" if because.location else ""
            yield str(number), str(because.cause), short(because.text) + place

    def of(self, change: Change) -> str:
        """The cause of a change with the numbers of its reasons: `clock 1-4, 7`."""
        return self.of_all([change])

    def of_all(self, changes: Sequence[Change]) -> str:
        """The cause of changes that have the same one, with the numbers of all their reasons."""
        found = {self._numbers[because] for change in changes for because in change.because}
        return f"{changes[0].cause} {_ranges(sorted(found))}"


def short(text: str, longest: int = _LONGEST) -> str:
    """The text, with its middle cut out where it is longer than anybody reads."""
    if len(text) <= longest:
        return text
    kept = (longest - len(_CUT)) // 2
    return f"{text[:kept]}{_CUT}{text[-kept:]}"


def _ranges(numbers: Iterable[int]) -> str:
    """Ascending numbers with those in a row as one: `1-3, 5`."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        first, *others = [number for _, number in run]
        runs.append(f"{first}-{others[-1]}" if others else str(first))
    return ", ".join(runs)
