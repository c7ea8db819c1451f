"""The formats that a result can be given in: one line here and one module add one.

A module has `render(contents, view) -> str`, is pure, and is imported when its format is asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

from assessor.report.contents import Companion

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.report.contents import Contents
    from assessor.report.view import View

_NO_OPTIONS: Mapping[str, Sequence[str]] = {}


class Format(NamedTuple):
    """How a format is rendered, and what it needs for that."""

    module: str
    """Below `assessor.report`."""
    options: Mapping[str, Sequence[str]] = _NO_OPTIONS
    """The values of each of its options; the first holds where the option is left out."""
    companions: frozenset[Companion] = frozenset()
    library: str = ""
    """What it needs that is not always installed; the extra of its name brings it."""
    carries_problems: bool = False
    """Whether `validate` has it: it has a place for what is wrong with an input alone."""


_ANSWERS = frozenset({Companion.PLAN, Companion.FORECAST, Companion.CHANGES})

FORMATS = {
    "text": Format("text", carries_problems=True),
    "json": Format("json_format", carries_problems=True),
    "yaml": Format("yaml_format", carries_problems=True),
    "markdown": Format(
        "markdown", {"target": ("comment", "summary")}, companions=frozenset({Companion.CHANGES, Companion.PLAN})
    ),
    "html": Format("html", companions=_ANSWERS, library="jinja2"),
    "csv": Format(
        "csv_format",
        {"table": ("requirements", "cells", "functions", "benchmarks", "findings"), "bom": ("no", "yes")},
    ),
    "sarif": Format(
        "sarif", {"target": ("any", "github")}, companions=frozenset({Companion.SOURCE}), carries_problems=True
    ),
    "junit": Format("junit", carries_problems=True),
    "oscal": Format("oscal.results", {"version": ("1.1.2", "1.2.1")}),
    "github": Format("github", carries_problems=True),
    "gitlab": Format("gitlab", carries_problems=True),
}
"""Each format by its name."""

ON_TERMINALS = "text"
"""The format whose readers find the problems beside it, on standard error."""


class Choice(NamedTuple):
    """A format as it was asked for."""

    format: str = ON_TERMINALS
    options: Mapping[str, str] = {}
    """Those that were given."""

    @property
    def companions(self) -> frozenset[Companion]:
        """What it shows beside results."""
        return FORMATS[self.format].companions


class _Renderer(Protocol):
    def render(self, contents: Contents, view: View) -> str: ...


def render(choice: Choice, contents: Contents, view: View) -> str:
    """The report in a format of `FORMATS` with every option set, ending with a line feed."""
    chosen = FORMATS[choice.format]
    options = {name: choice.options.get(name, values[0]) for name, values in chosen.options.items()}
    module = cast("_Renderer", import_module(f"assessor.report.{chosen.module}"))
    return module.render(contents, view._replace(options=options))
