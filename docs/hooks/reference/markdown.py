"""Markdown as Python-Markdown reads it, with the ids of headings written out (the extension `attr_list`)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_CODE = re.compile(r"(`[^`]+`)")
_MARKUP = re.compile(r"[\\*_\[\]{}#|]")


def prose(text: str) -> str:
    """Text of a data file on one line: what stands between backticks is code, and nothing else is markup."""
    parts = _CODE.split(" ".join(text.split()))
    return "".join(part if number % 2 else _plain(part) for number, part in enumerate(parts))


def code(text: str) -> str:
    """Text as code within a line."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def heading(level: int, text: str, anchor: str) -> str:
    """A heading that can be linked to by this anchor."""
    return f"{'#' * level} {text} {{ #{anchor} }}"


def link(text: str, target: str) -> str:
    """A link; `text` is Markdown already."""
    return f"[{text}]({target})"


def links(ids: Iterable[str], page: str = "") -> str:
    """Links to what a page has under these ids."""
    return ", ".join(link(code(one), f"{page}#{one}") for one in ids)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table, or nothing where it has no rows; the cells are Markdown already."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [f"| {' | '.join(heads)} |", f"|{' --- |' * len(heads)}", *lines, ""] if lines else []


def fence(language: str, lines: Iterable[str], title: str = "") -> list[str]:
    """A block of code."""
    return [f"```{language}" + (f' title="{title}"' if title else ""), *lines, "```", ""]


def page(lines: Iterable[str]) -> str:
    """The lines as a file."""
    return "\n".join(lines).rstrip("\n") + "\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))
