from __future__ import annotations

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from random_profiles import profiles
from twins import assess, reasoner

from assessor.assessment.reasoner import Reasoner, derive

ENGINES = ("plain", "durable")

pytestmark = pytest.mark.skipif(sys.version_info >= (3, 13), reason="durable-rules does not import on Python 3.13")


@given(profiles())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_both_engines_give_the_same_result_and_the_same_proofs(of):
    plain, durable = assess(of), assess(of, by=reasoner("durable"))
    assert durable.tool.engine == "durable"
    assert durable._replace(tool=plain.tool) == plain
    assert (durable.deduction.facts, durable.deduction.steps) == (plain.deduction.facts, plain.deduction.steps)


def test_both_engines_derive_the_same_from_the_ticks_of_the_benchmarks():
    fresh = [Reasoner(reasoner(name).knowledge._replace(derived=None), reasoner(name).engine) for name in ENGINES]
    assert fresh[0].derived == fresh[1].derived == derive(reasoner().knowledge)
