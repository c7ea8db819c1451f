"""What changed (`dtassess/diff/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.diff import Direction
from assessor.report.answers.diff_numbers import Numbers
from assessor.report.answers.diff_tables import are_counted, change_cell, tables, told_together
from assessor.report.document import to_location_object
from assessor.report.page import Inline, Labelled, Section, State, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.diff import Because, Change, Compared, Diff
    from assessor.report.document import Document
    from assessor.report.page import Block, Cell, Page

_DOERS = {"several": "several together", "unknown": "an unknown cause"}


def to_object(diff: Diff) -> Document:
    """The comparison as plain values; of the changes, `from` and `to` are null for what is not there."""
    return {
        "schema": "dtassess/diff/v1",
        "old": _side(diff.old),
        "new": _side(diff.new),
        "basis": str(diff.new.basis),
        "differs": [str(cause) for cause in diff.differs],
        "worse": diff.worse,
        "notes": list(diff.notes),
        "changes": [_change(change) for change in diff.changes],
    }


def _side(side: Compared) -> Document:
    return {
        "path": _path(side.path),
        "source": "result" if side.recorded else "profile",
        "profile": {
            "name": side.name,
            "version": side.version,
            "path": _path(side.profile),
            "sha256": side.sha256,
        },
        "as_of": side.as_of.isoformat(),
        "basis": str(side.basis),
        "rules": [{"pack": pack.pack, "version": pack.version, "sha256": pack.sha256} for pack in side.rules],
        "tool": side.tool,
    }


def _path(path: str) -> str:
    """The path with what is not UTF-8 in its name spelled out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def _change(change: Change) -> Document:
    return {
        "kind": change.kind,
        "id": change.id,
        "basis": str(change.basis),
        "from": change.before,
        "to": change.after,
        "direction": str(change.direction),
        "cause": str(change.cause),
        "because": [_because(one) for one in change.because],
        "message": change.message,
    }


def _because(one: Because) -> Document:
    location = None if one.location is None else to_location_object(one.location)
    return {"cause": str(one.cause), "text": one.text, "location": location}


def page(diff: Diff) -> Page:
    """The comparison for people: what changed over all, what is behind it, then each change, findings last."""
    return tuple(_blocks(diff))


def _blocks(diff: Diff) -> Iterator[Block]:
    name = f"{diff.new.name} {diff.new.version}" if diff.new.version else diff.new.name
    days = dict.fromkeys((diff.old.as_of.isoformat(), diff.new.as_of.isoformat()))
    yield Title(name, " to ".join(days))
    yield Labelled(tuple(_head(diff)))
    if not diff.changes:
        yield Section("NOTHING CHANGED", "every verdict, finding and check is what it was, on all three bases")
        return
    yield Labelled(tuple(_overall(diff)))
    together = told_together([change for change in diff.changes if change.kind == "finding"])
    counted = {change for same in together if are_counted(same) for change in same}
    numbers = Numbers([change for change in diff.changes if change not in counted])
    yield Section("WHY", "what is behind the changes, by number")
    yield Table((">#", "cause", "what"), tuple(numbers.rows()))
    yield from tables(diff, numbers)


def _head(diff: Diff) -> Iterator[tuple[str, Cell]]:
    yield "Old", _described(diff.old)
    yield "New", _described(diff.new)
    yield "They differ in", ", ".join(diff.differs) or "nothing that a verdict depends on"
    for note in diff.notes:
        yield "Note", note


def _described(side: Compared) -> str:
    return f"{side.path}: {'a result' if side.recorded else 'a profile, assessed now'}, as of {side.as_of}"


def _overall(diff: Diff) -> Iterator[tuple[str, Cell]]:
    on = diff.new.basis
    for kind in ("rating", "score", "gate"):
        found = [one for one in diff.changes if one.kind == one.id == kind and one.basis is on]
        for one in found:
            by = _DOERS.get(one.cause, f"the {one.cause}")
            yield kind.capitalize(), Inline((*change_cell(one).parts, f"({one.basis}), by {by}"))
        if not found and kind != "gate":
            yield kind.capitalize(), f"unchanged ({on})"
    worse = [one for one in diff.changes if one.basis is on and one.direction is Direction.WORSE]
    new = sum(one.kind == "finding" for one in worse)
    if not diff.worse:
        yield "Worse", State("passed", f"nothing ({on})")
        return
    told = f"{_count(len(worse) - new, 'verdict')}, {_count(new, 'new finding')}"
    yield "Worse", State("failed", f"{told} ({on})")


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
