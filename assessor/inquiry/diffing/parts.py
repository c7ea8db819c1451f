"""Two profiles of a twin taken apart: the parts in which they differ, as far as a verdict can depend on them.

Words are no such part: no rule sees a title, an owner or a reason. Neither is an order. Layers that were left out are
the twin's, so where both profiles have all of the twin's layers somewhere, they differ in the twin alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.inquiry.diffing.controls import control_changes, few, substance
from assessor.inquiry.diffing.entries import (
    KINDS,
    entry_changes,
    moved,
    on_layers,
    target_changes,
    with_entries,
    with_target,
)
from assessor.model.vocabulary import Characteristic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assessor.model.place import Place
    from assessor.model.profile import Control, Profile

    Swap = Callable[[Profile, Profile, str], Profile]


class Part(NamedTuple):
    """One part in which two profiles differ."""

    kind: str
    """`layers`, `characteristic`, `control`, `target`, or the list that an entry is in."""
    id: str
    text: str
    """What changed, in words."""
    old: Place | None
    """Where it stands in the old profile; None where it does not."""
    new: Place | None
    touches: frozenset[str] | None
    """The requirements that it speaks of; None for all."""


def parts(old: Profile, new: Profile) -> tuple[Part, ...]:
    """The parts in which the profiles differ, in the order of the format."""
    return (
        *_layers(old, new),
        *_characteristics(old, new),
        *_controls(old, new),
        *(
            Part(kind, one.id, one.text, one.old, one.new, frozenset({one.id}))
            for kind in KINDS
            for one in entry_changes(kind, old, new)
        ),
        *(
            Part("target", one.id, one.text, one.old, one.new, frozenset())
            for one in target_changes(old.targets, new.targets)
        ),
    )


def swapped(base: Profile, other: Profile, part: Part) -> Profile:
    """The base with one part as the other profile has it."""
    return _SWAPS[part.kind](base, other, part.id)


def _layers(old: Profile, new: Profile) -> Iterator[Part]:
    before, after = old.twin.layers, new.twin.layers
    if before != after:
        text = f"twin.layers: {', '.join(before)} to {', '.join(after)}"
        yield Part("layers", "", text, old.twin.marks.value("layers"), new.twin.marks.value("layers"), None)


def _swap_layers(base: Profile, other: Profile, _: str) -> Profile:
    beside = {control.id: control.layers for control in other.controls}

    def follow(control: Control) -> Control:
        return control._replace(layers=moved(control.layers, beside.get(control.id), base, other))

    entries: dict[str, Any] = {kind: on_layers(kind, base, other) for kind in KINDS}
    twin = base.twin._replace(layers=other.twin.layers)
    return base._replace(twin=twin, controls=tuple(map(follow, base.controls)), **entries)


def _characteristics(old: Profile, new: Profile) -> Iterator[Part]:
    for one in Characteristic:
        before, after = old.twin.characteristics.get(one), new.twin.characteristics.get(one)
        if before is not after:
            text = f"characteristic {one}: {_TRUTH[before]} to {_TRUTH[after]}"
            was = None if before is None else old.twin.characteristics_marks.key(one)
            now = None if after is None else new.twin.characteristics_marks.key(one)
            yield Part("characteristic", one, text, was, now, None)


_TRUTH = {None: "unknown", True: "true", False: "false"}


def _swap_characteristic(base: Profile, other: Profile, name: str) -> Profile:
    one = Characteristic(name)
    known = {each: value for each, value in base.twin.characteristics.items() if each is not one}
    if one in other.twin.characteristics:
        known[one] = other.twin.characteristics[one]
    return base._replace(twin=base.twin._replace(characteristics=known))


def _controls(old: Profile, new: Profile) -> Iterator[Part]:
    before = {control.id: control for control in old.controls}
    for control in new.controls:
        was = before.pop(control.id, None)
        if was is None:
            text = f"control {control.id} added: {control.status}; {few(control.requirements)}"
            yield Part("control", control.id, text, None, control.marks.place, frozenset(control.requirements))
        else:
            expected = moved(was.layers, control.layers, old, new)
            yield from _changed(was, control, layers=set(expected) != set(control.layers))
    for gone in before.values():
        text = f"control {gone.id} removed: it was {gone.status}; {few(gone.requirements)}"
        yield Part("control", gone.id, text, gone.marks.place, None, frozenset(gone.requirements))


def _changed(was: Control, now: Control, *, layers: bool) -> Iterator[Part]:
    if layers or substance(was) != substance(now):
        found = tuple(control_changes(was, now, layers=layers))
        text = f"control {now.id}: {'; '.join(change.text for change in found)}"
        touches = frozenset((*was.requirements, *now.requirements))
        yield Part("control", now.id, text, was.marks.place, found[0].place, touches)


def _swap_control(base: Profile, other: Profile, name: str) -> Profile:
    mine = {control.id: control.layers for control in base.controls}
    taken = tuple(
        control._replace(layers=moved(control.layers, mine.get(name), other, base))
        for control in other.controls
        if control.id == name
    )
    return base._replace(controls=(*(control for control in base.controls if control.id != name), *taken))


def _swap_entries(kind: str) -> Swap:
    return lambda base, other, requirement: with_entries(kind, base, other, requirement)


_SWAPS: dict[str, Swap] = {
    "layers": _swap_layers,
    "characteristic": _swap_characteristic,
    "control": _swap_control,
    "target": with_target,
    **{kind: _swap_entries(kind) for kind in KINDS},
}
