from __future__ import annotations

import re
from fractions import Fraction

import pytest
from sample_results import (
    FULL,
    NONE,
    OUT,
    PARTIAL,
    PATH,
    benchmark,
    changed,
    check,
    finding,
    function,
    on_all,
    profile,
    requirement,
    result,
    summary,
    waiver,
)

from assessor.errors import Problem
from assessor.model.knowledge import Coverage
from assessor.model.place import Location
from assessor.model.profile import Targets
from assessor.model.result import Gate, Result
from assessor.model.vocabulary import Applicability, Band, Basis, Layer, Severity, Verdict
from assessor.report.terminal import columns
from assessor.report.text import render
from assessor.report.view import View

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def lines(shown: Result, **view: object) -> list[str]:
    return render([shown], [], View(**view)).splitlines()  # type: ignore[arg-type]


def line(shown: Result, start: str, **view: object) -> str:
    """The one line that starts so, spaces before it left out."""
    found = [one for one in lines(shown, **view) if one.strip().startswith(f"{start} ")]
    assert len(found) == 1, found
    return found[0].strip()


def section(shown: Result, title: str, **view: object) -> list[str]:
    text = render([shown], [], View(**view))  # type: ignore[arg-type]
    (found,) = (part for part in text.split("\n\n") if part.startswith(title))
    return found.splitlines()


def test_the_three_bases_stand_side_by_side_and_the_gates_is_marked() -> None:
    shown = result(
        summary={
            Basis.CLAIMED: summary(rating=Band.GREEN, caps=(), score=Fraction(80), score_range=(Fraction(80),) * 2),
            Basis.EVIDENCED: summary(),
            Basis.CURRENT: summary(rating=Band.RED, band=Band.RED, score=None, score_range=None),
        }
    )
    assert line(shown, "VERDICT").split() == ["VERDICT", "claimed", "evidenced", "current", "(gate)"]
    assert line(shown, "Rating").split() == ["Rating", "●", "green", "◐", "orange", "○", "red"]
    assert line(shown, "Band").split() == ["Band", "●", "green", "●", "green", "○", "red"]
    assert re.split(" {2,}", line(shown, "Score")) == ["Score", "80.0", "47.5 (47.5\N{EN DASH}60.0)", "-"]
    assert re.split(" {2,}", line(shown, "mandatory-red")) == ["mandatory-red", "-", "holds", "holds"]
    assert re.split(" {2,}", line(shown, "exposed-unprotected")) == ["exposed-unprotected", *["possible"] * 3]


def test_no_cap_is_said_so() -> None:
    shown = result(summary=on_all(summary(caps=(), caps_possible=())))
    assert line(shown, "Caps").split() == ["Caps", "none", "none", "none"]


def test_red_mandatory_requirements_are_counted_of_all_mandatory_ones() -> None:
    shown = result(
        requirements=(
            requirement("trust", (NONE,) * 3),
            requirement("auditing", (FULL,) * 3),
            requirement("privacy", (NONE,) * 3, applicability=Applicability.RECOMMENDED),
        )
    )
    assert re.split(" {2,}", line(shown, "Mandatory red")) == ["Mandatory red", "1 of 2", "1 of 2", "1 of 2"]


def test_the_share_that_controls_speak_of_names_the_silent_cells() -> None:
    silent = requirement(silent=(Layer.DATA, Layer.SYSTEM))
    assert line(result(requirements=(silent,)), "Assessed").endswith("78.3 % of the cells in scope; 2 silent")
    assert line(result(), "Assessed").endswith("78.3 % of the cells in scope")
    assert line(result(assessed=None), "Assessed").endswith("nothing is in scope")


def test_a_function_shows_whether_it_is_covered_and_how_far() -> None:
    shown = result(functions=(function(), function("GV", "Govern", covered=False)))
    assert line(shown, "PR Protect").split()[2:5] == ["✓", "66.7", "█████░░░"]
    assert line(shown, "GV Govern").split() == ["GV", "Govern", "✗", "-", "✗", "-", "✗", "-"]


