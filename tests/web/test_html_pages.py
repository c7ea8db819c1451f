"""The HTML report in a real browser: accessible, at home on a phone, on paper and where nothing but HTML is allowed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tools import chromium, node

from assessor.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
SCENARIOS = sorted(path.parent.name for path in GOLDEN.glob("*/expected.html"))
TEMPLATE = str(ROOT / "profiles" / "template.yaml")
MADE = {
    "several": [TEMPLATE, *(str(GOLDEN / name / "profile.yaml") for name in ("hostile", "invalid"))],
    "since-a-baseline": [TEMPLATE, "--as-of", "2027-11-23", "--baseline", "before.json"],
    "expiring": [TEMPLATE, "--as-of", "2027-10-01", "--benchmark", "etsi-ts-103-846", "--benchmark", "nist-ir-8356"],
}
"""Pages that no golden scenario has."""
EACH = [*SCENARIOS, *MADE]
every_page = pytest.mark.parametrize("name", EACH)
with_results = pytest.mark.parametrize("name", [name for name in EACH if name != "invalid"])
A4 = [595, 842]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of all the pages."""
    folder = tmp_path_factory.mktemp("pages")
    for name in SCENARIOS:
        shutil.copyfile(GOLDEN / name / "expected.html", folder / f"{name}.html")
    before = folder / "before.json"
    main(["assess", TEMPLATE, "--as-of", "2026-11-23", "--quiet", "--report", f"json={before}"])
    for name, arguments in MADE.items():
        day = [] if "--as-of" in arguments else ["--as-of", "2026-11-23"]
        given = [str(before) if one == before.name else one for one in arguments]
        main(["assess", *given, *day, "--quiet", "--report", f"html={folder / name}.html"])
    return folder


@pytest.fixture(scope="module")
def seen(pages: Path) -> dict[str, Any]:
    """What a browser says of each page; one start serves all the tests."""
    found = json.loads(node("html_pages.mjs", chromium() or "", str(pages), timeout=900))
    assert sorted(found) == sorted(EACH)
    return found


def test_a_validator_finds_no_error(pages: Path) -> None:
    found = json.loads(node("html_valid.mjs", str(pages)))
    assert found == {name: [] for name in sorted(EACH)}


def test_the_validator_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("<!doctype html><html lang=en><title>x</title><p><div>x</div></p>")
    assert json.loads(node("html_valid.mjs", str(tmp_path)))["bad"]


@every_page
def test_axe_finds_no_violation_in_light_and_dark_on_a_phone_and_a_desk(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["violations"] == {"light 360": [], "dark 360": [], "light 1280": [], "dark 1280": []}


@every_page
def test_no_page_scrolls_sideways(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["tooWide"] == dict.fromkeys(("320", "360", "768", "1024", "1280"), 0)


@every_page
def test_no_word_in_a_drawing_is_cut(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["cutWords"] == []


@every_page
def test_nothing_is_fetched_run_or_complained_of(seen: dict[str, Any], name: str, pages: Path) -> None:
    found = seen[name]
    assert found["requests"] == [(pages / f"{name}.html").as_uri()]
    assert (found["console"], found["scripts"]) == ([], 0)


@every_page
def test_it_says_the_same_without_script(seen: dict[str, Any], name: str) -> None:
    assert len(seen[name]["text"]) > 1000
    assert seen[name]["withoutScript"] == seen[name]["text"]


@every_page
def test_it_says_the_same_where_scripts_and_styles_are_forbidden(seen: dict[str, Any], name: str) -> None:
    artifact = seen[name]["artifact"]
    assert not artifact["styled"]
    assert artifact["text"] == seen[name]["text"]
    assert len(artifact["requests"]) == 1


@with_results
def test_drawings_keep_their_size_and_colour_where_styles_are_forbidden(seen: dict[str, Any], name: str) -> None:
    artifact = seen[name]["artifact"]
    assert artifact["mark"] == "rgb(26, 127, 55)"
    assert {tuple(size) for size in artifact["drawings"]} <= {
        (0, 0), (14, 14), (28, 14), (120, 12), (340, 150), (340, 280),
    }  # fmt: skip


@every_page
def test_the_keyboard_reaches_everything_and_shows_where_it_is(seen: dict[str, Any], name: str) -> None:
    stops = seen[name]["keyboard"]["stops"]
    assert [stop for stop in stops if not (stop["outlined"] and stop["seen"])] == []
    assert stops[0]["href"] == "#report"
    contents = [stop["href"] for stop in stops[1:] if stop["href"]]
    assert "#words" in contents
    assert seen[name]["keyboard"]["skipped"]["what"] == "main#report"


@with_results
def test_the_keyboard_unfolds_details_and_scrolls_wide_tables(seen: dict[str, Any], name: str) -> None:
    keyboard = seen[name]["keyboard"]
    assert keyboard["unfolded"] is True
    assert keyboard["moved"] > 0
    wide = [stop["name"] for stop in keyboard["stops"] if stop["what"] == "div"]
    assert "Whether each function is covered, and its score" in wide


@every_page
def test_on_paper_no_row_is_cut_and_heads_are_repeated(seen: dict[str, Any], name: str) -> None:
    printed = seen[name]["print"]
    assert printed["cut"] == printed["orphans"] == printed["hidden"] == 0
    assert printed["tooWide"] == []
    assert printed["heads"] in ([], ["table-header-group"])
    assert printed["size"] == A4


@every_page
def test_paper_is_white_in_dark_too_and_drawings_keep_their_colours(seen: dict[str, Any], name: str) -> None:
    printed = seen[name]["print"]
    assert (printed["ground"], printed["ink"]) == ("rgb(255, 255, 255)", "rgb(31, 35, 40)")
    assert printed["faded"] == 0


@with_results
def test_marks_take_the_readers_own_colours_in_high_contrast(seen: dict[str, Any], name: str) -> None:
    assert seen[name]["highContrast"]["mark"] == seen[name]["highContrast"]["ink"]
