"""Colours and marks of reports for people; each mark is legible without its colour and has an ASCII form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Band, Level, Severity
from assessor.report.terminal import columns, harmless
from assessor.report.view import WIDTH

if TYPE_CHECKING:
    from assessor.report.view import View

_RED, _GREEN, _ORANGE, _DIM, _BOLD = "31", "32", "33", "2", "1"

_COLOURS: dict[str, str] = {
    Band.RED: _RED,
    Band.ORANGE: _ORANGE,
    Band.GREEN: _GREEN,
    Level.NONE: _RED,
    Level.PARTIAL: _ORANGE,
    Level.FULL: _GREEN,
    Level.NOT_APPLICABLE: _DIM,
    Severity.ERROR: _RED,
    Severity.WARNING: _ORANGE,
    Severity.NOTE: _DIM,
    "passed": _GREEN,
    "failed": _RED,
}

_MARKS: dict[str, tuple[str, str]] = {
    Level.FULL: ("●", "#"),
    Level.PARTIAL: ("◐", "+"),
    Level.NONE: ("○", "o"),
    Level.NOT_APPLICABLE: ("\N{EN DASH}", "-"),
    Band.GREEN: ("●", "#"),
    Band.ORANGE: ("◐", "+"),
    Band.RED: ("○", "o"),
    Severity.ERROR: ("✗", "x"),
    Severity.WARNING: ("▲", "!"),
    Severity.NOTE: ("·", "."),
    "silent": ("·", "."),
    "passed": ("✓", "v"),
    "failed": ("✗", "x"),
    "ticked": ("●", "#"),
    "not ticked": ("·", "."),
    "rule": ("─", "-"),
    "full block": ("█", "#"),
    "light block": ("░", "."),
    "bullet": ("•", "*"),
    "range": ("\N{EN DASH}", "-"),
    "between": ("·", "|"),
}


class Paint:
    """The view's colours and marks. Everything that a file said goes through `text` before it is laid out."""

    __slots__ = ("_colour", "narrow", "unicode", "width")

    def __init__(self, view: View) -> None:
        self._colour = view.colour
        self.unicode = view.unicode
        self.width = view.width
        self.narrow = view.width < WIDTH

    def text(self, text: str) -> str:
        """A file's words made harmless, on one line."""
        return harmless(text, unicode=self.unicode)

    def line(self, text: str) -> str:
        """A line of a file made harmless, with the spaces before it kept."""
        words = text.lstrip(" ")
        return " " * (len(text) - len(words)) + self.text(words)

    def mark(self, name: str) -> str:
        """The mark of a state, one column wide, without colour."""
        return _MARKS[name][0 if self.unicode else 1]

    def coloured(self, text: str, name: str) -> str:
        """The text in the colour of a state, if it has one and the terminal shows colours."""
        return self._escape(text, _COLOURS.get(name, ""))

    def bold(self, text: str) -> str:
        """The text as a heading."""
        return self._escape(text, _BOLD)

    def dim(self, text: str) -> str:
        """The text as something beside the point."""
        return self._escape(text, _DIM)

    def state(self, name: str, width: int = 0) -> str:
        """A state's mark and name, padded to the width and coloured: `● green`."""
        return self.padded(f"{self.mark(name)} {name}", name, width)

    def padded(self, text: str, name: str, width: int) -> str:
        """The text in a state's colour, with the padding left plain."""
        return self.coloured(text, name) + " " * (width - columns(text))

    def heading(self, title: str, beside: str = "") -> str:
        """A section's title, and in plain letters what it is about."""
        return f"{self.bold(title)}  {self.dim(beside)}" if beside else self.bold(title)

    def rule(self) -> str:
        """A line across the report."""
        return self.dim(self.mark("rule") * self.width)

    def bar(self, share: float, width: int) -> str:
        """A bar for a number from 0 to 100; a number over 0 has a block at least, one under 100 an empty one."""
        filled = round(share * width / 100)
        if 0 < share < 100:  # noqa: PLR2004
            filled = min(max(filled, 1), width - 1)
        return self.mark("full block") * filled + self.dim(self.mark("light block") * (width - filled))

    def _escape(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if code and text and self._colour else text
