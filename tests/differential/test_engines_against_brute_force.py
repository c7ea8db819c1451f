"""Random programs: both engines say the same, it is what brute force says, and every step of every proof is true."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from naive import consequences, fits
from random_programs import KINDS, TABLES, cases, made, shuffled

from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program

FIELDS = {kind.name: kind.fields for kind in KINDS}


def imports(module):
    """Whether a module can be had: it may be installed and still not import."""
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


HAS_DURABLE = imports("durable_rules_engine")
needs_durable = pytest.mark.skipif(not HAS_DURABLE, reason="durable-rules does not import on Python 3.13 and later")


def thoroughly(examples):
    """The same examples each time."""
    return settings(max_examples=examples, deadline=None, derandomize=True)


def run(name, case):
    program = compile_program(KINDS, case.rules, TABLES)
    supply = {
        kind: lambda known, kind=kind, source=source: made(kind, known.of(source))
        for kind, source in case.sources.items()
    }
    return build_engine(program, name=name, trusted=True, packs=()).run(case.facts, supply)


def by_force(case):
    supply = {
        kind: lambda facts, kind=kind, source=source: made(kind, [fact.values for fact in facts if fact.kind == source])
        for kind, source in case.sources.items()
    }
    return consequences(KINDS, case.rules, TABLES, case.facts, supply)


@thoroughly(150)
@given(case=cases())
def test_the_plain_engine_finds_what_brute_force_finds_and_every_step_is_true(case):
    deduction = run("plain", case)
    facts, ways = by_force(case)
    assert len(deduction.facts) == len(facts)
    assert set(deduction.facts) == facts
    numbers = {fact: number for number, fact in enumerate(deduction.facts)}
    rules = {rule.id: rule for rule in case.rules}
    for fact, steps in zip(deduction.facts, deduction.steps, strict=True):
        expected = set(ways.get(fact, ()))
        assert bool(steps) or fact in case.facts or fact.kind in case.sources
        assert list(steps[1:]) == sorted(steps[1:], key=lambda step: (step.rule, step.inputs))
        for step in steps:
            assert max(step.inputs + step.counted) < numbers[fact]
            expected.remove((step.rule, tuple(deduction.facts[number] for number in step.inputs)))
            check(rules[step.rule], step, fact, deduction.facts)
        if steps:
            assert all(rests_on_later(way, numbers, numbers[fact]) or rules[way[0]].count for way in expected)


def rests_on_later(way, numbers, number):
    """Whether a way to derive a fact has an input that came after the fact, so that it is no proof of it."""
    return any(numbers[fact] > number for fact in way[1])


def check(rule, step, fact, facts):
    """A step is an instance of its rule, judged on all the facts there are."""
    values = {}
    for pattern, number in zip(rule.when, step.inputs, strict=True):
        assert fits(pattern, facts[number], FIELDS, values)
    assert not any(fits(pattern, other, FIELDS, dict(values)) for pattern in rule.unless for other in facts)
    if rule.count:
        counted = [n for n, other in enumerate(facts) if fits(rule.count.pattern, other, FIELDS, dict(values))]
        assert list(step.counted) == counted
        assert len(counted) in rule.count.among
    else:
        assert step.counted == ()
    if rule.lookup:
        assert step.row == TABLES[rule.lookup.table][values[rule.lookup.key]]
        values[rule.lookup.value] = step.row.value
    else:
        assert step.row is None
    assert any(fits(pattern, fact, FIELDS, dict(values)) for pattern in rule.then)


@needs_durable
@thoroughly(300)
@given(case=cases())
def test_the_engines_agree_on_every_fact_number_and_step(case):
    durable, plain = run("durable", case), run("plain", case)
    assert durable.facts == plain.facts
    assert durable.steps == plain.steps


@thoroughly(60)
@given(data=st.data(), case=cases())
def test_the_order_of_rules_terms_lists_and_facts_changes_nothing(data, case):
    turned = data.draw(shuffled(case))
    for name in ("plain", "durable")[: 1 + HAS_DURABLE]:
        assert run(name, turned) == run(name, case)
