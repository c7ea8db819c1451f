"""Exact numbers, and the one place where they are rounded."""

from __future__ import annotations

from fractions import Fraction


def shown(number: Fraction) -> float:
    """The number rounded half up to one decimal, as reports show it. For numbers from 0 to 100."""
    return (number.numerator * 20 + number.denominator) // (number.denominator * 2) / 10


def exactly(number: Fraction) -> str:
    """The number as a decimal if it ends within four places, else as a fraction: `200/3`."""
    scaled = number * 10_000
    if scaled.denominator == 1:
        return f"{float(number):.4f}".rstrip("0").rstrip(".")
    return f"{number.numerator}/{number.denominator}"


def nearly(number: Fraction) -> str:
    """The number as a decimal of at most four places, with `about` before it where that is not all of it."""
    exact = exactly(number)
    return exact if "/" not in exact else f"about {exactly(Fraction(round(number * 1000), 1000))}"
