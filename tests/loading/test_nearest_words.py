"""Distances against the definition by recursion, and what is proposed for a slip."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.loading.nearest import advice, distance, enumerated, nearest

WORDS = (
    "authentication",
    "authorization",
    "availability",
    "trust",
    "privacy",
    "physical-protection",
    "logical-protection",
)
words = st.text(alphabet="abc", max_size=5)


@cache
def reach(word: str, steps: int) -> frozenset[str]:
    """The words over `abc` that so many insertions, deletions, substitutions and transpositions lead to."""
    if steps == 0:
        return frozenset({word})
    found = set()
    for each in reach(word, steps - 1):
        for i in range(len(each) + 1):
            found.update(each[:i] + letter + each[i:] for letter in "abc")
            found.add(each[:i] + each[i + 1 :])
            found.update(each[:i] + letter + each[i + 1 :] for letter in "abc")
            found.add(each[:i] + each[i + 1 : i + 2] + each[i : i + 1] + each[i + 2 :])
    return frozenset(found) | reach(word, steps - 1)


@given(words, words)
def test_distance_is_the_number_of_steps_between(one: str, other: str) -> None:
    steps = distance(one, other)
    assert distance(other, one) == steps
    if steps <= 2:
        assert other in reach(one, steps)
    for fewer in range(min(steps, 3)):
        assert other not in reach(one, fewer)


def test_letters_may_change_between_those_that_were_transposed() -> None:
    assert distance("ca", "abc") == 2


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("authentification", ("authentication",)),
        ("Trust", ("trust",)),
        ("physical_protection", ("physical-protection",)),
        ("physical-protecton", ("physical-protection", "logical-protection")),
        ("turst", ("trust",)),
        ("auth", ("authorization", "authentication")),
        ("a", ("availability", "authorization", "authentication")),
        ("encryption", ()),
        ("", ()),
        ("x" * 1000, ()),
    ],
)
def test_slips_and_beginnings_name_what_is_meant(word: str, meant: tuple[str, ...]) -> None:
    assert nearest(word, WORDS) == meant


def test_a_beginning_of_many_words_names_none() -> None:
    assert nearest("a", (*WORDS, "auditing")) == ()


def test_words_of_equal_distance_keep_their_order() -> None:
    assert nearest("cat", ("bat", "rat", "hat", "mat")) == ("bat", "rat", "hat")


def test_advice_lists_what_little_is_known() -> None:
    assert advice("x", ("data", "system")) == "known: data, system"
    assert advice("x", ()) == "none is known"


def test_advice_names_the_nearest_of_many() -> None:
    many = tuple(f"etsi-{number}" for number in range(100, 120))
    assert advice("iso-100", many) == "nearest: etsi-100, etsi-101, etsi-102"
    assert advice("etsi-999", many) == "did you mean etsi-109 or etsi-119?"


def test_enumerations_read_as_a_sentence() -> None:
    assert [enumerated(("a", "b", "c")[:count], "or") for count in (1, 2, 3)] == ["a", "a or b", "a, b or c"]
