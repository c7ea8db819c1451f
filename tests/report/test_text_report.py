from __future__ import annotations

import itertools
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
    contents,
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
from assessor.model.profile import NotApplicable, Targets, Twin
from assessor.model.result import Finding, Gate, OpenCell, RequirementResult, Result
from assessor.model.vocabulary import Applicability, Band, Basis, Group, Layer, Level, Severity, Verdict
from assessor.report.terminal import columns
from assessor.report.text import render
from assessor.report.view import View

ESCAPE = re.compile("\x1b\\[[0-9;]*m")


def lines(shown: Result, **view: object) -> list[str]:
    return render(contents([shown], []), View(**view)).splitlines()  # type: ignore[arg-type]


def line(shown: Result, start: str, **view: object) -> str:
    """The one line that starts so, spaces before it left out."""
    found = [one for one in lines(shown, **view) if one.strip().startswith(f"{start} ")]
    assert len(found) == 1, found
    return found[0].strip()


def section(shown: Result, title: str, **view: object) -> list[str]:
    """The lines of the section that begins with the title: up to an empty line or the next title."""
    found = lines(shown, **view)
    (start,) = (number for number, one in enumerate(found) if one.startswith(title))
    rest = found[start + 1 :]
    return [found[start], *itertools.takewhile(lambda one: one.startswith(" "), rest)]


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
    assert re.split(" {2,}", line(shown, "Score (range)")) == ["Score (range)", "80.0", "47.5 (to 60.0)", "-"]
    assert line(shown, "Cap mandatory-red").split()[2:] == ["-", "holds", "holds"]
    assert line(shown, "Cap exposed-unprotected").split()[2:] == ["possible"] * 3


def test_a_narrow_terminal_has_room_for_the_numbers_alone() -> None:
    shown = result(functions=(function(),))
    assert line(shown, "VERDICT", width=60).split() == ["VERDICT", "claimed", "evidenced", "current"]
    assert line(shown, "Score (range)", width=60).split()[2:] == ["47.5\N{EN DASH}60.0"] * 3
    assert line(shown, "PR Protect", width=60).split()[2:] == ["✓", "66.7"] * 3


def test_the_name_of_a_users_cap_that_is_too_long_is_cut() -> None:
    name = "a-cap-with-a-very-long-name-indeed"
    shown = result(summary=on_all(summary(caps=(name,), caps_possible=())))
    assert line(shown, "Cap").split() == ["Cap", "a-cap-with-a-very-lo…", *["holds"] * 3]


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


def test_a_requirement_shows_each_cell_its_band_and_whether_it_is_mandatory() -> None:
    shown = result(
        requirements=(
            requirement("trust", (FULL, PARTIAL, NONE)),
            requirement("auditing", (NONE, NONE, OUT), silent=(Layer.SYSTEM,), applicability=Applicability.RECOMMENDED),
        )
    )
    assert section(shown, "REQUIREMENTS") == [
        "REQUIREMENTS  current; M mandatory; layers D data, S system, N network",
        "    basic               D S N  band",
        "  M trust               ● ◐ ○  ◐ orange",
        "    auditing            ○ · \N{EN DASH}  ◐ orange",
        "  ● full, ◐ partial, ○ none, · silent (no control, so none), \N{EN DASH} out of scope",
    ]


BOTH_GROUPS = (
    requirement("trust", (FULL, FULL, FULL)),
    requirement("privacy", (NONE, NONE, NONE)),
    requirement("monitoring", (PARTIAL, FULL, NONE), group=Group.ADVANCED),
)


def test_the_groups_stand_side_by_side() -> None:
    assert section(result(requirements=BOTH_GROUPS), "REQUIREMENTS")[1:4] == [
        "    basic               D S N  band         advanced            D S N  band",
        "  M trust               ● ● ●  ● green    M monitoring          ◐ ● ○  ◐ orange",
        "  M privacy             ○ ○ ○  ○ red",
    ]


def test_the_groups_stand_one_below_the_other_where_there_is_no_room() -> None:
    assert section(result(requirements=BOTH_GROUPS), "REQUIREMENTS", width=79, unicode=False)[1:6] == [
        "    basic               D S N  band",
        "  M trust               # # #  # green",
        "  M privacy             o o o  o red",
        "    advanced            D S N  band",
        "  M monitoring          + # o  + orange",
    ]


