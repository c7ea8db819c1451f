"""The nearest names to one that does not exist, for messages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 3
_LONGEST = 64


def nearest(name: str, known: Iterable[str]) -> tuple[str, ...]:
    """Up to three known names within a third of the name's length (2 at least), the nearest first, then by name."""
    if len(name) > _LONGEST:
        return ()
    reach = max(2, len(name) // 3)
    near = ((distance(name, other), other) for other in known if abs(len(name) - len(other)) <= reach)
    return tuple(other for steps, other in sorted(near) if steps <= reach)[:_SHOWN]


def distance(one: str, other: str) -> int:
    """Damerau-Levenshtein distance: letters to add, drop, change or swap with a neighbour (each place once)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            row.append(min(last[j] + 1, row[-1] + 1, last[j - 1] + (letter != against)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                row[-1] = min(row[-1], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def hint(name: str, known: Iterable[str]) -> str:
    """The end of a message on an unknown name: `; nearest: `a`, `b``, or nothing where no known name is near."""
    names = nearest(name, known)
    return f"; nearest: {', '.join(f'`{other}`' for other in names)}" if names else ""
