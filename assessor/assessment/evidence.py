"""What an evidence item is worth on a day, and how far that carries its control. What is on disk is an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import EvidenceState, FileState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from assessor.model.knowledge import Policy
    from assessor.model.profile import Evidence, Profile

_FAULTS = {
    FileState.MISSING: "the file does not exist",
    FileState.UNREADABLE: "the file cannot be read",
    FileState.NOT_A_FILE: "it is not a regular file",
    FileState.OUTSIDE: "it lies outside the evidence root",
    FileState.OTHER_SHA256: "the file has another sha256",
}


class Judged(NamedTuple):
    """An item's state on the day, whether it expires soon, and what a reader is told of it."""

    state: EvidenceState
    expiring: bool
    detail: str


def judge(item: Evidence, file: FileState, as_of: date, policy: Policy) -> Judged:
    """The first state that holds: broken, future, expired, undated, current.

    The day of `expires` still counts. Where the policy sets an age, an item without a date is expired.
    """
    if fault := _FAULTS.get(file):
        return Judged(EvidenceState.BROKEN, False, fault)
    if item.date and item.date > as_of:
        return Judged(EvidenceState.FUTURE, False, f"dated {item.date}")
    if stale := _stale(item, as_of, policy):
        return Judged(EvidenceState.EXPIRED, False, stale)
    if item.expires:
        soon = (item.expires - as_of).days <= policy.expiring_within_days
        return Judged(EvidenceState.CURRENT, soon, f"expires on {item.expires}")
    if item.date:
        return Judged(EvidenceState.CURRENT, False, f"dated {item.date}")
    return Judged(EvidenceState.UNDATED, False, "neither date nor expires")


def _stale(item: Evidence, as_of: date, policy: Policy) -> str:
    """Why the item has expired; empty if it has not."""
    if item.expires and as_of > item.expires:
        return f"expired on {item.expires}"
    if policy.max_age_days is None:
        return ""
    if item.date is None:
        return f"without a date, and evidence counts for {policy.max_age_days} days"
    old = (as_of - item.date).days > policy.max_age_days
    return f"dated {item.date}, and evidence counts for {policy.max_age_days} days" if old else ""


def judge_all(
    profile: Profile, files: Mapping[tuple[int, int], FileState], as_of: date, policy: Policy
) -> tuple[tuple[Judged, ...], ...]:
    """Every item of every control, in the file's order; an item that `files` does not name has no file to look at."""
    return tuple(
        tuple(
            judge(item, files.get((at, index), FileState.OK), as_of, policy)
            for index, item in enumerate(control.evidence)
        )
        for at, control in enumerate(profile.controls)
    )


def reach(items: Sequence[Judged]) -> int:
    """On how many bases a control with these items counts: claimed 1, evidenced too 2, current too 3.

    The bases are nested, so a number says which.
    """
    if any(item.state is EvidenceState.CURRENT for item in items):
        return 3
    return 2 if items else 1