def test_a_twin_without_a_layer_has_no_column_for_it() -> None:
    twin = Twin(layers=(Layer.DATA, Layer.NETWORK))
    shown = section(result(profile=profile(twin=twin)), "REQUIREMENTS")
    assert shown[0].endswith("layers D data, N network")
    assert shown[2] == "  M trust               ● ○  ◐ orange"


def test_a_requirement_out_of_scope_has_no_band() -> None:
    base = requirement("privacy", (OUT,) * 3, applicability=Applicability.NOT_APPLICABLE)
    standing = changed(base.bases[Basis.CURRENT], band=Band.NOT_APPLICABLE, score=None)
    shown = result(requirements=(changed(base, bases=on_all(standing)),))
    assert line(shown, "privacy").split() == ["privacy", *["\N{EN DASH}"] * 4]


def banded(name: str, **bands: Band) -> RequirementResult:
    """A requirement that is red, but on the bases that are given."""
    base = requirement(name, (NONE,) * 3)
    others = {Basis(basis): changed(base.bases[Basis(basis)], band=band) for basis, band in bands.items()}
    return changed(base, bases={**base.bases, **others})


def test_a_band_that_differs_on_another_basis_is_starred_and_told_below() -> None:
    shown = result(
        requirements=(
            banded("trust", claimed=Band.ORANGE, evidenced=Band.ORANGE),
            banded("auditing", claimed=Band.ORANGE, evidenced=Band.ORANGE),
            banded("privacy", claimed=Band.GREEN),
            banded("integrity"),
        )
    )
    assert line(shown, "M trust").endswith("○ red*")
    assert line(shown, "M integrity").endswith("○ red")
    assert [one for one in section(shown, "REQUIREMENTS") if one.startswith("  *")] == [
        "  * claimed, evidenced orange: trust, auditing",
        "  * claimed green: privacy",
    ]


def test_a_benchmark_is_shown_in_detail_if_it_is_asked_for() -> None:
    assert section(result(), "BENCHMARK ", benchmarks=("etsi-ts-103-846",)) == [
        "BENCHMARK etsi-ts-103-846  current",
        "  SmartM2M; guidelines for a digital twin communication platform",
        "  Coverage    claimed 62.5 partial, evidenced 62.5 partial, current 62.5 partial",
        "  Met         confidentiality",
        "  Open 2/11   integrity: network partial",
        "              auditing: data none",
        "  Scope       1 of the 12 cells that it asks for are out of scope",
        "  Functions   published green (PR DE RS RC ID); its ticks give orange (PR)",
        "              published and not covered by this profile: DE RC",
        "  Beyond it   monitoring",
        "  Doubt       Six basic requirements are ticked and no advanced one, yet it was",
        "              published with five functions.",
        "  Clauses     not verified: met means what the study ticked (benchmarks show ID)",
    ]


def test_requirements_with_the_same_open_cells_share_a_line() -> None:
    cells = tuple(OpenCell(name, layer, PARTIAL) for name in ("trust", "auditing") for layer in Layer)
    standing = changed(benchmark().bases[Basis.CURRENT], open=(*cells, OpenCell("trust", Layer.DATA, NONE)))
    found = section(result(benchmarks=(benchmark("a", bases=on_all(standing)),)), "BENCHMARK ", benchmarks=("a",))
    assert "  Open 7/11   trust: data, system, network partial, data none" in found
    assert "              auditing: data, system, network partial" in found


def test_verified_clauses_and_nothing_open_need_no_line() -> None:
    standing = changed(benchmark().bases[Basis.CURRENT], verdict=Verdict.NOTHING_REQUIRED, coverage=None)
    standing = changed(standing, open=(), requirements={}, functions_missing=None, beyond=())
    known = benchmark("a", bases=on_all(standing), doubts=(), clauses_verified=True, out_of_scope=0)
    assert section(result(benchmarks=(known,)), "BENCHMARK ", benchmarks=("a",))[2:] == [
        "  Coverage    claimed nothing required, evidenced nothing required, current",
        "              nothing required",
        "  Functions   published green (PR DE RS RC ID); its ticks give orange (PR)",
    ]


