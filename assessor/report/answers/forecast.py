"""A forecast (`dtassess/forecast/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.forecast import Dated
from assessor.model.number import shown
from assessor.report.answers.forecast_outlook import gate_words, rating_words
from assessor.report.answers.forecast_words import WAYS, alike, sentences, word
from assessor.report.answers.heading import heading
from assessor.report.document import to_location_object, to_profile_object, to_rules_object
from assessor.report.page import Labelled, Paragraph, Section, State, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from assessor.model.forecast import Change, Dating, Forecast, ForecastDay, NamedCheck, Outlook, Said
    from assessor.report.answers.forecast_words import Alike
    from assessor.report.document import Document
    from assessor.report.page import Block, Cell, Page


def to_object(forecast: Forecast) -> Document:
    """The forecast as plain values; dates are ISO 8601 days."""
    return {
        "schema": "dtassess/forecast/v1",
        "rules": to_rules_object(forecast.rules),
        "profile": to_profile_object(forecast.profile),
        "as_of": forecast.as_of.isoformat(),
        "basis": str(forecast.basis),
        "from": forecast.first.isoformat(),
        "until": forecast.until.isoformat(),
        "standing": _standing(forecast.today),
        "days": [_day(day) for day in forecast.days],
        "first_rating_change": _date(forecast.first_rating_change),
        "first_gate_failure": _date(forecast.first_gate_failure),
        "failing": [_check(one) for one in forecast.failing],
    }


def _whole(text: str) -> str:
    """The text with what is not UTF-8 in it spelled out: half a character is valid in no format."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _date(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _standing(today: Outlook) -> Document:
    return {
        "rating": str(today.rating),
        "score": None if today.score is None else shown(today.score),
        "gate": {"passed": today.passed, "checks": [_check(one) for one in today.checks]},
    }


def _check(one: NamedCheck) -> Document:
    return {"id": one.id, "expected": one.check.expected, "actual": one.check.actual, "passed": one.check.passed}


def _day(day: ForecastDay) -> Document:
    return {
        "date": day.date.isoformat(),
        "expires": [_dating(thing) for thing in day.expires],
        "begins": [_dating(thing) for thing in day.begins],
        "changes": [_change(change) for change in day.changes],
    }


def _dating(thing: Dating) -> Document:
    return {
        "kind": str(thing.kind),
        "id": thing.id,
        "subject": _whole(thing.subject),
        "reason": thing.reason,
        "location": to_location_object(thing.location),
    }


def _change(change: Change) -> Document:
    return {
        "kind": change.kind,
        "id": change.id,
        "from": change.before,
        "to": change.after,
        "direction": str(change.direction),
    }


def page(forecast: Forecast) -> Page:
    """The forecast for people: how it stands and when that ends, then day by day what expires and what changes."""
    return tuple(_blocks(forecast))


def _blocks(forecast: Forecast) -> Iterator[Block]:
    yield from heading(forecast.profile, forecast.rules, forecast.as_of, tuple(_head(forecast)))
    for day in forecast.days:
        yield Section(day.date.isoformat(), _distance((day.date - forecast.as_of).days, forecast.as_of))
        yield Labelled((*_dated("Expires", day.expires), *_dated("Begins", day.begins)))
        if day.changes:
            yield Table(_HEADS, [_row(group) for group in alike(day.changes)])
        if more := _beside_changes(day):
            yield Paragraph(more)
    if not forecast.days:
        yield Paragraph("In these days nothing expires or begins to count, and no verdict changes.")


def _head(forecast: Forecast) -> Iterator[tuple[str, Cell]]:
    today = forecast.today
    yield "Basis", str(forecast.basis)
    yield "From", f"{forecast.first} to {forecast.until}"
    yield "Rating", rating_words(forecast)
    yield "Score", f"{word(None if today.score is None else shown(today.score))} on {forecast.as_of}"
    yield "Gate", gate_words(forecast)


def _distance(days: int, as_of: date) -> str:
    return f"that is {days} day{'' if days == 1 else 's'} after {as_of}"


def _dated(label: str, things: Iterable[Dating]) -> Iterator[tuple[str, Cell]]:
    for number, text in enumerate(sentences(things)):
        yield "" if number else label, text


def _beside_changes(day: ForecastDay) -> str:
    """What a table of verdicts cannot say: that none changes, and that findings do."""
    ended = sum(thing.kind is Dated.EXCEPTION for thing in day.expires)
    again = f"what the exception{'' if ended == 1 else 's'} waived counts again" if ended else ""
    if day.changes:
        return f"{again.capitalize()}." if again else ""
    return f"No verdict changes, but {again}." if again else "No verdict changes."


_HEADS = ("", "what", "the day before", "from this day on", ">how many", "which")
_MARKS = {
    "covered": "full",
    "not-covered": "none",
    "met": "full",
    "met-in-scope": "full",
    "not-met": "none",
    "nothing-required": "not-applicable",
}
"""The state whose mark a word is shown with, where it has none of its own."""


def _row(group: Alike) -> tuple[Cell, ...]:
    before, after = (_said(group.kind, said) for said in (group.before, group.after))
    count = "" if group.kind == "gate" or not group.ids else str(len(group.ids))
    return WAYS[group.direction], group.kind, before, after, count, group.which


def _said(kind: str, said: Said) -> Cell:
    return word(said) if kind == "score" else State(_MARKS.get(str(said), str(said)), word(said))
