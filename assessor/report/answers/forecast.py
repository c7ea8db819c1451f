"""A forecast (`dtassess/forecast/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import shown
from assessor.report.answers.forecast_words import alike, sentences
from assessor.report.document import to_location_object
from assessor.report.page import Labelled, Paragraph, Section, State, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from fractions import Fraction

    from assessor.model.forecast import Change, Dating, Forecast, ForecastDay, NamedCheck, Outlook, Said
    from assessor.report.answers.forecast_words import Alike
    from assessor.report.document import Document
    from assessor.report.page import Block, Cell, Page


def to_object(forecast: Forecast) -> Document:
    """The forecast as plain values; dates are ISO 8601 days."""
    profile = forecast.profile
    return {
        "schema": "dtassess/forecast/v1",
        "profile": {"name": profile.name, "path": _whole(profile.path)},
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
    yield Title(f"Forecast for {forecast.profile.name}", f"{forecast.first} to {forecast.until}")
    yield Labelled(tuple(_head(forecast)))
    for day in forecast.days:
        yield Section(day.date.isoformat(), _distance((day.date - forecast.as_of).days, forecast.as_of))
        yield Labelled((*_dated("Expires", day.expires), *_dated("Begins", day.begins)))
        if day.changes:
            yield Table(_HEADS, [_row(group) for group in alike(day.changes)])
        else:
            yield Paragraph("No verdict changes.")
    if not forecast.days:
        yield Paragraph("In these days no evidence and no exception expires, and no verdict changes.")


def _head(forecast: Forecast) -> Iterator[tuple[str, Cell]]:
    today = forecast.today
    yield "Profile", forecast.profile.path
    yield "Basis", str(forecast.basis)
    yield "Rating", State(today.rating, _rating(forecast))
    yield "Score", f"{_number(today.score)} on {forecast.as_of}"
    yield "Gate", _gate(forecast)


def _number(score: Fraction | None) -> str:
    return "none" if score is None else str(shown(score))


def _rating(forecast: Forecast) -> str:
    now = f"{forecast.today.rating} on {forecast.as_of}"
    for day in forecast.days:
        for change in day.changes:
            if change.kind == "rating":
                return f"{now}, {change.after} on {day.date}"
    return f"{now}, and so it stays"


def _gate(forecast: Forecast) -> Cell:
    passes, failure, as_of = forecast.today.passed, forecast.first_gate_failure, forecast.as_of
    if passes is None:
        return "no check is set"
    if failure is None:
        return State("passed", "passes on every day" if passes else f"fails on {as_of}, and on no day after it")
    failing = "; ".join(f"{one.id}: {one.check.expected} wanted, {one.check.actual} found" for one in forecast.failing)
    if passes:
        when = f"passes on {as_of}, fails first on {failure}"
    elif failure == forecast.first:
        when = f"fails on {as_of} and still on {failure}"
    else:
        when = f"fails on {as_of}, passes on {forecast.first}, fails again on {failure}"
    return State("failed", f"{when} ({failing})")


def _distance(days: int, as_of: date) -> str:
    return f"{days} day{'' if days == 1 else 's'} after {as_of}"


def _dated(label: str, things: Iterable[Dating]) -> Iterator[tuple[str, Cell]]:
    for number, text in enumerate(sentences(things)):
        yield "" if number else label, text


_HEADS = ("", "what", "from", "to", "which")
_MARKS = {
    "covered": "full",
    "not-covered": "none",
    "met": "full",
    "met-in-scope": "partial",
    "not-met": "none",
    "nothing-required": "not-applicable",
}
"""The state whose mark a word is shown with, where it has none of its own."""


def _row(group: Alike) -> tuple[Cell, ...]:
    before, after = (_said(group.kind, said) for said in (group.before, group.after))
    return str(group.direction), group.kind, before, after, group.which


def _said(kind: str, said: Said) -> Cell:
    if kind == "score":
        return "none" if said is None else str(said)
    word = str(said)
    return State(_MARKS.get(word, word), word.replace("not-covered", "not covered"))
