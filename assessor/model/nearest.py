"""The known words that somebody may have meant by one that is not known, for the ends of messages.

Import it where a message is made: a run in which nothing is wrong does without.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

_NAMED = 3
_LISTED = 12
_LONGEST_WORD = 64


def advice(word: str, known: Collection[str], *, listing: str | None = None) -> str:
    """What to write instead; it always names the nearest of the known words, up to three, and names them first.

    That is what is likely meant (`did you mean a or b?`), else whatever is nearest, and behind it the other known words
    where there are twelve or fewer in all. `listing` is the command that lists them, named where they are more.
    """
    likely = nearest(word, known)
    if likely:
        return f"did you mean {enumerated(likely, 'or')}?"
    ranked = _ranked(word[:_LONGEST_WORD], known)
    if len(ranked) <= _NAMED:
        return f"known: {', '.join(ranked)}" if ranked else "none is known"
    named = ranked[:_NAMED]
    if len(ranked) <= _LISTED:
        others = f"; also known: {', '.join([each for each in known if each not in named])}"
    else:
        others = f"; `{listing}` names all" if listing else ""
    return f"nearest: {', '.join(named)}{others}"


def nearest(word: str, known: Collection[str]) -> tuple[str, ...]:
    """The known words that the word may be a slip for, nearest first, up to three; else those that it is the start of.

    A slip is within a third of the word's length (one letter in two) by Damerau-Levenshtein distance, without regard to
    case and with `_` and blanks as `-`. Words of equal distance keep the order in which they are known.
    """
    if not 0 < len(word) <= _LONGEST_WORD:
        return ()
    same = tuple(each for each in known if _plain(each) == _plain(word))
    if same:
        return same[:_NAMED]
    furthest = len(word) // 3 or len(word) - 1
    close = [each for each in known if abs(len(each) - len(word)) <= furthest and _between(word, each) <= furthest]
    started = [each for each in known if _plain(each).startswith(_plain(word))]
    return tuple(_ranked(word, close or (started if len(started) <= _NAMED else [])))[:_NAMED]


def enumerated(words: Sequence[str], conjunction: str) -> str:
    """The words in a row as a sentence has them: `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _ranked(word: str, known: Collection[str]) -> list[str]:
    return sorted(known, key=lambda each: _between(word, each))


@lru_cache(maxsize=4096)
def _between(word: str, other: str) -> int:
    return distance(_plain(word), _plain(other))


def _plain(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def distance(one: str, other: str) -> int:
    """The Damerau-Levenshtein distance: letters to add, drop, change or swap with a neighbour, each place once.

    By columns of bits (H. Hyyrö, A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances, 2003),
    since a hostile file may hold very many words: bit i is about the first i + 1 letters of `one`.
    """
    if not one:
        return len(other)
    places: dict[str, int] = {}
    for i, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << i
    last = 1 << len(one) - 1
    every = 2 * last - 1
    more, less, level, before, steps = every, 0, 0, 0, len(one)
    for letter in other:
        equal = places.get(letter, 0)
        swapped = (~level & equal) << 1 & before
        level = ((equal & more) + more ^ more) | equal | less | swapped  # no dearer than one letter earlier in both
        right_more, right_less = less | ~(level | more), level & more
        steps += bool(right_more & last) - bool(right_less & last)
        right_more, right_less = right_more << 1 | 1, right_less << 1
        more, less = (right_less | ~(level | right_more)) & every, right_more & level & every
        before = equal
    return steps
