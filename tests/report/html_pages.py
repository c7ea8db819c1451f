"""Pages of the HTML report for tests, and what is in them, read by the standard library's parser."""

from __future__ import annotations

from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.api import open_assessor
from assessor.report.contents import Assessed, Contents
from assessor.report.html import render
from assessor.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.api import Assessor
    from assessor.errors import Problem
    from assessor.model.result import Result

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = {path.parent.name: path for path in sorted((ROOT / "tests" / "golden").glob("*/profile.yaml"))}
PROFILES = {path.stem: path for path in sorted((ROOT / "profiles").glob("*.yaml"))}
EACH = sorted({**GOLDEN, **PROFILES}.keys() - {"invalid"})
DAY = date(2026, 11, 23)
VOID = frozenset({"meta", "br", "use", "circle", "path", "rect", "polygon"})
"""The elements without content that the pages use; those of SVG are closed in their own tag."""


class Element:
    """An element with its attributes and its content in order."""

    def __init__(self, tag: str, attributes: dict[str, str | None], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.content: list[Element | str] = []

    def all(self, tag: str | None = None, **attributes: str) -> list[Element]:
        """The elements in it, at any depth, of a tag and with attributes; `class_` stands for one of its classes."""
        return [one for one in self._within() if one._is(tag, attributes)]

    def one(self, tag: str | None = None, **attributes: str) -> Element:
        (found,) = self.all(tag, **attributes)
        return found

    @property
    def text(self) -> str:
        """Its text as a reader finds it, each run of white space as one space."""
        return " ".join("".join(self._texts()).split())

    @property
    def rows(self) -> list[list[str]]:
        """The texts of a table's cells in its body, row by row."""
        return [
            [cell.text for cell in row.content if isinstance(cell, Element)]
            for body in self.all("tbody")
            for row in body.all("tr")
        ]

    def _within(self) -> Iterator[Element]:
        for part in self.content:
            if isinstance(part, Element):
                yield part
                yield from part._within()

    def _texts(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()
                yield " " if part.tag in {"dt", "dd", "td", "th", "p", "li", "br", "tr"} else ""

    def _is(self, tag: str | None, attributes: dict[str, str]) -> bool:
        if tag is not None and self.tag != tag:
            return False
        wanted = dict(attributes)
        css = wanted.pop("class_", None)
        if css is not None and css not in (self.attributes.get("class") or "").split():
            return False
        return all(self.attributes.get(name) == value for name, value in wanted.items())


class Parsed(HTMLParser):
    """A document as a tree. Whatever is closed out of turn, or not at all, fails."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self._open = Element("document", {}, None)
        self.feed(text)
        self.close()
        assert self._open is self.root, f"<{self._open.tag}> is not closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        element = Element(tag, dict(attrs), self._open)
        self._open.content.append(element)
        if tag not in VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in VOID, f"<{tag}/> is no void element"
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert tag == self._open.tag, f"</{tag}> closes <{self._open.tag}>"
        assert self._open.parent is not None
        self._open = self._open.parent

    def handle_data(self, data: str) -> None:
        self._open.content.append(data)

    def handle_comment(self, data: str) -> None:
        message = f"a comment: {data}"
        raise AssertionError(message)


def parsed(text: str) -> Element:
    return Parsed(text).root


@cache
def assessor() -> Assessor:
    return open_assessor()


@cache
def assessed(name: str) -> Assessed:
    """A golden scenario or a profile, with its plan and the forecast of a year."""
    case = assessor().case(assessor().load({**PROFILES, **GOLDEN}[name]), as_of=DAY)
    targets = case.profile.targets
    goals = () if any((targets.rating, targets.benchmarks, targets.requirements)) else ("green",)
    plan, forecast = assessor().plan(case, goals), assessor().forecast(case, date(2027, 11, 23))
    return Assessed(case.assess(), plan=plan, forecast=forecast)


def page(*shown: Assessed, problems: Sequence[Problem] = (), view: View | None = None) -> str:
    return render(Contents(shown, problems, assessor().knowledge), view or View())


def page_of(*results: Result, problems: Sequence[Problem] = ()) -> str:
    """The page of results without companions."""
    return page(*map(Assessed, results), problems=problems)


@cache
def text_of(name: str) -> str:
    return page(assessed(name))


@cache
def tree(name: str) -> Element:
    return parsed(text_of(name))