@pytest.mark.parametrize(("score", "bar"), [(0, "░░░░░░░░"), (1, "█░░░░░░░"), (99, "███████░"), (100, "████████")])
def test_a_bar_is_empty_or_full_only_at_the_ends(score: int, bar: str) -> None:
    standing = changed(function().bases[Basis.CURRENT], score=Fraction(score))
    assert bar in line(result(functions=(changed(function(), bases=on_all(standing)),)), "PR Protect").split()


def test_a_requirement_shows_each_cell_its_band_and_what_is_asked() -> None:
    shown = result(
        requirements=(
            requirement("trust", (FULL, PARTIAL, NONE)),
            requirement("auditing", (NONE, NONE, OUT), silent=(Layer.SYSTEM,)),
        )
    )
    assert line(shown, "trust").split() == ["trust", "●", "◐", "○", "◐", "orange", "mandatory"]
    assert line(shown, "auditing").split() == ["auditing", "○", "·", "\N{EN DASH}", "◐", "orange", "mandatory"]


def test_a_requirement_out_of_scope_has_no_band() -> None:
    base = requirement("privacy", (OUT,) * 3, applicability=Applicability.NOT_APPLICABLE)
    standing = changed(base.bases[Basis.CURRENT], band=Band.NOT_APPLICABLE, score=None)
    shown = result(requirements=(changed(base, bases=on_all(standing)),))
    assert line(shown, "privacy").split() == ["privacy", *["\N{EN DASH}"] * 3, "-", "out", "of", "scope"]


def test_the_claimed_band_stands_beside_a_band_that_differs_from_it() -> None:
    base = requirement("trust", (NONE,) * 3)
    claimed = changed(base.bases[Basis.CLAIMED], band=Band.GREEN)
    shown = result(requirements=(changed(base, bases={**base.bases, Basis.CLAIMED: claimed}), requirement("auditing")))
    assert line(shown, "REQUIREMENTS").endswith("claimed")
    assert line(shown, "trust").endswith("mandatory     ● green")
    assert line(shown, "auditing").endswith("mandatory")
    assert not line(result(), "REQUIREMENTS").endswith("claimed")


def test_a_benchmark_is_shown_in_detail_if_it_is_asked_for() -> None:
    text = "\n".join(section(result(), "BENCHMARK ", benchmarks=("etsi-ts-103-846",)))
    assert "  Current         partial, coverage 62.5\n" in text
    assert "  Asks for        12 cells, 1 of them out of scope\n" in text
    assert "  Met             confidentiality\n" in text
    assert "  Partial         integrity (network partial)\n" in text
    assert "  Missing         auditing\n" in text
    assert "  Not applicable  trust\n" in text
    assert "published green (PR DE RS RC ID); its ticks give orange (PR)" in text
    assert "published and not covered by this profile: DE RC" in text
    assert "  Beyond it       monitoring\n" in text
    assert "  Doubt           Six basic requirements" in text
    assert "  Clauses         not verified: met means the requirements that the study ticked" in text


def test_unknown_functions_are_not_taken_for_none() -> None:
    known = Coverage(band=Band.GREEN, functions=())
    unknown = Coverage(band=Band.GREEN, functions=None)
    nothing = Coverage(band=None, functions=None)
    shown = [benchmark("a", published=unknown, derived=known), benchmark("b", published=nothing)]
    text = render([result(benchmarks=tuple(shown))], [], View(benchmarks=("a", "b")))
    words = " ".join(text.split())
    assert "published green (functions unknown); its ticks give green (no function)" in words
    assert "published nothing; its ticks give orange (PR)" in words


def test_the_profiles_own_targets_are_shown_where_no_benchmark_is_asked_for() -> None:
    shown = result(profile=profile(targets=Targets(benchmarks=("etsi-ts-103-846",))))
    assert section(shown, "BENCHMARK")[0] == "BENCHMARK etsi-ts-103-846  current"


def test_otherwise_all_benchmarks_are_counted_by_verdict() -> None:
    met = changed(benchmark().bases[Basis.CURRENT], verdict=Verdict.MET, coverage=None)
    shown = result(benchmarks=(benchmark("a"), benchmark("b"), benchmark("c", bases=on_all(met))))
    assert section(shown, "BENCHMARKS")[1] == "  Of 3 documents: 1 met, 2 partial. One in detail: --benchmark ID"