def test_more_than_two_benchmarks_have_a_line_each() -> None:
    base = benchmark()
    verdicts = {
        "a": Verdict.MET,
        "b": Verdict.MET_IN_SCOPE,
        "c": Verdict.PARTIAL,
        "d": Verdict.NOT_MET,
        "e": Verdict.NOTHING_REQUIRED,
    }
    found = tuple(
        benchmark(name, bases=on_all(changed(base.bases[Basis.CURRENT], verdict=verdict)))
        for name, verdict in verdicts.items()
    )
    shown = section(result(benchmarks=found), "BENCHMARKS", benchmarks=tuple("abcde"))
    assert shown[0].split() == ["BENCHMARKS", "claimed", "evidenced", "current", "(gate)"]
    assert [re.split(" {2,}", one.strip()) for one in shown[1:]] == [
        ["a", *["● met"] * 3],
        ["b", *["● in scope"] * 3],
        ["c", *["◐ 62.5"] * 3],
        ["d", *["○ not met"] * 3],
        ["e", *["\N{EN DASH} nothing"] * 3],
    ]
    two = "\n".join(lines(result(benchmarks=found), benchmarks=("a", "b")))
    assert "BENCHMARK a  current" in two
    assert "BENCHMARK b  current" in two


def test_unknown_functions_are_not_taken_for_none() -> None:
    known = Coverage(band=Band.GREEN, functions=())
    unknown = Coverage(band=Band.GREEN, functions=None)
    nothing = Coverage(band=None, functions=None)
    shown = [benchmark("a", published=unknown, derived=known), benchmark("b", published=nothing)]
    text = render(contents([result(benchmarks=tuple(shown))], []), View(benchmarks=("a", "b")))
    words = " ".join(text.split())
    assert "published green (functions unknown); its ticks give green (no function)" in words
    assert "published nothing; its ticks give orange (PR)" in words


def test_the_profiles_own_targets_are_shown_where_no_benchmark_is_asked_for() -> None:
    shown = result(profile=profile(targets=Targets(benchmarks=("etsi-ts-103-846",))))
    assert section(shown, "BENCHMARK")[0] == "BENCHMARK etsi-ts-103-846  current"


def test_otherwise_all_benchmarks_are_counted_by_verdict() -> None:
    met = changed(benchmark().bases[Basis.CURRENT], verdict=Verdict.MET, coverage=None)
    shown = result(benchmarks=(benchmark("a"), benchmark("b"), benchmark("c", bases=on_all(met))))
    assert section(shown, "BENCHMARKS") == ["BENCHMARKS  current: 1 of 3 met, 2 partial (--benchmark ID)"]


def test_many_notes_do_not_hide_an_error() -> None:
    notes = [finding(rule="evidence-undated", severity=Severity.NOTE, message=f"note {n}") for n in range(80)]
    warning = finding(rule="evidence-expired", severity=Severity.WARNING)
    assert section(result(findings=(finding(), warning, *notes)), "FINDINGS") == [
        "FINDINGS  ✗ 1 error, ▲ 1 warning, · 80 notes; all: --all-findings",
        f"  ✗ {PATH}:12:3 mandatory-requirement-red: trust is mandatory and red",
        "    on the basis current: no layer in scope has a control that counts",
        f"  ▲ evidence-expired    {PATH}:12:3",
        f"  · 80 evidence-undated {PATH}:12:3",
    ]


def test_an_error_takes_two_lines_at_most() -> None:
    found = section(result(findings=(finding(message="word " * 80),)), "FINDINGS")
    assert len(found) == 3
    assert found[-1].endswith("word…")
    assert columns(found[-1]) <= 80


def test_a_place_that_has_no_room_beside_its_rule_stands_below_it() -> None:
    path = f"{'a' * 30}/{'b' * 30}.yaml"
    warning = finding(rule="evidence-expired", severity=Severity.WARNING, location=Location(path, 12, 3))
    assert section(result(findings=(warning,)), "FINDINGS")[1:] == ["  ▲ evidence-expired", f"      {path}:12:3"]


