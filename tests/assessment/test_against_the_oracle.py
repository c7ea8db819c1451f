from __future__ import annotations

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from random_profiles import profiles
from twins import REQUIREMENTS, TODAY, assess, everything, profile, reasoner

BASES = ("claimed", "evidenced", "current")


def assert_agrees(of):
    result = assess(of)
    for basis in BASES:
        expected = oracle.verdict(of, basis, TODAY)
        summary = result.summary[basis]
        cells = {
            (one.id, layer.value): level.value
            for one in result.requirements
            for layer, level in one.bases[basis].cells.items()
            if level != "not-applicable"
        }
        assert cells == expected["levels"]
        assert {one.id: one.bases[basis].band.value for one in result.requirements} == expected["bands"]
        assert list(summary.functions) == expected["functions"]
        assert (summary.band, summary.rating) == (expected["band"], expected["rating"])
        assert (list(summary.caps), list(summary.caps_possible)) == (expected["caps"], expected["caps_possible"])
        assert (summary.score, summary.score_range) == (expected["score"], expected["range"])
        assert result.assessed == expected["assessed"]
    applies = oracle.applicability(of, oracle.in_scope(of))
    assert {one.id: one.applicability.value for one in result.requirements} == applies


@given(profiles())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_the_assessor_says_what_the_method_says(of):
    assert_agrees(of)


@given(profiles())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_every_benchmark_is_judged_as_the_method_says(of):
    result = assess(of)
    for document, judged in zip(reasoner().knowledge.benchmarks, result.benchmarks, strict=True):
        for basis in BASES:
            on = judged.bases[basis]
            expected = oracle.benchmark(of, document.requirements, document.applied_to, basis, TODAY)
            assert (on.verdict.value, on.coverage, judged.asked, judged.out_of_scope) == expected


@pytest.mark.parametrize("of", [profile(), everything(), everything(characteristics={})])
def test_the_edges_agree_too(of):
    assert_agrees(of)


def test_the_oracle_names_the_requirements_in_the_order_of_the_paper():
    assert tuple(oracle.PRIMARY) == REQUIREMENTS
