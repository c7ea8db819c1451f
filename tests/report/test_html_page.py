"""The HTML report as a document: one file, no script, nothing broken, nothing of a profile taken for markup."""

from __future__ import annotations

import itertools
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from html_pages import DAY, EACH, assessed, page, page_of, parsed, text_of, tree
from sample_results import finding, waiver

from assessor.errors import Problem
from assessor.model.place import Location
from assessor.report.html.controls import link

OURS = frozenset(
    """
    a article bdi body br caption cite circle code dd desc details div dl dt figcaption figure h1 h2 h3 h4 h5
    head header html li main meta nav p path polygon rect section span strong style summary svg symbol table
    tbody td text th thead time title tr ul use
    """.split()  # noqa: SIM905 - a literal would take a line a name
)
"""The elements that the templates write."""
OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x09\x0b-\x1f\x7f-\x9f]")
PROBLEMS = [Problem("twin.yaml", 3, 12, "title is <required>"), Problem("other.yaml", 0, 0, "cannot be read")]
every_page = pytest.mark.parametrize("name", EACH)


@every_page
def test_it_is_one_well_formed_document_of_known_elements(name: str) -> None:
    text = text_of(name)
    assert text.startswith('<!doctype html>\n<html lang="en">\n')
    assert text.endswith("</html>\n")
    assert {element.tag for element in tree(name).all()} <= OURS


@every_page
def test_nothing_in_it_runs_or_is_fetched(name: str) -> None:
    for element in tree(name).all():
        for attribute, value in element.attributes.items():
            assert not attribute.startswith("on")
            assert attribute not in {"src", "srcset", "style", "action", "data", "poster", "background"}
            if attribute == "href":
                assert value
                assert value.startswith("#") or (element.tag == "a" and re.match("https?://", value))
    (style,) = tree(name).all("style")
    assert not re.search(r"url\(|@import|@font-face|expression", style.text)


