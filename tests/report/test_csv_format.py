from __future__ import annotations

import csv
import io
import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_results import (
    FULL,
    NONE,
    PARTIAL,
    benchmark,
    changed,
    contents,
    finding,
    function,
    on_all,
    profile,
    requirement,
    result,
    waiver,
)

from assessor.errors import Problem
from assessor.model.knowledge import Coverage
from assessor.model.profile import Twin
from assessor.model.vocabulary import Basis, Layer
from assessor.report.formats import FORMATS, Choice, render
from assessor.report.terminal import harmless
from assessor.report.view import FILE

TABLES = FORMATS["csv"].options["table"]
EACH = pytest.mark.parametrize("table", TABLES)
FORMULAS = (
    *(
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\uff1d1+1",
        "\uff0b1",
        "\uff0d1",
        "\uff20x",
        " =1",
        '"=1',
        "'=1",
        "='x'",
    ),
    *("a;=1", "a,=1", "a\t=1", "a|=1", 'a"=1', 'a";=1+1;"', "a\n=1", "=cmd|' /C calc'!A0", "a; @b", "\ufeff=1"),
)
DANGEROUS = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
anything = st.one_of(st.sampled_from(FORMULAS), st.text(max_size=30), st.text("=+-@;,\"'|\t\n\r a\uff1d", max_size=12))


def text_of(table: str, *results: Any, problems: Any = (), **options: str) -> str:
    return render(Choice("csv", {"table": table, **options}), contents(results, problems), FILE)


def rows_of(table: str, *results: Any, problems: Any = (), **options: str) -> list[dict[str, str]]:
    """The rows as Python's own reader has them, strict, with its usual dialect."""
    text = text_of(table, *results, problems=problems, **options)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def test_every_row_begins_with_the_profile_and_ends_with_what_is_no_problem() -> None:
    for table in TABLES:
        (row, *_) = rows_of(table, result())
        assert list(row)[:4] == ["profile", "path", "as_of", "basis"]
        assert list(row)[-3:] == ["problem", "problem_line", "problem_column"]
        assert list(row.values())[:4] == ["bottling-line-7", "plant/line-7.yaml", "2026-11-23", "current"]
        assert list(row.values())[-3:] == ["", "", ""]
        assert all(re.fullmatch(r"[a-z][a-z_]*", name) for name in row)


def test_a_requirement_has_its_band_and_score_on_each_basis() -> None:
    one = requirement(cells=(FULL, PARTIAL, NONE), controls=("AC-1", "AC-2"))
    red = changed(one.bases[Basis.CURRENT], score=Fraction(0))
    (row,) = rows_of("requirements", result(requirements=[changed(one, bases={**one.bases, Basis.CURRENT: red})]))
    assert (row["requirement"], row["applicability"], row["primary_category"]) == ("trust", "mandatory", "PR.AA")
    assert [row[f"{basis}_score"] for basis in Basis] == ["50.0", "50.0", "0.0"]
    assert [row[f"{basis}_band"] for basis in Basis] == ["orange"] * 3
    assert (row["secondary_categories"], row["controls"]) == ("GV.SC; ID.RA", "AC-1; AC-2")


def test_a_cell_is_a_row_for_each_layer_of_the_twin() -> None:
    one = changed(requirement(cells=(FULL, PARTIAL, NONE)), silent=(Layer.NETWORK,))
    twin = profile(twin=Twin(layers=(Layer.DATA, Layer.NETWORK)))
    rows = rows_of("cells", result(requirements=[one], profile=twin))
    assert [(row["layer"], row["current_level"], row["silent"]) for row in rows] == [
        ("data", "full", "false"),
        ("network", "none", "true"),
    ]


def test_a_function_says_whether_it_is_covered_and_how_far() -> None:
    rows = rows_of("functions", result(functions=[function(), function("RC", "Recover", covered=False)]))
    assert [(row["function"], row["claimed_covered"], row["claimed_score"]) for row in rows] == [
        ("PR", "true", "66.7"),
        ("RC", "false", ""),
    ]


def test_a_benchmark_shows_its_open_cells_and_what_is_unknown_is_not_nothing() -> None:
    unknown = changed(benchmark().bases[Basis.CURRENT], functions_missing=None)
    one = benchmark(published=Coverage(band=None, functions=None), bases=on_all(unknown))
    (row,) = rows_of("benchmarks", result(benchmarks=[one]))
    assert (row["current_verdict"], row["current_coverage"]) == ("partial", "62.5")
    assert row["current_open"] == "integrity/network partial; auditing/data none"
    assert (row["published_band"], row["published_functions"]) == ("", "unknown")
    assert row["current_functions_missing"] == "unknown"


def test_a_finding_has_its_place_and_who_waived_it() -> None:
    rows = rows_of("findings", result(findings=[finding(), finding(waived=waiver())]))
    assert [(row["file"], row["line"], row["column"]) for row in rows] == [("plant/line-7.yaml", "12", "3")] * 2
    assert [(row["waived"], row["waived_by"], row["waived_through"]) for row in rows] == [
        ("false", "", ""),
        ("true", "CISO", "2027-01-31"),
    ]


@EACH
def test_what_could_not_be_assessed_is_the_first_row_of_every_table(table: str) -> None:
    rows = rows_of(table, result(), problems=[Problem("b.yaml", 3, 5, "unknown key"), Problem("c.yaml", 0, 0, "no")])
    told = [{name: value for name, value in row.items() if value} for row in rows[:2]]
    assert told == [
        {"path": "b.yaml", "problem": "unknown key", "problem_line": "3", "problem_column": "5"},
        {"path": "c.yaml", "problem": "no"},
    ]
    assert rows[2]["profile"] == "bottling-line-7"


@EACH
def test_the_columns_are_the_same_with_nothing_in_them(table: str) -> None:
    assert text_of(table).splitlines() == text_of(table, result()).splitlines()[:1]


def test_lines_end_in_a_line_feed_and_a_mark_for_excel_stands_only_where_it_is_asked_for() -> None:
    text = text_of("findings", result(findings=[finding(message="one\r\ntwo")]))
    assert text.count("\n") == 2
    assert "\r" not in text
    assert "one two" in text
    assert text_of("findings", result(), bom="yes") == "\ufeff" + text_of("findings", result())


def cells_under(separator: str, text: str) -> list[str]:
    """The cells that a reader with another separator finds, whatever it makes of quotes."""
    return [cell.lstrip('" ') for line in text.split("\n") for cell in line.split(separator)]


@settings(deadline=None)
@given(anything, anything)
def test_nothing_that_users_wrote_begins_a_formula(text: str, other: str) -> None:
    one = finding(message=text, control=other, waived=waiver(reason=text, approved_by=other))
    twin = profile(name=text, path=other or "p")
    of_a_requirement = requirement(controls=(text, other))
    for table, name in (("findings", "message"), ("requirements", "controls")):
        whole = result(findings=[one], requirements=[of_a_requirement], profile=twin)
        (row,) = rows_of(table, whole)
        assert [value for value in row.values() if DANGEROUS.match(value)] == []
        said = harmless(text if name == "message" else f"{text}; {other}")
        assert row[name].replace("'", "") == said.replace("'", "")
        for separator in ",;\t|":
            assert [cell for cell in cells_under(separator, text_of(table, whole)) if DANGEROUS.match(cell)] == []
