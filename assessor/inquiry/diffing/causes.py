"""Whose doing a change is: found by taking one thing at a time from the other side, and never guessed.

A cause has a change to itself if it alone takes the old verdict to the new one, putting it back alone takes the new one
back, and no other does both. What was altered, or cannot be assessed again for want of its rules or its tool, is
unknown; only where nothing else differs does it follow without that.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from assessor.inquiry.diffing.profiles import Profiles
from assessor.inquiry.diffing.reasons import Reasons, pack_changes, packs_name
from assessor.inquiry.diffing.repeated import Repeated, by_baseline
from assessor.inquiry.diffing.subjects import Subjects
from assessor.inquiry.diffing.trials import Trials, differing
from assessor.model.diff import Because, Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.inquiry.diffing.sides import Side
    from assessor.inquiry.diffing.trials import Hands
    from assessor.inquiry.standing import Key, Said
    from assessor.model.knowledge import PackIdentity

_NOT_RERUN = frozenset({Cause.RULES, Cause.TOOL})
_CONTRADICTION = "the rules contradict each other where one thing is taken from the other side"


class Attribution(NamedTuple):
    """Whose doing a change is, and what of it."""

    cause: Cause
    because: tuple[Because, ...]


class Causes:
    """The causes of the changes between two sides.

    `hands` has the rules that are at hand, `stand_in` the packs among them to say something by where those of a side
    are not, and `version` is that of the tool that reassesses. `stood_in` says so where that was done.
    """

    def __init__(self, old: Side, new: Side, hands: Hands, stand_in: tuple[PackIdentity, ...], version: str) -> None:
        self._old, self._new, self._hands, self._version = old, new, hands, version
        self._trials = Trials(old, new, hands)
        self.differs = differing(old, new)
        packs = next(packs for packs in (new.packs, old.packs, stand_in) if packs in hands)
        self._by = f"by {packs_name(packs)} and dtassess {version}, which are at hand"
        self._likely = Trials(old._replace(packs=packs), new._replace(packs=packs), hands)
        self.stood_in = "" if self._trials.possible else self._by
        told = self._trials if self._trials.possible else self._likely
        policies = (hands[told.old.packs].knowledge.policy, hands[told.new.packs].knowledge.policy)
        self.profiles = Profiles(told, policies)
        self._reasons = Reasons(old, new, self.profiles, policies[1])
        gated = any(side.gates.fail_on for side in (old, new))
        self._subjects = Subjects(hands[packs].knowledge, old.profile, new.profile, gated=gated)
        self.repeated = tuple(
            Repeated(
                who,
                side,
                again,
                basis=new.basis,
                benchmarks=hands[side.packs].benchmarks,
                version=version,
            )
            for who, side, again in (("OLD", old, self._trials.as_old), ("NEW", new, self._trials.as_new))
            if again is not None and side.recorded and (Cause.TOOL not in self.differs or side.version == version)
        )

    def of(self, key: Key) -> Attribution:
        """Whose doing it is that a verdict changed."""
        doubts = tuple(because for one in self.repeated for because in one.doubts(key))
        if len(self.differs) == 1 and (not doubts or (self.differs[0] is Cause.OPTIONS and by_baseline(key))):
            return Attribution(self.differs[0], (*self._because(self.differs, key), *self._by_elimination))
        if doubts:
            return Attribution(Cause.UNKNOWN, doubts)
        if not self.differs:
            text = "all that both say they were made from is the same: one of them was altered"
            return Attribution(Cause.UNKNOWN, (Because(Cause.UNKNOWN, text),))
        if self.not_at_hand:
            return Attribution(Cause.UNKNOWN, (*self._not_rerun, *self._likely_causes(key)))
        cause, together = self._tried(self._trials, self.differs, key)
        because = self._because(together, key) or (Because(Cause.UNKNOWN, _CONTRADICTION),)
        return Attribution(cause, because)

    @cached_property
    def not_at_hand(self) -> tuple[str, ...]:
        """Why a side cannot be assessed again as it was, in sentences; none if both can."""
        told = {
            side.packs: f"the rules of {who} are not at hand ({packs_name(side.packs)})"
            for who, side in (("NEW", self._new), ("OLD", self._old))
            if side.packs not in self._hands
        }
        tool = f"OLD is by dtassess {self._old.version}, and NEW by {self._new.version}: not both can be run"
        return (*told.values(), *((tool,) if Cause.TOOL in self.differs else ()))

    @cached_property
    def _not_rerun(self) -> tuple[Because, ...]:
        why = (f"{text}, so it cannot be told from the rest" for text in self.not_at_hand)
        changed = (Because(Cause.RULES, text) for text in pack_changes(self._old.packs, self._new.packs))
        return (*(Because(Cause.UNKNOWN, text) for text in why), *changed)

    @cached_property
    def _by_elimination(self) -> tuple[Because, ...]:
        """What is said of the only difference where it was not tried."""
        (cause,) = self.differs
        if cause not in _NOT_RERUN or not self.not_at_hand:
            return ()
        return tuple(Because(cause, f"{text}; nothing else differs") for text in self.not_at_hand)

    def _likely_causes(self, key: Key) -> Iterator[Because]:
        """What the other differences come to by what is at hand: for information, since it is not what was asked."""
        old, new = self._likely.as_old, self._likely.as_new
        if old is None or new is None:
            return
        before, after = old.get(key), new.get(key)
        rest = tuple(cause for cause in self.differs if cause not in _NOT_RERUN)
        if before == after:
            text = f"{self._by}, the rest changes nothing: it is {_word(before)} of both"
        else:
            _, together = self._tried(self._likely, rest, key)
            doing = f": the doing of the {' and '.join(together)}" if together else ""
            text = f"{self._by}, the rest takes it from {_word(before)} to {_word(after)}{doing}"
        yield Because(Cause.UNKNOWN, text)

    def _tried(self, trials: Trials, causes: Sequence[Cause], key: Key) -> tuple[Cause, Sequence[Cause]]:
        """The cause by assessments with one thing at a time taken from the other side, and what takes part in it."""
        every = frozenset(trials.causes)
        sides = [trials.said(taken) for taken in (frozenset[Cause](), every)]
        there = {cause: trials.said(frozenset({cause})) for cause in causes}
        back = {cause: trials.said(every - {cause}) for cause in causes}
        made = [one for one in (*sides, *there.values(), *back.values()) if one is not None]
        if len(made) < 2 + 2 * len(causes):
            return Cause.UNKNOWN, ()
        before, after = (one.get(key) for one in made[:2])
        forth = {cause: one.get(key) for cause, one in there.items() if one is not None}
        home = {cause: one.get(key) for cause, one in back.items() if one is not None}
        alone = [cause for cause in causes if forth[cause] == after and home[cause] == before]
        if len(alone) == 1:
            return alone[0], alone
        moving = [cause for cause in causes if forth[cause] != before or home[cause] != after]
        return Cause.SEVERAL, moving if len(moving) > 1 else causes

    def _because(self, causes: Sequence[Cause], key: Key) -> tuple[Because, ...]:
        subject = self._subjects.of(key)
        return tuple(because for cause in causes for because in self._reasons.of(cause, key, subject))


def _word(said: Said) -> str:
    return "not there" if said is None else str(said)
