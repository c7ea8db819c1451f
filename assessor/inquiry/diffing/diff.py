"""What changed between two assessments of a twin, and whose doing each change is."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from assessor.inquiry.diffing.causes import Causes
from assessor.inquiry.diffing.repeated import by_baseline
from assessor.inquiry.diffing.replaced import replaced
from assessor.inquiry.diffing.trials import ON_THE_GATE, aligned
from assessor.inquiry.standing import rank
from assessor.model.diff import Cause, Change, Diff, Direction
from assessor.model.document import to_document
from assessor.model.gates import NO_GATES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.inquiry.diffing.sides import Side
    from assessor.inquiry.diffing.trials import Hands
    from assessor.inquiry.standing import Key, Said
    from assessor.model.knowledge import PackIdentity

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
    messages = {**old.verdicts.messages, **new.verdicts.messages}
    ids = _ids((*after, *before))
    other_question = old.had_baseline is not new.had_baseline
    keys = [key for key in dict.fromkeys((*after, *before)) if before.get(key) != after.get(key)]
    outdone = replaced(keys, before, after, new.basis)
    for key in sorted(keys, key=lambda key: _KINDS.index(key.kind)):
        cause, because = causes.of(key)
        yield Change(
            kind=key.kind,
            id=ids.get(key, key.id),
            basis=key.basis,
            before=before.get(key),
            after=after.get(key),
            direction=Direction.OTHER
            if key in outdone or (other_question and by_baseline(key))
            else _direction(key, before, after),
            cause=cause,
            because=because,
            message=messages[key.finding, key.number] if key.finding else None,
        )


def _direction(key: Key, before: Mapping[Key, Said], after: Mapping[Key, Said]) -> Direction:
    was, now = (rank(key.kind, said.get(key)) for said in (before, after))
    return Direction.BETTER if now > was else Direction.WORSE if now < was else Direction.OTHER


def _ids(keys: Iterable[Key]) -> Mapping[Key, str]:
    """The ids of those whose own read like another's: with numbers, the same whatever order they come in."""
    alike: dict[tuple[str, str], list[Key]] = {}
    for key in dict.fromkeys(keys):
        if key.kind in ON_THE_GATE:
            alike.setdefault((key.kind, key.id), []).append(key)
    ids: dict[Key, str] = {}
    taken = set(alike)
    for (kind, name), same in sorted(item for item in alike.items() if len(item[1]) > 1):
        for key in sorted(same, key=_order)[1:]:
            ids[key] = next(one for number in count(2) if (kind, one := f"{name}#{number}") not in taken)
            taken.add((kind, ids[key]))
    return ids


def _order(key: Key) -> tuple[int, Sequence[str]]:
    return key.number, [part or "" for part in key.finding or ()]


def _notes(old: Side, new: Side, causes: Causes, *, changed: bool) -> Iterator[str]:
    """What a reader has to know of the comparison, in sentences."""
    if old.profile.name != new.profile.name:
        yield f"These are two twins: {old.profile.name} and {new.profile.name}."
    if old.basis is not new.basis:
        yield f"The gates are on two bases: findings and checks are on {old.basis} in OLD, and on {new.basis} in NEW."
    for who, side, which, other in (("OLD", old, "NEW", new), ("NEW", new, "OLD", old)):
        own = side.gates.baseline is not None  # the run that the other side is the baseline of has its own gates
        if other.recorded and not side.recorded and not own and (side.asked or side.gates != NO_GATES):
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
