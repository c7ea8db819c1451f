"""The solver alone, against trying every set of cells."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.assessment.cells import CellId
from assessor.inquiry.planning.cheapest import Choice, Need, Needs, UnwieldyError, cheapest
from assessor.model.vocabulary import Layer

CELLS = [CellId(requirement, layer) for requirement in ("trust", "privacy", "auditing", "recovery") for layer in Layer]


def meets(cells, needs, gains):
    def amount(need):
        done = all if need.whole else any
        weights = need.weights or [1] * len(need.groups)
        return sum(
            weight for group, weight in zip(need.groups, weights, strict=True) if done(cell in cells for cell in group)
        )

    touched = all(amount(need) >= need.least for need in needs.needs)
    return touched and sum(gains[cell] for cell in cells) >= needs.gain


def by_trying(choices, needs):
    """The best of all subsets: least effort, then the first choice in which two differ."""
    gains = {choice.cell: choice.gain for choice in choices}
    effort = {choice.cell: choice.effort for choice in choices}
    order = [choice.cell for choice in choices]
    found = [
        (sum(effort[cell] for cell in taken), [cell not in taken for cell in order], taken)
        for size in range(len(order) + 1)
        for taken in combinations(order, size)
        if meets(taken, needs, gains)
    ]
    return min(found)[2] if found else None


@st.composite
def problems(draw):
    cells = draw(st.lists(st.sampled_from(CELLS), min_size=1, max_size=9, unique=True))
    choices = [
        Choice(
            cell,
            draw(st.sampled_from([Fraction(1), Fraction(1), Fraction(2), Fraction(1, 2), Fraction(5, 3)])),
            draw(st.sampled_from([2, 4, 3, 6, 12, 0])),
        )
        for cell in cells
    ]
    group = st.frozensets(st.sampled_from(CELLS), min_size=1, max_size=5)
    need = st.lists(group, min_size=1, max_size=4, unique=True).flatmap(
        lambda groups: st.builds(Need, st.just(tuple(groups)), st.integers(1, len(groups)))
    )
    inside = st.sampled_from(CELLS).flatmap(
        lambda one: st.frozensets(st.sampled_from([c for c in CELLS if c[0] == one[0]]), min_size=1)
    )
    apart = st.lists(inside, min_size=1, max_size=4, unique=True).flatmap(
        lambda groups: st.builds(
            Need,
            st.just(tuple(groups)),
            st.integers(1, len(groups) + 2),
            st.booleans(),
            st.just(()) | st.lists(st.integers(1, 3), min_size=len(groups), max_size=len(groups)).map(tuple),
        )
    )
    return choices, Needs(draw(st.frozensets(need | apart, max_size=4)), draw(st.integers(0, 40)))


@given(problems())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_the_cheapest_set_is_the_best_of_all_sets(problem):
    choices, needs = problem
    assert cheapest(choices, needs) == by_trying(choices, needs)


ONE = [Choice(cell, Fraction(1), 2) for cell in CELLS]


def test_of_equal_sets_the_one_with_the_first_choice_is_taken():
    need = Need((frozenset(CELLS),), 1)
    assert cheapest(ONE, Needs(frozenset({need}))) == (CELLS[0],)
    assert cheapest(ONE[::-1], Needs(frozenset({need}))) == (CELLS[-1],)


def test_two_cheap_cells_go_before_a_dear_one_and_not_before_one_that_is_as_cheap():
    dear = [Choice(CELLS[0], Fraction(3), 4), *ONE[1:]]
    assert cheapest(dear, Needs(gain=4)) == (CELLS[1], CELLS[2])
    even = [Choice(CELLS[0], Fraction(2), 4), *ONE[1:]]
    assert cheapest(even, Needs(gain=4)) == (CELLS[0],)


def test_nothing_is_needed_and_nothing_taken():
    assert cheapest(ONE, Needs()) == ()


@pytest.mark.parametrize(
    "needs",
    [
        Needs(gain=25),
        Needs(frozenset({Need((frozenset(),), 1)})),
        Needs(frozenset({Need((frozenset({CellId("trust", Layer.DATA)}), frozenset()), 2)})),
        Needs(frozenset({Need((frozenset({CellId("governance", Layer.DATA)}),), 1)})),
    ],
)
def test_where_all_cells_together_do_not_suffice_there_is_no_set(needs):
    assert cheapest(ONE, needs) is None


def test_sixty_cells_and_needs_across_functions_are_no_search():
    everything = [
        Choice(CellId(f"r{number}", layer), Fraction(number % 3 + 1), 4) for number in range(20) for layer in Layer
    ]
    functions = tuple(
        frozenset(choice.cell for choice in everything if int(choice.cell.requirement[1:]) % 6 == part)
        for part in range(6)
    )
    found = cheapest(everything, Needs(frozenset({Need(functions, 4)}), gain=150))
    assert found is not None
    assert len(found) == 38


def test_needs_on_the_same_groups_are_one():
    groups = tuple(frozenset({cell}) for cell in CELLS)
    both = Needs(frozenset({Need(groups, 2)}), 3).and_also(Needs(frozenset({Need(groups, 5)})))
    assert both == Needs(frozenset({Need(groups, 5)}), 3)


def test_a_count_of_sixty_cells_is_no_search():
    everything = [Choice(CellId(f"r{number}", layer), Fraction(1), 4) for number in range(20) for layer in Layer]
    groups = tuple(frozenset({choice.cell}) for choice in everything)
    found = cheapest(everything, Needs(frozenset({Need(groups, 41)}), gain=150))
    assert found == tuple(choice.cell for choice in everything[:41])


def test_more_than_can_be_looked_at_is_refused():
    pairs = [
        Need((frozenset({one, other}),), 1)
        for one, other in combinations(CELLS, 2)
        if one.requirement != other.requirement
    ]
    assert cheapest(ONE, Needs(frozenset(pairs)))
    with pytest.raises(UnwieldyError):
        cheapest(ONE, Needs(frozenset(pairs)), most=20)
