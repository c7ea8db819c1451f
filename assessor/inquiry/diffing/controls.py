"""What two versions of one control differ in, as far as a verdict can depend on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.place import Place
    from assessor.model.profile import Control, Evidence

_NAMED = 4
_DETAILED = 2


class ControlChange(NamedTuple):
    """One key of a control that changed, in words, and where it stands now."""

    text: str
    place: Place


def substance(control: Control) -> object:
    """All of a control but its words and its layers, to compare it by; neither order nor place takes part."""
    return (
        frozenset(control.requirements),
        control.status,
        control.activation,
        tuple(sorted(map(_item, control.evidence))),
    )


def control_changes(was: Control, now: Control, *, layers: bool) -> Iterator[ControlChange]:
    """What changed, key by key; `layers` says whether they did."""
    marks = now.marks
    if set(was.requirements) != set(now.requirements):
        added = [one for one in now.requirements if one not in was.requirements]
        gone = [one for one in was.requirements if one not in now.requirements]
        told = [*([f"{few(added)} added"] if added else []), *([f"{few(gone)} removed"] if gone else [])]
        yield ControlChange(f"requirements: {', '.join(told)}", marks.value("requirements"))
    if layers:
        yield ControlChange(f"layers: {', '.join(was.layers)} to {', '.join(now.layers)}", marks.value("layers"))
    for key in ("status", "activation"):
        before, after = getattr(was, key), getattr(now, key)
        if before is not after:
            yield ControlChange(f"{key}: {before} to {after}", marks.value(key))
    if sorted(map(_item, was.evidence)) != sorted(map(_item, now.evidence)):
        yield _evidence(was, now)


def few(names: Sequence[str], most: int = _NAMED) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def source(item: Evidence) -> str:
    """The file or link of an item."""
    return item.path or item.url or ""


def _item(item: Evidence) -> tuple[str, ...]:
    """What of an item a verdict can depend on, as text that sorts."""
    return (source(item), *(str(value or "") for value in (item.date, item.expires, (item.sha256 or "").lower())))


def _evidence(was: Control, now: Control) -> ControlChange:
    """How the items changed: the keys of those that stayed, and how many came and went."""
    before = {source(item): item for item in was.evidence}
    changed = []
    place = None
    for index, item in enumerate(now.evidence):
        old = before.pop(source(item), None)
        if old is not None and _item(old) != _item(item):
            changed.append(f"{item.path or f'item {index + 1}'}: {', '.join(_keys(old, item))}")
            place = place or now.marks.entry("evidence", index)
        elif old is None:
            place = place or now.marks.entry("evidence", index)
    more = len(now.evidence) - len(was.evidence)
    told = [few(changed, _DETAILED)] if changed else []
    if more or not changed:
        told.append(f"{len(was.evidence)} to {len(now.evidence)} items" if more else "other items")
    return ControlChange(f"evidence: {'; '.join(told)}", place or now.marks.value("evidence"))


def _keys(old: Evidence, new: Evidence) -> Iterator[str]:
    for key in ("date", "expires", "sha256"):
        before, after = getattr(old, key), getattr(new, key)
        if before != after:
            yield "other sha256" if key == "sha256" else f"{key} {before or 'none'} to {after or 'none'}"