@every_page
def test_ids_are_unique_and_every_reference_leads_to_one(name: str) -> None:
    elements = tree(name).all()
    ids = [element.attributes["id"] for element in elements if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    for element in elements:
        named = (element.attributes.get("aria-labelledby") or "").split()
        href = element.attributes.get("href") or ""
        assert {*named, *([href[1:]] if href.startswith("#") else [])} <= set(ids)


def test_several_profiles_share_no_id_and_the_overview_leads_to_each() -> None:
    shown = parsed(page(assessed("eclipse-ditto"), assessed("template"), assessed("eclipse-ditto")))
    ids = [element.attributes["id"] for element in shown.all() if "id" in element.attributes]
    assert len(ids) == len(set(ids))
    assert shown.one("h1").text == "3 digital twins assessed"
    (overview,) = [one for one in shown.all("table") if one.one("caption").attributes["id"] == "overview-table"]
    assert [(row[0], row[1], row[4]) for row in overview.rows] == [
        ("eclipse-ditto", "none set", "orange"),
        ("bottling-line-7", "passed", "orange"),
        ("eclipse-ditto", "none set", "orange"),
    ]
    assert [a.attributes["href"] for a in overview.all("a")] == ["#p1", "#p2", "#p3"]


@pytest.mark.parametrize("names", [("eclipse-ditto",), ("eclipse-ditto", "template"), ()])
def test_headings_go_down_one_level_at_a_time(names: tuple[str, ...]) -> None:
    shown = parsed(page(*map(assessed, names), problems=PROBLEMS))
    levels = [int(element.tag[1]) for element in shown.all() if re.fullmatch("h[1-6]", element.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


@every_page
def test_every_table_has_a_caption_and_heads_with_their_scope(name: str) -> None:
    for table in tree(name).all("table"):
        assert table.one("caption").text
        for head in table.all("th"):
            assert head.attributes.get("scope") in {"row", "col", "rowgroup"}
            assert head.text
        widths = {
            sum(int(cell.attributes.get("colspan") or 1) for cell in row.all() if cell.tag in {"td", "th"})
            for row in table.all("tr")
        }
        assert len(widths) == 1, table.one("caption").text


@every_page
def test_every_drawing_is_described_or_beside_what_it_says(name: str) -> None:
    for drawing in tree(name).all("svg"):
        if drawing.attributes.get("aria-hidden") == "true":
            assert not drawing.all("text")
        else:
            assert drawing.attributes["role"] == "img"
            assert drawing.one("title").text
            assert drawing.one("desc").text


@every_page
def test_no_state_is_told_by_its_mark_alone(name: str) -> None:
    marks = tree(name).all("span", class_="mark")
    assert marks
    assert all(mark.text for mark in marks)


def test_the_page_allows_its_own_style_sheet_and_nothing_else() -> None:
    shown = tree("eclipse-ditto")
    policy = shown.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    (style,) = re.findall("<style>(.*?)</style>", text_of("eclipse-ditto"), re.DOTALL)
    hashed = b64encode(sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{hashed}'; base-uri 'none'; form-action 'none'"


def test_what_a_profile_says_is_text_wherever_it_stands() -> None:
    text, shown = text_of("hostile"), tree("hostile")
    hostile = assessed("hostile").result.profile
    assert not OVERRIDES.search(text)
    assert "alert(1)" in text
    assert "<img" not in text
    spelled_out = hostile.name.replace("\u202e", "\\u202e").replace("\u202c", "\\u202c")
    assert shown.one("h1").text == " ".join(spelled_out.split())
    for words in ("approved by =BY </script>", "Caveat: </script>", "=REASON </script>", "javascript:alert(1)"):
        assert words in shown.text


def test_the_name_of_a_file_turns_no_text_around() -> None:
    place = Location("\u202eevil\x1b[31m\r.yaml", 3, 4)
    findings = [finding(location=place, waived=waiver(location=place))]
    text = page_of(assessed("no-controls").result._replace(findings=findings))
    assert not OVERRIDES.search(text)
    assert "\\u202eevil\\x1b[31m .yaml" in text


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "HTTP://example.org"),
        ('https://example.org/?a=<b>&c="d"|`', "https://example.org/?a=%3Cb%3E&c=%22d%22%7C%60"),
        ("https://example.org/%20x", "https://example.org/%20x"),
        ("https://example.org/\u00e9", "https://example.org/%C3%A9"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        (" https://example.org\n", None),
        ("https:evil", None),
        ("https://[::1", None),
        ("//example.org/x", None),
        ("https://example.org/\u202ecod.exe", None),
        ("ftp://example.org/", None),
        (None, None),
    ],
)
def test_only_what_is_plainly_an_address_of_the_web_becomes_a_link(url: str | None, expected: str | None) -> None:
    assert link(url) == expected


def test_links_tell_the_other_side_nothing() -> None:
    links = [a for a in tree("eclipse-ditto").all("a") if not (a.attributes["href"] or "").startswith("#")]
    assert len(links) == 75
    assert {a.attributes["rel"] for a in links} == {"noopener noreferrer nofollow"}


def test_a_page_of_problems_alone_says_loudly_that_nothing_was_assessed() -> None:
    shown = parsed(page(problems=PROBLEMS))
    assert shown.one("h1").text == "Nothing was assessed"
    assert shown.one("title").text.startswith("Nothing was assessed")
    assert "No profile was assessed, and this page says nothing about any twin." in shown.text
    assert "twin.yaml:3:12 title is <required>" in shown.text
    assert "other.yaml cannot be read" in shown.text
    assert "other.yaml:0" not in shown.text


def test_a_page_of_nothing_at_all_says_so() -> None:
    assert "There was nothing to assess." in parsed(page()).text


def test_problems_beside_results_stand_above_them() -> None:
    shown = parsed(page(assessed("eclipse-ditto"), problems=PROBLEMS))
    assert "This report is incomplete." in shown.text
    assert shown.text.index("This report is incomplete.") < shown.text.index("Gate, on what is current")
    assert shown.one("nav", class_="contents").all("a")[0].attributes["href"] == "#problems"


def test_equal_contents_give_equal_bytes_and_another_day_gives_others() -> None:
    assert page(assessed("template")) == text_of("template")
    later = assessed("template").result._replace(as_of=DAY.replace(year=2027))
    assert page_of(later) != page_of(assessed("template").result)


def test_nothing_is_printed_that_only_python_says() -> None:
    for name in EACH:
        assert not re.search(r"\bNone\b|Fraction\(|<[A-Z]\w+\.|\[\]", tree(name).text), name
