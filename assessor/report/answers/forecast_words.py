"""What pages and calendars say of a forecast's day: what is alike is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.forecast import Dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from assessor.model.forecast import Change, Dating, Direction, Said


class Alike(NamedTuple):
    """Changes of one kind that are the same but for what they are about."""

    kind: str
    before: Said
    after: Said
    direction: Direction
    ids: tuple[str, ...]
    """None for the rating and the score, of which there is one."""

    @property
    def which(self) -> str:
        """What they are about, in words; cells by requirement."""
        if self.kind != "cell":
            return ", ".join(self.ids)
        layers: dict[str, list[str]] = {}
        for cell in self.ids:
            requirement, _, layer = cell.partition("/")
            layers.setdefault(requirement, []).append(layer)
        return ", ".join(f"{requirement} ({', '.join(of)})" for requirement, of in layers.items())


def alike(changes: Iterable[Change]) -> tuple[Alike, ...]:
    """The changes of a day, those that are alike together, in the order of the first of each."""
    groups: dict[tuple[str, Said, Said, Direction], list[str]] = {}
    for change in changes:
        ids = groups.setdefault((change.kind, change.before, change.after, change.direction), [])
        if change.id != change.kind:
            ids.append(change.id)
        elif change.kind == "gate":
            ids.append("as a whole")
    return tuple(Alike(*group, tuple(ids)) for group, ids in groups.items())


def sentences(things: Iterable[Dating]) -> tuple[str, ...]:
    """What begins or ceases to count, and why, without full stops; what has one reason is said together."""
    groups: dict[tuple[Dated, str], list[Dating]] = {}
    for thing in things:
        groups.setdefault((thing.kind, thing.reason), []).append(thing)
    return tuple(_sentence(kind, reason, group) for (kind, reason), group in groups.items())


def _sentence(kind: Dated, reason: str, things: Sequence[Dating]) -> str:
    first, *others = things
    if not others:
        return f"{kind} {first.id}, {first.subject}: {reason} ({first.location})"
    subjects = [f" {thing.subject}" if kind is Dated.EXCEPTION else "" for thing in things]
    each = (f"{t.id}{subject} (line {t.location.line})" for t, subject in zip(things, subjects, strict=True))
    return f"{'exceptions' if kind is Dated.EXCEPTION else kind} {reason}: {', '.join(each)}"