def test_every_finding_is_shown_in_full_if_asked_for() -> None:
    notes = [finding(rule="evidence-undated", severity=Severity.NOTE, message=f"note {n}") for n in range(80)]
    found = section(result(findings=(finding(), *notes)), "FINDINGS", every_finding=True)
    assert found[:5] == [
        "FINDINGS  ✗ 1 error, · 80 notes",
        "  ✗ error    mandatory-requirement-red",
        f"    {PATH}:12:3 trust is mandatory and red on the basis current: no",
        "      layer in scope has a control that counts",
        "  · note     80 evidence-undated",
    ]
    assert found[-1] == f"    {PATH}:12:3 note 79"
    assert len(found) == 85


def shown_errors(*findings: Finding) -> list[str]:
    """The messages of the errors that are shown, and the line that counts the others."""
    found = section(result(findings=findings), "FINDINGS")[1:]
    return [one.split(": ", 1)[-1].strip() for one in found]


@pytest.mark.parametrize(("count", "more"), [(6, []), (7, ["and 1 more error"]), (9, ["and 3 more errors"])])
def test_up_to_six_errors_are_shown(count: int, more: list[str]) -> None:
    errors = [finding(message=f"message {n}") for n in range(count)]
    assert shown_errors(*errors) == [*(f"message {n}" for n in range(6)), *more]


def test_one_rule_with_many_errors_does_not_hide_another() -> None:
    many = [finding(message=f"message {n}") for n in range(8)]
    other = finding(rule="evidence-broken", message="broken", location=Location(PATH, 99, 1))
    assert shown_errors(*many, other) == [*(f"message {n}" for n in range(5)), "broken", "and 3 more errors"]


def test_an_error_that_is_waived_does_not_hide_one_that_is_not() -> None:
    waived = [finding(message=f"waived {n}", rule=f"rule-{n}", waived=waiver()) for n in range(6)]
    shown = shown_errors(*waived, finding(message="open"))
    assert shown == [*(f"waived {n}" for n in range(5)), "open", "and 1 more error"]


def test_a_waived_finding_is_marked() -> None:
    warnings = [finding(severity=Severity.WARNING, rule="w", waived=waived) for waived in (waiver(), None)]
    found = section(result(findings=(finding(waived=waiver()), *warnings)), "FINDINGS")
    assert found[0] == "FINDINGS  ✗ 1 error, ▲ 2 warnings; 2 waived; all: --all-findings"
    assert " mandatory-requirement-red (waived): trust " in found[1] + found[2]
    assert found[-1] == f"  ▲ 2 w (1 waived) {PATH}:12:3"


def test_in_full_a_waived_finding_says_by_whom_and_until_when() -> None:
    found = section(result(findings=(finding(waived=waiver()),)), "FINDINGS", every_finding=True)
    assert found[1] == "  ✗ error    mandatory-requirement-red (waived)"
    assert found[-1] == "      waived by CISO through 2027-01-31: vendor ships in May"


@pytest.mark.parametrize(
    ("passed", "next_"),
    [
        (True, "NEXT  nothing: the gate passed, and no finding is open"),
        (False, "NEXT  no finding is open; the gate says what is missing"),
        (None, "NEXT  nothing: no finding is open"),
    ],
)
def test_no_finding_is_said_so_and_leaves_nothing_to_do(*, passed: bool | None, next_: str) -> None:
    checks = () if passed is None else (check(passed=passed),)
    shown = result(findings=(), gate=Gate(passed=passed, checks=checks))
    assert section(shown, "FINDINGS") == ["FINDINGS  none"]
    assert section(shown, "NEXT") == [next_]


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
    assert only == "GATE  none set; --fail-under green, --min-score 60, --fail-on error set one"


def test_a_check_that_a_baseline_replaces_is_shown_as_not_enforced() -> None:
    found = section(result(gate=Gate(passed=True, checks=(check(enforced=False),))), "GATE")
    assert " ".join(" ".join(found[1:]).split()).endswith("is 59.96 (shown, not enforced: the baseline decides)")


