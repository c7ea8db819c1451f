"""The formats that a result can be given in: one line here and one module add one.

A module has `render(results, problems, view) -> str`, is pure, and is imported when its format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem
    from assessor.model.result import Result
    from assessor.report.view import View

FORMATS = {
    "text": "assessor.report.text",
    "json": "assessor.report.json_format",
    "yaml": "assessor.report.yaml_format",
}
"""Each format's name and its module."""

PEOPLE = frozenset({"text"})
"""The formats that people read; programs read the others."""


class _Renderer(Protocol):
    def render(self, results: Sequence[Result], problems: Sequence[Problem], view: View) -> str: ...


def render(name: str, results: Sequence[Result], problems: Sequence[Problem], view: View) -> str:
    """The report in a format of `FORMATS`, ending with a line feed.

    `problems` are those of the inputs that could not be assessed; a report holds them too, so that it never looks like
    a fresh one without them.
    """
    return cast("_Renderer", import_module(FORMATS[name])).render(results, problems, view)
