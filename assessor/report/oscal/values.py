"""Values as OSCAL takes them, whatever was written: text, Markdown, tokens, moments, references, UUIDs.

What cannot be said in one of them comes back empty, for the caller to leave out.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMESPACE = "urn:dtassess:oscal"
"""Of the project's own props."""
UUIDS = uuid5(NAMESPACE_URL, NAMESPACE)
"""The namespace of every UUID."""
UNKNOWN_DAY = "2000-01-01"
"""Stands where a day must be and none is known, so that nothing reads a clock."""

_EARLIEST, _LATEST = date(2000, 1, 1), date(2999, 12, 31)
"""Later days have no place in OSCAL's pattern of a moment; before 2000 it knows no 29 February."""
_NO_TOKEN = re.compile(r"[^A-Za-z0-9_.-]")
_MARKUP = re.compile(r"[\\`*\[\]|~^]|(?<![^\W_])_|_(?![^\W_])|(?<=\{)\{")
"""What is markup in OSCAL's Markdown wherever it stands; an underscore is none inside a word, and one brace is none."""
_MARKUP_AT_THE_START = re.compile(r"[-+#]|[0-9]{1,9}(?=[.)])")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_URL = re.compile(r"(https?://)([^/?#]+)([^#]*)(#.*)?", re.DOTALL | re.IGNORECASE)
_HOST = re.compile(r"([^@\[\]]*@)?(\[[0-9A-Fa-f:.]+\]|[^@:\[\]]+)(:[0-9]*)?")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "!$&'()*+,/:;=?@%"


class Identities:
    """The UUIDs of one document, from what each is about: a thing keeps its own from one document to the next.

    No two are alike: what is told apart by nothing is counted.
    """

    def __init__(self) -> None:
        self._seen: Counter[tuple[str | None, ...]] = Counter()

    def of(self, *parts: str | None) -> str:
        """The UUID of what the parts tell apart from everything else."""
        self._seen[parts] += 1
        return uuid_of(*parts, self._seen[parts])


def uuid_of(*told: object) -> str:
    """The UUID of version 5 of plain values."""
    return str(uuid5(UUIDS, json.dumps(told)))


def plain(text: object) -> str:
    """Text of one line without blanks at its ends and with nothing in it that is not shown."""
    return harmless(str(text)).strip()


def markdown(text: object) -> str:
    """Text as Markdown on one line that shows it as it is."""
    line = _MARKUP.sub(r"\\\g<0>", plain(text)).translate(_ENTITIES)
    start = _MARKUP_AT_THE_START.match(line)
    if not start:
        return line
    return f"{start[0]}\\{line[start.end() :]}" if start[0].isdigit() else f"\\{line}"


def paragraphs(*parts: str) -> str:
    """Markdown of a paragraph for each part that says something."""
    return "\n\n".join(part for part in parts if part)


def bullets(parts: Iterable[str]) -> str:
    """Markdown of an item for each part."""
    return "\n".join(f"- {part}" for part in parts)


def token(text: str) -> str:
    """An id that OSCAL takes; those of the rules are ones."""
    safe = _NO_TOKEN.sub("_", text)
    return safe if safe[:1].isalpha() or safe[:1] == "_" else f"_{safe}"


def start_of(day: str) -> str:
    """The first moment of an ISO 8601 day in UTC."""
    return f"{_within(day)}T00:00:00Z"


def end_of(day: str) -> str:
    """The last moment of an ISO 8601 day in UTC."""
    return f"{_within(day)}T23:59:59Z"


def _within(day: str) -> date:
    """The day, or the nearest one that OSCAL can write."""
    return min(max(date.fromisoformat(day), _EARLIEST), _LATEST)


def url_reference(url: str) -> str:
    """A link of the web as a URI; empty for any other, and for what is no link."""
    found = _URL.fullmatch(url)
    if not found or not _HOST.fullmatch(found[2]):
        return ""
    scheme, host, rest, fragment = found.groups(default="")
    return f"{scheme.lower()}{_encoded(host, '[]')}{_encoded(rest)}{'#' if fragment else ''}{_encoded(fragment[1:])}"


def path_reference(path: str) -> str:
    """A relative path as a URI reference; empty for an absolute one, which means another file elsewhere."""
    if path.startswith(("/", "\\")) or "\0" in path:
        return ""
    return quote(path.encode("utf-8", "backslashreplace"), safe="/")


def _encoded(text: str, more: str = "") -> str:
    encoded = quote(text.encode("utf-8", "backslashreplace"), safe=_KEPT + more)
    return _LONE_PERCENT.sub("%25", encoded)
