"""Distances against the definition by recursion, and what is proposed instead of a word that is not known."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.model.nearest import advice, distance, enumerated, nearest

WORDS = (
    "authentication",
    "authorization",
    "availability",
    "trust",
    "privacy",
    "physical-protection",
    "logical-protection",
)
words = st.text(alphabet="abc", max_size=7)


@cache
def by_definition(one: str, other: str) -> int:
    """The distance by the recurrence that defines it."""
    if not one or not other:
        return len(one) + len(other)
    changed = by_definition(one[:-1], other[:-1]) + (one[-1] != other[-1])
    steps = min(by_definition(one[:-1], other) + 1, by_definition(one, other[:-1]) + 1, changed)
    if one[-2:] == other[-2:][::-1] and len(one) > 1 and len(other) > 1:
        steps = min(steps, by_definition(one[:-2], other[:-2]) + 1)
    return steps


@given(words, words)
def test_distance_is_what_the_definition_says(one: str, other: str) -> None:
    assert distance(one, other) == by_definition(one, other)


@pytest.mark.parametrize(
    ("one", "other", "steps"),
    [
        ("trust", "trusts", 1),
        ("trust", "rust", 1),
        ("trust", "thrust", 1),
        ("trust", "trist", 1),
        ("trust", "turst", 1),
        ("ca", "abc", 3),
        ("kitten", "sitting", 3),
        ("a" * 200, "b" * 100, 200),
    ],
)
def test_distance_counts_letters_added_dropped_changed_and_swapped(one: str, other: str, steps: int) -> None:
    assert distance(one, other) == distance(other, one) == steps


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


def test_advice_names_what_is_likely_meant() -> None:
    assert advice("turst", WORDS) == "did you mean trust?"
    assert advice("auth", WORDS) == "did you mean authorization or authentication?"


def test_advice_names_all_of_three_the_nearest_first() -> None:
    assert advice("work", ("data", "system", "network")) == "known: network, data, system"
    assert advice("work", ()) == "none is known"


def test_advice_names_the_nearest_first_and_then_the_rest_of_twelve() -> None:
    keys = ("id", "title", "requirements", "layers", "status", "owner")
    assert advice("state", keys) == "nearest: status, title, id; also known: requirements, layers, owner"
    assert advice("state", keys, listing="list") == advice("state", keys)
    twelve = tuple(f"etsi-{number}" for number in range(100, 112))
    assert advice("iso-100", twelve).endswith("etsi-102; also known: " + ", ".join(twelve[3:]))


def test_advice_names_the_nearest_of_many_and_the_command_that_lists_them() -> None:
    many = tuple(f"etsi-{number}" for number in range(100, 113))
    assert advice("iso-100", many) == "nearest: etsi-100, etsi-101, etsi-102"
    assert advice("iso-100", many, listing="dtassess x") == advice("iso-100", many) + "; `dtassess x` names all"
    assert advice("etsi-999", many, listing="dtassess x") == "did you mean etsi-109?"


def test_advice_on_a_word_of_any_length_goes_by_its_beginning() -> None:
    assert advice("trustx" + "y" * 1_000_000, WORDS).startswith("nearest: ")


def test_enumerations_read_as_a_sentence() -> None:
    assert [enumerated(("a", "b", "c")[:count], "or") for count in (1, 2, 3)] == ["a", "a or b", "a, b or c"]
