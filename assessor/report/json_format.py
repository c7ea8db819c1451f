"""Results as JSON that a program reads fast and a person can diff: one key or one list entry a line, ASCII only.

The layout is our own because `json.dumps(indent=...)` runs in pure Python and takes four times as long.
"""

from __future__ import annotations

from json import JSONEncoder
from typing import TYPE_CHECKING

from assessor.report.document import to_report_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.report.contents import Contents
    from assessor.report.view import View

_compact = JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False).encode


def render(contents: Contents, view: View) -> str:  # noqa: ARG001
    """The report's JSON document, with a line feed at its end; the same text whatever the terminal."""
    return dumps(to_report_object(contents.results, contents.problems))


def dumps(document: object) -> str:
    """The document as JSON text: what holds objects takes a line an entry, everything else stays on one line."""
    return "".join(_pieces(document, "\n")) + "\n"


def _pieces(value: object, line: str) -> Iterator[str]:
    inner = line + "  "
    if isinstance(value, dict) and any(map(_is_open, value.values())):
        for number, (key, item) in enumerate(value.items()):
            yield f"{',' if number else '{'}{inner}{_compact(key)}: "
            yield from _pieces(item, inner)
        yield line + "}"
    elif isinstance(value, list) and any(map(_is_open, value)):
        for number, item in enumerate(value):
            yield f"{',' if number else '['}{inner}"
            yield from _pieces(item, inner) if _is_document(item) else (_compact(item),)
        yield line + "]"
    else:
        yield _compact(value)


def _is_open(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(item, dict) for item in value))


def _is_document(value: object) -> bool:
    return isinstance(value, dict) and "schema" in value
