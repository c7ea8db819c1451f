"""A forecast as a calendar (RFC 5545) that calendar programs subscribe to or import. icalendar escapes and folds.

Importing this module needs the extra `calendar`. Equal forecasts give equal bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from json import dumps
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event, Journal

from assessor.errors import harmless
from assessor.model.diff import Direction
from assessor.model.forecast import Dated
from assessor.model.ranking import PASSED
from assessor.report.answers.forecast_words import WAYS, alike, failing_now, sentences, whole_gate, word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from assessor.model.forecast import Forecast, ForecastDay
    from assessor.report.answers.forecast_words import Alike

_OURS = uuid5(NAMESPACE_URL, "dtassess/forecast/v1")
"""The namespace of the entries' ids."""


def render(forecast: Forecast) -> str:
    """The calendar: an entry for each listed day, all day long, that blocks nobody's time.

    An entry's id is made of the profile's name, the basis and the day, so that a later forecast replaces the entries of
    an earlier one. The standard wants something in every calendar: without a listed day it is a note that says so.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//dtassess//forecast//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", harmless(f"Forecast for {forecast.profile.name}"))
    for day in forecast.days:
        event = Event()
        _fill(event, forecast, day.date, _summary(day), _description(day))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    if not forecast.days:
        calendar.add_component(_note(forecast))
    content: bytes = calendar.to_ical()
    return content.decode()


def _note(forecast: Forecast) -> Journal:
    note = Journal()
    text = f"Nothing expires and nothing changes from {forecast.first} to {forecast.until}."
    _fill(note, forecast, forecast.first, "nothing to come", [text])
    return note


def _fill(entry: Event | Journal, forecast: Forecast, day: date, summary: str, lines: list[str]) -> None:
    name, basis = forecast.profile.name, str(forecast.basis)
    entry.add("uid", str(uuid5(_OURS, dumps([name, basis, day.isoformat()]))))
    entry.add("dtstamp", datetime.combine(forecast.as_of, time(tzinfo=UTC)))
    entry.add("dtstart", day)
    entry.add("summary", harmless(f"{name}: {summary}"))
    source = f"Forecast of {forecast.as_of} for {forecast.profile.path}, on the basis {basis}."
    entry.add("description", "\n".join(map(harmless, [*lines, source])))


def _summary(day: ForecastDay) -> str:
    """What expires or begins, and what matters most of what changes with it."""
    count = len(day.changes)
    parts = [*_expiring(day), *_beginning(day), *_changing(day)]
    return ", ".join(parts) or ("1 verdict changes" if count == 1 else f"{count} verdicts change")


def _expiring(day: ForecastDay) -> Iterator[str]:
    evidence = [thing for thing in day.expires if thing.kind is Dated.EVIDENCE]
    exceptions = [thing for thing in day.expires if thing.kind is Dated.EXCEPTION]
    if evidence:
        one = f"evidence {evidence[0].id} expires"
        yield one if len(evidence) == 1 else f"{len(evidence)} evidence items expire"
    if exceptions:
        one = f"the exception for {exceptions[0].subject} ends"
        yield one if len(exceptions) == 1 else f"{len(exceptions)} exceptions end"


def _beginning(day: ForecastDay) -> Iterator[str]:
    if day.begins:
        one = f"evidence {day.begins[0].id} begins to count"
        yield one if len(day.begins) == 1 else f"{len(day.begins)} evidence items begin to count"


def _changing(day: ForecastDay) -> Iterator[str]:
    for change in day.changes:
        if change.kind == "rating":
            yield f"rating {'falls' if change.direction is Direction.WORSE else 'rises'} to {change.after}"
    gate, failing = whole_gate(day), failing_now(day)
    if gate:
        yield "gate passes" if gate == PASSED else "gate fails"
    elif failing:
        many = f"{len(failing)} further checks of the gate fail"
        yield many if len(failing) > 1 else f"a further check of the gate fails ({failing[0]})"


def _description(day: ForecastDay) -> list[str]:
    return [
        *(f"Expires: {text}" for text in sentences(day.expires)),
        *(f"Begins: {text}" for text in sentences(day.begins)),
        *map(_changes, alike(day.changes)),
    ]


def _changes(group: Alike) -> str:
    which = f": {group.which}" if group.ids else ""
    return f"{WAYS[group.direction]}: {group.kind} {word(group.before)} to {word(group.after)}{which}"
