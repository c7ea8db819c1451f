"""What is told to be done for a cell: done as told, whichever of the ways is taken, the cell is full."""

from __future__ import annotations

import re
from itertools import product

import oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from twins import TODAY, control, evidence, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.planning.ways import act
from assessor.model.gates import NO_GATES
from assessor.model.vocabulary import Activation, Basis, Layer, Status

CELL = ("trust", Layer.DATA)
OLD = [evidence(expires=TODAY.replace(year=2025))]
_STEP = re.compile(r"(finish|implement|switch on|give) ((?:C\d|, | and | or )+)")


def told(of, basis):
    case = Case(reasoner(), of, {}, TODAY, Basis(basis), NO_GATES, "test")
    reckoning = case.run().reckoning
    cell = next(one for one in reckoning.cells if one == CELL)
    return act(cell, reckoning, Basis(basis))


def outcomes(controls, said, short):
    """The controls after each way that a text offers: its parts one after the other, of each part one alternative."""
    parts = [part.removeprefix("then ").split(", or ") for part in said.split("; ")]
    for ways in product(*parts):
        after = [list(controls)]
        for way in ways:
            after = [then for before in after for then in done(before, way, short)]
        yield from after


def done(controls, way, short):
    if way.startswith("take the cell out of"):
        return [[one for one in controls if one.id not in short]]
    if way.startswith("add a full control"):
        return [[*controls, control("trust", "data", id="NEW", items=None if way.endswith("evidence") else [])]]
    changes = {}
    for verb, names in _STEP.findall(way):
        for name in re.findall(r"C\d", names):
            changes[name] = {
                "finish": {"status": Status.IMPLEMENTED},
                "implement": {"status": Status.IMPLEMENTED},
                "switch on": {"activation": Activation.DEFAULT},
                "give": {},
            }[verb]
            if " and switch it on" in way:
                changes[name]["activation"] = Activation.DEFAULT
            if way.endswith("evidence"):
                changes[name]["evidence"] = (evidence(),)
    assert changes, way
    together = " or " not in way
    taken = [changes] if together else [{name: change} for name, change in changes.items()]
    return [[one._replace(**chosen.get(one.id, {})) for one in controls] for chosen in taken]


CONTROL = st.tuples(
    st.sampled_from(list(Status)),
    st.sampled_from(["default", "opt-in", "enforced"]),
    st.sampled_from([[], OLD, [evidence()]]),
)


@given(st.lists(CONTROL, max_size=4), st.sampled_from(["claimed", "evidenced", "current"]))
@settings(max_examples=1500, deadline=None, derandomize=True)
def test_done_as_told_the_cell_is_full_whichever_way_is_taken(parts, basis):
    controls = [
        control("trust", "data", id=f"C{at}", status=status, activation=activation, items=items)
        for at, (status, activation, items) in enumerate(parts)
    ]
    of = profile(*controls, layers="data")
    if oracle.level(of, CELL, basis, TODAY) == "full":
        return
    what = told(of, basis)
    after = list(outcomes(controls, what.text, {one.control for one in what.controls}))
    assert after
    for each in after:
        assert oracle.level(of._replace(controls=tuple(each)), CELL, basis, TODAY) == "full", what.text


@pytest.mark.parametrize(
    ("controls", "text"),
    [
        (
            [
                control("trust", "data", id="A", status="planned"),
                control("trust", "data", id="B", status="planned", items=[]),
            ],
            "implement A, or implement B with current evidence",
        ),
        (
            [control("trust", "data", id=one, status="planned", items=[]) for one in "AB"],
            "implement A or B, with current evidence",
        ),
        ([control("trust", "data", id="C", status="partial", activation="opt-in")], "finish C and switch it on"),
        (
            [control("trust", "data", id="D", status="planned", activation="opt-in", items=[])],
            "implement D and switch it on, with current evidence",
        ),
        ([control("trust", "data", id="E", activation="opt-in")], "switch on E"),
        (
            [
                control("trust", "data", id="F", status="partial", activation="opt-in"),
                control("trust", "data", id="G", status="not-implemented", items=[]),
            ],
            "finish F and implement G; then switch on F, or give G current evidence",
        ),
        (
            [
                control("trust", "data", id="H", status="partial", activation="opt-in"),
                control("trust", "data", id="I"),
            ],
            "finish H, or take the cell out of it",
        ),
    ],
)
def test_each_control_is_told_what_it_lacks(controls, text):
    assert told(profile(*controls, layers="data"), "current").text == text


def test_what_one_act_fills_beside_is_what_it_fills_when_done_as_told():
    both = control("privacy governance", "data", id="D", status="planned", activation="opt-in")
    case = Case(reasoner(), profile(both, layers="data"), {}, TODAY, Basis.CURRENT, NO_GATES, "test")
    reckoning = case.run().reckoning
    what = act(next(one for one in reckoning.cells if one.requirement == "privacy"), reckoning, Basis.CURRENT)
    assert (what.text, what.also) == ("implement D and switch it on", ("governance/data",))
