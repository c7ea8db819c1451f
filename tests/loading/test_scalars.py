"""The core schema of YAML 1.2 against an oracle that knows no regular expression, exact numbers, and days."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessor.loading.scalars import NULLS, SUSPECTS, boolean, day, is_tagged, is_too_long, is_typed, number

DIGITS = set("0123456789")


def is_run(text: str, of: set[str] = DIGITS) -> bool:
    return bool(text) and set(text) <= of


def is_core_integer(text: str) -> bool:
    if text.startswith("0o"):
        return is_run(text[2:], set("01234567"))
    if text.startswith("0x"):
        return is_run(text[2:], DIGITS | set("abcdefABCDEF"))
    return is_run(text[1:] if text[:1] in {"+", "-"} else text)


def is_core_float(text: str) -> bool:
    unsigned = text[1:] if text[:1] in {"+", "-"} else text
    if unsigned in {".inf", ".Inf", ".INF"} or text in {".nan", ".NaN", ".NAN"}:
        return True
    mantissa, e, exponent = unsigned.replace("E", "e").partition("e")
    if e and not is_run(exponent[1:] if exponent[:1] in {"+", "-"} else exponent):
        return False
    whole, point, decimals = mantissa.partition(".")
    if not whole:
        return bool(point) and is_run(decimals)
    return is_run(whole) and (not decimals or is_run(decimals))


def is_core_boolean(text: str) -> bool:
    return text.lower() in {"true", "false"} and text in {text.lower(), text.upper(), text.capitalize()}


near_numbers = st.text(alphabet="0123456789+-.eExoabF_ infNa", max_size=8)
near_words = st.sampled_from(["true", "false", "null", ".inf", ".nan", "yes", "no", "on", "off"]).flatmap(
    lambda word: st.sampled_from(
        [word, word.upper(), word.capitalize(), word.title(), word + " ", "-" + word, word[1:]]
    )
)
scalars = st.one_of(near_numbers, near_words, st.floats().map(repr), st.integers().map(str), st.text(max_size=6))


@given(scalars)
@example("\uff11\uff12")
@example("1\n")
@example("-.nan")
@example("+.inf")
@example("0o8")
@example(".")
@example("1.")
@example("1e")
def test_the_core_schema_alone_decides_what_is_more_than_text(text: str) -> None:
    assert is_typed(text) == (is_core_boolean(text) or is_core_integer(text) or is_core_float(text))
    assert is_tagged(text, "int") == is_core_integer(text)
    assert is_tagged(text, "float") == is_core_float(text)
    assert is_tagged(text, "bool") == (boolean(text) is not None) == is_core_boolean(text)
    assert is_tagged(text, "null") == (text in NULLS) == (text in {"", "~", "null", "Null", "NULL"})


@given(scalars)
def test_only_scalars_that_begin_so_can_be_more_than_text(text: str) -> None:
    if is_typed(text) or text in NULLS:
        assert text[:1] in SUSPECTS


@given(st.integers(min_value=-(2**53), max_value=2**53))
def test_integers_are_exact(integer: int) -> None:
    assert number(str(integer)) == integer
    assert isinstance(number(str(integer)), int)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-(10**9), max_value=10**9))
def test_decimals_are_exact(decimal: object) -> None:
    assert number(str(decimal)) == Fraction(str(decimal))


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("0o17", 15),
        ("0x1F", 31),
        ("007", 7),
        ("+5", 5),
        ("59.96", Fraction(1499, 25)),
        ("1e2", 100),
        ("1.E-1", Fraction(1, 10)),
        (".5", Fraction(1, 2)),
    ],
)
def test_numbers_are_exact_however_they_are_written(text: str, exact: Fraction) -> None:
    assert number(text) == exact


@pytest.mark.parametrize(
    "text",
    [
        ".inf",
        ".nan",
        "1e999999999",
        "1e-999999999",
        "9" * 5000,
        "0.1000000000000000001",
        "9007199254740993",
        "x",
        "",
        "1_0",
    ],
)
def test_what_json_could_not_carry_is_no_number(text: str) -> None:
    assert number(text) is None


@given(st.dates())
def test_every_day_is_read(value: date) -> None:
    assert day(value.isoformat()) == value


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_a_day_is_one_of_the_calendar(year: int, month: int, in_month: int) -> None:
    read = day(f"{year:04}-{month:02}-{in_month:02}")
    exists = year > 0 and 0 < month <= 12 and 0 < in_month <= days_of(year, month)
    assert (read is not None) == exists


def days_of(year: int, month: int) -> int:
    following = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return (following - timedelta(days=1)).day if following != date.max else 31


@pytest.mark.parametrize(
    "text",
    [
        "2026-1-1",
        "20261001",
        "2026-W40-1",
        "2026-274",
        "01.10.2026",
        "2026-10-01T00:00",
        "\uff12\uff10\uff12\uff16-10-01",
        " 2026-10-1",
        "",
    ],
)
def test_other_ways_to_write_a_day_are_refused(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text", ["0.333333333333333333333333", "12345678901234567891", "0.1234567890123456789", "1.00000000000000001e3"]
)
def test_a_number_with_more_digits_than_are_kept_is_told_from_what_is_no_number(text):
    assert is_too_long(text)
    assert number(text) is None


@pytest.mark.parametrize("text", ["0.333", "7", ".inf", "true", "seven", "1e9", "", "1e100", "1e-999999999", "0xfe"])
def test_other_numbers_and_other_words_are_not_too_long(text):
    assert not is_too_long(text)
