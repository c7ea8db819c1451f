"""Jinja2 as the report uses it: what a template prints is escaped and harmless, and a name that is wrong raises."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from assessor.model.vocabulary import Basis
from assessor.report.html.answers import first_up
from assessor.report.html.marks import shape, words
from assessor.report.terminal import harmless
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterable

_STYLE = "style.css"


def rendered(name: str, **values: object) -> str:
    """The template with these values."""
    environment = _environment()
    return environment.get_template(name).render(style=_style(), style_hash=_style_hash(), **values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assessor", "report/html/templates"),
        autoescape=True,
        auto_reload=False,
        finalize=_printed,
        keep_trailing_newline=True,
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.globals.update(BASES=tuple(Basis))
    environment.filters.update(
        number=number, shape=shape, words=words, listed=_listed, counted=_counted, first_up=first_up
    )
    return environment


@cache
def _style() -> str:
    """The style sheet, as it stands between its tags."""
    environment = _environment()
    if environment.loader is None:  # what the type allows, and we do not
        raise AssertionError
    return environment.loader.get_source(environment, _STYLE)[0]


@cache
def _style_hash() -> str:
    """The hash by which the page's own policy knows its style sheet from any other."""
    return b64encode(sha256(_style().encode()).digest()).decode()


def _printed(value: object) -> object:
    """A value as it is printed: its text with what could deceive a reader spelled out; our own markup as it is."""
    return value if hasattr(value, "__html__") else harmless(str(value))


def _listed(items: Iterable[object], otherwise: str = "none") -> str:
    """The items behind each other, or a word where there is none."""
    return ", ".join(map(str, items)) or otherwise


def _counted(count: int, one: str, many: str = "") -> str:
    """`no finding`, `1 finding`, `2 findings`."""
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"
