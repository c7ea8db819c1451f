"""The three standard streams: what the reader's terminal can do, and writing that never fails for a reader who left.

Results go to standard output, everything else to standard error.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import TYPE_CHECKING

from assessor.errors import UsageError
from assessor.report.terminal import harmless
from assessor.report.view import WIDTH, View

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

    from assessor.errors import Problem

_WIDEST = 120
_NARROWEST = 60
_NOBODY_READS = frozenset({errno.EPIPE, errno.EBADF})
_TRACEBACK = "DTASSESS_TRACEBACK"


def view(*, color: str = "auto", benchmarks: tuple[str, ...] = (), every_finding: bool = False) -> View:
    """How a report on standard output is to look. A pipe gets 80 columns and no colour."""
    stream = sys.stdout
    terminal = stream is not None and stream.isatty()
    return View(
        width=_width() if terminal else WIDTH,
        colour=color == "always" or (color == "auto" and terminal and _wants_colour()),
        unicode=stream is not None and _takes_unicode(stream),
        benchmarks=benchmarks,
        every_finding=every_finding,
    )


def _width() -> int:
    from shutil import get_terminal_size

    return min(max(get_terminal_size((WIDTH, 24)).columns, _NARROWEST), _WIDEST)


def _wants_colour() -> bool:
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _takes_unicode(stream: TextIO) -> bool:
    """Whether the stream is UTF-8, and the locale is not the one that means ASCII although Python then writes UTF-8."""
    encoding = (stream.encoding or "").lower().replace("-", "").replace("_", "")
    said = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or ""
    return encoding.startswith("utf") and (said not in {"C", "POSIX"} or "PYTHONIOENCODING" in os.environ)


def write(text: str) -> None:
    """Write a result. A reader who left is no error; a full disk is a `UsageError`."""
    _write(sys.stdout, text)


def error(line: str) -> None:
    """Write one line beside the results, never wrapped, with nothing in it that moves a terminal."""
    try:
        _write(sys.stderr, harmless(line) + "\n")
    except UsageError:
        return


def problems(found: Iterable[Problem]) -> None:
    """Write each problem on a line of its own."""
    for problem in found:
        error(str(problem))


def fault(exception: BaseException) -> None:
    """Say that the assessor itself failed, and how to report it; the traceback only to those who ask for it."""
    error(f"dtassess: a fault of the assessor itself: {type(exception).__name__}: {exception}")
    error(f"No verdict was reached. Please report it, with what {_TRACEBACK}=1 shows and the files that lead to it.")
    if os.environ.get(_TRACEBACK):
        import traceback

        _write(sys.stderr, "".join(traceback.format_exception(exception)))


def finish() -> None:
    """Hand over what is still in the buffers, so that the interpreter's end has nothing left to fail at."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            try:
                stream.flush()
            except (OSError, ValueError):
                _discard(stream)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:
        return
    encoding = stream.encoding or "utf-8"
    try:
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except OSError as problem:
        _discard(stream)
        if problem.errno not in _NOBODY_READS:
            raise UsageError.of("standard output", f"cannot be written: {problem.strerror}") from problem


def _discard(stream: TextIO) -> None:
    """Send what the stream still holds nowhere, or Python complains about it when it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return
