"""Which parts of two profiles moved a verdict: each part is put into the other profile alone, and that is assessed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.evidence import judge, reach
from assessor.inquiry.diffing.controls import source
from assessor.inquiry.diffing.parts import parts, swapped
from assessor.inquiry.diffing.sides import file_key
from assessor.model.diff import Because, Cause
from assessor.model.vocabulary import EvidenceState, FileState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.inquiry.diffing.parts import Part
    from assessor.inquiry.diffing.subjects import Subject
    from assessor.inquiry.diffing.trials import Trials
    from assessor.inquiry.standing import Key, Said
    from assessor.model.knowledge import Policy
    from assessor.model.place import Location
    from assessor.model.profile import Control

MOST_TRIALS = 22
"""So many profiles are assessed at most to find the parts, each part in either profile: they take as long as the rest.
"""


class Profiles:
    """The parts in which the profiles of two sides differ, and which of them moved what.

    `policies` are the constants of the rules that either side is assessed by.
    """

    def __init__(self, trials: Trials, policies: tuple[Policy, Policy]) -> None:
        self._trials = trials
        self._sides = (trials.old, trials.new)
        self._policies = policies
        self._controls = [{one.id: one for one in side.profile.controls} for side in self._sides]
        self.parts = parts(trials.old.profile, trials.new.profile)
        self._bearing: dict[frozenset[str] | None, tuple[Because, ...]] = {}
        self._because = {part: Because(Cause.PROFILE, part.text, self._location(part)) for part in self.parts}

    @cached_property
    def too_many(self) -> bool:
        """Whether there are too many parts to try each alone."""
        return sum(len(seen) for seen in self._seen.values()) > MOST_TRIALS

    def because(self, key: Key, subject: Subject) -> tuple[Because, ...]:
        """The parts that moved a verdict; where none alone did, or they are too many, those that bear on it, or all."""
        if len(self.parts) == 1:
            return tuple(self._because.values())
        moving = () if self.too_many else tuple(part for part in self.parts if self._moves(part, key))
        return tuple(map(self._because.__getitem__, moving)) or self._on(subject.requirements)

    def _on(self, requirements: frozenset[str] | None) -> tuple[Because, ...]:
        """The parts that bear on some requirements, or else all."""
        if requirements not in self._bearing:
            found = [
                part
                for part in self.parts
                if part.touches is None or requirements is None or not requirements.isdisjoint(part.touches)
            ]
            self._bearing[requirements] = tuple(map(self._because.__getitem__, found or self.parts))
        return self._bearing[requirements]

    def _moves(self, part: Part, key: Key) -> bool:
        """Whether the part alone takes the verdict elsewhere, in the old profile or out of the new one."""
        old, new = self._trials.as_old, self._trials.as_new
        in_old, in_new = (self._tried(part, at) for at in (0, 1))
        return bool(
            (old and in_old and old.get(key) != in_old.get(key)) or (new and in_new and new.get(key) != in_new.get(key))
        )

    def _tried(self, part: Part, at: int) -> Mapping[Key, Said] | None:
        """One side's assessment with the part as the other one has it; None where that is the same, or not possible."""
        if part not in self._seen[at]:
            return None
        base, other = self._sides[at].profile, self._sides[1 - at].profile
        taken = frozenset(self._trials.causes) if at else frozenset[Cause]()
        return self._trials.said(taken, swapped(base, other, part), f"{at} {part.kind} {part.id}")

    @cached_property
    def _seen(self) -> Mapping[int, frozenset[Part]]:
        """For each side, the parts that its rules can see: not those whose evidence is worth the same on its day."""
        return {at: frozenset(part for part in self.parts if self._is_seen(part, at)) for at in (0, 1)}

    def _is_seen(self, part: Part, at: int) -> bool:
        was, now = (controls.get(part.id) for controls in self._controls)
        if part.kind != "control" or was is None or now is None or set(was.layers) != set(now.layers):
            return True
        return self._as_seen(was, at) != self._as_seen(now, at)

    def _as_seen(self, control: Control, at: int) -> object:
        """What the rules see of a control on the day of one side, but for its layers."""
        side, other = self._sides[at], self._sides[1 - at]
        judged = []
        for item in control.evidence:
            key = file_key(item)
            file = FileState.OK if key is None else side.disk.get(key, other.disk.get(key, FileState.OK))
            judged.append(judge(item, file, side.as_of, self._policies[at]))
        telling = [
            (source(item), one.state, one.expiring)
            for item, one in zip(control.evidence, judged, strict=True)
            if one.expiring or one.state is not EvidenceState.CURRENT
        ]
        return (
            frozenset(control.requirements),
            control.status,
            control.activation,
            bool(control.evidence),
            reach(judged),
            sorted(telling),
        )

    def _location(self, part: Part) -> Location | None:
        """Where the part stands in the new profile, or in the old one if it stands there alone; if that is known."""
        side, place = (self._sides[0], part.old) if part.new is None else (self._sides[1], part.new)
        return side.profile.location(place) if side.placed and place else None
