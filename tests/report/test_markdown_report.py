from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from markdown_reader import read
from sample_results import (
    PATH,
    benchmark,
    changed,
    check,
    finding,
    on_all,
    profile,
    requirement,
    result,
    summary,
    waiver,
)
from test_markdown_words import anything

from assessor.errors import Problem
from assessor.model.diff import Because, Cause, Change, Compared, Diff, Direction
from assessor.model.knowledge import PackIdentity
from assessor.model.place import Location
from assessor.model.plan import Act, Gain, Named, Plan, PlanStep, Standing, Target, Way
from assessor.model.profile import NotApplicable, Targets
from assessor.model.result import Gate
from assessor.model.vocabulary import Band, Basis, Layer, Level, Severity
from assessor.report.contents import Assessed, Contents
from assessor.report.formats import Choice, render
from assessor.report.terminal import harmless
from assessor.report.view import FILE, View

GOLDEN = Path(__file__).resolve().parents[1] / "golden"
OURS = {
    *("<!-- dtassess -->", "h2", "h3", "p", "ul", "li", "strong", "em", "code", "details", "summary"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def markdown(*assessed: Any, problems: Any = (), target: str = "comment", view: View = FILE) -> str:
    each = [one if isinstance(one, Assessed) else Assessed(one) for one in assessed]
    return render(Choice("markdown", {"target": target}), Contents(each, list(problems)), view)


def headings(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(("#", "<summary>"))]


def side(**changes: Any) -> Compared:
    base = Compared(
        path="before.json",
        recorded=True,
        name="bottling-line-7",
        version=None,
        profile=PATH,
        sha256="ab" * 32,
        as_of=date(2026, 10, 1),
        basis=Basis.CURRENT,
        rules=(PackIdentity("core", "1.0.0", "cd" * 32),),
        tool="0.1.0",
    )
    return base._replace(**changes)


STATUS = Because(Cause.PROFILE, "control AC-1: status: implemented to planned", Location(PATH, 30, 7))


def change(kind: str, name: str, before: Any, after: Any, direction: Direction, **more: Any) -> Change:
    base = Change(kind, name, Basis.CURRENT, before, after, direction, Cause.PROFILE, (STATUS,))
    return base._replace(**more)


def diff(*changes: Change, **more: Any) -> Diff:
    base = Diff(
        old=side(),
        new=side(path=PATH, recorded=False, as_of=date(2026, 11, 23)),
        differs=(Cause.PROFILE, Cause.CLOCK),
        worse=any(one.direction is Direction.WORSE for one in changes),
        notes=(),
        changes=changes,
    )
    return base._replace(**more)


WORSE = (
    change("score", "score", 60.0, 47.5, Direction.WORSE),
    change("requirement", "trust", "green", "orange", Direction.WORSE),
    change("cell", "trust/data", "full", "partial", Direction.WORSE),
    change("cell", "privacy/data", "full", "partial", Direction.WORSE),
)
NEW = change("finding", "evidence-broken/AC-1", None, "error", Direction.WORSE, message="item 1 of AC-1 is broken")
BETTER = change("function", "RC", "not-covered", "covered", Direction.BETTER, because=())


def step(requirement_id: str, **changes: Any) -> PlanStep:
    act = Act(
        requirement=requirement_id,
        layer=Layer.DATA,
        level=Level.NONE,
        way=Way.CONTROL,
        text="implement AC-9",
        controls=(Named("AC-9", Location(PATH, 40, 3)),),
        also=(),
    )
    gain = Gain(score=Fraction(5, 2), functions=("RC",), rating=None)
    return PlanStep(act=act._replace(**changes), effort=Fraction(1), gain=gain)


def plan(*steps: PlanStep, **changes: Any) -> Plan:
    base = Plan(
        profile=profile(),
        rules=(),
        as_of=date(2026, 11, 23),
        basis=Basis.CURRENT,
        targets=(Target("rating", "rating", "green", met=False),),
        unplanned=(),
        reachable=True,
        reason=None,
        effort=Fraction(len(steps)),
        steps=steps,
        before=Standing(Band.ORANGE, Fraction(50)),
        after=Standing(Band.GREEN, Fraction(60)),
        open=(),
    )
    return base._replace(**changes)


def test_the_gate_stands_first_then_what_changed_then_the_verdict_and_the_rest_is_folded() -> None:
    whole = Assessed(result(findings=(finding(), finding(waived=waiver()))), plan(step("trust")), None, diff(*WORSE))
    text = markdown(whole)
    assert text.startswith("<!-- dtassess -->\n\n## ✗ Gate not passed: bottling-line-7 2.3\n")
    assert headings(text)[1:] == [
        "### Changed since the baseline",
        "### Verdict",
        "<summary>Requirements: 1 orange</summary>",
        "<summary>Functions of NIST CSF 2.0: 4 of 1 covered</summary>",
        "<summary>All benchmarks: 0 of 1 met</summary>",
        "<summary>1 error</summary>",
        "<summary>1 waived</summary>",
        "<summary>Plan: 1 cell, effort 1</summary>",
        "<summary>All changes, on the three bases: 4</summary>",
        *(["### Why", "### Verdict", "### Requirements", "### Cells"]),
        "<summary>Provenance, and what the words mean</summary>",
    ]


@pytest.mark.parametrize(
    ("passed", "title"), [(True, "✓ Gate passed"), (False, "✗ Gate not passed"), (None, "No gate set")]
)
def test_the_title_is_the_outcome(passed: object, title: str) -> None:
    assert f"## {title}: bottling-line-7 2.3\n" in markdown(result(gate=Gate(passed=passed, checks=())))  # type: ignore[arg-type]


def test_the_checks_that_decide_and_failed_stand_first_and_the_others_say_so() -> None:
    checks = (
        check(name="rating", expected="green", actual="orange", enforced=False),
        check(name="assessed", expected="at least 50", actual="60", passed=True),
        check(name="baseline", expected="nothing worse or new", actual="score 60 to 47.5", gone=("a/b", "c/d")),
    )
    text = markdown(result(gate=Gate(passed=False, checks=checks)))
    assert text.index("| ✗ baseline |") < text.index("| ✓ assessed |") < text.index("| ✗ rating |")
    assert "| orange (shown, not enforced: the baseline decides) |" in text
    assert "No longer found, and in the baseline: a/b, c/d." in text


def test_what_got_worse_stands_before_what_got_better_each_with_whose_doing_it_is() -> None:
    text = markdown(Assessed(result(), changes=diff(BETTER, *WORSE, NEW)))
    part = text[text.index("### Changed") : text.index("### Verdict")]
    assert [line for line in part.splitlines() if line] == [
        "### Changed since the baseline",
        "Since 2026-10-01 (before.json), on the basis current: 4 worse, 1 better; 1 other change in the fold of all"
        " changes. The two differ in profile, clock.",
        "| worse | before, now | whose doing |",
        "| --- | --- | --- |",
        f"| ✗ score | 60.0 to 47.5 | profile: control AC-1: status: implemented to planned (`{PATH}:30:7`) |",
        "| ✗ requirement trust | ● green to ◐ orange | the same |",
        "| ✗ cell privacy/data | ● full to ◐ partial | the same |",
        "| ✗ evidence-broken: item 1 of AC-1 is broken | new error | the same |",
        "| better | before, now | whose doing |",
        "| --- | --- | --- |",
        "| ✓ function RC | ✗ not-covered to ✓ covered | profile |",
    ]


def test_what_changed_alike_is_one_row_and_many_reasons_are_counted() -> None:
    reasons = [Because(Cause.CLOCK, f"evidence of C-{n} expired", Location(PATH, n, 1)) for n in range(1, 6)]
    found = [
        change("requirement", f"r-{n}", "green", "red", Direction.WORSE, cause=Cause.CLOCK, because=(reasons[n],))
        for n in range(5)
    ]
    gone = [change("finding", f"stale/C-{n}", "error", None, Direction.BETTER) for n in range(9)]
    text = markdown(Assessed(result(), changes=diff(*found, *gone)))
    assert "| ✗ 5 requirements: r-0, r-1, r-2, r-3, r-4 | ● green to ○ red | clock: evidence of C-1 expired" in text
    assert f"(`{PATH}:1:1`) and 4 more |" in text
    assert "| ✓ 9 stale: C-0, C-1, C-2, C-3, C-4, C-5 and 3 more | error gone |" in text


def test_a_baseline_of_the_same_says_that_nothing_changed() -> None:
    text = markdown(Assessed(result(), changes=diff(differs=())))
    assert "Since 2026-10-01 (before.json), on the basis current: nothing worse, nothing better.\n" in text
    assert "All changes" not in text


def scored(claimed: int, evidenced: int, current: int, rating: Band = Band.ORANGE) -> Any:
    scores = dict(zip(Basis, (claimed, evidenced, current), strict=True))
    on = {basis: summary(score=Fraction(score)) for basis, score in scores.items()}
    return {**on, Basis.CLAIMED: on[Basis.CLAIMED]._replace(rating=rating)}


@pytest.mark.parametrize(
    ("bases", "sentence"),
    [
        (scored(50, 50, 50), "No gap: rating and score are the same as claimed and as current."),
        (
            scored(60, 50, 47, Band.GREEN),
            "Gap: of the 60.0 points claimed, 10.0 have no evidence and 3.0 more none that is current; "
            "the rating goes from green to orange.",
        ),
        (on_all(summary(score=None, score_range=None)), "Nothing is in scope, so there is nothing to score."),
    ],
)
def test_the_gap_between_claim_and_evidence_is_a_sentence(bases: Any, sentence: str) -> None:
    assert f"\n{sentence}\n" in markdown(result(summary=bases))


def test_the_grid_has_a_column_a_layer_and_what_is_declared_not_applicable_its_reason() -> None:
    one = changed(requirement(), silent=(Layer.NETWORK,))
    out = NotApplicable("privacy", (Layer.DATA,), "no person in it")
    text = markdown(result(requirements=[one], profile=profile(not_applicable=(out,))))
    assert "| requirement | asked | data | system | network | band, current | other bases |" in text
    assert "| trust | mandatory | ● full | ◐ partial | ○ silent | ◐ orange |  |" in text
    assert "- **privacy (data)**: no person in it" in text


def test_chosen_benchmarks_are_told_in_detail_and_the_others_left_out() -> None:
    two = result(benchmarks=[benchmark(), benchmark("other")], profile=profile(targets=Targets(benchmarks=("other",))))
    for text, chosen in (
        (markdown(two), "other"),
        (markdown(two, view=View(benchmarks=("etsi-ts-103-846",))), "etsi-ts-103-846"),
    ):
        assert "<summary>Chosen benchmarks: 0 of 1 met</summary>" in text
        assert f"### {chosen}\n" in text
        assert "- **Open, 2 of 11 cells**: integrity: network partial; auditing: data none" in text
        assert text.count("◐ partial 62.5") == 3


def test_findings_stand_by_severity_below_what_is_to_be_done_with_their_places() -> None:
    note = finding(
        rule="evidence-expiring", severity=Severity.NOTE, remediation="Collect it anew.", message="it expires"
    )
    text = markdown(result(findings=(finding(), note)))
    assert "- Collect it anew. *(evidence-expiring)*\n  - `plant/line-7.yaml:12:3` it expires\n" in text
    assert text.index("<summary>1 error</summary>") < text.index("<summary>1 note</summary>")


def test_a_plan_shows_its_first_steps_and_counts_the_rest() -> None:
    text = markdown(Assessed(result(), plan(*(step(f"r-{n}") for n in range(10)))))
    assert f"| r-0/data | ○ none | \\+2.5 | implement AC-9 (`{PATH}:40:3`); covers RC |" in text
    assert "r-7/data" in text
    assert "r-8/data" not in text
    assert "2 more steps below these: dtassess plan." in text


def test_a_plan_that_there_is_no_way_for_says_why() -> None:
    none = plan(reachable=False, reason="privacy/data is out of scope", effort=None, after=None)
    text = markdown(Assessed(result(), none))
    assert "<summary>Plan: the targets cannot be reached</summary>" in text
    assert "\nprivacy/data is out of scope\n" in text


def test_what_could_not_be_assessed_stands_before_everything_else() -> None:
    bad = [Problem("b.yaml", 3, 5, "unknown key 'x'"), Problem("c.yaml", 0, 0, "cannot be read")]
    alone = markdown(problems=bad)
    assert headings(alone) == ["## ✗ Nothing was assessed"]
    assert "- `b.yaml:3:5`: unknown key 'x'\n- c.yaml: cannot be read\n" in alone
    beside = markdown(result(), problems=bad)
    assert headings(beside)[:2] == [
        "## ✗ Not everything could be assessed",
        "## ✗ Gate not passed: bottling-line-7 2.3",
    ]


def test_several_profiles_have_a_table_of_all_before_their_reports() -> None:
    text = markdown(result(), result(gate=Gate(passed=None, checks=()), profile=profile(name="mixer", version=None)))
    assert headings(text)[0] == "## ✗ 2 profiles, 1 gate not passed"
    assert "| mixer | No gate set | ◐ orange | 47.5 | 1 error | plant/line-7.yaml |" in text
    assert [one for one in headings(text) if "mixer" in one] == ["## No gate set: mixer"]


@pytest.mark.parametrize(
    ("gates", "title"),
    [
        ((True, True), "## ✓ 2 profiles, every gate passed"),
        ((True, None), "## 2 profiles, 1 gate passed, 1 without one"),
        ((None, None), "## 2 profiles, no gate set"),
        ((False, None), "## ✗ 2 profiles, 1 gate not passed"),
    ],
)
def test_several_profiles_have_a_tick_only_where_every_gate_passed(gates: tuple[bool | None, ...], title: str) -> None:
    assert headings(markdown(*(result(gate=Gate(passed=one, checks=())) for one in gates)))[0] == title


def test_without_unicode_it_is_ascii() -> None:
    one = result(profile=profile(name="Größe"))
    assert markdown(Assessed(one, plan(step("trust")), None, diff(*WORSE)), view=View(unicode=False)).isascii()


LONG = "evidence item 1 of a control is broken, and it takes many words to say so; " * 4


def many(count: int, message: str = LONG) -> Any:
    return [finding(severity=severity, message=message, subject=str(n)) for severity in Severity for n in range(count)]


def rows_of(text: str) -> int:
    """The items and rows of a report that may be left out."""
    return sum(line.startswith(("| ", "- ", "  - ")) and not line.startswith("| ---") for line in text.splitlines())


@pytest.mark.parametrize(
    ("target", "most", "size"),
    [("comment", 65_000, len), ("summary", 1024 * 1024, lambda text: len(text.encode()))],
)
@pytest.mark.parametrize("message", [LONG, "\U0001f512 \u00e9t\u00e9 " * 30])
def test_a_report_stays_below_its_limit_and_is_whole_markdown_where_it_is_cut(
    target: str, most: int, size: Any, message: str
) -> None:
    whole = Assessed(result(findings=many(1500, message)), plan(step("trust")), None, diff(*WORSE, NEW))
    text = markdown(whole, target=target)
    assert most * 0.98 < size(text) < most
    shown = read(text)
    assert (set(shown.elements) - OURS, shown.references, shown.unclosed) == (set(), [], [])
    assert shown.elements.count("details") == shown.elements.count("summary")
    left = int(re.search(r"Cut: ([\d,]+) lines are left out", text)[1].replace(",", ""))  # type: ignore[index]
    parts = headings(text)
    assert "### Changed since the baseline" in parts
    assert "<summary>Provenance, and what the words mean</summary>" in parts
    assert (
        text.count("evidence item 1" if message == LONG else "\U0001f512 \u00e9t\u00e9 \U0001f512 \u00e9t\u00e9") >= 1
    )
    assert 4_500 - left < rows_of(text) < 4_500 - left + 120


def test_what_just_fits_is_not_cut() -> None:
    short = markdown(result(findings=[finding(message="x")]))
    exact = markdown(result(findings=[finding(message="x" * (65_000 - len(short)))]))
    assert len(exact) == 64_999
    assert "Cut:" not in exact
    assert "Cut: 1 line is left out, as a comment takes 65,000 characters." in markdown(
        result(findings=[finding(message="x" * (65_000 - len(short) + 1))])
    )


def test_gate_and_changes_are_whole_as_long_as_anything_else_is_there() -> None:
    changes = [change("requirement", f"r-{n}", "green", f"x{n}", Direction.WORSE) for n in range(400)]
    checks = tuple(check(name=f"benchmark:{n}", actual="x" * 80) for n in range(200))
    one = result(gate=Gate(passed=False, checks=checks), findings=many(300))
    text = markdown(Assessed(one, changes=diff(*changes)))
    assert (text.count("| ✗ benchmark:"), text.count("| ✗ requirement r-")) == (200, 400)


def test_even_gate_and_changes_are_cut_where_they_alone_are_too_long() -> None:
    checks = tuple(check(name=f"benchmark:{n}", actual="x" * 500) for n in range(300))
    text = markdown(result(gate=Gate(passed=False, checks=checks)))
    assert len(text) < 65_000
    assert headings(text)[0] == "## ✗ Gate not passed: bottling-line-7 2.3"
    assert read(text).unclosed == []


def test_of_many_profiles_every_gate_is_told_before_any_detail() -> None:
    each = [result(profile=profile(name=f"twin-{n}"), findings=many(40)) for n in range(30)]
    text = markdown(*each)
    assert len(text) < 65_000
    assert [one for one in headings(text) if one.startswith("## ✗ Gate")] == [
        f"## ✗ Gate not passed: twin-{n} 2.3" for n in range(30)
    ]


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*/expected.md")), ids=lambda file: file.parent.name)
def test_no_scenario_shows_an_element_that_is_not_ours_or_refers_to_anything(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    shown = read(text)
    assert (set(shown.elements) - OURS, shown.references, shown.unclosed) == (set(), [], [])
    assert [line for line in text.splitlines() if line.startswith("/")] == []
    assert shown.elements.count("<!-- dtassess -->") == 1


@settings(deadline=None, max_examples=60)
@given(anything, anything, anything)
def test_whatever_users_wrote_is_shown_as_it_is(text: str, other: str, third: str) -> None:
    twin = profile(
        name=text, path=other or "p", version=third, not_applicable=(NotApplicable("trust", (Layer.DATA,), third),)
    )
    found = (
        finding(message=text, rule=other, remediation=third, location=Location(other or "p", 1, 1)),
        finding(waived=waiver(reason=other, approved_by=text)),
    )
    checks = (check(name=other, expected=text, actual=third, gone=(text,)),)
    reason = Because(Cause.PROFILE, text, Location(other or "p", 1, 1))
    changes = (
        change("finding", f"{third}/{other}", None, "error", Direction.WORSE, message=text, because=(reason,)),
        change("requirement", other, "green", "red", Direction.BETTER, because=()),
    )
    named = Named(third, Location(other or "p", 1, 1))
    steps = step("trust", text=text, controls=(named,), also=(other,))
    one = result(profile=twin, findings=found, gate=Gate(passed=False, checks=checks))
    report = markdown(
        Assessed(one, plan(steps), None, diff(*changes)), one, problems=[Problem(other or "p", 1, 1, third)]
    )
    shown = read(report)
    assert (set(shown.elements) - OURS, shown.references, shown.unclosed) == (set(), [], [])
    assert [line for line in report.splitlines() if line.startswith("/")] == []
    words = " ".join(shown.words)
    for said in (text, other, third):
        assert " ".join(harmless(said).split()) in words
