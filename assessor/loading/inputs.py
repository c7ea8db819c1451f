"""Which files a command line means by PROFILE, and their bytes, within limits and without ever waiting for a pipe."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from assessor.errors import UsageError
from assessor.loading.encoding import LARGEST_FILE
from assessor.loading.source import declared_format

STANDARD_INPUT = "-"
_SUFFIXES = (".yaml", ".yml", ".json")
_FORMAT = "dtassess/profile/"


def discover(argument: str) -> tuple[str, ...]:
    """The paths that a PROFILE argument stands for: `-`, a file, or a folder's files that say they are profiles.

    A folder's subfolders are not searched; its files are sorted by name. A file that cannot be judged is taken for a
    profile, so that reading it says why. Raises UsageError if there is nothing to read; a file is not opened here.
    """
    if argument == STANDARD_INPUT:
        return (argument,)
    try:
        if not stat.S_ISDIR(os.stat(argument).st_mode):  # noqa: PTH116 - Path("") is the working directory
            return (argument,)
        names = sorted(entry.name for entry in os.scandir(argument) if entry.name.endswith(_SUFFIXES))
    except (OSError, ValueError) as error:
        raise UsageError.of(argument, _reason(error)) from error
    paths = (os.path.join(argument, name) for name in names)  # noqa: PTH118 - the path stays as it was given
    found = tuple(path for path in paths if not Path(path).is_dir() and _may_be_profile(path))
    if not found:
        expected = f"no file ({', '.join(f'*{suffix}' for suffix in _SUFFIXES)}) that says schema: {_FORMAT}v1"
        raise UsageError.of(argument, f"the folder has {expected}")
    return found


def read_input(path: str) -> bytes:
    """The bytes of a file or, for `-`, of standard input; of a file that is too large only one more than is allowed.

    Raises UsageError for what is missing, cannot be read, or is no regular file.
    """
    try:
        return _read_standard_input() if path == STANDARD_INPUT else _read(path)
    except (OSError, ValueError) as error:
        raise UsageError.of(path, _reason(error)) from error


def _read(path: str) -> bytes:
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116 - see above; before opening, which could wait or do things
        raise UsageError.of(path, "this is not a regular file; `-` reads from a pipe")
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        return file.read(LARGEST_FILE + 1)


def _read_standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError.of(STANDARD_INPUT, "there is no standard input")
    return sys.stdin.buffer.read(LARGEST_FILE + 1)


def _may_be_profile(path: str) -> bool:
    try:
        declared = declared_format(read_input(path))
    except UsageError:
        return True
    return declared is None or declared.startswith(_FORMAT)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, OSError):
        return f"it cannot be read: {(error.strerror or 'no reason given').lower()}"
    return "this cannot be a path"
