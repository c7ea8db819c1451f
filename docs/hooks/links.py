"""Where the site shows a file of the repository.

A page links to what it speaks of by its place in the repository, `../rules/core/caps/shallow.yaml`, so that the link
works wherever the repository is read. The site has no such file, but a page that is made of it.
"""

from __future__ import annotations

import re
from posixpath import dirname, join, normpath, relpath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
_TARGET = re.compile(r"(?<=\]\()([^)\s#][^)\s]*)")
_PLACES = [
    (re.compile(pattern), page)
    for pattern, page in (
        (r"README\.md", "index.md"),
        (r"CONTRIBUTING\.md", "contributing.md"),
        (r"CHANGELOG\.md", "changelog.md"),
        (r"rules/core/requirements/([\w-]+)\.yaml", r"reference/requirements.md#\1"),
        (r"rules/core/requirements/?", "reference/requirements.md"),
        (r"rules/core/(applicability|verdicts|caps|findings)/([\w-]+)\.yaml", r"reference/rules.md#\2"),
        (r"rules/core/(applicability|verdicts|caps|findings)/?", r"reference/rules.md#\1"),
        (r"rules(/core)?/?", "reference/rules.md"),
        (r"rules/benchmarks/([\w-]+)\.yaml", r"reference/benchmarks.md#\1"),
        (r"rules/benchmarks/?", "reference/benchmarks.md"),
        (r"rules/csf(/functions\.yaml)?", "reference/csf.md"),
        (r"rules/kinds\.yaml", "reference/kinds.md"),
        (r"schemas/([\w-]+)\.schema\.json", r"reference/schemas/\1.md"),
        (r"assessor/cli/commands\.py", "reference/commands.md"),
        (r"assessor/cli/([\w]+)\.py", r"reference/commands.md#\1"),
        (r"tests/golden/([\w-]+)/expected\.html", r"examples/\1.html"),
    )
]


_FILE = re.compile(r"(?!docs/)(.+/)?([^/]+\.[\w-]+|[A-Z][\w-]+|\.[\w-]+)")
_HIDDEN = re.compile(r"(?<![^/])\.")
"""The dot in front of a name: the site has no hidden files."""


class Link(NamedTuple):
    """A link of a page to something in the repository."""

    target: str
    """From the repository's root."""
    anchor: str
    """With its `#`; empty where the link has none."""


def shown_at(target: str) -> str | None:
    """The page of the site for a place in the repository, perhaps with an anchor; None if it has none."""
    for pattern, page in _PLACES:
        if found := pattern.fullmatch(target):
            return found.expand(page)
    return f"files/{_HIDDEN.sub('', target)}.md" if _FILE.fullmatch(target) else None


def rewritten(markdown: str, source: str, page: str) -> str:
    """The text of a file, `source`, as the page `page` of the site: links out of docs/ lead to the site's own pages."""

    def moved(text: str) -> str:
        link = _link(text, source)
        if link is None:
            return text
        place = _page_of(link.target)
        return text if place is None else relpath(place, dirname(page) or ".") + link.anchor

    return _outside_code(markdown, lambda part: _TARGET.sub(lambda found: moved(found[1]), part))


def linked_files(markdown: str, source: str) -> Iterator[tuple[str, str]]:
    """The files of the repository that are on the site only because this text links to them, with their places."""
    for part in _FENCE.split(markdown)[::2]:
        for text in _TARGET.findall(part):
            link = _link(text, source)
            place = shown_at(link.target) if link else None
            if link and place and place.startswith(("files/", "examples/")):
                yield link.target, place


def _link(text: str, source: str) -> Link | None:
    """What a link means; None for an address of the web."""
    if re.match(r"[a-z]+:", text):
        return None
    path, mark, anchor = text.partition("#")
    return Link(normpath(join(dirname(source), path)), mark + anchor)


def _page_of(target: str) -> str | None:
    return target.removeprefix("docs/") if target.startswith("docs/") else shown_at(target)


def _outside_code(markdown: str, change: Callable[[str], str]) -> str:
    parts = _FENCE.split(markdown)
    return "".join(part if number % 2 else change(part) for number, part in enumerate(parts))
