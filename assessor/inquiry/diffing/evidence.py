"""What the clock and the disk did: evidence that is worth something else, and exceptions that ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.evidence import judge, reach
from assessor.inquiry.diffing.controls import source
from assessor.inquiry.diffing.sides import file_key
from assessor.model.diff import Because, Cause
from assessor.model.vocabulary import EvidenceState, FileState

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.assessment.evidence import Judged
    from assessor.inquiry.diffing.sides import Side
    from assessor.inquiry.diffing.subjects import Subject
    from assessor.model.knowledge import Policy
    from assessor.model.place import Location
    from assessor.model.profile import AcceptedRisk, Control, Evidence


class Turned(NamedTuple):
    """An evidence item that is worth something else."""

    source: str
    name: str
    """Its path, or for a link, which can be long, its number."""
    change: str
    """`current to expired`."""
    detail: str
    location: Location | None


class TurnedControl(NamedTuple):
    """A control some of whose evidence is worth something else."""

    control: Control
    items: tuple[Turned, ...]
    reaches: bool
    """Whether the control counts on other bases for it."""


class Turns:
    """What the clock, or the disk, did between two sides to the evidence of the new profile, or else of the old one."""

    def __init__(self, cause: Cause, old: Side, new: Side, policy: Policy) -> None:
        self._cause, self._old, self._new, self._policy = cause, old, new, policy
        found = {one.control.id: one for one in self._of(new)}
        for one in self._of(old):
            found.setdefault(one.control.id, one)
        self._controls = found
        self._bearing: dict[object, tuple[Because, ...]] = {}

    def because(self, subject: Subject) -> tuple[Because, ...]:
        """What of it bears on a verdict: of controls those that count on other bases for it, if there are any."""
        finding = subject.finding
        if finding and finding.control and finding.subject:
            named = self._controls.get(finding.control)
            items = named.items if named else ()
            return tuple(self._one(finding.control, item) for item in items if item.source == finding.subject)
        key = subject._replace(finding=None)
        if key not in self._bearing:
            self._bearing[key] = tuple(self._on(subject))
        return self._bearing[key]

    def _on(self, subject: Subject) -> Iterator[Because]:
        bearing = [
            one for one in self._controls.values() if subject.takes(one.control.requirements, one.control.layers)
        ]
        for one in [one for one in bearing if one.reaches] or bearing:
            yield from self._told(one)
        if self._cause is Cause.CLOCK and subject.waivable:
            yield from self._ended(subject)

    def _told(self, one: TurnedControl) -> Iterator[Because]:
        """The items of a control, those that changed alike together."""
        alike: dict[str, list[Turned]] = {}
        for item in one.items:
            alike.setdefault(item.change, []).append(item)
        for change, items in alike.items():
            if len(items) == 1:
                yield self._one(one.control.id, items[0])
            else:
                details = {item.detail for item in items}
                detail = f" ({details.pop()})" if len(details) == 1 else ""
                text = f"evidence of {one.control.id}: {len(items)} items {change}{detail}"
                yield Because(self._cause, text, items[0].location)

    def _one(self, control: str, item: Turned) -> Because:
        detail = f" ({item.detail})" if item.detail else ""
        return Because(self._cause, f"evidence of {control}: {item.name} {item.change}{detail}", item.location)

    def _of(self, side: Side) -> Iterator[TurnedControl]:
        for control in side.profile.controls:
            before, after = (self._judged(control, side, at) for at in (self._old, self._new))
            items = tuple(
                self._turned(side, number, item, (was, now))
                for number, (item, was, now) in enumerate(zip(control.evidence, before, after, strict=True), 1)
                if _state(was) != _state(now)
            )
            if items:
                yield TurnedControl(control, items, reach(before) != reach(after))

    def _judged(self, control: Control, side: Side, at: Side) -> Sequence[Judged]:
        """A control's evidence on the day, or on the disk, of one of the two, all else being its own side's."""
        by_clock = self._cause is Cause.CLOCK
        disk, day = (side.disk, at.as_of) if by_clock else (at.disk, side.as_of)
        return [
            judge(item, disk.get(key, side.disk[key]) if (key := file_key(item)) else FileState.OK, day, self._policy)
            for item in control.evidence
        ]

    def _turned(self, side: Side, number: int, item: Evidence, judged: tuple[Judged, Judged]) -> Turned:
        was, now = judged
        telling = was if now.state is EvidenceState.CURRENT and not now.expiring else now
        broken = telling.state is EvidenceState.BROKEN
        unsure = broken and (self._old if telling is was else self._new).recorded
        return Turned(
            source=source(item),
            name=item.path or f"item {number}",
            change=f"{_state(was)} to {_state(now)}",
            detail="" if unsure else telling.detail,  # which fault a file had, a result does not say
            location=_location(side, item, "path" if broken else _KEYS.get(telling.state, "expires")),
        )

    def _ended(self, subject: Subject) -> Iterator[Because]:
        """The exceptions that are valid on one of the two days alone."""
        seen = set()
        for side in (self._new, self._old):
            for one in side.profile.exceptions:
                valid = [at.as_of <= one.expires for at in (self._old, self._new)]
                told = one.requirement, one.layers, one.expires
                if valid[0] is not valid[1] and told not in seen and subject.takes({one.requirement}, one.layers):
                    seen.add(told)
                    yield self._exception(side, one, over=valid[0])

    def _exception(self, side: Side, one: AcceptedRisk, *, over: bool) -> Because:
        what = f"exception on {one.requirement}: {'valid to expired' if over else 'expired to valid'}"
        place = side.profile.location(one.marks.value("expires")) if side.placed else None
        return Because(self._cause, f"{what} (valid through {one.expires})", place)


_KEYS = {EvidenceState.FUTURE: "date"}


def _state(judged: Judged) -> str:
    return "expiring" if judged.expiring else judged.state.value


def _location(side: Side, item: Evidence, key: str) -> Location | None:
    return side.profile.location(item.marks.value(key)) if side.placed else None
