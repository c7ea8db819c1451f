"""What pages and calendars say of a forecast's day: what is alike is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.diff import Direction
from assessor.model.forecast import Dated
from assessor.model.ranking import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.model.forecast import Change, Dating, ForecastDay, Said

WAYS = {Direction.BETTER: "up", Direction.WORSE: "down", Direction.OTHER: "aside"}
"""How a verdict moves, in a word."""

_GATE = "gate"
"""The kind of its changes, and the id of the gate as a whole."""
_A_RUN = 3
"""So many numbers behind each other are told by the first and the last of them."""


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
        elif change.kind == _GATE:
            ids.append("as a whole")
    return tuple(Alike(*group, tuple(ids)) for group, ids in groups.items())


def word(said: Said) -> str:
    """A verdict as readers are told it."""
    return "none" if said is None else str(said).replace("-", " ")


def whole_gate(day: ForecastDay) -> str | None:
    """How the gate as a whole stands from the day on, if that is another way than before."""
    return next((str(one.after) for one in day.changes if one.kind == one.id == _GATE), None)


def failing_now(day: ForecastDay) -> tuple[str, ...]:
    """The checks of the gate that pass no longer."""
    return tuple(one.id for one in day.changes if one.kind == _GATE != one.id and one.after == FAILED)


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
    if kind is Dated.EVIDENCE:
        return f"{len(things)} evidence items (each {reason}): {', '.join(_by_control(things))}"
    each = (f"{one.id} {one.subject} (line {one.location.line})" for one in things)
    return f"{len(things)} exceptions (each {reason}): {', '.join(each)}"


def _by_control(items: Iterable[Dating]) -> Iterator[str]:
    """The evidence items of each control, with their lines: `AC-1#1 to #3 (lines 8 to 12)`."""
    controls: dict[str, dict[int, int]] = {}
    for item in items:
        control, _, number = item.id.rpartition("#")
        controls.setdefault(control, {})[int(number)] = item.location.line
    for control, lines in controls.items():
        numbers = list(lines)
        run = len(numbers) >= _A_RUN and numbers == list(range(numbers[0], numbers[-1] + 1))
        which = f"#{numbers[0]} to #{numbers[-1]}" if run else ", ".join(f"#{number}" for number in numbers)
        yield f"{control}{which} ({_lines(list(lines.values()), run=run)})"


def _lines(lines: Sequence[int], *, run: bool) -> str:
    different = list(dict.fromkeys(lines))
    if len(different) == 1:
        return f"line {different[0]}"
    return f"lines {different[0]} to {different[-1]}" if run else f"lines {', '.join(map(str, different))}"
