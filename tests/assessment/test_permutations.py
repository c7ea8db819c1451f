from __future__ import annotations

import random

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_profiles import profiles
from twins import assess, reasoner

from assessor.assessment.reasoner import Reasoner
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program

SETTINGS = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def waiver(waived):
    return waived and (waived.reason, waived.approved_by, waived.expires)


def verdicts(result):
    """All that a permutation may not touch: everything but places, hashes, and orders and numbers by place."""
    findings = [(f.rule, f.severity, f.requirement, f.layer, f.benchmark, waiver(f.waived)) for f in result.findings]
    return (
        result.summary,
        result.assessed,
        [(r.id, r.applicability, sorted(r.reasons), r.bases, sorted(r.controls)) for r in result.requirements],
        result.functions,
        result.categories,
        result.benchmarks,
        sorted(findings, key=repr),
    )


@given(profiles(), st.randoms(use_true_random=False))
@SETTINGS
def test_the_order_in_the_file_changes_no_verdict(of, randomly):
    def shuffled(entries):
        entries = list(entries)
        randomly.shuffle(entries)
        return tuple(entries)

    controls = tuple(
        one._replace(
            requirements=shuffled(one.requirements),
            layers=shuffled(one.layers),
            evidence=shuffled(one.evidence),
        )
        for one in shuffled(of.controls)
    )
    other = of._replace(
        controls=controls,
        not_applicable=shuffled(of.not_applicable),
        exceptions=shuffled(of.exceptions),
        twin=of.twin._replace(characteristics=dict(shuffled(of.twin.characteristics.items()))),
    )
    assert verdicts(assess(other)) == verdicts(assess(of))


@given(profiles(), st.integers(0, 1000))
@settings(SETTINGS, max_examples=10)
def test_the_order_of_rules_and_kinds_changes_nothing_at_all(of, seed):
    knowledge = reasoner().knowledge
    rules, kinds = list(knowledge.rules), list(knowledge.kinds)
    random.Random(seed).shuffle(rules)  # noqa: S311
    random.Random(seed).shuffle(kinds)  # noqa: S311
    other = knowledge._replace(rules=tuple(rules), kinds=tuple(kinds))
    program = compile_program(other.kinds, other.rules, other.tables())
    engine = build_engine(program, name="plain", trusted=True, packs=["core"])
    first, second = assess(of), assess(of, by=Reasoner(other, engine))
    assert first == second
    assert first.deduction == second.deduction
