"""An explanation (`dtassess/explanation/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.explanation import Ground
from assessor.report.answers.heading import heading
from assessor.report.document import to_location_object, to_profile_object, to_rules_object
from assessor.report.page import Node, Paragraph, Section, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.explanation import Change, Explanation, Missing, Proof
    from assessor.model.place import Location
    from assessor.report.document import Document
    from assessor.report.page import Block, Page

_LESS = 4
"""Of what leads to the same so many levels less are told."""
_FALLS = 12
"""So many changes that bring a verdict down are told to people; programs get all."""


_MOST = 20
"""So many of what a statement rests on, as many as there are requirements."""
_MOST_CLAIMS = 6
"""So many controls or evidence items of a statement that is not what was asked about."""


def to_object(explanation: Explanation) -> Document:
    """The explanation as plain values, its proof whole."""
    return {
        "schema": "dtassess/explanation/v1",
        "profile": to_profile_object(explanation.profile),
        "rules": to_rules_object(explanation.rules),
        "as_of": explanation.as_of.isoformat(),
        "target": explanation.target,
        "kind": explanation.kind,
        "basis": str(explanation.basis),
        "verdict": explanation.verdict,
        "better": explanation.better,
        "proof": _proof(explanation.proof),
        "further": [_proof(proof) for proof in explanation.further],
        "missing": [_missing(missing) for missing in explanation.missing],
        "up": [[_change(change) for change in changes] for changes in explanation.up],
        "down": [_change(change) for change in explanation.down],
        "up_limits": list(explanation.up_limits),
        "down_limits": list(explanation.down_limits),
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
    return {"text": change.text, "to": change.to, "cells": list(change.cells), "location": _location(change.location)}


def page(explanation: Explanation, *, depth: int) -> Page:
    """The explanation for people; of its proof so many levels."""
    return tuple(_blocks(explanation, depth))


def _blocks(one: Explanation, depth: int) -> Iterator[Block]:
    verdict = ("Verdict", f"{one.target}: {one.verdict or 'not decided'}")
    yield from heading(one.profile, one.rules, one.as_of, (("Basis", str(one.basis)), verdict))
    told: set[int] = set()
    yield Section("PROOF", "each statement rests on those below it")
    yield Tree((_node(one.proof, depth, told, claims=_MOST),))
    if one.further:
        yield Section("ALSO", "what leads to the same as well")
        yield Tree(tuple(_node(proof, max(depth - _LESS, 1), told) for proof in one.further))
    whole = max(_deeper(one.proof), *(_deeper(proof) + _LESS for proof in one.further), 1)
    if whole > depth:
        yield Paragraph(f"What ends in … goes on: --depth {whole}, or explain what stands there.")
    yield from _missing_blocks(one)
    yield from _up(one)
    yield from _down(one)


def _missing_blocks(one: Explanation) -> Iterator[Block]:
    """What does not hold, under the rules that want it."""
    if not one.missing:
        return
    wanted = f"for {one.better}" if one.better and one.kind != "finding" else "for it to be there"
    yield Section("MISSING", f"{wanted}; of several rules any one may do")
    by_rule: dict[str | None, list[Missing]] = {}
    for missing in one.missing:
        by_rule.setdefault(missing.rule, []).append(missing)
    nodes: list[Node] = []
    for rule, group in by_rule.items():
        statements = [Node(text) for text in dict.fromkeys(missing.statement for missing in group)]
        nodes += statements if rule is None else [Node(f"rule {rule}", str(group[0].location), statements)]
    yield Tree(tuple(nodes))


def _node(proof: Proof, depth: int, told: set[int], claims: int = _MOST_CLAIMS) -> Node:
    """A statement with its rule and its place; what was told is not told again, what is too deep ends in dots.

    So many `claims` of the profile are told, and more of what else it rests on.
    """
    premises = [premise for premise in proof.premises if not _of_no_interest(premise)]
    if not premises:
        return Node(proof.statement, _beside(proof))
    if id(proof) in told:
        return Node(f"{proof.statement} (as above)")
    if depth <= 1:
        return Node(f"{proof.statement} …", _beside(proof))
    most = claims if all(premise.ground is Ground.PROFILE for premise in premises) else _MOST
    children = [_node(premise, depth - 1, told) for premise in premises[:most]]
    told.add(id(proof))
    return Node(proof.statement, _beside(proof), (*children, *map(Node, _more(len(premises) - most))))


def _of_no_interest(proof: Proof) -> bool:
    """Which basis is looked at, the page says at its top."""
    return proof.fact is not None and proof.fact[0] in {"basis", "gate-basis"}


def _beside(proof: Proof) -> str:
    if proof.location is None:
        return ""
    return f"by {proof.rule}: {proof.title}, {proof.location}" if proof.ground is Ground.RULE else str(proof.location)


def _deeper(proof: Proof) -> int:
    """How many levels the proof has."""
    return 1 + max(map(_deeper, proof.premises), default=0)


def _up(one: Explanation) -> Iterator[Block]:
    if one.up:
        yield Section("UP", f"the smallest changes{_to(one)}; any one of these sets does")
        rows = [(str(number), line) for number, changes in enumerate(one.up, 1) for line in _set(changes, one.up[0])]
        yield Table((">", "what to do"), [(number if first else "", line) for first, (number, line) in _marked(rows)])
    else:
        yield Section("UP", f"no cell that is brought to full {_makes(one.up_limits)} it better")
    yield from map(_sentence, one.up_limits)


def _makes(limits: Sequence[str]) -> str:
    return "is known to make" if limits else "makes"


def _sentence(text: str) -> Paragraph:
    return Paragraph(f"{text[:1].upper()}{text[1:]}.")


def _to(one: Explanation) -> str:
    if one.kind == "score":
        return " that bring it up the most"
    return f" to {one.better}" if one.better and one.kind != "finding" else " with which it is gone"


def _set(changes: Sequence[Change], first: Sequence[Change]) -> Iterator[str]:
    """What to do, a line an act; of a set much like the first, what is other than there."""
    new = [change for change in changes if change not in first]
    if changes is first or 2 * len(new) > len(changes):
        acts = list(_acts(changes, scored=len(changes) == 1))
        yield from acts[:_MOST]
        yield from _more(len(acts) - _MOST)
        return
    yield "as 1, but"
    yield from _acts(new)
    yield from (f"instead of: {act}" for act in _acts([change for change in first if change not in changes]))


def _acts(changes: Sequence[Change], *, scored: bool = False) -> Iterator[str]:
    """The changes, those of one text together: `trust/data, privacy/data: add ...`; `scored` says to what."""
    together: dict[tuple[str, str | None, Location | None], list[str]] = {}
    for change in changes:
        together.setdefault((change.text, change.to, change.location), []).extend(change.cells)
    for (text, to, location), cells in together.items():
        about = f"{', '.join(cells)}: " if cells else ""
        brings = f" (to {to})" if to and scored else ""
        yield about + text + brings + ("" if location is None else f", {location}")


def _marked(rows: Sequence[tuple[str, str]]) -> Iterator[tuple[bool, tuple[str, str]]]:
    """Each row with whether it is the first of its number."""
    before = ""
    for row in rows:
        yield row[0] != before, row
        before = row[0]


def _down(one: Explanation) -> Iterator[Block]:
    if one.down:
        yield Section("DOWN", "each of these losses alone makes it worse")
        acts = [*_acts(one.down[:_FALLS], scored=True), *_more(len(one.down) - _FALLS)]
        yield Tree(tuple(map(Node, acts)))
    else:
        yield Section("DOWN", f"no single loss of a control or of its evidence {_makes(one.down_limits)} it worse")
    yield from map(_sentence, one.down_limits)


def _more(left: int) -> Iterator[str]:
    """That so many more are left out, if any are."""
    if left > 0:
        yield f"and {left} more: --format json"
