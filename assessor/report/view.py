"""How a report is to look: what the reader's terminal can do and what the reader asked to see."""

from __future__ import annotations

from typing import NamedTuple

WIDTH = 80
"""Columns of a report that goes to a file or a pipe, so that equal input gives equal bytes."""


class View(NamedTuple):
    """What a human format needs to know beside the result; machine formats look at nothing here."""

    width: int = WIDTH
    """Columns, at least 60."""
    colour: bool = False
    unicode: bool = True
    """Whether the reader's terminal takes more than ASCII."""
    benchmarks: tuple[str, ...] = ()
    """The benchmarks to show in detail; empty means those of the profile's targets."""
    every_finding: bool = False
    """Whether every finding is shown, note by note."""


FILE = View()
"""The view of a report that is written to a file."""
