"""The colours of the HTML report, computed: what no accessibility checker sees in a drawing."""

from __future__ import annotations

import re

import pytest
from html_pages import ROOT, tree

STYLE = (ROOT / "assessor/report/html/templates/style.css").read_text(encoding="utf-8")
TEXTS = ("ink", "soft", "link", "green", "orange", "red")
DRAWN = ("current", "evidenced", "claimed", "green", "orange", "red", "soft")
CLASSES = dict(
    re.findall(r"\.([fs]-[a-z]+|line|track|reach|claim)(?:, [^{]*)? \{ (?:fill|stroke): var\(--([a-z]+)\)", STYLE)
)
CLASSES |= {"f-muted": "soft"}


def palette(start: str) -> dict[str, str]:
    """The colours that the first rule after some words of the style sheet gives names."""
    rule = STYLE[STYLE.index(start) :].split("}")[0]
    return dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", rule))


LIGHT, DARK = palette(":root {"), palette("@media screen and (prefers-color-scheme: dark)")
each_scheme = pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])


def luminance(colour: str) -> float:
    """WCAG's relative luminance."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_dark_has_a_colour_for_each_of_light() -> None:
    assert LIGHT.keys() == DARK.keys()
    assert {*TEXTS, *DRAWN} <= LIGHT.keys()


@each_scheme
@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("ground", ["paper", "panel"])
def test_text_stands_out_from_its_ground(colours: dict[str, str], name: str, ground: str) -> None:
    assert contrast(colours[name], colours[ground]) >= 4.5


@each_scheme
@pytest.mark.parametrize("name", DRAWN)
def test_what_is_drawn_stands_out_from_the_page(colours: dict[str, str], name: str) -> None:
    assert contrast(colours[name], colours["paper"]) >= 3


@each_scheme
@pytest.mark.parametrize("name", ["current", "evidenced", "claimed"])
@pytest.mark.parametrize("ground", ["track", "reach"])
def test_a_bar_ends_where_it_can_be_seen(colours: dict[str, str], name: str, ground: str) -> None:
    assert contrast(colours[name], colours[ground]) >= 3


def test_without_the_style_sheet_drawings_have_the_colours_of_light() -> None:
    drawn = 0
    for element in tree("template").all():
        for css in (element.attributes.get("class") or "").split():
            if css in CLASSES and css != "f-area":
                attribute = "stroke" if css[0] == "s" or css == "line" else "fill"
                assert element.attributes[attribute] == LIGHT[CLASSES[css]], (element.tag, css)
                drawn += 1
    assert drawn > 50


def test_every_class_of_a_drawing_has_a_rule() -> None:
    used = {
        css
        for drawing in tree("template").all("svg")
        for element in drawing.all()
        for css in (element.attributes.get("class") or "").split()
    }
    assert used <= {*CLASSES, "f-area"}