def test_many_notes_do_not_hide_an_error() -> None:
    notes = [finding(rule="evidence-undated", severity=Severity.NOTE, message=f"note {n}") for n in range(80)]
    assert section(result(findings=(finding(), *notes)), "FINDINGS") == [
        "FINDINGS  1 error, 80 notes",
        "  ✗ error    mandatory-requirement-red",
        f"    {PATH}:12:3 trust is mandatory and red on the basis current: no",
        "      layer in scope has a control that counts",
        "  · note     80 evidence-undated",
        "  All of them: --all-findings, or --format json",
    ]


def test_every_finding_is_shown_if_asked_for() -> None:
    notes = [finding(rule="evidence-undated", severity=Severity.NOTE, message=f"note {n}") for n in range(80)]
    found = section(result(findings=tuple(notes)), "FINDINGS", every_finding=True)
    assert found[-1] == f"    {PATH}:12:3 note 79"
    assert len(found) == 82


@pytest.mark.parametrize(("count", "last"), [(2, "message 1"), (3, "message 2"), (4, "and 2 more")])
def test_one_finding_more_is_shown_rather_than_counted(count: int, last: str) -> None:
    warnings = [finding(severity=Severity.WARNING, message=f"message {n}") for n in range(count)]
    found = [one for one in section(result(findings=tuple(warnings)), "FINDINGS") if "All of them" not in one]
    assert found[-1].endswith(last)


def test_rules_stand_in_the_order_of_their_first_place() -> None:
    late = finding(rule="a-rule", location=Location(PATH, 99, 1))
    early = finding(rule="z-rule", location=Location(PATH, 1, 1))
    found = section(result(findings=(early, late)), "FINDINGS")
    assert [one.split()[-1] for one in found if "error " in one and "FINDINGS" not in one] == ["z-rule", "a-rule"]


def test_a_waived_finding_says_by_whom_and_until_when() -> None:
    found = section(result(findings=(finding(waived=waiver()),)), "FINDINGS")
    assert found[0] == "FINDINGS  1 error; 1 waived"
    assert found[-1] == "      waived by CISO through 2027-01-31: vendor ships in May"


def test_no_finding_is_said_so_and_leaves_nothing_to_do() -> None:
    shown = result(findings=())
    assert section(shown, "FINDINGS") == ["FINDINGS  none"]
    assert "NEXT" not in render([shown], [], View())


def test_the_gate_is_shown_check_by_check() -> None:
    checks = (check(), check(name="rating", expected="at least orange", actual="orange", passed=True))
    assert section(result(gate=Gate(passed=False, checks=checks)), "GATE") == [
        "GATE  NOT PASSED on current",
        "  ✗ score   expected at least 60; is 59.96",
        "  ✓ rating  expected at least orange; is orange",
    ]
    assert section(result(gate=Gate(passed=True, checks=checks)), "GATE")[0] == "GATE  passed on current"


def test_no_check_is_not_called_passed() -> None:
    (only,) = section(result(gate=Gate(passed=None, checks=())), "GATE")
    assert only == "GATE  no check is set; --fail-under, --min-score, --fail-on and others set one"


def test_a_check_that_a_baseline_replaces_is_shown_as_not_enforced() -> None:
    found = section(result(gate=Gate(passed=True, checks=(check(enforced=False),))), "GATE")
    assert " ".join(" ".join(found[1:]).split()).endswith("is 59.96 (shown, not enforced: the baseline decides)")


def test_next_steps_follow_the_gravest_findings_and_leave_waived_ones_out() -> None:
    shown = result(
        findings=(
            finding(waived=waiver(), rule="waived-rule"),
            finding(rule="b", severity=Severity.WARNING, remediation="Do b.", requirement=None, control="AC-1"),
            finding(rule="c", severity=Severity.NOTE, remediation="Do c.", requirement=None),
            finding(rule="a", remediation="Do a."),
        )
    )
    assert section(shown, "NEXT") == [
        "NEXT",
        "  1. a: Do a.",
        "     trust",
        "  2. b: Do b.",
        "     AC-1",
        "  3. c: Do c.",
        f"     {PATH}:12:3",
        "  Layer by layer: dtassess requirements show trust",
        "  What a rule says: dtassess rules show a",
    ]


