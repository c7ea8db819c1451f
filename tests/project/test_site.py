"""The documentation's site: it builds without a warning, everything has its place, and no link leads nowhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

from assessor.cli.commands import COMMANDS
from assessor.loading.packs import load_knowledge
from assessor.report.formats import FORMATS

ROOT = Path(__file__).resolve().parents[2]
KNOWLEDGE = load_knowledge()
LOADED = {("script", "src"), ("img", "src"), ("iframe", "src"), ("source", "src"), ("link", "href"), ("object", "data")}
"""What a browser fetches by itself."""
ORIGIN = "https://site.invalid/"


class Page(HTMLParser):
    """What a page has: its anchors, its links, and what it loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        for name, value in attributes:
            if name == "id" and value:
                self.anchors.append(value)
            elif tag == "a" and name == "href" and value:
                self.links.append(value)
            elif (tag, name) in LOADED and value:
                self.loaded.append(value)


class Site(NamedTuple):
    folder: Path
    said: str
    pages: dict[str, Page]
    """By path."""

    def has(self, path: str, anchor: str) -> bool:
        return anchor in self.pages[path].anchors


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    build = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},  # the theme's word on its future is no warning of the build
        capture_output=True,
        text=True,
        check=False,
    )
    assert build.returncode == 0, build.stderr
    files = [path for path in sorted(folder.rglob("*.html")) if path.name != "404.html"]
    pages = {path.relative_to(folder).as_posix(): Page(path.read_text(encoding="utf-8")) for path in files}
    return Site(folder, build.stderr, pages)


def test_it_builds_without_a_warning(site: Site) -> None:
    assert [line for line in site.said.splitlines() if not line.startswith("INFO")] == []


def test_every_link_leads_to_a_page_and_to_an_anchor_that_are_there(site: Site) -> None:
    broken = []
    for path, page in site.pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(ORIGIN + path, link))
            if target.startswith(ORIGIN):
                place = unquote(target.removeprefix(ORIGIN)) or "index.html"
                known = site.pages[place].anchors if place in site.pages else []
                if not (site.folder / place).is_file() or (anchor and unquote(anchor) not in [*known, "__top"]):
                    broken.append((path, link))
    assert broken == []


def test_no_page_loads_anything_from_elsewhere(site: Site) -> None:
    loaded = {link for page in site.pages.values() for link in page.loaded}
    assert loaded
    assert {link for link in loaded if urlsplit(link).netloc} == set()
    styles = "".join(path.read_text(encoding="utf-8") for path in site.folder.rglob("*.css"))
    assert re.findall(r"url\(\s*[\"']?(?:https?:)?//[^)]*", styles) == []


def test_an_anchor_stands_for_one_thing(site: Site) -> None:
    assert {path: twice for path, page in site.pages.items() if (twice := repeated(page.anchors))} == {}


def repeated(names: list[str]) -> set[str]:
    return {name for name in names if names.count(name) > 1}


@pytest.mark.parametrize(
    ("page", "ids"),
    [
        ("reference/requirements.html", [one.id for one in KNOWLEDGE.requirements]),
        ("reference/benchmarks.html", [one.id for one in KNOWLEDGE.benchmarks]),
        ("reference/rules.html", [one.id for one in KNOWLEDGE.rules]),
        ("reference/kinds.html", [one.name for one in KNOWLEDGE.kinds]),
        ("reference/csf.html", [one.id.lower() for one in KNOWLEDGE.functions]),
        ("reference/csf.html", [one.id.lower().replace(".", "-") for one in KNOWLEDGE.categories]),
        ("reference/commands.html", list(COMMANDS)),
    ],
)
def test_everything_that_has_an_id_has_an_anchor(site: Site, page: str, ids: list[str]) -> None:
    assert [one for one in ids if not site.has(page, one)] == []


@pytest.mark.parametrize("schema", sorted((ROOT / "schemas").glob("*.json")), ids=lambda path: path.name.split(".")[0])
def test_every_schema_has_a_page_with_all_its_keys_and_can_be_loaded(site: Site, schema: Path) -> None:
    assert (site.folder / "schemas" / schema.name).read_bytes() == schema.read_bytes()
    name = schema.name.removesuffix(".schema.json")
    page = (site.folder / "reference" / "schemas" / f"{name}.html").read_text(encoding="utf-8")
    keys = set(keys_of(json.loads(schema.read_bytes())))
    assert {key for key in keys if f"<code>{key}</code>" not in page and f">{key}</code>" not in page} == set()


def keys_of(schema: object) -> list[str]:
    """Every key that a schema names, however deep."""
    if isinstance(schema, list):
        return [key for each in schema for key in keys_of(each)]
    if not isinstance(schema, dict):
        return []
    below = {name: each for name, each in schema.items() if name not in {"examples", "enum", "const", "oneOf"}}
    return [*schema.get("properties", {}), *(key for each in below.values() for key in keys_of(each))]


def test_every_command_has_a_guide(site: Site) -> None:
    guides = {path.removeprefix("howto/").removesuffix(".html") for path in site.pages if path.startswith("howto/")}
    assert set(COMMANDS) - guides == set()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_its_place_on_the_page_of_reports_and_each_of_its_options_is_told(name: str) -> None:
    page = (ROOT / "docs" / "reports.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if f"[{name}](#" in line)
    assert [option for option in FORMATS[name].options if f"{option}=" not in row] == []
    values = [value for choice in FORMATS[name].options.values() for value in choice if value != "no"]
    assert [value for value in values if value not in page] == []


def test_a_link_to_a_file_of_the_repository_leads_to_the_page_that_shows_it(site: Site) -> None:
    assert "files/profiles/template.yaml.html" in site.pages["tutorial.html"].links
    assert "../reference/requirements.html" in site.pages["howto/requirements.html"].links
    assert "schemas/profile.schema.json" not in site.pages["tutorial.html"].links


def test_an_example_of_the_html_report_is_there_as_it_was_written(site: Site) -> None:
    written = (ROOT / "tests" / "golden" / "eclipse-ditto" / "expected.html").read_bytes()
    assert (site.folder / "examples" / "eclipse-ditto.html").read_bytes() == written


def test_the_search_knows_the_keys_of_a_profile(site: Site) -> None:
    index = json.loads((site.folder / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "reference/schemas/profile.html#control-activation" in {entry["location"] for entry in index["docs"]}
