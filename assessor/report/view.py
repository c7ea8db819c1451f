"""How a report is to look: what the reader's terminal can do and what the reader asked to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDTH = 80
"""Columns of a report that goes to a file or a pipe, so that equal input gives equal bytes."""


class View(NamedTuple):
    """What a format needs to know beside the contents; those for machines look at their options alone."""

    width: int = WIDTH
    """Columns, at least 60."""
    colour: bool = False
    unicode: bool = True
    """Whether the reader's terminal takes more than ASCII."""
    benchmarks: tuple[str, ...] = ()
    """The benchmarks to show in detail; empty means those of the profile's targets."""
    every_finding: bool = False
    """Whether every finding is shown, note by note."""
    options: Mapping[str, str] = {}
    """The options of the format, each with its value."""


FILE = View()
"""The view of a report that is written to a file."""
