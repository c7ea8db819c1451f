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
from assessor.report.answers.forecast_words import alike, sentences

if TYPE_CHECKING:
    from datetime import date

    from assessor.model.forecast import Forecast, ForecastDay, Said
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
    """What matters most on the day."""
    parts = [f"rating {change.before} to {change.after}" for change in day.changes if change.kind == "rating"]
    gate = [change.after for change in day.changes if (change.kind, change.id) == ("gate", "gate")]
    parts += ["gate passes" if after == "passed" else "gate fails" for after in gate]
    if day.expires:
        parts.append("1 expires" if len(day.expires) == 1 else f"{len(day.expires)} expire")
    if day.begins:
        parts.append("1 begins to count" if len(day.begins) == 1 else f"{len(day.begins)} begin to count")
    if not parts:
        parts.append("1 verdict changes" if len(day.changes) == 1 else f"{len(day.changes)} verdicts change")
    return ", ".join(parts)


def _description(day: ForecastDay) -> list[str]:
    return [
        *(f"Expires: {text}" for text in sentences(day.expires)),
        *(f"Begins: {text}" for text in sentences(day.begins)),
        *map(_changes, alike(day.changes)),
    ]


def _changes(group: Alike) -> str:
    which = f": {group.which}" if group.ids else ""
    return f"{group.direction}: {group.kind} {_word(group.before)} to {_word(group.after)}{which}"


def _word(said: Said) -> str:
    return "none" if said is None else str(said)
