"""Each limit of the engines: what is within it runs in both, what is beyond is refused before one sees it."""

from __future__ import annotations

import pytest
from rule_values import BOTH, derived, engine, fact, kind, pattern, refusal, rule

from assessor.engine import limits

ON = pattern("on", x="$x", y="$y")
KINDS = [kind("on", given=True), kind("off", given=True), kind("out", "x")]
OUT = pattern("out", x="$x")


def many(count):
    return tuple(f"v{number}" for number in range(count))


def chained(length):
    """One rule whose `when` has so many patterns."""
    return [rule("r", [ON] + [pattern("off", x="$x")] * (length - 1), [OUT])]


def negated(count):
    return [rule("r", [ON], [OUT], unless=[pattern("off", x="$x", y=many(count))])]


def alike(count):
    return [rule(f"r{number:04}", [ON], [OUT]) for number in range(count)]


def gated(count):
    """Ten rules with `unless`, each unfolded to a tenth; the last also to what is beyond."""
    sizes = [count // 10] * 9 + [count // 10 + count % 10]
    return [
        rule(
            f"r{number}",
            [pattern("on", x=many(size), y="$y")],
            [pattern("out", x="$y")],
            unless=[pattern("off", x=f"v{number}")],
        )
        for number, size in enumerate(sizes)
    ]


def choosing(count):
    return [rule("r", [pattern("on", x=many(count), y="$y")], [pattern("out", x="$y")])]


def joined(count):
    return [rule(f"r{number:04}", [ON, pattern("off", x="$x")], [OUT]) for number in range(count)]


def unfolded(count):
    return [
        rule(f"r{number:04}", [pattern("on", x=many(count // 20), y=f"w{number}")], [pattern("out", x="a")])
        for number in range(20)
    ]


CASES = [
    (chained, limits.PATTERNS, "r.yaml:1:1: `when` has 13 patterns: at most 12"),
    (negated, limits.EXCLUSIONS, "r.yaml:1:1: `unless` has 65 patterns: at most 64, lists unfolded"),
    (
        alike,
        limits.SAME_PATTERN,
        "r0250.yaml:1:1: too many rules read the kind `on`: 251 patterns are the same, at most 250",
    ),
    (gated, limits.SAME_PATTERN, "r9.yaml:1:1: more than 250 rules with `unless` in one stage, lists unfolded"),
    (
        choosing,
        limits.CHOICES,
        "r.yaml:1:1: too many rules read the kind `on`: 501 values and joins are tested in one place, at most 500",
    ),
    (
        joined,
        limits.PENDING,
        "r0060.yaml:1:1: too many rules read the kind `off`: 61 patterns may be open for one fact, at most 60",
    ),
]


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize(("rules", "limit", "_message"), CASES)
def test_what_is_within_a_limit_runs(rules, limit, _message, name):
    facts = [fact("on", "v1", "v1"), fact("off", "v1", "v9999")]
    assert derived(engine(name, *rules(limit), kinds=KINDS).run(facts)) == ([fact("out", "v1")])


@pytest.mark.parametrize(("rules", "limit", "message"), CASES)
def test_what_is_beyond_a_limit_is_refused(rules, limit, message):
    assert refusal(*rules(limit + 1), kinds=KINDS) == [message]


def test_rules_are_counted_after_lists_are_unfolded_and_without_unfolding_them():
    explosive = rule("r", [pattern("on", x=many(50_000), y=many(50_000))], [pattern("out", x="a")])
    assert refusal(explosive, kinds=KINDS) == [
        "r.yaml:1:1: the rules up to this one unfold to 2500000000: at most 4000"
    ]


def test_rules_are_counted_together():
    assert refusal(*unfolded(4020), kinds=KINDS) == [
        "r0019.yaml:1:1: the rules up to this one unfold to 4020: at most 4000"
    ]


def test_patterns_are_counted_together():
    nine = [pattern("off", x="$x", y=f"w{number}") for number in range(9)]
    rules = [rule(f"r{number}", [pattern("on", x="$x", y=many(100)), *nine], [OUT]) for number in range(8)]
    assert refusal(*rules, kinds=KINDS) == [
        "r7.yaml:1:1: the rules up to this one unfold to 8800 patterns: at most 8000"
    ]


def test_kinds_and_fields_are_counted():
    kinds = [kind(f"k{number:03}", "x", given=True, line=number + 1) for number in range(251)]
    assert refusal(kinds=kinds) == ["kinds.yaml:251:1: 251 kinds are too many: at most 250"]
    fields = " ".join(f"f{number}" for number in range(25))
    assert refusal(kinds=[kind("k", fields, given=True)]) == ["kinds.yaml:1:1: the kind `k` has 25 fields: at most 24"]
