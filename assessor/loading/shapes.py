"""What a document of plain values must look like, as a table: quick to check, and without a reason for a refusal.

A shape is a mapping of the keys that must be there, a list of one shape for each entry, or a test of a value.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assessor.loading.scalars import day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    Test = Callable[[Any], bool]
    Shape = Mapping[str, "Shape"] | list["Shape"] | Test

_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,9})?|[0-9]{1,20}/[1-9][0-9]{0,19}"
_HIGHEST = 100
_LAST_DAY = 99_999


class UnfitError(Exception):
    """A document has another shape; `where` is the first place at which it has, such as `findings[3].rule`."""

    def __init__(self, where: str) -> None:
        self.where = where or "the document"
        super().__init__(self.where)


def check(value: Any, shape: Shape, where: str = "") -> None:
    """Raises UnfitError if the value does not have the shape."""
    if isinstance(shape, list):
        if not isinstance(value, list):
            raise UnfitError(where)
        for index, entry in enumerate(value):
            check(entry, shape[0], f"{where}[{index}]")
    elif callable(shape):
        if not shape(value):
            raise UnfitError(where)
    else:
        if not isinstance(value, dict):
            raise UnfitError(where)
        for key, inner in shape.items():
            if key not in value:
                raise UnfitError(f"{where}.{key}".lstrip("."))
            check(value[key], inner, f"{where}.{key}".lstrip("."))


def is_text(value: Any) -> bool:
    """Text."""
    return isinstance(value, str)


def is_flag(value: Any) -> bool:
    """A boolean."""
    return isinstance(value, bool)


def is_score(value: Any) -> bool:
    """A number from 0 to 100."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= _HIGHEST


def is_whole(value: Any) -> bool:
    """A whole number from 0 to 99,999."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _LAST_DAY


def is_day(value: Any) -> bool:
    """An ISO 8601 day."""
    return isinstance(value, str) and day(value) is not None


def is_exact(value: Any) -> bool:
    """An exact number from 0 to 100 as text: `62.5` or `200/3`."""
    return isinstance(value, str) and bool(re.fullmatch(_NUMBER, value)) and Fraction(value) <= _HIGHEST


def is_sha256(value: Any) -> bool:
    """64 hexadecimal digits in lower case."""
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))


def is_anything(_: Any) -> bool:
    """Whatever it is."""
    return True


def one_of(words: Iterable[str]) -> Test:
    """One of some words."""
    known = frozenset(words)
    return lambda value: isinstance(value, str) and value in known


def each_one_of(keys: Iterable[str], words: Iterable[str]) -> Test:
    """A mapping from some words to others."""
    from_known, to_known = frozenset(keys), one_of(words)
    return lambda value: isinstance(value, dict) and value.keys() <= from_known and all(map(to_known, value.values()))


def or_none(test: Test) -> Test:
    """Null, or what passes the test."""
    return lambda value: value is None or test(value)


def a_mapping(value: Any) -> bool:
    """A mapping, whatever is in it."""
    return isinstance(value, dict)
