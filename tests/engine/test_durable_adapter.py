"""The adapter alone, given what the compiler would have refused."""

from __future__ import annotations

import json

import pytest
from rule_values import needs_durable

from assessor.engine.layout import Layout
from assessor.engine.program import Clause, Premise
from assessor.errors import AssessorFault
from assessor.model.fact import Fact

pytestmark = needs_durable


def premise(kind, width=1, tests=(), joins=()):
    return Premise(kind, width, tuple(tests), tuple(joins))


def matcher(*clauses):
    from assessor.engine.durable import DurableMatcher

    return DurableMatcher(clauses)


def test_rules_that_the_c_code_refuses_are_a_fault_of_ours():
    wide = premise("b", 29, joins=[(field, 0, field) for field in range(29)])
    with pytest.raises(AssessorFault) as fault:
        matcher(Clause(0, 1, (premise("a", 29), wide), ()))
    assert str(fault.value) == ("durable-rules does not take the rules: Could not create ruleset, error code: 113")


def test_an_error_of_the_c_code_in_a_run_is_a_fault_of_ours_and_the_next_run_is_right():
    joined = [Clause(rule, 1, (premise("a"), premise("b", joins=[(0, 0, 0)])), ()) for rule in range(65)]
    built = matcher(*joined)
    facts = [Fact("a", ("x",)), Fact("b", ("x",))]
    for _ in range(3):
        with pytest.raises(AssessorFault) as fault, built.session() as session:
            session.advance(1, list(enumerate(facts)))
        assert str(fault.value) == "durable-rules failed: Could not assert facts, error code: 303"
    with built.session() as session:
        assert session.advance(1, [(0, facts[0])]) == {}


def test_a_fact_number_that_comes_twice_is_a_fault_of_ours():
    built = matcher(Clause(0, 1, (premise("a"),), ()))
    with pytest.raises(AssessorFault) as fault, built.session() as session:
        session.advance(1, [(0, Fact("a", ("x",))), (0, Fact("a", ("y",)))])
    assert str(fault.value) == "durable-rules answered 2 to facts that are new to it"


def test_matches_of_later_stages_are_kept_until_their_stage_comes():
    built = matcher(Clause(0, 2, (premise("a"),), ()), Clause(1, 1, (premise("a"),), ()))
    with built.session() as session:
        assert session.advance(1, [(0, Fact("a", ("x",)))]) == {1: [(0,)]}
        assert session.advance(2, []) == {0: [(0,)]}
        assert session.advance(3, []) == {}


def hashed(text):
    """The hash by which the C code finds what may join: FNV-1a of 32 bits."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found


def test_values_whose_hashes_are_equal_are_told_apart():
    built = matcher(Clause(0, 1, (premise("a", 2), premise("b", 2, joins=[(0, 0, 0), (1, 0, 1)])), ()))
    built._layout.tokens.update(one="t439599", other="t622382")
    assert hashed("t439599") == hashed("t622382")
    facts = [Fact("a", ("one", "one")), *[Fact("b", (x, y)) for x in ("one", "other") for y in ("one", "other")]]
    with built.session() as session:
        assert session.advance(1, list(enumerate(facts))) == {0: [(0, 1)]}


def test_a_pattern_with_a_join_ends_with_the_join_that_is_always_true():
    """Else the C code reads past its buffer where values with equal hashes meet at the last join."""
    joined = premise("b", 2, tests=[(1, ("v",))], joins=[(0, 0, 0)])
    rules = json.loads(Layout([Clause(0, 1, (premise("a"), joined), (joined, premise("c")))]).ruleset())
    first, second, gate, negated, constant = (next(iter(entry.values()))["$and"] for entry in rules["r0"]["all"])
    assert first == [{"k0": "w"}]
    assert second == negated == [{"k1": "w"}, {"p1": "t0"}, {"p0": {"a0": "p0"}}, {"w": {"a0": "w"}}]
    assert gate == [{"g1": "w"}]
    assert constant == [{"k2": "w"}]
    assert rules["r0"]["dist"] == 0


def test_no_word_of_a_rule_or_a_fact_reaches_the_c_code():
    words = 'word"of{a user'
    layout = Layout([Clause(0, 1, (premise(words, 2, tests=[(0, (words,))]), premise("b", joins=[(0, 0, 1)])), ())])
    written = layout.ruleset() + "".join(layout.messages([(0, Fact(words, (words, words)))], layout.tokens.copy()))
    assert "word" not in written
