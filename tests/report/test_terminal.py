from __future__ import annotations

import pytest

from assessor.report.terminal import columns, harmless, pad, pad_left, shorten, wrap


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("a\u202eb", "a\\u202eb"),
        ("a\x00b\x7f\x9b", "a\\x00b\\x7f\\x9b"),
        ("two\r\nlines\tand\u3000blanks", "two lines and blanks"),
        ("\ud800", "\\ud800"),
        ("\N{SNOWMAN}", "\N{SNOWMAN}"),
    ],
)
def test_what_a_terminal_could_obey_is_spelled_out(text: str, shown: str) -> None:
    assert harmless(text) == shown


def test_an_ascii_terminal_gets_ascii() -> None:
    assert harmless("caf\N{LATIN SMALL LETTER E WITH ACUTE} \N{SNOWMAN}", unicode=False) == "caf\\xe9 \\u2603"


@pytest.mark.parametrize(("text", "width"), [("ab", 2), ("\u4e2d\u6587", 4), ("e\u0301", 1), ("\uff21", 2), ("", 0)])
def test_wide_characters_take_two_columns_and_combining_ones_none(text: str, width: int) -> None:
    assert columns(text) == width


def test_padding_counts_columns_and_never_cuts() -> None:
    assert pad("\u4e2d", 4) == "\u4e2d  "
    assert pad_left("\u4e2d", 4) == "  \u4e2d"
    assert pad("abc", 2) == "abc"


def test_lines_are_no_wider_than_they_may_be() -> None:
    text = "one two three \u4e2d\u6587\u4e2d\u6587 four"
    lines = wrap(text, 12, first="- ")
    assert lines == ["- one two", "  three", "  \u4e2d\u6587\u4e2d\u6587", "  four"]
    assert max(map(columns, lines)) <= 12


def test_a_word_that_is_too_long_is_cut_and_loses_nothing() -> None:
    lines = wrap("https://example.org/" + "x" * 30, 20, first="    ")
    assert [columns(line) for line in lines] == [20, 20, 20, 6]
    assert "".join(line.strip() for line in lines) == "https://example.org/" + "x" * 30


def test_no_text_gives_the_first_indent_alone() -> None:
    assert wrap("", 20, first="- ") == ["-"]


def test_a_shortened_text_says_so_and_fits() -> None:
    assert shorten("abcdef", 6) == "abcdef"
    assert shorten("abcdefg", 6) == "abcde\N{HORIZONTAL ELLIPSIS}"
    assert shorten("abcdefg", 6, unicode=False) == "abc..."
    assert shorten("\u4e2d\u6587\u4e2d", 4) == "\u4e2d\N{HORIZONTAL ELLIPSIS}"