def test_what_is_gone_from_a_baseline_is_shown_where_its_check_does_not_say_it() -> None:
    gone = tuple(f"evidence-missing/C-{number}" for number in range(5))
    failed = section(result(gate=Gate(passed=False, checks=(check(gone=gone),))), "GATE")
    assert " ".join(" ".join(failed[2:]).split()) == (
        "no longer found, and in the baseline: evidence-missing/C-0, evidence-missing/C-1, evidence-missing/C-2 "
        "and 2 more"
    )
    assert max(map(len, failed)) <= 80
    passed = section(result(gate=Gate(passed=True, checks=(check(passed=True, gone=gone),))), "GATE")
    assert "no longer" not in " ".join(passed)


def test_next_steps_follow_the_gravest_findings_and_leave_waived_ones_out() -> None:
    shown = result(
        findings=(
            finding(waived=waiver(), rule="waived-rule"),
            finding(rule="b", severity=Severity.WARNING, remediation="Do b.", requirement=None, control="AC-1"),
            finding(rule="c", severity=Severity.NOTE, remediation="Do c.", requirement=None),
            finding(rule="d", severity=Severity.NOTE, remediation="Do d."),
            finding(rule="a", remediation="Do a."),
        )
    )
    assert section(shown, "NEXT") == [
        "NEXT  more on each: dtassess requirements show ID, dtassess rules show RULE",
        "  1. trust: Do a.",
        "  2. control AC-1: Do b.",
        f"  3. c at {PATH}:12:3: Do c.",
    ]


def test_a_step_names_three_subjects_each_once_and_counts_the_others() -> None:
    many = [finding(control=f"AC-{n % 5}", remediation="Do it.") for n in range(9)]
    assert section(result(findings=tuple(many)), "NEXT")[1] == "  1. controls AC-0, AC-1, AC-2 and 2 more: Do it."


def test_a_step_tells_controls_from_what_else_it_is_about() -> None:
    mixed = (finding(remediation="Do it."), finding(control="2", remediation="Do it."))
    assert section(result(findings=mixed), "NEXT")[1] == "  1. trust, control 2: Do it."


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        (tuple(Layer), "data, system, network"),
        ((Layer.DATA, Layer.SYSTEM), "data, system; network is not part of the twin"),
        ((Layer.DATA,), "data only; system, network are not part of the twin"),
    ],
)
def test_the_scope_is_said_in_words(layers: tuple[Layer, ...], words: str) -> None:
    shown = profile(twin=Twin(layers=layers))
    assert re.split(" {2,}", line(result(profile=shown, requirements=()), "Scope"), maxsplit=1) == ["Scope", words]


@pytest.mark.parametrize(
    ("cells", "words"),
    [((FULL, NONE, OUT), "; 1 cell out of scope"), ((OUT, OUT, OUT), "; 3 cells out of scope"), ((NONE,) * 3, "")],
)
def test_cells_out_of_scope_are_counted(cells: tuple[Level, ...], words: str) -> None:
    assert line(result(requirements=(requirement("trust", cells),)), "Scope").endswith(f"data, system, network{words}")


def declared(count: int, reason: str = "no such thing") -> Result:
    declarations = tuple(
        NotApplicable(requirement="trust", layers=(Layer.DATA, Layer.SYSTEM), reason=f"{n} {reason}")
        for n in range(count)
    )
    return result(profile=profile(not_applicable=declarations))


@pytest.mark.parametrize(("count", "more"), [(1, []), (4, []), (5, [1]), (9, [5])])
def test_up_to_four_declarations_are_shown_with_their_reasons(count: int, more: list[int]) -> None:
    found = section(declared(count), "REQUIREMENTS")[-min(count, 4) - len(more) :]
    assert found == [
        *(f"  \N{EN DASH} trust (data, system): {n} no such thing" for n in range(min(count, 4))),
        *(f"    and {hidden} more declared not applicable; all: --all-findings" for hidden in more),
    ]


def test_the_reason_of_a_declaration_is_cut_to_a_line_and_whole_where_all_is_wanted() -> None:
    shown = declared(5, "reason " * 40 + "end")
    assert [columns(one) for one in section(shown, "REQUIREMENTS")[-5:-1]] == [80] * 4
    assert section(shown, "REQUIREMENTS")[-2].endswith("…")
    every = section(shown, "REQUIREMENTS", every_finding=True)
    assert " ".join(" ".join(every).split()).count("reason end") == 5
    assert "more declared" not in " ".join(every)


