"""What GitHub's own reader of Markdown (cmark-gfm) makes of a text, and what GitHub and GitLab would find in that."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

from cmarkgfm import github_flavored_markdown_to_html
from cmarkgfm.cmark import Options

# The tables of both products' documentation, said here once more; names as GitHub takes them.
REFERENCES = re.compile(
    r"""
    (?<![A-Za-z0-9_])@[A-Za-z0-9]            # people and teams
    | \#[0-9]+ | (?<!\w)GH-[0-9]+ | (?<!\w)GL-[0-9]+
    | (?<![A-Za-z0-9_])[0-9a-f]{7,40}\b      # commits
    | :[a-z0-9_+-]+:                         # emoji
    | [a-z][a-z0-9+.-]*://\S | \bwww\.\w | \bmailto:\S | \bxmpp:\S
    | ![0-9] | \$[0-9] | &[0-9] | %[0-9"A-Za-z] | ~[0-9"A-Za-z] | [\w.-]+/[\w.-]+>
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
EMPTY = {"hr", "br", "img", "input"}


class Read(NamedTuple):
    """A text as it is shown."""

    words: list[str]
    elements: list[str]
    """The names of all elements, each as often as it is there."""
    references: list[str]
    """What would become one outside of code."""
    unclosed: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.elements: list[str] = []
        self.references: list[str] = []
        self.open: list[str] = []
        self._run = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_run()
        self.elements.append(tag)
        if tag not in EMPTY:
            self.open.append(tag)
        if tag not in {"code", "em", "strong"}:
            self.words.append(" ")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._end_run()
        assert self.open[-1] == tag, (self.open, tag)
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if not {"code", "pre", "a"} & set(self.open):
            self._run += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(f"<!--{data}-->")

    def _end_run(self) -> None:
        self.references += REFERENCES.findall(self._run)
        self._run = ""


def read(markdown: str) -> Read:
    """The text as GitHub shows it, raw HTML and all."""
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    reader = _Reader()
    reader.feed(github_flavored_markdown_to_html(markdown, options))
    reader.close()
    reader._end_run()
    return Read("".join(reader.words).split(), reader.elements, reader.references, reader.open)
