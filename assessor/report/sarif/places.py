"""Where something stands: files as URIs that name no machine, and regions of one line."""

from __future__ import annotations

import re
from functools import lru_cache
from os.path import normpath
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.report.document import Document

ROOT = "%SRCROOT%"
"""What relative paths are relative to; code scanning takes it for the root of the repository."""
LINE_BREAKS = ("\r\n", "\n", "\r")
"""What ends a line in a profile."""

_STANDARD_INPUT = "-"
_LINE_BREAK = re.compile("|".join(LINE_BREAKS))
_COMMENT = re.compile(r"\s#.*")


def artifact_location(path: str) -> Document:
    """The location of a file as it was given, or of standard input, which has no URI of its own."""
    if path == _STANDARD_INPUT:
        return {"uri": "stdin", "description": {"text": "Standard input."}}
    pure = PurePath(normpath(path))
    if pure.is_absolute():
        return {"uri": pure.as_uri()}
    return {"uri": quote(pure.as_posix().encode("utf-8", "surrogateescape")), "uriBaseId": ROOT}


def roles(path: str) -> list[str]:
    """What a file is to the run."""
    return ["analysisTarget", "standardStream"] if path == _STANDARD_INPUT else ["analysisTarget"]


def lines_of(source: str | None) -> Sequence[str]:
    """The lines of a file; none where its text is not known."""
    return () if source is None else _LINE_BREAK.split(source)


def region(line: int, column: int, lines: Sequence[str]) -> Document:
    """From a place to the end of what its line says, or one character where the line is not known.

    Where a whole file is meant (line 0), it is its beginning.
    """
    start = max(column, 1)
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    end = max(start, _end(text, start - 1))
    return {"startLine": max(line, 1), "startColumn": start, "endLine": max(line, 1), "endColumn": end + 1}


def _end(line: str, start: int) -> int:
    """Where the line ends: without blanks at its end, nor a comment where no quote behind the start can hold it."""
    last_quote, comment, end = _ends(line)
    return comment if last_quote < start < comment else end


@lru_cache(maxsize=64)
def _ends(line: str) -> tuple[int, int, int]:
    """The place of the last quote, the ends without a comment behind it and with one; looked for once a line.

    A file may be one line of millions of characters, with a finding on each hundred of them.
    """
    last_quote = max(line.rfind('"'), line.rfind("'"))
    comment = _COMMENT.search(line, last_quote + 1)
    end = len(line.rstrip())
    return last_quote, len(line[: comment.start()].rstrip()) if comment else end, end


def physical(place: tuple[str, int, int], artifacts: Mapping[str, int], lines: Sequence[str]) -> Document:
    """The place of a path, line and column; `artifacts` has the number of each file in the run."""
    path, line, column = place
    location = {key: value for key, value in artifact_location(path).items() if key != "description"}
    return {
        "physicalLocation": {
            "artifactLocation": {**location, "index": artifacts[path]},
            "region": region(line, column, lines),
        }
    }
