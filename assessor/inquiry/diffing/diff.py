"""What changed between two assessments of a twin, and whose doing each change is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessor.inquiry.diffing.causes import Causes
from assessor.inquiry.diffing.repeated import by_baseline
from assessor.inquiry.diffing.trials import aligned
from assessor.inquiry.standing import rank
from assessor.model.diff import Cause, Change, Diff, Direction
from assessor.model.document import to_document
from assessor.model.gates import NO_GATES
from assessor.model.ranking import WAIVED, takes_the_place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from assessor.inquiry.diffing.sides import Side
    from assessor.inquiry.diffing.trials import Hands
    from assessor.inquiry.standing import Key, Said
    from assessor.model.knowledge import PackIdentity

_NUMBER = re.compile(r"#[0-9]+$")
_KINDS = ("rating", "score", "function", "requirement", "cell", "benchmark", "finding", "gate")


def diff(old: Side, new: Side, hands: Hands, *, stand_in: tuple[PackIdentity, ...], version: str) -> Diff:
    """What changed from the old side to the new one.

    `hands` are the rules at hand by their packs, `stand_in` packs among them to go by where a side's own are not, and
    `version` is that of the tool which reassesses.
    """
    causes = Causes(old, new, hands, stand_in, version)
    changes = tuple(_changes(old, new, causes))
    return Diff(
        old=old.compared(),
        new=new.compared(),
        differs=causes.differs,
        worse=any(one.direction is Direction.WORSE and one.basis is new.basis for one in changes),
        notes=tuple(_notes(old, new, causes, changed=bool(changes))),
        changes=changes,
    )


def _changes(old: Side, new: Side, causes: Causes) -> Iterator[Change]:
    """All that changed: by kind, then in the new order, with what is gone behind it."""
    before, after = (aligned(side.verdicts.said, new.basis) for side in (old, new))
    found = {**old.verdicts.found, **new.verdicts.found}
    other_question = old.had_baseline is not new.had_baseline
    keys = [key for key in dict.fromkeys((*after, *before)) if before.get(key) != after.get(key)]
    replaced = _replaced(keys, before, after)
    for key in sorted(keys, key=lambda key: _KINDS.index(key.kind)):
        cause, because = causes.of(key)
        yield Change(
            kind=key.kind,
            id=key.id,
            basis=key.basis,
            before=before.get(key),
            after=after.get(key),
            direction=Direction.OTHER
            if key in replaced or (other_question and by_baseline(key))
            else _direction(key, before, after),
            cause=cause,
            because=because,
            message=found[key.id].message if key.kind == "finding" else None,
        )


def _direction(key: Key, before: Mapping[Key, Said], after: Mapping[Key, Said]) -> Direction:
    was, now = (rank(key.kind, said.get(key)) for said in (before, after))
    return Direction.BETTER if now > was else Direction.WORSE if now < was else Direction.OTHER


def _replaced(keys: Iterable[Key], before: Mapping[Key, Said], after: Mapping[Key, Said]) -> frozenset[Key]:
    """The milder of two findings of which one took the place of the other: only the graver one counts."""
    findings = [key for key in keys if key.kind == "finding"]
    came = {key: str(after[key]) for key in findings if before.get(key) is None and after[key] != WAIVED}
    went = {key: str(before[key]) for key in findings if after.get(key) is None and before[key] != WAIVED}

    def milder(some: Mapping[Key, str], others: Mapping[Key, str]) -> Iterator[Key]:
        about: dict[str, list[str]] = {}
        for key, severity in others.items():
            about.setdefault(_about(key), []).append(severity)
        return (key for key, severity in some.items() if takes_the_place(severity, _about(key), about))

    return frozenset((*milder(came, went), *milder(went, came)))


def _about(finding: Key) -> str:
    """What the finding is about, from its id without its rule and its number."""
    return _NUMBER.sub("", finding.id.partition("/")[2])


def _notes(old: Side, new: Side, causes: Causes, *, changed: bool) -> Iterator[str]:
    """What a reader has to know of the comparison, in sentences."""
    if old.profile.name != new.profile.name:
        yield f"These are two twins: {old.profile.name} and {new.profile.name}."
    if old.basis is not new.basis:
        yield f"The gates are on two bases: findings and checks are on {old.basis} in OLD, and on {new.basis} in NEW."
    for who, side, which, other in (("OLD", old, "NEW", new), ("NEW", new, "OLD", old)):
        if other.recorded and not side.recorded and (side.asked or side.gates != NO_GATES):
            yield f"{who} is assessed with the gates and the basis of {which}."
    if Cause.PROFILE not in causes.differs and _words(old) != _words(new):
        yield "The profiles differ in words alone, or in their order: no verdict depends on these."
    for one in causes.repeated:
        yield from one.note()
    if changed and causes.not_at_hand:
        yield from (f"{text[0].upper()}{text[1:]}." for text in causes.not_at_hand)
    if changed and causes.stood_in and Cause.PROFILE in causes.differs:
        yield f"Which parts of the profile did it is found {causes.stood_in}."
    if causes.profiles.too_many:
        yield (
            f"The profiles differ in {len(causes.profiles.parts)} parts, too many to try each alone: "
            "a change names those that bear on it."
        )


def _words(side: Side) -> object:
    return to_document(side.profile)
