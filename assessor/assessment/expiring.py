"""On which coming days a verdict can change of itself, and whether a gate fails on one of them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assessor.model.result import Check
from assessor.model.vocabulary import BAND_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from assessor.model.knowledge import Policy
    from assessor.model.profile import Profile
    from assessor.model.vocabulary import Band

Day = tuple["Sequence[Check]", "Band"]
"""The checks and the rating of a day."""


def change_days(profile: Profile, policy: Policy, as_of: date, days: int) -> tuple[date, ...]:
    """The days after `as_of`, up to `days` later, on which evidence begins or ceases to count or an exception ends.

    Also those on which evidence begins to be reported as expiring soon.
    """
    last = as_of.toordinal() + days
    found = {day for day in _turning_points(profile, policy) if as_of.toordinal() < day <= last}
    return tuple(date.fromordinal(day) for day in sorted(found) if day <= date.max.toordinal())


def _turning_points(profile: Profile, policy: Policy) -> Iterator[int]:
    for control in profile.controls:
        for item in control.evidence:
            if item.date:
                yield item.date.toordinal()
                if policy.max_age_days is not None:
                    yield item.date.toordinal() + policy.max_age_days + 1
            if item.expires:
                yield item.expires.toordinal() - policy.expiring_within_days
                yield item.expires.toordinal() + 1
    for exception in profile.exceptions:
        yield exception.expires.toordinal() + 1


def expiring_check(today: Day, coming: Callable[[date], Day], changes: Sequence[date], days: int) -> Check:
    """Whether all checks that pass today still pass on every coming day; without any check, whether the rating holds.

    `coming` assesses again on a day.
    """
    expected = f"nothing falls within {days} day{'' if days == 1 else 's'}"
    for day in changes:
        fallen = _fallen(today, coming(day))
        if fallen:
            return Check(name="expiring", expected=expected, actual=f"{fallen} on {day}", passed=False)
    return Check(name="expiring", expected=expected, actual="nothing falls", passed=True)


def _fallen(today: Day, then: Day) -> str:
    (checks, rating), (checks_then, rating_then) = today, then
    if not checks:
        worse = BAND_ORDER.index(rating_then) < BAND_ORDER.index(rating)
        return f"the rating falls to {rating_then}" if worse else ""
    failing = [
        f"{later.name} ({later.actual})"
        for now, later in zip(checks, checks_then, strict=True)
        if now.passed and not later.passed
    ]
    return f"fails: {', '.join(failing)}" if failing else ""
