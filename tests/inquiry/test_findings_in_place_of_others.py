"""Of two findings of which one took the place of the other, only the graver one is worse or better."""

from __future__ import annotations

from test_diffs import case
from twins import REQUIREMENTS, control, profile, reasoner

from assessor.inquiry.diffing.diff import diff
from assessor.inquiry.diffing.sides import side_of_case
from assessor.model.diff import Direction

RED = profile(control([one for one in REQUIREMENTS if one != "trust"]))
ORANGE = profile(*RED.controls, control("trust", "data", id="T"))


def directions(old, new):
    packs = reasoner().knowledge.packs
    sides = (side_of_case(name, case(of)) for name, of in (("old", old), ("new", new)))
    found = diff(*sides, {packs: reasoner()}, stand_in=packs, version="test")
    return found.worse, {change.id: change.direction for change in found.changes if change.kind == "finding"}


def test_a_milder_finding_in_the_place_of_a_graver_one_is_not_worse() -> None:
    assert directions(RED, ORANGE) == (
        False,
        {"mandatory-requirement-red/trust": Direction.BETTER, "mandatory-requirement-orange/trust": Direction.OTHER},
    )


def test_a_milder_finding_that_gives_way_to_a_graver_one_is_not_better() -> None:
    assert directions(ORANGE, RED) == (
        True,
        {"mandatory-requirement-red/trust": Direction.WORSE, "mandatory-requirement-orange/trust": Direction.OTHER},
    )
