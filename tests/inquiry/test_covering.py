"""The smallest sets of documents, against trying every set."""

from __future__ import annotations

import random
from itertools import combinations
from math import comb
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import reasoner

from assessor.inquiry.comparing.covering import matrix, smallest_sets

REQUIREMENTS = 20


def union_of(masks):
    union = 0
    for mask in masks:
        union |= mask
    return union


def by_trying(masks):
    """Every smallest set, in order."""
    for size in range(len(masks) + 1):
        found = [
            chosen
            for chosen in combinations(range(len(masks)), size)
            if union_of(masks[at] for at in chosen) == union_of(masks)
        ]
        if found:
            return size, found
    raise AssertionError


def random_masks(documents, share, seed=1):
    rng = random.Random(seed)  # noqa: S311 - a sample, not a secret
    return [sum(1 << bit for bit in range(REQUIREMENTS) if rng.random() < share) for _ in range(documents)]


@settings(deadline=None, max_examples=400)
@given(st.lists(st.integers(0, 2**6 - 1), max_size=9), st.integers(0, 4))
def test_the_sets_are_those_that_trying_every_set_finds(masks, most):
    size, found = by_trying(masks)
    smallest = smallest_sets(masks, most)
    assert (smallest.size, smallest.count) == (size, len(found))
    assert smallest.first == tuple(found[:most])


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sets(st.integers(0, 11), max_size=3), max_size=12))
def test_small_documents_of_many_requirements_too(ticks):
    masks = [sum(1 << bit for bit in each) for each in ticks]
    size, found = by_trying(masks)
    smallest = smallest_sets(masks, 5)
    assert (smallest.size, smallest.count, smallest.first) == (size, len(found), tuple(found[:5]))


def test_nothing_is_asked_for_by_no_document_at_all():
    for masks in ([], [0, 0]):
        assert smallest_sets(masks) == (0, 1, ((),))


def test_of_the_studys_documents_two_are_enough_and_in_one_way_only():
    found = matrix(reasoner().knowledge)
    assert (found.smallest.size, found.smallest.count) == (2, 1)
    assert [one.number for one in found.members(found.smallest.first[0])] == [8, 17]
    assert found.asked_by_none == ("physical-protection",)
    asked = {requirement for one in found.members(found.smallest.first[0]) for requirement in one.requirements}
    assert asked == set(found.requirements) - {"physical-protection"}


def test_by_trying_all_of_the_studys_documents_there_is_no_other_way():
    knowledge = reasoner().knowledge
    at = {requirement.id: position for position, requirement in enumerate(knowledge.requirements)}
    masks = [sum(1 << at[one] for one in document.requirements) for document in knowledge.benchmarks]
    assert by_trying(masks) == (2, [(7, 16)])


def test_the_number_of_very_many_sets_is_exact():
    single = [1 << (at % REQUIREMENTS) for at in range(200)]
    smallest = smallest_sets(single)
    assert (smallest.size, smallest.count, len(smallest.first)) == (20, 10**20, 100)
    assert smallest.first[0] == tuple(range(20))
    pairs = [1 << one | 1 << other for one, other in combinations(range(12), 2)]
    assert smallest_sets(pairs, 1)[:2] == (6, 11 * 9 * 7 * 5 * 3)  # ways to part twelve into pairs
    assert smallest_sets([1] * 30 + [2] * 40, 10).count == 30 * 40
    assert smallest_sets([1] * 50, 10).count == comb(50, 1)


@pytest.mark.parametrize("share", [0.05, 0.1, 0.3, 0.5])
def test_two_hundred_documents_take_no_time_to_speak_of(share):
    masks = random_masks(200, share)
    before = process_time()
    smallest = smallest_sets(masks)
    taken = process_time() - before
    for found in smallest.first:
        assert len(set(found)) == smallest.size
        assert union_of(masks[at] for at in found) == union_of(masks)
    assert list(smallest.first) == sorted(set(smallest.first))
    assert taken < 3
