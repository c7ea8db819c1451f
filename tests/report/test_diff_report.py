"""How a comparison is shown: folded so that it can be read, harmless whatever it holds, and whole for programs."""

from __future__ import annotations

import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from assessor.loading.bundled import bundled
from assessor.model.diff import Because, Cause, Change, Compared, Diff, Direction
from assessor.model.knowledge import PackIdentity
from assessor.model.place import Location
from assessor.model.vocabulary import Basis
from assessor.report.answers.diff import page, to_object
from assessor.report.json_format import dumps
from assessor.report.page_markdown import render_markdown
from assessor.report.page_text import render_text
from assessor.report.view import View

CURRENT = Basis.CURRENT
HOSTILE = "\x1b[31m<script>|`*_[x](y)\n\u202e" + "x" * 5_000
CONTROL = Because(Cause.PROFILE, "control AC-1: status: partial to implemented", Location("twin.yaml", 12, 5))
EXPIRED = Because(Cause.CLOCK, "evidence of AC-2: item 1 current to expired", Location("twin.yaml", 20, 9))


def side(**more) -> Compared:
    base = Compared(
        path="old.json",
        recorded=True,
        name="line-7",
        version=None,
        profile="twin.yaml",
        sha256="0" * 64,
        as_of=date(2026, 11, 23),
        basis=CURRENT,
        rules=(PackIdentity("core", "1.0.0", "a" * 64),),
        tool="0.1.0",
    )
    return base._replace(**more)


def change(kind="requirement", name="trust", before="red", after="green", **more) -> Change:
    base = Change(
        kind=kind,
        id=name,
        basis=CURRENT,
        before=before,
        after=after,
        direction=Direction.BETTER,
        cause=Cause.PROFILE,
        because=(CONTROL,),
    )
    return base._replace(**more)


def of(*changes: Change, **more) -> Diff:
    base = Diff(
        old=side(),
        new=side(path="twin.yaml", recorded=False, as_of=date(2027, 1, 15)),
        differs=(Cause.PROFILE, Cause.CLOCK),
        worse=False,
        notes=(),
        changes=changes,
    )
    return base._replace(**more)


def text(diff: Diff, **view) -> list[str]:
    return render_text(page(diff), View(**view)).splitlines()


def section(diff: Diff, name: str) -> list[str]:
    lines = text(diff)
    at = next(number for number, line in enumerate(lines) if line.startswith(name))
    end = next((number for number in range(at, len(lines)) if not lines[number]), len(lines))
    return [line.strip() for line in lines[at:end]]


def test_it_says_first_what_changed_over_all() -> None:
    assert text(
        of(
            change("rating", "rating", "orange", "green"),
            change("score", "score", 10.0, 60.5, cause=Cause.SEVERAL, because=(CONTROL, EXPIRED)),
            change("gate", "gate", "failed", "passed", cause=Cause.UNKNOWN),
            notes=("A note.",),
        )
    )[2:10] == [
        "  Old             old.json: a result, as of 2026-11-23",
        "  New             twin.yaml: a profile, assessed now, as of 2027-01-15",
        "  They differ in  profile, clock",
        "  Note            A note.",
        "  Rating          ◐ orange to ● green (current), by the profile",
        "  Score           10.0 to 60.5 (current), by several together",
        "  Gate            ✗ failed to ✓ passed (current), by an unknown cause",
        "  Worse           ✓ nothing (current)",
    ]


def test_nothing_changed_is_said_plainly() -> None:
    lines = text(of(differs=()))
    assert "  They differ in  nothing that a verdict depends on" in lines
    assert any(line.startswith("NOTHING CHANGED  every verdict, finding and check is what it was") for line in lines)


def test_what_is_worse_is_counted_apart_from_new_findings() -> None:
    worse = {"direction": Direction.WORSE}
    one = of(
        change("score", "score", 60.0, 50.0, **worse),
        change("finding", "a/trust", None, "error", message="trust is bad", **worse),
        change("requirement", "trust", "green", "red", **worse, basis=Basis.CLAIMED),
        worse=True,
    )
    assert "  Worse           ✗ 1 verdict, 1 new finding (current)" in text(one)
    assert "  Rating          unchanged (current)" in text(one)


def test_reasons_are_numbered_once_with_their_places() -> None:
    diff = of(
        change("requirement", "trust"),
        change("requirement", "privacy", cause=Cause.SEVERAL, because=(CONTROL, EXPIRED)),
        change("requirement", "auditing", cause=Cause.CLOCK, because=(EXPIRED,)),
    )
    assert section(diff, "WHY") == [
        "WHY  what is behind the changes, by number",
        "#  cause    what",
        "1  profile  control AC-1: status: partial to implemented (twin.yaml:12:5)",
        "2  clock    evidence of AC-2: item 1 current to expired (twin.yaml:20:9)",
    ]
    assert section(diff, "REQUIREMENTS")[2:] == [
        "✓ trust     ○ red to ● green  profile 1",
        "✓ privacy   ○ red to ● green  several 1-2",
        "✓ auditing  ○ red to ● green  clock 2",
    ]


def test_numbers_in_a_row_are_told_as_one() -> None:
    reasons = tuple(Because(Cause.PROFILE, f"control C-{number}") for number in range(1, 8))
    diff = of(
        change(because=reasons),
        change(name="privacy", because=(*reasons[:3], reasons[4], *reasons[5:])),
        change(name="auditing", because=(reasons[0], reasons[2], reasons[6])),
    )
    assert [line.split("profile ")[1] for line in section(diff, "REQUIREMENTS")[2:]] == [
        "1-7",
        "1-3, 5-7",
        "1, 3, 7",
    ]


