"""A run that would not end in reasonable time or space ends in an error instead. The bounds are made small here."""

from __future__ import annotations

import os

import pytest
from rule_values import BOTH, derived, engine, fact, needs_durable, pattern, rule

from assessor.engine import chain, plain, worker
from assessor.errors import AssessorFault, RulesError

PAIRS = rule(
    "pairs", [pattern("edge", x="$a", y="$b"), pattern("edge", x="$a", y="$c")], [pattern("path", x="$b", y="$c")]
)
FACTS = [fact("edge", "a", str(number)) for number in range(4)]
UNBOUND = "pairs.yaml:1:1: the rule `pairs` fires without bound: more than 500000 matches, or 600000 facts"


def refused(runner, facts):
    with pytest.raises(RulesError) as error:
        runner.run(facts)
    return str(error.value)


@pytest.mark.parametrize("name", BOTH)
def test_matches_are_bounded(name, monkeypatch):
    runner = engine(name, PAIRS)
    monkeypatch.setattr(chain, "MOST_MATCHES", 16)
    assert len(derived(runner.run(FACTS))) == 16
    monkeypatch.setattr(chain, "MOST_MATCHES", 15)
    assert refused(runner, FACTS) == UNBOUND.replace("500000", "15")


@pytest.mark.parametrize("name", BOTH)
def test_facts_are_bounded(name, monkeypatch):
    monkeypatch.setattr(chain, "MOST_FACTS", 12)
    runner = engine(name, PAIRS)
    assert len(runner.run(FACTS[:3]).facts) == 12
    assert refused(runner, FACTS) == UNBOUND.replace("600000", "12")


def test_more_given_facts_than_a_run_takes_are_a_fault_of_ours(monkeypatch):
    monkeypatch.setattr(chain, "MOST_FACTS", 3)
    with pytest.raises(AssessorFault) as fault:
        engine("plain", PAIRS).run(FACTS)
    assert str(fault.value) == "a run takes 3 facts, and there are 4"


def test_the_plain_matcher_stops_while_it_matches(monkeypatch):
    monkeypatch.setattr(plain, "MOST_MATCHES", 15)
    assert refused(engine("plain", PAIRS), FACTS) == UNBOUND


@needs_durable
def test_the_durable_matcher_stops_while_it_matches_and_the_next_run_is_right(monkeypatch):
    from assessor.engine import durable

    runner = engine("durable", PAIRS)
    with monkeypatch.context() as small:
        small.setattr(durable, "MOST_MATCHES", 15)
        assert refused(runner, FACTS) == UNBOUND
    assert len(derived(runner.run(FACTS))) == 16


@needs_durable
def test_an_engine_of_another_process_does_not_run(monkeypatch):
    runner = engine("durable", PAIRS)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with pytest.raises(AssessorFault) as fault:
        runner.run(FACTS)
    assert str(fault.value) == "this engine was built in another process: build one in each process"


def test_a_limit_that_a_system_does_not_have_is_passed_over():
    worker._limit("RLIMIT_OF_ANOTHER_SYSTEM", 1)
