"""The page of a forecast: what people read."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from twins import REQUIREMENTS, TODAY, accepted, control, everything, evidence, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.forecasting import forecast
from assessor.model.gates import NO_GATES, Gates
from assessor.model.vocabulary import Band, Basis
from assessor.report.answers.forecast import page, to_object
from assessor.report.page_markdown import render_markdown
from assessor.report.page_text import render_text
from assessor.report.view import View


def after(days: int):
    return TODAY + timedelta(days)


def forecast_of(of, gates=NO_GATES):
    return forecast(Case(reasoner(), of, {}, TODAY, Basis.CURRENT, gates, "test"), after(60))


def text_of(of, gates=NO_GATES) -> str:
    return render_text(page(forecast_of(of, gates)), View())


def whole(*items):
    return profile(control(REQUIREMENTS, items=items))


@pytest.mark.parametrize(
    ("items", "gates", "told"),
    [
        ([evidence()], NO_GATES, "no check is set"),
        ([evidence()], Gates(fail_under=Band.GREEN), "✓ passes on every day"),
        (
            [evidence(expires=after(9))],
            Gates(fail_under=Band.GREEN),
            "✗ passes on 2026-11-23, fails first on 2026-12-03 (rating: green wanted, red found)",
        ),
        ([evidence(date=after(1))], Gates(fail_under=Band.GREEN), "✓ fails on 2026-11-23, and on no day after it"),
        (
            [],
            Gates(fail_under=Band.GREEN, min_score=Fraction(1)),
            "✗ fails on 2026-11-23 and still on 2026-11-24 (rating: green wanted, red found;"
            " score: at least 1 wanted, 0 found)",
        ),
        (
            [evidence(date=after(1), expires=after(3))],
            Gates(fail_under=Band.GREEN),
            "✗ fails on 2026-11-23, passes on 2026-11-24, fails again on 2026-11-27 (rating: green wanted, red found)",
        ),
    ],
)
def test_the_head_says_how_it_goes_with_the_gate(items, gates, told):
    assert f" Gate {told}" in " ".join(text_of(whole(*items), gates).split())


def test_the_head_says_how_it_goes_with_the_rating():
    assert "  Rating          ● green on 2026-11-23, and so it stays\n" in text_of(everything())
    assert "  Rating          ● green on 2026-11-23, red on 2026-12-03\n" in text_of(whole(evidence(expires=after(9))))


def test_what_expires_for_one_reason_is_told_together():
    two = whole(evidence(expires=after(9)), evidence(expires=after(9)))
    of = two._replace(exceptions=(accepted("trust", "data", after(9)), accepted("privacy", "network", after(9))))
    assert [line.strip() for line in text_of(of).splitlines() if "(line " in line] == [
        "Expires         evidence expired on 2026-12-02: C-1#1 (line 1), C-1#2 (line 1)",
        "exceptions held through 2026-12-02: 1 trust on data (line 1),",
        "2 privacy on network (line 1)",
    ]


def test_changes_that_are_alike_stand_in_one_row():
    lines = text_of(profile(control("trust auditing", "data system", items=[evidence(expires=after(9))]))).splitlines()
    assert "  down  requirement  ◐ orange   ○ red          auditing, trust" in lines
    assert "  down  cell         ● full     ○ none         auditing (data, system), trust" in lines
    assert "  down  function     ● covered  ○ not covered  PR" in lines


def test_what_users_wrote_moves_no_terminal_and_is_no_markup():
    hostile = evidence(url="https://example.org/\x1b[31m|`<b>*_\u202e", expires=after(9))
    of = profile(control("trust", id="C|*", items=[hostile]))._replace(name="a\x1b]0;x\x07 | <script>")
    for render in (render_text, render_markdown):
        shown = render(page(forecast_of(of)), View())
        assert not [character for character in shown if not character.isprintable() and character != "\n"]
    assert "https://example.org/\\\\x1b\\[31m\\|\\`&lt;b&gt;\\*" in shown
    assert "<script>" not in shown


def test_numbers_are_rounded_and_halves_of_characters_spelled_out():
    third = profile(control(REQUIREMENTS, "data", items=[evidence(path="a\udcff.txt", expires=after(9))]))
    answer = to_object(forecast_of(third._replace(path="b\udcff.yaml")))
    assert (answer["standing"]["score"], answer["profile"]["path"]) == (33.3, "b\\udcff.yaml")
    thing = answer["days"][0]["expires"][0]
    assert (thing["subject"], thing["location"]["path"]) == ("a\\udcff.txt", "b\\udcff.yaml")
