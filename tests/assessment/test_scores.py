from __future__ import annotations

from fractions import Fraction

import pytest
from twins import REQUIREMENTS, assess, control, everything, out, profile, requirement_of, verdict

from assessor.model.number import exactly, shown


def test_a_requirement_scores_the_mean_credit_of_its_cells():
    of = profile(control("trust", "data"), control("trust", "system", id="C-2", activation="opt-in"))
    assert requirement_of(assess(of), "trust").bases["current"].score == 50


def test_a_third_is_kept_exactly():
    result = assess(profile(control("trust", "data")))
    assert requirement_of(result, "trust").bases["current"].score == Fraction(100, 3)
    assert verdict(result).score == Fraction(100, 60)


def test_the_whole_score_is_the_mean_over_requirements_not_over_cells():
    layers = [out(requirement, "system network") for requirement in REQUIREMENTS[1:]]
    of = profile(control(REQUIREMENTS[0]), not_applicable=layers)
    assert verdict(assess(of)).score == 5


def test_what_is_out_of_scope_is_in_no_numerator_and_no_denominator():
    of = profile(control("trust"), not_applicable=[out(r) for r in REQUIREMENTS if r != "trust"])
    result = assess(of)
    assert (verdict(result).score, result.assessed) == (100, 100)


def test_a_function_scores_the_mean_over_the_requirements_with_a_primary_category_in_it():
    result = assess(profile(control("data-traceability")))
    scores = {function.id: function.bases["current"].score for function in result.functions}
    assert scores == {"GV": 0, "ID": 50, "PR": 0, "DE": 0, "RS": 0, "RC": 0}


def test_a_function_without_an_applicable_requirement_has_no_score():
    result = assess(everything(not_applicable=[out("governance")]))
    assert result.functions[0].bases["current"].score is None
    assert result.functions[0].bases["current"].covered is False


def test_the_range_reaches_to_the_score_with_every_silent_cell_full():
    of = profile(control("trust", "data"), control("privacy", id="C-2", status="not-implemented"))
    assert verdict(assess(of)).score_range == (Fraction(100, 60), 95)


def test_assessed_is_the_share_of_cells_that_a_control_speaks_of():
    of = profile(control("trust", "data"), control("privacy", "data", id="C-2", status="planned", items=[]))
    result = assess(of)
    assert result.assessed == Fraction(200, 60)


@pytest.mark.parametrize(
    ("number", "rounded"),
    [
        (Fraction(5996, 100), 60.0),
        (Fraction(5995, 100), 60.0),
        (Fraction(5994, 100), 59.9),
        (Fraction(25, 1000), 0.0),
        (Fraction(5, 100), 0.1),
        (Fraction(9995, 100), 100.0),
        (Fraction(200, 3), 66.7),
        (Fraction(0), 0.0),
        (Fraction(100), 100.0),
    ],
)
def test_numbers_are_shown_rounded_half_up_to_one_decimal(number, rounded):
    assert shown(number) == rounded


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(60), "60"),
        (Fraction(5996, 100), "59.96"),
        (Fraction(200, 3), "200/3"),
        (Fraction(1, 16), "0.0625"),
        (Fraction(0), "0"),
    ],
)
def test_numbers_are_told_exactly(number, text):
    assert exactly(number) == text
