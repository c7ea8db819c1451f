"""Reassessing two sides with some things taken from the one and the rest from the other: how causes are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.assess import gate_basis
from assessor.assessment.case import Case
from assessor.errors import InputError
from assessor.inquiry.diffing.parts import parts
from assessor.inquiry.diffing.sides import file_key, verdicts
from assessor.model.diff import Cause
from assessor.model.vocabulary import FileState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.assessment.reasoner import Reasoner
    from assessor.inquiry.diffing.sides import Disk, Side
    from assessor.inquiry.standing import Key, Said
    from assessor.model.gates import Gates
    from assessor.model.knowledge import PackIdentity
    from assessor.model.profile import Profile
    from assessor.model.vocabulary import Basis

    Hands = Mapping[tuple[PackIdentity, ...], Reasoner]
    """The rules that are at hand, by the packs that they are made of."""

ON_THE_GATE = frozenset({"finding", "gate"})
"""The kinds of verdicts that are on the basis of the gate alone."""


def differing(old: Side, new: Side) -> tuple[Cause, ...]:
    """In what two sides differ, as far as a verdict can depend on it."""
    differ = {
        Cause.PROFILE: bool(parts(old.profile, new.profile)),
        Cause.EVIDENCE: bool(altered_files(old.disk, new.disk)),
        Cause.RULES: old.packs != new.packs,
        Cause.CLOCK: old.as_of != new.as_of,
        Cause.OPTIONS: (old.asked, old.gates, old.had_baseline) != (new.asked, new.gates, new.had_baseline),
        Cause.TOOL: old.version != new.version,
    }
    return tuple(cause for cause, does in differ.items() if does)


def altered_files(old: Disk, new: Disk) -> tuple[tuple[str, str], ...]:
    """The files that both sides name and that were sound on one and broken on the other."""
    return tuple(key for key in new if key in old and (old[key] is FileState.OK) is not (new[key] is FileState.OK))


def aligned(said: Mapping[Key, Said], basis: Basis) -> dict[Key, Said]:
    """The verdicts with findings and checks under one basis, so that those of two gates stand beside each other."""
    return {key._replace(basis=basis) if key.kind in ON_THE_GATE else key: what for key, what in said.items()}


class Trials:
    """Assessments of two sides with some of the causes taken from the new one; equal ones are made once.

    Each is None where it cannot be made: for want of rules, or because the rules contradict each other on it.
    """

    def __init__(self, old: Side, new: Side, hands: Hands) -> None:
        self.old, self.new = old, new
        self.causes = tuple(cause for cause in differing(old, new) if cause is not Cause.TOOL)
        self._hands = hands
        self._made: dict[object, Mapping[Key, Said] | None] = {}
        if not new.recorded and new.packs in hands:
            self._made[frozenset(self.causes), None] = aligned(new.verdicts.said, new.basis)

    @property
    def possible(self) -> bool:
        """Whether the rules of both sides are at hand."""
        return self.old.packs in self._hands and self.new.packs in self._hands

    def said(
        self, taken: frozenset[Cause], profile: Profile | None = None, name: str = ""
    ) -> Mapping[Key, Said] | None:
        """What an assessment says with these causes taken from the new side and the rest from the old.

        `profile` is one in the place of either's, under a name that is its own.
        """
        key = taken & frozenset(self.causes), name or None
        if key not in self._made:
            self._made[key] = self._make(taken, profile)
        return self._made[key]

    @property
    def as_old(self) -> Mapping[Key, Said] | None:
        """The old side again."""
        return self.said(frozenset())

    @property
    def as_new(self) -> Mapping[Key, Said] | None:
        """The new side again."""
        return self.said(frozenset(self.causes))

    def _make(self, taken: frozenset[Cause], profile: Profile | None) -> Mapping[Key, Said] | None:
        case = self._case(taken, profile)
        try:
            return None if case is None else aligned(verdicts(case).said, self.new.basis)
        except InputError:
            return None

    def _case(self, taken: frozenset[Cause], profile: Profile | None) -> Case | None:
        def side(cause: Cause) -> Side:
            return self.new if cause in taken else self.old

        reasoner = self._hands.get(side(Cause.RULES).packs)
        if reasoner is None:
            return None
        of, options = side(Cause.PROFILE).profile if profile is None else profile, side(Cause.OPTIONS)
        of, gates = judgeable(of, options.gates, reasoner)
        disk = side(Cause.EVIDENCE).disk
        other = self.old.disk if disk is self.new.disk else self.new.disk
        return Case(
            reasoner=reasoner,
            profile=of,
            files=_files(of, disk, other),
            as_of=side(Cause.CLOCK).as_of,
            basis=gate_basis(of, gates, options.asked),
            gates=gates,
            version=self.new.version,
        )


def judgeable(profile: Profile, gates: Gates, reasoner: Reasoner) -> tuple[Profile, Gates]:
    """The profile and the gates without what they want of benchmarks that the rules do not know."""
    known = reasoner.benchmarks
    wanted = tuple(one for one in profile.targets.benchmarks if one in known)
    require = tuple(one for one in gates.require if one.benchmark in known)
    if wanted != profile.targets.benchmarks:
        profile = profile._replace(targets=profile.targets._replace(benchmarks=wanted))
    return profile, gates._replace(require=require)


def _files(profile: Profile, disk: Disk, other: Disk) -> Mapping[tuple[int, int], FileState]:
    """The state of each item's file on one side's disk; what that side does not name, as the other one found it."""
    return {
        (at, index): disk.get(key, other.get(key, FileState.OK))
        for at, control in enumerate(profile.controls)
        for index, item in enumerate(control.evidence)
        if (key := file_key(item)) is not None
    }
