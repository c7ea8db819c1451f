"""Whether something falls within days, by itself: the check of `--fail-if-expiring`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.ahead import days_ahead
from assessor.assessment.turning import last_day
from assessor.model.result import Check
from assessor.model.vocabulary import BAND_ORDER

if TYPE_CHECKING:
    from assessor.assessment.ahead import DayAhead
    from assessor.assessment.run import Run


def expiring_check(run: Run, days: int) -> Check:
    """Whether all checks that pass today still pass on every day within so many days; without any, the rating holds."""
    expected = f"nothing falls within {days} day{'' if days == 1 else 's'}"
    for day in days_ahead(run, last_day(run.as_of, days)):
        fallen = _fallen(run, day)
        if fallen:
            return Check(name="expiring", expected=expected, actual=f"{fallen} on {day.date}", passed=False)
    return Check(name="expiring", expected=expected, actual="nothing falls", passed=True)


def _fallen(today: Run, then: DayAhead) -> str:
    """What has fallen by a day, in words; empty if nothing has."""
    if not today.checks:
        rating = then.run.rating
        worse = BAND_ORDER.index(rating) < BAND_ORDER.index(today.rating)
        return f"the rating falls to {rating}" if worse else ""
    failing = [
        f"{later.name} ({later.actual})"
        for now, later in zip(today.checks, then.checks, strict=True)
        if now.passed and not later.passed
    ]
    return f"fails: {', '.join(failing)}" if failing else ""
