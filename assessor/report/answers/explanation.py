"""An explanation (`dtassess/explanation/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.explanation import Ground
from assessor.report.document import to_location_object
from assessor.report.page import Labelled, Node, Paragraph, Section, Table, Title, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.explanation import Change, Explanation, Missing, Proof
    from assessor.model.place import Location
    from assessor.report.document import Document
    from assessor.report.page import Block, Page

_FALLS = 12
"""So many changes that bring a verdict down are told to people; programs get all."""


def to_object(explanation: Explanation) -> Document:
    """The explanation as plain values, its proof whole."""
    return {
        "schema": "dtassess/explanation/v1",
        "profile": {"name": explanation.profile, "path": explanation.path},
        "as_of": explanation.as_of.isoformat(),
        "target": explanation.target,
        "kind": explanation.kind,
        "basis": str(explanation.basis),
        "verdict": explanation.verdict,
        "proof": _proof(explanation.proof),
        "further": [_proof(proof) for proof in explanation.further],
        "missing": [_missing(missing) for missing in explanation.missing],
        "up": [[_change(change) for change in changes] for changes in explanation.up],
        "down": [_change(change) for change in explanation.down],
    }


def _proof(proof: Proof) -> Document:
    return {
        "statement": proof.statement,
        "ground": str(proof.ground),
        "rule": proof.rule,
        "title": proof.title,
        "fact": None if proof.fact is None else {"kind": proof.fact[0], **proof.fact[1]},
        "premises": [_proof(premise) for premise in proof.premises],
        "location": _location(proof.location),
    }


def _location(location: Location | None) -> Document | None:
    return None if location is None else to_location_object(location)


def _missing(missing: Missing) -> Document:
    return {"statement": missing.statement, "rule": missing.rule, "location": _location(missing.location)}


def _change(change: Change) -> Document:
    return {"text": change.text, "cells": list(change.cells), "location": _location(change.location)}


def page(explanation: Explanation, *, depth: int) -> Page:
    """The explanation for people; of its proof so many levels."""
    return tuple(_blocks(explanation, depth))


def _blocks(one: Explanation, depth: int) -> Iterator[Block]:
    yield Title(f"{one.target}: {one.verdict or 'not decided'}", one.as_of.isoformat())
    yield Labelled((("Profile", f"{one.profile} ({one.path})"), ("Basis", str(one.basis))))
    told: set[int] = set()
    yield Section("PROOF", "each statement rests on those below it")
    yield Tree((_node(one.proof, depth, told),))
    if one.further:
        yield Section("ALSO", "each of these by itself leads to the same")
        yield Tree(tuple(_node(proof, depth - 2, told) for proof in one.further))
    if _deeper(one.proof) > depth:
        yield Paragraph(f"What ends in … goes on: --depth {_deeper(one.proof)}, or explain what stands there.")
    if one.missing:
        yield Section("MISSING", "for the next better verdict, what does not hold; not all may be needed")
        yield Tree(tuple(Node(missing.statement, _wanting(missing)) for missing in one.missing))
    yield from _up(one.up)
    yield from _down(one.down)


def _node(proof: Proof, depth: int, told: set[int]) -> Node:
    """A statement with its rule and its place; what was told is not told again, what is too deep ends in dots."""
    premises = [premise for premise in proof.premises if not _of_no_interest(premise)]
    if not premises:
        return Node(proof.statement, _beside(proof))
    if id(proof) in told:
        return Node(f"{proof.statement} (as above)")
    if depth <= 1:
        return Node(f"{proof.statement} …", _beside(proof))
    children = tuple(_node(premise, depth - 1, told) for premise in premises)
    told.add(id(proof))
    return Node(proof.statement, _beside(proof), children)


def _of_no_interest(proof: Proof) -> bool:
    """Which basis is looked at, the page says at its top."""
    return proof.fact is not None and proof.fact[0] in {"basis", "gate-basis"}


def _beside(proof: Proof) -> str:
    if proof.location is None:
        return ""
    place = f"{proof.location.path}:{proof.location.line}"
    return f"by {proof.rule}: {proof.title}, {place}" if proof.ground is Ground.RULE else place


def _deeper(proof: Proof) -> int:
    """How many levels the proof has."""
    return 1 + max(map(_deeper, proof.premises), default=0)


def _wanting(missing: Missing) -> str:
    return "" if missing.rule is None else f"rule {missing.rule}, {missing.location}"


def _up(sets: Sequence[Sequence[Change]]) -> Iterator[Block]:
    if not sets:
        return
    yield Section("UP", "the smallest changes that bring a better verdict; any one of these sets does")
    rows = [(str(number), line) for number, changes in enumerate(sets, 1) for line in _set(changes, sets[0])]
    yield Table((">", "what to do"), [(number if first else "", line) for first, (number, line) in _marked(rows)])


def _set(changes: Sequence[Change], first: Sequence[Change]) -> Iterator[str]:
    """What to do, a line an act; of a set much like the first, what is other than there."""
    new = [change for change in changes if change not in first]
    if changes is first or 2 * len(new) > len(changes):
        yield from _acts(changes)
        return
    yield "as 1, but"
    yield from _acts(new)
    yield from (f"instead of: {act}" for act in _acts([change for change in first if change not in changes]))


def _acts(changes: Sequence[Change]) -> Iterator[str]:
    """The changes, those of one text together: `add a control that is full (trust/data, privacy/data)`."""
    together: dict[tuple[str, Location | None], list[str]] = {}
    for change in changes:
        together.setdefault((change.text, change.location), []).extend(change.cells)
    for (text, location), cells in together.items():
        about = f"{', '.join(cells)}: " if cells else ""
        yield about + text + ("" if location is None else f", {location}")


def _marked(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[bool, tuple[str, str]]]:
    """Each row with whether it is the first of its number."""
    before = ""
    for row in rows:
        yield row[0] != before, row
        before = row[0]


def _down(changes: Sequence[Change]) -> Iterator[Block]:
    if not changes:
        return
    yield Section("DOWN", "each of these alone brings a worse verdict")
    shown = [Node(act) for act in _acts(changes[:_FALLS])]
    more = len(changes) - len(shown)
    yield Tree((*shown, Node(f"and {more} more")) if more > 0 else tuple(shown))
