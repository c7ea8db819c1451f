"""What a scalar says: the core schema of YAML 1.2, exact numbers, ISO 8601 days.

The one rule set for every file. Only text comes in, so nothing here knows of YAML, places or messages.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""The plain scalars that say nothing."""

SUSPECTS = frozenset(["", *"~nNtTfF+-.0123456789"])
"""The first characters (or none) of the plain scalars that may be more than text."""

has_control_character = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]").search
"""What the text has of the characters that control a terminal or a printer, if any; tabs and line breaks are none."""

_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INTEGER = r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
_FINITE = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
_INFINITE = r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
_is_typed = re.compile(rf"{'|'.join(_BOOLEANS)}|{_INTEGER}|{_FINITE}|{_INFINITE}").fullmatch
_FLOAT = rf"{_FINITE}|{_INFINITE}"
_LONGEST_NUMBER = 24
_LARGEST_EXPONENT = 99


def is_typed(text: str) -> bool:
    """Whether the core schema reads the plain scalar as a boolean, an integer or a float."""
    return _is_typed(text) is not None


def is_tagged(text: str, tag: str) -> bool:
    """Whether the text is one that the core schema's tag `null`, `bool`, `int` or `float` can stand before."""
    if tag in {"int", "float"}:
        return re.fullmatch(_INTEGER if tag == "int" else _FLOAT, text) is not None
    return text in (NULLS if tag == "null" else _BOOLEANS)


def boolean(text: str) -> bool | None:
    """The boolean that the plain scalar is; None if it is none."""
    return _BOOLEANS.get(text)


def number(text: str) -> int | Fraction | None:
    """The exact number that the plain scalar is, an `int` if it is written as one; None if it is none.

    Also None for what a JSON number cannot carry there and back: infinities, not-a-number, and numbers with more digits
    than a double keeps (15 are always kept).
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    if re.fullmatch(_INTEGER, text):
        exact: int | Fraction = int(text, 0) if text[:2] in {"0o", "0x"} else int(text)
    elif re.fullmatch(_FINITE, text) and _exponent(text) <= _LARGEST_EXPONENT:
        exact = Fraction(text)
    else:
        return None
    return exact if Fraction(repr(float(exact))) == exact else None


def is_too_long(text: str) -> bool:
    """Whether the plain scalar is a number, and has too many digits for `number` to keep."""
    if re.fullmatch(f"{_INTEGER}|{_FINITE}", text) is None:
        return False
    return _exponent(text) <= _LARGEST_EXPONENT and number(text) is None


def _exponent(text: str) -> int:
    """How large the exponent of a finite number is, whichever way."""
    digits = "" if text[:2] == "0x" else text.lower().partition("e")[2].lstrip("+-0")
    return int(digits[: len(str(_LARGEST_EXPONENT)) + 1] or "0")


def day(text: str) -> date | None:
    """The day that the text is, as `2026-11-23`; None if it is none, and for a day that does not exist."""
    if len(text) != len("2026-11-23") or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
