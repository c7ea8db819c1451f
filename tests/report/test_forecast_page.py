"""The page of a forecast: what people read."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from markdown_it import MarkdownIt
from twins import REQUIREMENTS, TODAY, accepted, control, everything, evidence, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.forecasting import forecast
from assessor.model.gates import NO_GATES, Gates, Require
from assessor.model.place import Marks, Place
from assessor.model.vocabulary import Band, Basis
from assessor.report.answers.forecast import page, to_object
from assessor.report.answers.forecast_words import sentences
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
            "▲ passes on 2026-11-23, fails first on 2026-12-03 (rating: green wanted, red found)",
        ),
        (
            [evidence(date=after(1))],
            Gates(fail_under=Band.GREEN),
            "✗ fails already on 2026-11-23 (rating: green wanted, red found), passes on 2026-11-24",
        ),
        (
            [],
            Gates(fail_under=Band.GREEN, min_score=Fraction(1)),
            "✗ fails already on 2026-11-23 (rating: green wanted, red found;"
            " score: at least 1 wanted, 0 found), and so it stays",
        ),
        (
            [evidence(date=after(1), expires=after(3))],
            Gates(fail_under=Band.GREEN),
            "✗ fails already on 2026-11-23 (rating: green wanted, red found), passes on 2026-11-24,"
            " fails again on 2026-11-27 (rating: green wanted, red found)",
        ),
        (
            [evidence(expires=after(9)), evidence(date=after(20))],
            Gates(fail_under=Band.GREEN),
            "▲ passes on 2026-11-23, fails first on 2026-12-03 (rating: green wanted, red found), passes on 2026-12-13",
        ),
        (
            [evidence(expires=after(9)), evidence(date=after(20), expires=after(21))],
            Gates(fail_under=Band.GREEN),
            "▲ passes on 2026-11-23, fails first on 2026-12-03 (rating: green wanted, red found),"
            " passes on 2026-12-13, fails again on 2026-12-15 (rating)",
        ),
        (
            [evidence(date=after(2), expires=after(3)), evidence(date=after(5), expires=after(6))],
            Gates(fail_under=Band.GREEN),
            "✗ fails already on 2026-11-23 (rating: green wanted, red found), passes on 2026-11-25,"
            " fails again on 2026-11-27 (rating), passes on 2026-11-28, fails again on 2026-11-30 (rating)",
        ),
        (
            [evidence(expires=after(9))],
            Gates(fail_under=Band.GREEN, require=(Require("iso-23247-1"),)),
            "✗ fails already on 2026-11-23 (benchmark:iso-23247-1: met wanted, nothing-required found),"
            " and so it stays; a further check fails on 2026-12-03: rating",
        ),
    ],
)
def test_the_head_says_how_it_goes_with_the_gate(items, gates, told):
    head, *_ = text_of(whole(*items), gates).partition("  In these days")[0].split("\n\n")
    assert " ".join(head.split()).partition(" Gate ")[2] == told


def test_the_head_says_how_it_goes_with_the_rating():
    assert "  Rating          ● green on 2026-11-23, and so it stays\n" in text_of(everything())
    items = (evidence(expires=after(9)), evidence(date=after(20), expires=after(21)))
    shown = " ".join(text_of(whole(*items)).split())
    assert "Rating ● green on 2026-11-23, red on 2026-12-03, green on 2026-12-13, red on 2026-12-15 Score" in shown


def test_what_expires_for_one_reason_is_told_together():
    two = whole(evidence(expires=after(9)), evidence(expires=after(9)))
    of = two._replace(exceptions=(accepted("trust", "data", after(9)), accepted("privacy", "network", after(9))))
    assert (
        "Expires 2 evidence items (each counts through 2026-12-02): C-1#1, #2 (line 1)"
        " 2 exceptions (each valid through 2026-12-02): 1 trust on data (line 1), 2 privacy on network (line 1)"
    ) in " ".join(text_of(of).split())


def test_items_of_one_control_behind_each_other_are_told_by_the_first_and_the_last():
    def at(line):
        return evidence(expires=after(9))._replace(marks=Marks(Place(line, 3), values={"expires": Place(line, 9)}))

    of = profile(
        control("trust", id="A", items=[at(3), at(4), at(5)]),
        control("privacy", id="B#1", items=[at(13), evidence(), at(15)]),
        control("auditing", id="C", items=[at(20)]),
    )
    (day,) = forecast_of(of).days
    assert sentences(day.expires) == (
        "6 evidence items (each counts through 2026-12-02): A#1 to #3 (lines 3 to 5), B#1#1, #3 (lines 13, 15),"
        " C#1 (line 20)",
    )


def test_what_an_exception_waived_counts_again_when_it_ends():
    of = profile(
        control("trust", items=[evidence(expires=after(9))]), exceptions=[accepted("privacy", expires=after(5))]
    )
    first, second = text_of(of).split("\n\n")[1:]
    assert first.endswith("  No verdict changes, but what the exception waived counts again.")
    assert "waived" not in second
    together = of._replace(exceptions=(accepted("privacy", expires=after(9)), accepted("auditing", expires=after(9))))
    assert text_of(together).endswith("  What the exceptions waived counts again.\n")


def test_changes_that_are_alike_stand_in_one_row():
    lines = text_of(profile(control("trust auditing", "data system", items=[evidence(expires=after(9))]))).splitlines()
    assert "  down  requirement  ◐ orange        ○ red                    2  auditing, trust" in lines
    assert "  down  function     ● covered       ○ not covered            1  PR" in lines


def test_what_is_too_much_for_a_row_stands_below_it_over_the_whole_width():
    lines = text_of(whole(evidence(expires=after(9)))).splitlines()
    at = lines.index("  down  requirement  ● green         ○ red                   20")
    assert lines[at + 1].startswith("      confidentiality, integrity, availability, authentication, ")
    assert "  down  cell         ● full          ○ none                  60" in lines
    assert max(map(len, lines)) <= 80


def test_what_users_wrote_moves_no_terminal_and_is_no_markup():
    hostile = evidence(url="https://example.org/\x1b[31m|`<b>*_\u202e", expires=after(9))
    of = profile(control("trust", id="C|*", items=[hostile]))._replace(name="a\x1b]0;x\x07 | <script>")
    for render in (render_text, render_markdown):
        shown = render(page(forecast_of(of)), View())
        assert not [character for character in shown if not character.isprintable() and character != "\n"]
    html = MarkdownIt().enable("table").render(shown)
    assert "<code>https://example.org/\\x1b[31m</code>|`&lt;b&gt;*_" in html
    assert not [tag for tag in ("<script>", "<b>", "<a ") if tag in html]


def test_numbers_are_rounded_and_halves_of_characters_spelled_out():
    third = profile(control(REQUIREMENTS, "data", items=[evidence(path="a\udcff.txt", expires=after(9))]))
    answer = to_object(forecast_of(third._replace(path="b\udcff.yaml")))
    assert (answer["standing"]["score"], answer["profile"]["path"]) == (33.3, "b\\udcff.yaml")
    assert list(answer["profile"]) == ["name", "version", "path", "sha256"]
    assert [pack["pack"] for pack in answer["rules"]] == ["core"]
    thing = answer["days"][0]["expires"][0]
    assert (thing["subject"], thing["location"]["path"]) == ("a\\udcff.txt", "b\\udcff.yaml")
