"""The declarations, exceptions and targets in which two profiles differ, and one profile with those of another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.model.number import exactly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.place import Place
    from assessor.model.profile import AcceptedRisk, NotApplicable, Profile, Targets
    from assessor.model.vocabulary import Layer

    Entry = NotApplicable | AcceptedRisk

KINDS = ("not_applicable", "exceptions")
"""The lists of a profile whose entries are about a requirement each."""


class EntryChange(NamedTuple):
    """What changed under one key, in words, and where it stands; a place is None where nothing stands there."""

    id: str
    text: str
    old: Place | None
    new: Place | None


def moved(
    layers: tuple[Layer, ...], beside: Sequence[Layer] | None, base: Profile, other: Profile
) -> tuple[Layer, ...]:
    """Layers of the base in the other profile: all of a twin's become all of the other twin's, as when left out.

    Not where the same thing has the very same layers in the other profile; `beside` are those.
    """
    if beside is not None and set(beside) == set(layers):
        return layers
    return other.twin.layers if set(layers) == set(base.twin.layers) else layers


def entry_changes(kind: str, old: Profile, new: Profile) -> Iterator[EntryChange]:
    """The entries of a list in which the profiles differ, by requirement."""
    before, after = _by_requirement(kind, old), _by_requirement(kind, new)
    for requirement in dict.fromkeys((*after, *before)):
        was, now = before.get(requirement, []), after.get(requirement, [])
        if _said(was, None) != _said(now, None) and _said(was, old) != _said(now, new):
            text = f"{kind} {requirement}: {_said(was, None) or 'none'} to {_said(now, None) or 'none'}"
            yield EntryChange(requirement, text, *(_place(entries) for entries in (was, now)))


def with_entries(kind: str, base: Profile, other: Profile, requirement: str) -> Profile:
    """The base with the other's entries on one requirement."""
    kept = [entry for entry in getattr(base, kind) if entry.requirement != requirement]
    taken = [
        entry._replace(layers=moved(entry.layers, None, other, base))
        for entry in _by_requirement(kind, other).get(requirement, [])
    ]
    changed: dict[str, Any] = {kind: (*kept, *taken)}
    return base._replace(**changed)


def on_layers(kind: str, base: Profile, other: Profile) -> tuple[Entry, ...]:
    """The base's entries of a list on the other twin's layers."""
    beside = _by_requirement(kind, other)
    mine = _by_requirement(kind, base)

    def follow(entry: Entry) -> Entry:
        same = _said(mine[entry.requirement], None) == _said(beside.get(entry.requirement, []), None)
        return entry if same else entry._replace(layers=moved(entry.layers, None, base, other))

    return tuple(map(follow, getattr(base, kind)))


def _by_requirement(kind: str, profile: Profile) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in getattr(profile, kind):
        found.setdefault(entry.requirement, []).append(entry)
    return found


def _place(entries: Sequence[Entry]) -> Place | None:
    return entries[0].marks.value("requirement") if entries else None


def _said(entries: Sequence[Entry], profile: Profile | None) -> str:
    """What entries on one requirement come to, in words; of a profile, with its twin's layers told as such."""
    layers = {layer for entry in entries for layer in entry.layers}
    days = [getattr(entry, "expires", None) for entry in entries]
    if not any(days):
        return _layers(layers, profile)
    told = (f"{_layers(set(entry.layers), profile)} until {day}" for entry, day in zip(entries, days, strict=True))
    return " and ".join(sorted(told))


def _layers(layers: set[Layer], profile: Profile | None) -> str:
    return "the twin's" if profile and layers == set(profile.twin.layers) else ", ".join(sorted(layers))


def target_changes(old: Targets, new: Targets) -> Iterator[EntryChange]:
    """The targets in which the profiles differ."""
    before, after = _wanted(old), _wanted(new)
    for key in dict.fromkeys((*after, *before)):
        was, now = before.get(key), after.get(key)
        if was != now:
            text = f"target {key}: {_text(was)} to {_text(now)}"
            yield EntryChange(key, text, _target(key, old, was), _target(key, new, now))


def with_target(base: Profile, other: Profile, key: str) -> Profile:
    """The base with one target as the other has it."""
    name, _, of = key.partition(".")
    mine, theirs = base.targets, other.targets
    if name == "benchmarks":
        kept = tuple(one for one in mine.benchmarks if one != of)
        value: Any = (*kept, of) if of in theirs.benchmarks else kept
    elif name == "requirements":
        bands = {one: band for one, band in mine.requirements.items() if one != of}
        value = {**bands, of: theirs.requirements[of]} if of in theirs.requirements else bands
    else:
        value = getattr(theirs, name)
    changed: dict[str, Any] = {name: value}
    return base._replace(targets=mine._replace(**changed))


def _wanted(targets: Targets) -> dict[str, Any]:
    """Each target that is set, by its key in the file."""
    single = {key: getattr(targets, key) for key in ("rating", "basis", "min_score", "min_assessed")}
    return {
        **{key: value for key, value in single.items() if value is not None},
        **{f"benchmarks.{one}": "met" for one in targets.benchmarks},
        **{f"requirements.{one}": band for one, band in targets.requirements.items()},
    }


def _text(value: Any) -> str:
    return "none" if value is None else str(value) if isinstance(value, str) else exactly(value)


def _target(key: str, targets: Targets, value: Any) -> Place | None:
    name, _, of = key.partition(".")
    if value is None:
        return None
    if name == "requirements":
        return targets.requirements_marks.key(of)
    return targets.marks.entry(name, targets.benchmarks.index(of)) if of else targets.marks.value(name)