def test_what_is_alike_on_several_bases_is_one_row() -> None:
    claimed = change(basis=Basis.CLAIMED)
    rows = section(of(claimed, change(basis=Basis.EVIDENCED), change(basis=CURRENT, after="orange")), "REQUIREMENTS")
    assert [" ".join(row.split()) for row in rows[1:]] == [
        "basis from, to why",
        "✓ trust claimed, evidenced ○ red to ● green profile 1",
        "✓ trust current ○ red to ◐ orange profile 1",
    ]
    apart = of(claimed, change(basis=CURRENT, cause=Cause.CLOCK, because=(EXPIRED,)))
    assert [" ".join(row.split()) for row in section(apart, "REQUIREMENTS")[2:]] == [
        "✓ trust claimed ○ red to ● green profile 1",
        "✓ trust current ○ red to ● green clock 2",
    ]
    everywhere = of(*(change(basis=basis) for basis in Basis))
    assert section(everywhere, "REQUIREMENTS")[0] == "REQUIREMENTS  all bases; the bands"


def test_cells_are_folded_by_requirement() -> None:
    cells = [change("cell", f"trust/{layer}", "none", "full") for layer in ("data", "system", "network")]
    rows = section(of(*cells[:2], cells[2]._replace(after="partial")), "CELLS")
    assert [" ".join(row.split()) for row in rows[2:]] == [
        "✓ trust: data, system ○ none to ● full profile 1",
        "✓ trust: network ○ none to ◐ partial profile 1",
    ]


def test_findings_stand_last_worse_ones_first_and_many_alike_together() -> None:
    gone = [change("finding", f"evidence-future/C-{number}/x", "error", None) for number in range(9)]
    waived = change("finding", "mandatory-requirement-red/trust", "error", "waived", direction=Direction.BETTER)
    new = change("finding", "a-rule/privacy", None, "error", message="privacy is red", direction=Direction.WORSE)
    lines = text(of(*gone, waived, new, change("gate", "score", "passed", "failed"), worse=True))
    start = next(number for number, line in enumerate(lines) if line.startswith("FINDINGS"))
    assert [line.strip() for line in lines[start:]] == [
        "FINDINGS  current",
        "✗ new error a-rule: privacy is red",
        "profile 1",
        "✓ gone error: evidence-future, 9 times: C-0/x, C-1/x, C-2/x, C-3/x, C-4/x,",
        "C-5/x and 3 more",
        "profile",
        "✓ error to waived mandatory-requirement-red: trust",
        "profile 1",
    ]


def test_what_is_not_there_is_said_to_be_none_there() -> None:
    row = section(of(change("benchmark", "plant", "met", None, direction=Direction.WORSE)), "BENCHMARKS")[2]
    assert " ".join(row.split()) == "✗ plant ● met to none there profile 1"


@pytest.mark.parametrize("width", [60, 80, 120])
def test_whatever_it_holds_is_harmless_and_keeps_the_width(width: int) -> None:
    because = Because(Cause.UNKNOWN, HOSTILE, Location(HOSTILE, 1, 1))
    kinds = ("requirement", "cell", "benchmark", "finding", "gate", "function")
    changes = [change(kind, f"{HOSTILE}/{kind}", HOSTILE, None, because=(because,), message=HOSTILE) for kind in kinds]
    worse = [one._replace(direction=Direction.WORSE, id=f"{one.id}2") for one in changes]
    diff = of(*changes, *worse, notes=(HOSTILE,), worse=True, new=side(name=HOSTILE, path=HOSTILE, version=HOSTILE))
    lines = text(diff, width=width)
    assert all(line.isprintable() for line in lines)
    assert max(map(len, lines)) <= width
    markdown = render_markdown(page(diff), View())
    assert "<script>" not in markdown
    assert "\x1b" not in markdown
    ascii_only = render_text(page(diff), View(unicode=False))
    assert ascii_only.isascii()


def test_the_json_form_is_whole_and_valid() -> None:
    diff = of(
        change("score", "score", None, 60.5, because=(CONTROL, EXPIRED), cause=Cause.SEVERAL),
        change(
            "finding", "a/b", None, "note", message="m", because=(Because(Cause.UNKNOWN, "why"),), cause=Cause.UNKNOWN
        ),
        old=side(path="x\udcff.json"),
        notes=("A note.",),
    )
    document = json.loads(dumps(to_object(diff)))
    schema = json.loads((bundled("schemas") / "diff.schema.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []
    assert document["changes"][0] == {
        "kind": "score",
        "id": "score",
        "basis": "current",
        "from": None,
        "to": 60.5,
        "direction": "better",
        "cause": "several",
        "because": [
            {
                "cause": "profile",
                "text": "control AC-1: status: partial to implemented",
                "location": {"path": "twin.yaml", "line": 12, "column": 5},
            },
            {
                "cause": "clock",
                "text": "evidence of AC-2: item 1 current to expired",
                "location": {"path": "twin.yaml", "line": 20, "column": 9},
            },
        ],
        "message": None,
    }
    assert document["old"]["path"] == "x\\udcff.json"
    assert document["changes"][1]["because"] == [{"cause": "unknown", "text": "why", "location": None}]
