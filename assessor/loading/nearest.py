"""The known word that somebody may have meant."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MOST = 3
_LONGEST_WORD = 64
_LISTED = 12


def advice(word: str, known: Sequence[str]) -> str:
    """What to write instead: what is likely meant, else all that is known if that is little, else the nearest three."""
    likely = nearest(word, known)
    if likely:
        return f"did you mean {enumerated(likely, 'or')}?"
    if len(known) <= _LISTED:
        return f"known: {', '.join(known)}" if known else "none is known"
    return f"nearest: {', '.join(_ranked(word[:_LONGEST_WORD], known)[:_MOST])}"


def nearest(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """The known words that the word may be a slip for, nearest first, up to three; else those that it is the start of.

    A slip is within a third of the word's length (one letter in two) by Damerau-Levenshtein distance, without regard to
    case and with `_` and blanks as `-`. Words of equal distance keep the order in which they are known.
    """
    if not 0 < len(word) <= _LONGEST_WORD:
        return ()
    same = tuple(each for each in known if _plain(each) == _plain(word))
    if same:
        return same[:_MOST]
    furthest = len(word) // 3 or len(word) - 1
    close = [each for each in known if abs(len(each) - len(word)) <= furthest and _between(word, each) <= furthest]
    started = [each for each in known if _plain(each).startswith(_plain(word))]
    return tuple(_ranked(word, close or (started if len(started) <= _MOST else [])))[:_MOST]


def enumerated(words: Sequence[str], conjunction: str) -> str:
    """The words in a row as a sentence has them: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _ranked(word: str, known: Sequence[str]) -> list[str]:
    return sorted(known, key=lambda each: _between(word, each))


@lru_cache(maxsize=4096)
def _between(word: str, other: str) -> int:
    return distance(_plain(word), _plain(other))


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def distance(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance: insertions, deletions, substitutions and transpositions of neighbours.

    Letters may be changed between those that were transposed (the unrestricted distance).
    """
    infinite = len(one) + len(other)
    # A row and a column more than the words have letters stand before them: one of guards, one of the empty start.
    rows: list[list[int]] = [[infinite] * (len(other) + 2), [infinite, *range(len(other) + 1)]]
    last_row: dict[str, int] = {}
    for i, letter in enumerate(one, 1):
        above, row, last_column = rows[i], [infinite, i], 0
        for j, counterpart in enumerate(other, 1):
            met = last_row.get(counterpart, 0)
            transposed = rows[met][last_column] + (i - met) + (j - last_column) - 1
            differs = letter != counterpart
            row.append(min(above[j] + differs, row[j] + 1, above[j + 1] + 1, transposed))
            last_column = last_column if differs else j
        rows.append(row)
        last_row[letter] = i
    return rows[-1][-1]