def test_a_document_that_asks_for_nothing_is_told_from_one_that_is_out_of_scope() -> None:
    standing = changed(benchmark().bases[Basis.CURRENT], verdict=Verdict.NOTHING_REQUIRED, coverage=None)
    found = [
        benchmark(f"b-{n}", asked=asked, out_of_scope=asked, bases=on_all(standing))
        for n, asked in [(1, 0), (2, 6), (3, 6)]
    ]
    assert section(result(benchmarks=tuple(found)), "BENCHMARKS")[0] == (
        "BENCHMARKS  current: 0 of 3 met, 2 out of scope, 1 ask for nothing (--benchmark"
    )


def test_what_current_means_is_said_once() -> None:
    text = " ".join(render(contents([result()], []), View()).split())
    assert text.count("Current: not stale, no more; no link was opened.") == 1


def test_a_possible_cap_is_explained_where_there_is_one() -> None:
    sentence = "Possible cap: it would hold if what is unknown of the twin were true."
    assert sentence in lines(result())
    assert sentence not in lines(result(summary=on_all(summary(caps_possible=()))))


@pytest.mark.parametrize("word", ["compliant", "compliance", "conformant", "conformity", "certified"])
def test_no_report_says_that_a_twin_complies(word: str) -> None:
    assert word not in render(contents([result()], []), View(benchmarks=("etsi-ts-103-846",))).lower()


HOSTILE = "\x1b]0;title\x07\x1b[2J\u202eevil\r\nNEXT \x9b31m"


def hostile() -> Result:
    return result(
        profile=profile(
            name=HOSTILE,
            version=HOSTILE,
            path=HOSTILE,
            not_applicable=(NotApplicable(requirement="trust", layers=(Layer.DATA,), reason=HOSTILE),),
        ),
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
    text = render(contents([hostile()], []), View(unicode=unicode, benchmarks=(HOSTILE,)))
    assert {character for character in text if not character.isprintable()} == {"\n"}
    assert "\\x1b[2J" in text
    assert "\nNEXT \\x9b31m" not in text


def test_an_ascii_terminal_gets_ascii() -> None:
    shown = result(profile=profile(name="Abf\N{LATIN SMALL LETTER U WITH DIAERESIS}llung"))
    text = render(contents([shown], []), View(unicode=False, benchmarks=("etsi-ts-103-846",)))
    assert text.isascii()
    assert "Abf\\xfcllung" in text


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("unicode", [True, False])
@pytest.mark.parametrize("every", [True, False])
def test_no_line_is_wider_than_the_terminal(width: int, *, unicode: bool, every: bool) -> None:
    for shown, asked in ((result(requirements=BOTH_GROUPS), "etsi-ts-103-846"), (hostile(), HOSTILE)):
        view = View(width=width, unicode=unicode, benchmarks=(asked,), every_finding=every)
        assert [one for one in render(contents([shown], []), view).splitlines() if columns(one) > width] == []


def test_a_report_is_one_screen() -> None:
    shown = lines(result(requirements=BOTH_GROUPS * 7, findings=(finding(),) * 80))
    assert len(shown) <= 60


def test_wide_characters_do_not_shift_the_day() -> None:
    assert columns(lines(result(profile=profile(name="\u6570\u5b57\u5b6a\u751f")))[0]) == 80


def test_colour_changes_nothing_but_colour() -> None:
    coloured = render(contents([result()], []), View(colour=True))
    assert "\x1b[31m" in coloured
    assert ESCAPE.sub("", coloured) == render(contents([result()], []), View())


def test_several_reports_stand_one_after_the_other_and_problems_last() -> None:
    text = render(contents([result(), result()], [Problem("b.yaml", 3, 4, "a \x1b problem")]), View())
    assert text.count("VERDICT") == 2
    assert text.endswith("\nNOT ASSESSED\n  b.yaml:3:4: a \\x1b problem\n")


def test_nothing_gives_nothing() -> None:
    assert render(contents([], []), View()) == ""
