"""Which verdicts no raising of cells can make worse, as far as rules tell without being run."""

from __future__ import annotations

import pytest
from packs import band, cap, counted, pattern, rule, with_rules
from twins import reasoner

from assessor.inquiry.goals import Goal
from assessor.inquiry.rulebook import Rulebook
from assessor.inquiry.trends import Trends

GREEN = Goal("rating", "rating", "green")
LIFTED = Goal("cap", "c", "does-not-hold")
BASIS = pattern("basis", basis="$b")


def never_worse(*rules, goal=LIFTED):
    return Trends(Rulebook(with_rules(*rules).knowledge)).never_worse(goal)


def capping(*when, **more):
    return rule("c", *(when or (BASIS,)), then=cap("c"), **more)


def count(kind, among, **terms):
    return counted(pattern(kind, basis="$b", **terms), among)


def test_by_the_default_pack_nothing_gets_worse():
    trends = Trends(Rulebook(reasoner().knowledge))
    for goal in (
        GREEN,
        Goal("band", "band", "green"),
        Goal("function", "GV", "covered"),
        Goal("category", "PR.AA", "covered"),
        Goal("requirement", "trust", "green"),
        Goal("cap", "shallow", "does-not-hold"),
        Goal("cap", "actuation-unprotected", "does-not-hold"),
    ):
        assert trends.never_worse(goal)


SURE = {
    "a low band falls": capping(band("trust", "red", "orange")),
    "one that is not high": capping(unless=(band("trust", "orange", "green"),)),
    "a low cell": capping(pattern("level", basis="$b", requirement="trust", layer="data", level=["none", "partial"])),
    "whatever the band is": capping(pattern("requirement-band", basis="$b", requirement="trust")),
    "a low score": capping(pattern("score", basis="$b", threshold="shallow", side="under")),
    "few full cells": capping(count=count("level", range(9), level="full")),
    "many empty cells": capping(count=count("level", range(9, 61), level="none")),
    "few functions": capping(count=count("function-covered", range(5))),
    "many red ones": capping(count=count("requirement-band", range(3, 21), band="red")),
    "requirements with an empty cell": capping(count=count("has-level", range(3, 21), level="none")),
    "some of few": capping(count=count("addressed", range(2), requirement=["trust", "privacy"])),
    "an exception that is there": rule("c", pattern("exception", state="expired"), then=cap("c", on="current")),
    "not covered": capping(unless=(pattern("function-covered", basis="$b", function="GV"),)),
}
OPEN = {
    "a high band": capping(band("trust", "green")),
    "one in the middle": capping(band("trust", "orange")),
    "not the lowest": capping(unless=(band("trust", "red"),)),
    "a cell that is partial or full": capping(
        pattern("level", basis="$b", requirement="trust", layer="data", level=["partial", "full"])
    ),
    "a level that a variable carries": capping(
        pattern("level", basis="$b", requirement="trust", layer="data", level="$l"),
        pattern("level", basis="$b", requirement="privacy", layer="data", level="$l"),
    ),
    "a high score": capping(pattern("score", basis="$b", threshold="shallow", side="at-least")),
    "a number with gaps": capping(count=count("level", [0, 1, 3], level="full")),
    "many functions": capping(count=count("function-covered", range(3, 7))),
    "more than is known to be all": capping(count=count("requirement-band", range(3, 9), band="red")),
    "levels of both kinds": capping(count=count("has-level", range(9), level=["partial", "full"])),
    "what an exception does": rule("c", pattern("exception", effect="nothing"), then=cap("c", on="current")),
}


@pytest.mark.parametrize("why", SURE)
def test_it_is_known_of(why):
    assert never_worse(SURE[why])
    assert never_worse(SURE[why], goal=GREEN)


@pytest.mark.parametrize("why", OPEN)
def test_it_is_not_known_of(why):
    assert not never_worse(OPEN[why])
    assert not never_worse(OPEN[why], goal=GREEN)
    assert never_worse(OPEN[why], goal=Goal("band", "band", "green"))
    assert never_worse(OPEN[why], goal=Goal("rating", "rating", "orange"))
    assert never_worse(OPEN[why], goal=Goal("score", "score", "60"))


def test_what_is_covered_may_be_lost_again_by_a_packs_rule():
    lost = rule("c", band("trust", "red"), then=pattern("function-covered", basis="$b", function="GV"))
    assert not never_worse(lost, goal=Goal("function", "GV", "covered"))
    assert not never_worse(lost, goal=GREEN)
    assert never_worse(lost, goal=Goal("function", "RC", "covered"))
    kept = rule("c", band("trust", "green"), then=pattern("function-covered", basis="$b", function="GV"))
    assert never_worse(kept, goal=Goal("function", "GV", "covered"))
    assert never_worse(kept, goal=GREEN)


def test_of_a_rating_by_other_rules_it_is_not_known():
    other = rule("c", pattern("band", basis="$b", band="red"), then=pattern("rating", basis="$b", rating="red"))
    assert not never_worse(other, goal=GREEN)
    full = pattern("level", basis="$b", requirement="trust", layer="data", level="full")
    banded = rule("c", full, then=pattern("requirement-band", basis="$b", requirement="trust", band="red"))
    assert not never_worse(banded, goal=Goal("requirement", "trust", "green"))


def test_a_chain_of_rules_is_followed():
    mine = rule("a", band("trust", "green"), then=pattern("addressed", basis="$b", requirement="response"))
    capped = rule("c", pattern("addressed", basis="$b", requirement="response"), then=cap("c"))
    assert not never_worse(mine, capped)
    assert never_worse(mine, rule("c", BASIS, then=cap("c"), unless=capped.when))