def test_more_steps_and_subjects_than_a_screen_takes_are_counted() -> None:
    many = [finding(rule="a", control=f"AC-{n}") for n in range(8)]
    rules = [finding(rule=f"r{n}", requirement=None) for n in range(6)]
    found = section(result(findings=(*many, *rules)), "NEXT")
    assert "     AC-0, AC-1, AC-2, AC-3, AC-4, AC-5 and 2 more" in found
    assert "     and 2 more rules" in found
    found = section(result(findings=(*many, *rules[:5])), "NEXT")
    assert "     and 1 more rule" in found


def test_what_current_means_is_said_once() -> None:
    text = " ".join(render([result()], [], View()).split())
    assert text.count("Evidence that is current is not stale, no more: nobody has opened a link.") == 1


@pytest.mark.parametrize("word", ["compliant", "compliance", "conformant", "conformity", "certified"])
def test_no_report_says_that_a_twin_complies(word: str) -> None:
    assert word not in render([result()], [], View(benchmarks=("etsi-ts-103-846",))).lower()


HOSTILE = "\x1b]0;title\x07\x1b[2J\u202eevil\r\nNEXT \x9b31m"


def hostile() -> Result:
    return result(
        profile=profile(name=HOSTILE, version=HOSTILE, path=HOSTILE),
        findings=(
            finding(
                message=HOSTILE,
                control=HOSTILE,
                location=Location(HOSTILE, 1, 1),
                rule=HOSTILE,
                remediation=HOSTILE,
                waived=waiver(reason=HOSTILE, approved_by=HOSTILE),
            ),
            finding(control=HOSTILE),
        ),
        gate=Gate(passed=False, checks=(check(name=HOSTILE, expected=HOSTILE, actual=HOSTILE),)),
        benchmarks=(benchmark(HOSTILE, title=HOSTILE, doubts=(HOSTILE,)),),
        summary=on_all(summary(caps=(HOSTILE,))),
    )


@pytest.mark.parametrize("unicode", [True, False])
def test_nothing_that_a_profile_says_reaches_the_terminal_as_a_command(*, unicode: bool) -> None:
    text = render([hostile()], [], View(unicode=unicode, benchmarks=(HOSTILE,)))
    assert {character for character in text if not character.isprintable()} == {"\n"}
    assert "\\x1b[2J" in text
    assert "\nNEXT \\x9b31m" not in text


def test_an_ascii_terminal_gets_ascii() -> None:
    shown = result(profile=profile(name="Abf\N{LATIN SMALL LETTER U WITH DIAERESIS}llung"))
    text = render([shown], [], View(unicode=False, benchmarks=("etsi-ts-103-846",)))
    assert text.isascii()
    assert "Abf\\xfcllung" in text


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
def test_wrapped_text_keeps_to_the_width(width: int, *, unicode: bool) -> None:
    shown = changed(hostile(), requirements=(), functions=(), summary=on_all(summary(score_range=None, score=None)))
    text = render([shown], [], View(width=width, unicode=unicode, benchmarks=(HOSTILE,)))
    long = [one for one in text.splitlines() if columns(one) > max(width, 80)]
    assert [one for one in long if "dtassess rules show" not in one] == []


def test_eighty_columns_are_enough_for_the_whole_report() -> None:
    assert [one for one in lines(result(), benchmarks=("etsi-ts-103-846",)) if columns(one) > 80] == []


def test_wide_characters_do_not_shift_the_day() -> None:
    assert columns(lines(result(profile=profile(name="\u6570\u5b57\u5b6a\u751f")))[0]) == 80


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render([result()], [], View(colour=True))
    assert "\x1b[31m" in coloured
    assert ESCAPE.sub("", coloured) == render([result()], [], View())


def test_several_reports_stand_one_after_the_other_and_problems_last() -> None:
    text = render([result(), result()], [Problem("b.yaml", 3, 4, "a \x1b problem")], View())
    assert text.count("VERDICT") == 2
    assert text.endswith("\nNOT ASSESSED\n  b.yaml:3:4: a \\x1b problem\n")


def test_nothing_gives_nothing() -> None:
    assert render([], [], View()) == ""
