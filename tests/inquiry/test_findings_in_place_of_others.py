"""When findings are the same one, and which of two took the place of the other: only the graver one counts then."""

from __future__ import annotations

import json
from datetime import date

import pytest
from test_diffs import case
from twins import ALL_KNOWN, REQUIREMENTS, accepted, assess, control, evidence, out, profile, reasoner

from assessor.inquiry.diffing.diff import diff
from assessor.inquiry.diffing.sides import side_of_case
from assessor.model.diff import Direction
from assessor.model.gates import Gates
from assessor.model.place import Marks, Place
from assessor.model.vocabulary import FileState
from assessor.report.document import to_json_object

RED = profile(control([one for one in REQUIREMENTS if one != "trust"]))
ORANGE = profile(*RED.controls, control("trust", "data", id="T"))
NONE_APPLIES = RED._replace(not_applicable=(out("trust"),))


def compared(old, new):
    """The changes of two cases."""
    packs = reasoner().knowledge.packs
    sides = (side_of_case(name, of) for name, of in (("old", old), ("new", new)))
    return diff(*sides, {packs: reasoner()}, stand_in=packs, version="test")


def findings(old, new):
    """The ids of the findings that changed, with what they changed from and to."""
    changes = compared(old, new).changes
    return [(one.id, one.before, one.after) for one in changes if one.kind == "finding"]


def directions(old, new, basis="current"):
    found = compared(case(old, basis=basis), case(new, basis=basis))
    return found.worse, {change.id: change.direction for change in found.changes if change.kind == "finding"}


def new_findings(old, new, basis="current"):
    """What the ratchet says is new."""
    baseline = json.loads(json.dumps(to_json_object(assess(old, basis=basis))))
    said = assess(new, basis=basis, gates=Gates(baseline=baseline)).gate.checks[-1].actual
    return [one.partition(" at line ")[0] for one in said.split("; ") if one.startswith("new ")]


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


def test_findings_whose_ids_read_alike_are_two() -> None:
    link, file = evidence(url="https://example.org/it"), evidence(path="B/c")
    old = profile(control(id="A", items=[file]), control(id="A/B", items=[link]))
    new = profile(control(id="A", items=[link]), control(id="A/B", items=[evidence(path="c")]))
    gone = {(0, 0): FileState.MISSING}, {(1, 0): FileState.MISSING}
    changed = findings(*(case(of, files=files) for of, files in zip((old, new), gone, strict=True)))
    assert changed == [("evidence-broken/A/B/c#2", None, "error"), ("evidence-broken/A/B/c", "error", None)]
    assert compared(*(case(of, files=files) for of, files in zip((old, new), gone, strict=True))).worse


def test_a_number_in_a_link_is_not_one_behind_an_id() -> None:
    one, two = (evidence(url=f"https://example.org/{name}", expires=date(2026, 1, 1)) for name in ("x", "x#2"))
    old, new = profile(control(items=[one])), profile(control(items=[one, one, two]))
    assert findings(case(old), case(new)) == [
        ("evidence-expired/C-1/https://example.org/x#2#2", None, "warning"),
        ("evidence-expired/C-1/https://example.org/x#2", None, "warning"),
    ]
    assert len(side_of_case("new", case(new)).verdicts.messages) == len(assess(new).findings)


def test_ids_that_read_alike_are_told_apart_in_one_way_whatever_the_order() -> None:
    def changes(lines: tuple[int, int]) -> dict[str, str | None]:
        paths = zip(("A", "A/B"), ("B/c", "c"), (Marks(Place(line, 1)) for line in lines), strict=True)
        of = profile(*(control(id=name, items=[evidence(path=path, marks=marks)]) for name, path, marks in paths))
        broken = dict.fromkeys([(0, 0), (1, 0)], FileState.MISSING)
        found = compared(case(of), case(of, files=broken)).changes
        return {one.id: one.message for one in found if one.kind == "finding"}

    first = changes((1, 2))
    assert first["evidence-broken/A/B/c"] != first["evidence-broken/A/B/c#2"]
    assert first == changes((2, 1))


@pytest.mark.parametrize("fragment", ["#2", "#a"])
def test_a_milder_finding_on_another_part_of_a_document_is_new(fragment: str) -> None:
    old = evidence(url="https://example.org/x", expires=date(2026, 1, 1))
    other = evidence(url=f"https://example.org/x{fragment}", date=None)
    before, after = (profile(control(items=[item])) for item in (old, other))
    name = f"evidence-undated/C-1/https://example.org/x{fragment}"
    assert directions(before, after)[1][name] is Direction.WORSE
    assert new_findings(before, after) == [f"new note {name}"]


def test_a_milder_finding_on_the_same_item_takes_the_place_of_a_graver_one() -> None:
    before, after = (
        profile(control(items=[evidence(**dates)])) for dates in ({"expires": date(2026, 1, 1)}, {"date": None})
    )
    assert directions(before, after)[1]["evidence-undated/C-1/https://example.org/it"] is Direction.OTHER
    assert new_findings(before, after) == []


def test_a_control_that_is_called_what_a_requirement_is_takes_no_place_of_its_findings() -> None:
    bare = profile(layers="data")
    claimed = profile(control("trust", "data", id="trust", items=[]), layers="data")
    assert directions(bare, claimed, "claimed")[1]["evidence-missing/trust"] is Direction.WORSE
    assert new_findings(bare, claimed, "claimed") == ["new note evidence-missing/trust"]


def test_a_requirement_that_left_the_scope_is_not_better_off() -> None:
    assert directions(RED, NONE_APPLIES) == (
        True,
        {"mandatory-requirement-red/trust": Direction.BETTER, "basic-not-applicable/trust": Direction.WORSE},
    )
    assert new_findings(RED, NONE_APPLIES) == ["new note basic-not-applicable/trust"]
    assert directions(NONE_APPLIES, RED) == (
        True,
        {"mandatory-requirement-red/trust": Direction.WORSE, "basic-not-applicable/trust": Direction.BETTER},
    )


def test_a_requirement_of_which_a_layer_left_the_scope_is_not_better_off() -> None:
    narrowed = ORANGE._replace(not_applicable=(out("trust", "system network"),))
    assert directions(ORANGE, narrowed)[1]["basic-not-applicable/trust"] is Direction.WORSE
    assert new_findings(ORANGE, narrowed) == ["new note basic-not-applicable/trust"]
    smaller = profile(*(one._replace(layers=one.layers[:1]) for one in RED.controls), layers="data")
    half = profile(*smaller.controls, control("trust", "data", id="T", status="partial"), layers="data")
    assert "new warning mandatory-requirement-orange/trust" in new_findings(RED, half)


def test_a_demand_that_is_withdrawn_makes_no_requirement_better() -> None:
    aside = profile(*RED.controls, not_applicable=[out("trust")], characteristics={**ALL_KNOWN, "federated": True})
    assert directions(aside, NONE_APPLIES)[1] == {
        "mandated-not-applicable/trust": Direction.BETTER,
        "basic-not-applicable/trust": Direction.WORSE,
    }
    assert new_findings(aside, NONE_APPLIES) == ["new note basic-not-applicable/trust"]


def test_an_exception_that_is_no_longer_needed_takes_the_place_of_one_that_expired() -> None:
    ended = (accepted("trust", expires=date(2026, 1, 1)),)
    before, after = RED._replace(exceptions=ended), profile(control(REQUIREMENTS), exceptions=ended)
    assert directions(before, after)[1]["exception-unused/trust"] is Direction.OTHER
    assert new_findings(before, after) == []
