"""How a forecast's head words the rating and the gate: how they stand, and each day on which that changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.ranking import PASSED
from assessor.model.vocabulary import Severity
from assessor.report.answers.forecast_words import failing_now, whole_gate
from assessor.report.page import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.model.forecast import Forecast, NamedCheck
    from assessor.report.page import Cell

_SO_IT_STAYS = "and so it stays"


def rating_words(forecast: Forecast) -> Cell:
    """The rating, with every day on which it is another one."""
    told = [f"{forecast.today.rating} on {forecast.as_of}"]
    told += [f"{one.after} on {day.date}" for day in forecast.days for one in day.changes if one.kind == "rating"]
    return State(forecast.today.rating, ", ".join(told if len(told) > 1 else (*told, _SO_IT_STAYS)))


def gate_words(forecast: Forecast) -> Cell:
    """How the gate stands, with every day on which that changes, and what fails at first."""
    passes, turns = forecast.today.passed, _turns(forecast)
    if passes is None:
        return "no check is set"
    if passes and not turns:
        return State("passed", "passes on every day")
    if passes:
        return State(Severity.WARNING, ", ".join((f"passes on {forecast.as_of}", *turns)))
    failing = _wanting(forecast.today.checks)
    told = ", ".join((f"fails already on {forecast.as_of} ({failing})", *(turns or (_SO_IT_STAYS,))))
    return State("failed", told + _further(forecast))


def _turns(forecast: Forecast) -> list[str]:
    """The days on which the gate begins to pass or to fail, with the checks; of the first failure what they want."""
    told, failed = [], forecast.today.passed is False
    for day in forecast.days:
        turn = whole_gate(day)
        if turn == PASSED:
            told.append(f"passes on {day.date}")
        elif turn:
            at_first = day.date == forecast.first_gate_failure
            why = _wanting(forecast.failing) if at_first else ", ".join(failing_now(day))
            told.append(f"fails {'again' if failed else 'first'} on {day.date} ({why})")
            failed = True
    return told


def _wanting(checks: Sequence[NamedCheck]) -> str:
    failing = (one for one in checks if not one.check.passed)
    return "; ".join(f"{one.id}: {one.check.expected} wanted, {one.check.actual} found" for one in failing)


def _further(forecast: Forecast) -> str:
    """The first day on which a gate that fails already has one more check that does."""
    for day in forecast.days:
        if whole_gate(day):
            return ""
        if more := failing_now(day):
            checks = "a further check fails" if len(more) == 1 else "further checks fail"
            return f"; {checks} on {day.date}: {', '.join(more)}"
    return ""
