"""What the HTML report says of a result: the same as its JSON form, and what there is nothing of is said too."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from html_pages import DAY, EACH, ROOT, Element, assessed, assessor, page, page_of, parsed, tree
from sample_results import check, waiver

from assessor.cli.main import main
from assessor.model.profile import Targets
from assessor.model.result import Gate
from assessor.model.vocabulary import Band, Basis, Layer, Level, Severity
from assessor.report.contents import Assessed
from assessor.report.document import to_json_object
from assessor.report.html.benchmarks import chosen_of
from assessor.report.html.charts import radar
from assessor.report.html.marks import words
from assessor.report.html.verdict import SCORE_WIDTH
from assessor.report.view import View

if TYPE_CHECKING:
    from pathlib import Path

    from assessor.model.result import Result

every_page = pytest.mark.parametrize("name", EACH)
SECTIONS = [
    "Verdict",
    "Functions",
    "Requirements",
    "Findings",
    "First steps",
    "What expires",
    "Benchmark in detail",
    "All benchmarks",
    "Controls and evidence",
    "Provenance",
    "What the words mean",
]


def document(name: str) -> Any:
    return json.loads(json.dumps(to_json_object(assessed(name).result)))


def rows(shown: Element, part: str) -> list[list[str]]:
    """The rows of the table whose caption has the id."""
    (table,) = [one for one in shown.all("table") if one.one("caption").attributes["id"] == f"p1-{part}"]
    return table.rows


def row(shown: Element, part: str, head: str) -> list[str]:
    (found,) = [one[1:] for one in rows(shown, part) if one[0] == head]
    return found


def number(value: float | None) -> str:
    return "none" if value is None else f"{value:.1f}"


@every_page
def test_every_section_is_there_and_the_contents_lead_to_each(name: str) -> None:
    shown = tree(name)
    assert [one.text for one in shown.all("h2")] == SECTIONS
    assert [one.text for one in shown.one("nav", class_="contents").all("a")] == SECTIONS


@every_page
def test_the_verdict_on_each_basis_is_that_of_the_json(name: str) -> None:
    shown, summary = tree(name), document(name)["summary"]
    on = [summary[basis] for basis in Basis]
    assert row(shown, "bases-table", "Rating") == [one["rating"] for one in on]
    assert row(shown, "bases-table", "Band") == [one["band"] for one in on]
    assert row(shown, "bases-table", "Score") == [number(one["score"]) for one in on]
    reach = [None if one["score_range"] is None else one["score_range"][1] for one in on]
    assert row(shown, "bases-table", "Score if silent cells were full") == [number(one) for one in reach]
    assert row(shown, "bases-table", "Functions covered") == [", ".join(one["functions"]) or "none" for one in on]
    for cap in {cap for one in on for cap in one["caps"]}:
        assert [state == "holds" for state in row(shown, "bases-table", f"Cap {cap}")] == [
            cap in one["caps"] for one in on
        ]


@every_page
def test_the_functions_are_those_of_the_json(name: str) -> None:
    shown = tree(name)
    for one in document(name)["functions"]:
        told = [
            f"{'covered' if one[basis]['covered'] else 'not covered'} "
            f"{'nothing in scope' if one[basis]['score'] is None else number(one[basis]['score'])}"
            for basis in Basis
        ]
        assert row(shown, "functions-table", f"{one['id']} {one['name']}") == [*told, str(len(one["requirements"]))]


@every_page
def test_the_grid_is_that_of_the_json_and_tells_silent_from_none(name: str) -> None:
    shown, result = tree(name), assessed(name).result
    for one, known in zip(document(name)["requirements"], result.requirements, strict=True):
        silent = {str(layer) for layer in known.silent}
        told = [
            "silent" if layer in silent and level == "none" else words(level)
            for layer, level in one["current"]["cells"].items()
        ]
        cells = row(shown, "grid", known.title)
        assert [cell.split(" claimed:")[0].split(" evidenced:")[0] for cell in cells[: len(told)]] == told
        assert cells[len(told) :] == [
            words(one["current"]["band"]),
            words(one["applicability"]),
            str(len(one["controls"])),
        ]


@every_page
def test_every_benchmark_stands_with_its_published_band_verdict_and_coverage(name: str) -> None:
    told = {line[1].split(" ")[0]: line for line in rows(tree(name), "bars")}
    for one in document(name)["benchmarks"]:
        line, now = told[one["id"]], one["current"]
        assert line[2].split(" ")[0] == one["published"]["band"]
        assert line[3] == words(now["verdict"])
        assert line[4].split(" claimed")[0] == ("nothing asked" if now["coverage"] is None else number(now["coverage"]))
        assert line[5] == f"{len(now['open'])} of {one['asked'] - one['out_of_scope']}"


@every_page
def test_every_finding_stands_with_its_place_and_the_rules_with_what_they_ask_for(name: str) -> None:
    result, shown = assessed(name).result, tree(name)
    for severity in Severity:
        found = [one for one in result.findings if one.severity is severity and one.waived is None]
        if not found:
            continue
        told = rows(shown, severity)
        places = [line[0] for line in told if len(line) == 2]
        assert sorted(places) == sorted(str(one.location) for one in found)
        asked = [line[0] for line in told if len(line) == 1]
        assert asked == list(dict.fromkeys(f"{one.rule} {one.remediation}" for one in found))
        assert f"{len(found)} {severity}" in shown.text


@every_page
def test_provenance_has_the_hashes_and_all_that_another_run_needs(name: str) -> None:
    shown, told = tree(name), document(name)
    for wanted in (
        f"SHA-256 {told['profile']['sha256']}",
        f"core {told['rules'][0]['version']}, SHA-256 {told['rules'][0]['sha256']}",
        f"dtassess {told['tool']['version']}, engine {told['tool']['engine']}",
        f"As of {told['as_of']}",
        "fail under: not set",
    ):
        assert wanted in shown.text, wanted


def test_without_a_control_and_without_a_score_that_is_said() -> None:
    assert "The profile claims no control." in tree("no-controls").text
    nothing = tree("nothing-in-scope")
    assert "Score, current none nothing is in scope" in nothing.text
    assert "Nothing is in scope." in nothing.text
    assert "No benchmark asks for anything that is in scope." in nothing.text
    assert "Claimed: no score. Evidenced: no score. Current: no score." in nothing.text


def test_without_a_gate_a_finding_a_plan_or_a_forecast_that_is_said() -> None:
    met, bare = tree("everything-met"), parsed(page_of(assessed("eclipse-ditto").result))
    assert "No finding." in met.text
    assert "every target is met already" in met.text
    assert "Gate, on what is current none set no check was asked for" in bare.text
    assert "No plan was made for this report." in bare.text
    assert "No forecast was made for this report." in bare.text


def test_the_gate_comes_first_and_says_what_failed() -> None:
    shown = tree("hostile")
    assert shown.one("dl", class_="headline").all("dd")[0].text == "not passed"
    assert "2 of 2 checks failed" in shown.text
    assert rows(shown, "checks") == [
        ["rating", "failed", "green", "orange"],
        ["benchmark:etsi-ts-103-846", "failed", "met", "partial"],
    ]


def test_a_check_that_the_baseline_replaces_is_shown_and_not_counted() -> None:
    result = assessed("eclipse-ditto").result
    gate = Gate(passed=False, checks=(check(enforced=False), check(name="baseline", gone=("a/b", "c/d"))))
    shown = parsed(page_of(result._replace(gate=gate)))
    assert "1 of 1 check failed" in shown.text
    told = rows(shown, "checks")
    assert told[0][0] == "score shown, not enforced: the baseline decides"
    assert told[1][3] == "59.96 in the baseline and no longer found: a/b, c/d"


def stale(name: str = "eclipse-ditto") -> Result:
    """A profile on a day on which its evidence is in the future."""
    case = assessor().case(assessor().load(ROOT / "profiles" / f"{name}.yaml"), as_of=date(2026, 11, 22))
    return case.assess()


def test_the_gap_between_the_bases_is_told_cell_by_cell() -> None:
    shown = parsed(page_of(stale()))
    same, lost = rows(shown, "gap")
    assert same == ["claimed to evidenced", "stays orange", "0.0", "0", "nowhere"]
    assert lost[:4] == ["evidenced to current", "orange to red", "39.2", "40"]
    assert lost[4].startswith("Confidentiality (data, system, network), Integrity (data, system, network), ")
    assert lost[4].endswith(": their controls have evidence, but none that is current")
    assert row(shown, "grid", "Authorization")[0] == "none claimed: full evidenced: full"
    assert "There is no gap" not in shown.text
    assert "There is no gap" in tree("eclipse-ditto").text


def test_the_radar_draws_bases_that_are_alike_as_one_line_from_the_centre_to_the_rim() -> None:
    result = stale()
    drawn = radar(result.functions)
    assert drawn is not None
    assert [line.bases for line in drawn.lines] == [(Basis.CLAIMED, Basis.EVIDENCED), (Basis.CURRENT,)]
    assert set(drawn.lines[1].corners) == {drawn.centre}
    full = radar(assessed("everything-met").result.functions)
    assert full is not None
    assert full.lines[0].corners == tuple(axis.end for axis in full.axes)
    assert [axis.text for axis in full.axes][:2] == ["GV Govern", "ID Identify"]
    assert full.axes[0].end == ("170.0", "48.0")
    half = assessed("eclipse-ditto").result.functions[0].bases[Basis.CURRENT].score
    assert half == 50
    assert radar(assessed("eclipse-ditto").result.functions).lines[0].corners[0] == ("170.0", "94.0")  # type: ignore[union-attr]
    assert radar(result.functions[:2]) is None


def test_a_chart_says_in_words_what_it_draws() -> None:
    chart = tree("eclipse-ditto").all("svg", role="img")[1]
    assert chart.one("desc").text == (
        "A radar from 0 in the middle to 100 at the rim. Claimed, evidenced, current: "
        "Govern 50.0, Identify 25.0, Protect 38.1, Detect 66.7, Respond 50.0, Recover 33.3."
    )


def test_the_bars_of_the_score_are_as_long_as_the_score_and_its_range() -> None:
    chart = tree("eclipse-ditto").all("svg", role="img")[0]
    result = assessed("eclipse-ditto").result.summary[Basis.CURRENT]
    assert result.score is not None
    assert result.score_range is not None
    _, reach, bar = (float(one.attributes["width"] or 0) for one in chart.all("rect")[:3])
    assert bar == pytest.approx(SCORE_WIDTH * 0.392, abs=0.1)
    assert reach == pytest.approx(SCORE_WIDTH * 0.708, abs=0.1)


def test_the_benchmarks_shown_are_those_asked_for_else_the_targets_else_the_one_that_asks_the_most() -> None:
    knowledge, result = assessor().knowledge, assessed("eclipse-ditto").result
    assert result.profile.twin.use_cases
    own = result._replace(profile=result.profile._replace(targets=Targets(benchmarks=("iso-23247-2",))))
    asked = chosen_of(own, ("nist-ir-8356", "iso-23247-4"), knowledge)
    assert [one.result.id for one in asked.benchmarks] == ["iso-23247-4", "nist-ir-8356"]
    assert [one.result.id for one in chosen_of(own, (), knowledge).benchmarks] == ["iso-23247-2"]
    (most,) = chosen_of(result, (), knowledge).benchmarks
    fitting = [
        one.asked
        for one, known in zip(result.benchmarks, knowledge.benchmarks, strict=True)
        if set(known.use_cases) & set(result.profile.twin.use_cases)
    ]
    assert most.result.asked == max(fitting)


def test_a_benchmark_in_detail_shows_cells_asked_and_not_asked_functions_and_doubts() -> None:
    shown = parsed(page(assessed("eclipse-ditto"), view=View(benchmarks=("etsi-gr-zsm-015", "etsi-ts-103-846"))))
    assert row(shown, "b1-cells", "Availability") == ["full", "not asked", "partial", "partial", "none"]
    assert row(shown, "b1-functions", "PR Protect") == ["unknown", "yes", "covered"]
    assert row(shown, "b2-functions", "GV Govern") == ["yes", "no", "covered"]
    assert row(shown, "b2-functions", "Band") == ["green", "orange", "green"]
    assert "Governance was published as a function, although the requirement governance is not ticked." in shown.text
    assert "clause not verified: no full text was read" in shown.text
    assert "18 asked for, 0 of them out of scope, 16 open (current)" in shown.text
    assert "Benchmarks in detail" in [one.text for one in shown.all("h2")]


def test_a_waived_finding_stands_apart_with_who_waived_it_and_until_when() -> None:
    result = assessed("eclipse-ditto").result
    first, *others = result.findings
    told = parsed(page_of(result._replace(findings=(first._replace(waived=waiver()), *others))))
    assert "2 errors" in told.text
    assert "1 waived finding" in told.text
    ((place, finding, waived),) = rows(told, "waived")
    assert place == str(first.location)
    assert finding == f"error {first.rule} {first.message} {first.remediation}"
    assert waived == "vendor ships in May approved by CISO, through 2027-01-31 plant/line-7.yaml:90:5"


def test_what_expires_is_told_day_by_day() -> None:
    shown = tree("template")
    assert "2027-10-16" in [one.text for one in shown.all("h3")]
    assert "evidence EN-1#1, https://intranet.example/tests/links: counts through 2027-10-15" in shown.text
    assert ["down", "score", "28.3", "18.3", "", ""] in rows(shown, "forecast-5")


def test_the_first_steps_of_a_long_plan_are_shown_and_the_others_counted() -> None:
    case = assessor().case(assessor().load(ROOT / "profiles" / "eclipse-ditto.yaml"), as_of=DAY)
    plan = assessor().plan(case, ("nist-ir-8356",))
    shown = parsed(page(Assessed(case.assess(), plan=plan)))
    steps = rows(shown, "plan-2")
    assert len(plan.steps) > 10
    assert [line[1] for line in steps] == [f"{one.act.requirement}/{one.act.layer}" for one in plan.steps[:10]]
    assert f"{len(plan.steps) - 10} further steps: dtassess plan shows all." in shown.text
    assert "nist-ir-8356 met (not met)" in shown.text
    assert plan.open
    assert "Still open" not in shown.text


def test_a_target_that_cannot_be_reached_is_told_with_the_reason() -> None:
    case = assessor().case(assessor().load(ROOT / "tests/golden/nothing-in-scope/profile.yaml"), as_of=DAY)
    plan = assessor().plan(case, ("green",))
    assert not plan.reachable
    assert f"No way {plan.reason}" in parsed(page(Assessed(case.assess(), plan=plan))).text


def test_what_changed_since_a_baseline_is_shown_right_after_the_verdict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile, before = str(ROOT / "profiles" / "eclipse-ditto.yaml"), str(tmp_path / "before.json")
    assert main(["assess", profile, "--as-of", "2026-11-22", "--quiet", "--report", f"json={before}"]) == 0
    assert main(["assess", profile, "--as-of", "2026-11-23", "--format", "html", "--baseline", before]) == 0
    shown = parsed(capsys.readouterr().out)
    assert [one.text for one in shown.all("h2")][:3] == ["Verdict", "Since the baseline", "Functions"]
    assert "They differ in clock" in shown.text
    assert "better: rating red to orange clock 1-29" in shown.text


def test_a_rating_that_caps_lower_says_which_and_what_they_mean() -> None:
    shown = tree("eclipse-ditto")
    assert "the band is green, lowered by 3 caps" in shown.text
    assert "mandatory-red A mandatory requirement is red. The rating is at most orange" in shown.text
    assert "possible only" in tree("hostile").text


def test_layers_that_the_twin_lacks_have_no_column_and_are_out_of_scope_in_benchmarks() -> None:
    shown = tree("nothing-in-scope")
    assert [len(line) for line in rows(shown, "grid") if len(line) > 1] == [5] * 20
    result = assessed("eclipse-ditto").result
    twin = result.profile.twin._replace(layers=(Layer.DATA, Layer.SYSTEM))
    requirements = tuple(
        one._replace(
            bases={
                basis: on._replace(cells={layer: on.cells[layer] for layer in twin.layers})
                for basis, on in one.bases.items()
            }
        )
        for one in result.requirements
    )
    fewer = result._replace(profile=result.profile._replace(twin=twin), requirements=requirements)
    shown = parsed(page(Assessed(fewer), view=View(benchmarks=("etsi-ts-103-846",))))
    assert row(shown, "b1-cells", "Confidentiality")[2] == words(Level.NOT_APPLICABLE) == "out of scope"


def test_numbers_are_rounded_half_up_once() -> None:
    result = assessed("eclipse-ditto").result
    summary = {basis: one._replace(score=Fraction(4005, 100), band=Band.GREEN) for basis, one in result.summary.items()}
    shown = parsed(page_of(result._replace(summary=summary)))
    assert row(shown, "bases-table", "Score") == ["40.1"] * 3
