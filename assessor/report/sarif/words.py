"""Text as SARIF's messages hold it: on one line, with nothing in it that a viewer takes for a link or a placeholder."""

from __future__ import annotations

import re

from assessor.report.terminal import harmless

# `[words](destination)` is a link. A backslash before the bracket that ends the words makes it none, and those that
# stand there already are doubled, or the last of them would take it back.
_LINK = re.compile(r"(\\*)\](?=\()")
_BRACES = str.maketrans({"{": "{{", "}": "}}"})
_ENDS = (".", "!", "?", "…")


def plain(text: str) -> str:
    """The text as a plain text message."""
    return braces(_LINK.sub(r"\1\1\\]", harmless(text).strip()))


def braces(text: str) -> str:
    """The text with the braces doubled that would otherwise hold a placeholder."""
    return text.translate(_BRACES)


def sentence(text: str) -> str:
    """The text as a plain text message that ends as a sentence does."""
    words = plain(text)
    return words if words.endswith(_ENDS) else f"{words}."


def cut(text: str, most: int) -> str:
    """The text, at most so many characters long."""
    return text if len(text) <= most else f"{text[: most - 1]}…"
