"""The calendar of a forecast, read back by the library that wrote it and by one that shares nothing with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from uuid import UUID

import icalendar
import pytest
import vobject
from twins import REQUIREMENTS, TODAY, accepted, control, evidence, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.forecasting import forecast
from assessor.model.gates import Gates, Require
from assessor.model.vocabulary import Band, Basis, Severity
from assessor.report.calendar import render

HOSTILE = 'twin; a,b\\n: "q" BEGIN:VEVENT\r\nEND:VCALENDAR \x1b[31m\u202e\u2028 Größe 数字孪生 🏭'


def after(days: int) -> date:
    return TODAY + timedelta(days)


def forecast_of(of, days=60, as_of=TODAY, basis="current"):
    gates = Gates(fail_under=Band.GREEN)
    return forecast(Case(reasoner(), of, {}, as_of, Basis(basis), gates, "test"), as_of + timedelta(days))


IN_TIME = profile(
    control(REQUIREMENTS, items=[evidence(expires=after(10)), evidence(date=after(20))]),
    control(
        "trust", id="Kontrolle, 2; \\n", items=[evidence(url="https://example.org/" + "ü" * 90, expires=after(30))]
    ),
    exceptions=[accepted("privacy", expires=after(30))],
)._replace(name=HOSTILE)
FORECAST = forecast_of(IN_TIME)
TEXT = render(FORECAST)


def events(text=TEXT):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_each_listed_day_is_one_event_all_day_long():
    assert [event["dtstart"].dt for event in events()] == [day.date for day in FORECAST.days]
    assert [type(event["dtstart"].dt) for event in events()] == [date, date, date]
    assert TEXT.count("DTSTART;VALUE=DATE:2026") == 3
    assert {event["transp"] for event in events()} == {"TRANSPARENT"}


def read_by_another(text=TEXT):
    calendar = vobject.readOne(text)
    calendar.validate()
    return calendar


def test_another_reader_finds_the_same_events():
    read = read_by_another().vevent_list
    assert [(one.dtstart.value, one.uid.value, one.summary.value, one.description.value) for one in read] == [
        (one["dtstart"].dt, one["uid"], str(one["summary"]), str(one["description"])) for one in events()
    ]


def test_an_event_says_what_expires_and_what_changes():
    first, second, third = events()
    assert str(first["summary"]).endswith(": evidence C-1#1 expires, rating falls to orange, gate fails")
    lines = str(first["description"]).split("\n")
    assert lines[0] == "Expires: evidence C-1#1, https://example.org/it: counts through 2026-12-03 (twin.yaml:1:1)"
    assert "down: rating green to orange" in lines
    assert "down: gate passed to failed: as a whole, rating" in lines
    assert lines[-1] == "Forecast of 2026-11-23 for twin.yaml, on the basis current."
    assert str(second["summary"]).endswith(": evidence C-1#2 begins to count, rating rises to green, gate passes")
    assert str(third["summary"]).endswith(
        ": evidence Kontrolle, 2; \\n#1 expires, the exception for privacy on data, system, network ends"
    )


def test_of_several_things_a_summary_says_how_many_there_are():
    of = profile(
        control("trust", items=[evidence(expires=after(9))] * 3),
        control("privacy", id="C-2", items=[evidence(date=after(11))] * 2),
        exceptions=[accepted("auditing", expires=after(9)), accepted("governance", expires=after(9))],
    )
    assert summaries(of, Gates()) == [
        "twin: 3 evidence items expire, 2 exceptions end, rating falls to red",
        "twin: 2 evidence items begin to count, rating rises to orange",
    ]


def test_a_summary_says_when_one_more_check_of_a_gate_that_fails_does():
    of = profile(control("trust", items=[evidence(expires=after(4))]), control("privacy", id="C-2", items=[evidence()]))
    never = Gates(min_score=Fraction(100), require=(Require("etsi-gr-zsm-015"),))
    one = never._replace(min_assessed=Fraction(1), fail_under=Band.ORANGE)
    two = of._replace(controls=of.controls[:1])
    assert summaries(of, never) == ["twin: evidence C-1#1 expires"]
    assert summaries(two, one) == [
        "twin: evidence C-1#1 expires, rating falls to red, a further check of the gate fails (rating)"
    ]
    several = one._replace(require=(Require("iso-23247-2", Fraction(0)), Require("etsi-ts-103-845", Fraction(1))))
    assert summaries(two, several) == [
        "twin: evidence C-1#1 expires, rating falls to red, 2 further checks of the gate fail"
    ]


def test_what_users_wrote_is_text_and_nothing_else():
    for event in events():
        assert str(event["summary"]).startswith(
            r'twin; a,b\n: "q" BEGIN:VEVENT\r\nEND:VCALENDAR \x1b[31m\u202e\u2028 Größe 数字孪生 🏭: '
        )
    assert "evidence Kontrolle, 2; \\n#1, https://example.org/" + "ü" * 90 in str(events()[2]["description"])


def test_a_link_and_a_path_stay_on_their_line():
    hostile = evidence(url="https://example.org/\x1b[2J\nDTSTART:1", expires=after(9))
    text = render(forecast_of(profile(control("trust", items=[hostile]))._replace(path="a\x07\nb.yaml")))
    (event,) = events(text)
    lines = str(event["description"]).split("\n")
    assert lines[0] == (
        r"Expires: evidence C-1#1, https://example.org/\x1b[2J\nDTSTART:1: counts through 2026-12-02"
        r" (a\x07\nb.yaml:1:1)"
    )
    assert lines[-1] == r"Forecast of 2026-11-23 for a\x07\nb.yaml, on the basis current."


def test_the_file_keeps_to_the_standards_lines():
    assert TEXT.endswith("END:VCALENDAR\r\n")
    lines = TEXT.split("\r\n")
    assert not [line for line in lines if "\n" in line or "\r" in line or len(line.encode()) > 75]
    assert not [character for character in TEXT.replace("\r\n", "") if ord(character) < 32 or ord(character) == 127]
    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR",
        *["BEGIN:VEVENT", "END:VEVENT"] * 3,
        "END:VCALENDAR",
    ]
    calendar = icalendar.Calendar.from_ical(TEXT)
    assert (calendar["version"], calendar["prodid"]) == ("2.0", "-//dtassess//forecast//EN")


def test_equal_forecasts_give_equal_bytes_stamped_with_the_day_of_the_assessment():
    assert render(forecast_of(IN_TIME)) == TEXT
    assert {event["dtstamp"].dt for event in events()} == {datetime(2026, 11, 23, tzinfo=UTC)}


def test_a_later_forecast_of_the_same_profile_replaces_the_events_of_an_earlier_one():
    ids = [event["uid"] for event in events()]
    assert len(set(ids)) == 3
    assert {UUID(name).version for name in ids} == {5}
    assert [event["uid"] for event in events(render(forecast_of(IN_TIME, as_of=after(3))))] == ids
    others = [forecast_of(IN_TIME._replace(name="another")), forecast_of(IN_TIME, basis="claimed")]
    assert all(set(ids).isdisjoint(event["uid"] for event in events(render(other))) for other in others)


def test_a_forecast_of_nothing_is_a_calendar_with_a_note_since_the_standard_wants_something_in_it():
    text = render(forecast_of(profile(control("trust"))))
    (note,) = icalendar.Calendar.from_ical(text).walk("VJOURNAL")
    assert str(note["summary"]) == "twin: nothing to come"
    assert note["dtstart"].dt == after(1)
    assert [name for name in read_by_another(text).contents if name.startswith("v")] == ["version", "vjournal"]


def test_a_day_with_changes_alone_says_which_matter_or_how_many_there_are():
    of = profile(
        control(REQUIREMENTS, items=[evidence(expires=after(40)), evidence(expires=after(80))]),
        control("trust", id="C-2", items=[evidence(expires=after(45)), evidence(expires=after(80))]),
    )
    noted = Gates(fail_on=Severity.NOTE)
    assert summaries(of, noted) == ["twin: gate fails"]
    never = (Require("iso-23247-1"),)
    assert summaries(of, noted._replace(require=never)) == ["twin: a further check of the gate fails (findings)"]
    turned = evidence(date=after(5), expires=after(2))
    late = profile(control(REQUIREMENTS), control("trust", id="C-2", items=[turned]))
    assert summaries(late, Gates(fail_on=Severity.ERROR, require=never)) == ["twin: 1 verdict changes"]


def summaries(of, gates):
    found = forecast(Case(reasoner(), of, {}, TODAY, Basis.CURRENT, gates, "test"), after(20))
    return [str(event["summary"]) for event in events(render(found))]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 1)])
def test_the_first_and_the_last_years_are_written_with_four_digits(day):
    of = profile(control(items=[evidence(date=None, expires=day + timedelta(5))]))
    expected = (day + timedelta(6)).isoformat().replace("-", "")
    text = render(forecast_of(of, 20, day))
    assert f"DTSTART;VALUE=DATE:{expected}\r\n" in text
    assert f"DTSTAMP:{day.isoformat().replace('-', '')}T000000Z\r\n" in text
