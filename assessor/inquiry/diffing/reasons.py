"""Why a cause is one: which control, which evidence, which pack, which option, in words and with places."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.assessment.options import options
from assessor.inquiry.diffing.evidence import Turns
from assessor.inquiry.standing import GATE
from assessor.model.diff import Because, Cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.inquiry.diffing.profiles import Profiles
    from assessor.inquiry.diffing.sides import Side
    from assessor.inquiry.diffing.subjects import Subject
    from assessor.inquiry.standing import Key
    from assessor.model.knowledge import PackIdentity, Policy

_PREFIX = 8
_MOST = 50


class Reasons:
    """What there is to say of each cause, for any verdict."""

    def __init__(self, old: Side, new: Side, profiles: Profiles, policy: Policy) -> None:
        self._old, self._new = old, new
        self._profiles = profiles
        self._turns = {cause: Turns(cause, old, new, policy) for cause in (Cause.CLOCK, Cause.EVIDENCE)}

    def of(self, cause: Cause, key: Key, subject: Subject) -> tuple[Because, ...]:
        """What of a cause bears on a verdict; never empty, and at most so much that it can be read."""
        found = tuple(self._of(cause, key, subject))
        if len(found) > _MOST:
            more = len(found) - _MOST
            return (*found[:_MOST], Because(cause, f"and {more} more of the {cause}"))
        return found or (Because(cause, self._in_general(cause)),)

    def _of(self, cause: Cause, key: Key, subject: Subject) -> Sequence[Because]:
        if cause is Cause.PROFILE:
            return self._profiles.because(key, subject)
        if cause in self._turns:
            return self._turns[cause].because(subject)
        if cause is Cause.RULES:
            return tuple(Because(cause, text) for text in pack_changes(self._old.packs, self._new.packs))
        if cause is Cause.OPTIONS:
            return tuple(Because(cause, text) for text in option_changes(self._old, self._new, key))
        return ()

    def _in_general(self, cause: Cause) -> str:
        if cause is Cause.CLOCK:
            return f"the day: {self._old.as_of} to {self._new.as_of}"
        if cause is Cause.TOOL:
            return f"dtassess {self._old.version} to {self._new.version}"
        return f"the {cause}"


def pack_name(pack: PackIdentity) -> str:
    """A pack with its version and the beginning of its hash."""
    return f"{pack.pack} {pack.version} ({pack.sha256[:_PREFIX]})"


def packs_name(packs: Sequence[PackIdentity]) -> str:
    """The packs of a side."""
    return " and ".join(map(pack_name, packs)) or "no rules"


def pack_changes(old: Sequence[PackIdentity], new: Sequence[PackIdentity]) -> Iterator[str]:
    """The packs in which two sides differ."""
    before = {pack.pack: pack for pack in old}
    for pack in new:
        was = before.pop(pack.pack, None)
        if was is None:
            yield f"rule pack {pack_name(pack)} added"
        elif was != pack:
            yield f"rule pack {pack_name(was)} to {pack.version} ({pack.sha256[:_PREFIX]})"
    for gone in before.values():
        yield f"rule pack {pack_name(gone)} left out"


_OF_CHECKS = {
    "rating": "fail_under",
    "score": "min_score",
    "assessed": "min_assessed",
    "benchmark": "require",
    "findings": "fail_on",
    "expiring": "fail_if_expiring",
    "baseline": "baseline",
}
"""The option that asks for a check, by the check's name."""
_OF_ALL = frozenset({"basis", "targets"})
"""The options that bear on every finding and check."""


def option_changes(old: Side, new: Side, key: Key) -> Iterator[str]:
    """The options in which two sides differ and that can bear on a verdict: all of them on the gate as a whole."""
    before, after = ({**options(side.basis, side.gates), "baseline": side.had_baseline} for side in (old, new))
    differ = [name for name, value in after.items() if value != before[name]]
    bearing = _OF_ALL | {_OF_CHECKS.get(key.id.partition(":")[0].partition("#")[0], "")}
    found = [name for name in differ if name in bearing] if (key.kind, key.id) != ("gate", GATE) else differ
    for name in found or differ:
        yield f"option {name}: {_option(before[name])} to {_option(after[name])}"


def _option(value: Any) -> str:
    if isinstance(value, list):
        wanted = [f"{one['benchmark']}={one['coverage']}" if one["coverage"] else one["benchmark"] for one in value]
        return ", ".join(wanted) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else str(value)
