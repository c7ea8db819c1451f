"""Which file a run is configured by: named, or found upward from the working directory.

A run without one pays for a few looks at folders; what reads TOML is imported where there is a file to read.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import Problem, UsageError
from assessor.loading.inputs import STANDARD_INPUT, read_input

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.loading.toml import Toml
    from assessor.model.place import Location

OWN_FILE, PROJECT_FILE = "dtassess.toml", "pyproject.toml"
_TABLE = ("tool", "dtassess")
_ROOT_OF_A_CHECKOUT = ".git"
_BLANKS_AND_QUOTES = b" \t\"'"
_WRITABLE_BY_ALL = stat.S_IWOTH


class ConfigurationFile(NamedTuple):
    """A file's table of options, as it stands there."""

    toml: Toml
    table: tuple[str, ...]
    """The keys under which it is; none for a file of its own."""

    @property
    def path(self) -> str:
        """As it was named, or from the working directory."""
        return self.toml.path

    @property
    def folder(self) -> str:
        """Where the relative paths in it start."""
        return os.path.dirname(self.path)  # noqa: PTH120 - the path stays as it was given

    @property
    def values(self) -> Mapping[str, object]:
        """The options."""
        values = self.toml.root
        for key in self.table:
            values = values[key]
        return values

    def key(self, key: str) -> Location:
        """Where a key stands."""
        return self.toml.key(*self.table, key)

    def value(self, key: str, *index: int) -> Location:
        """Where a key's value, or an entry of it, begins."""
        return self.toml.value(*self.table, key, *index)


class Search(NamedTuple):
    """What was found, and what was not."""

    file: ConfigurationFile | None
    passed_over: tuple[str, ...] = ()
    """Projects' files that say nothing of this tool, the nearest first."""
    absent: tuple[str, ...] = ()
    """Files that are not there, the nearest first."""


def named(path: str) -> Search:
    """The file of that path. Raises UsageError if it cannot be used; one without a table of options cannot."""
    if path == STANDARD_INPUT:
        raise UsageError.of("--config", "`-` is no file; a configuration is read from a file")
    file = _read(path)
    if file is None:
        raise UsageError.of(path, f"there is no table [{'.'.join(_TABLE)}] in it")
    return Search(file)


def search() -> Search:
    """The first file with options: in the working directory, else in the nearest folder above it that has one.

    The search ends at a checkout's root, and at the file system's. Raises UsageError for a file that cannot be used.
    """
    passed_over: list[str] = []
    absent: list[str] = []
    for folder in _upward():
        for name in (OWN_FILE, PROJECT_FILE):
            path = os.path.join(folder, name)  # noqa: PTH118 - a path from here, `dtassess.toml`
            if not _exists(path):
                absent.append(path)
            elif file := _read(path):
                _refuse_strangers(path)
                return Search(file, tuple(passed_over), tuple(absent))
            else:
                passed_over.append(path)
        if _exists(os.path.join(folder, _ROOT_OF_A_CHECKOUT)):  # noqa: PTH118
            break
    return Search(None, tuple(passed_over), tuple(absent))


def _upward() -> Iterator[str]:
    """The working directory and the folders above it, as paths from it."""
    try:
        here = os.getcwd()  # noqa: PTH109 - pathlib would be imported for it
    except OSError as error:
        message = f"the working directory cannot be found: {error.strerror}; --config FILE or --no-config does without"
        raise UsageError.of("--config", message) from error
    folder = ""
    while True:
        yield folder
        above = os.path.dirname(here)  # noqa: PTH120
        if above == here:
            return
        here, folder = above, os.path.join(folder, os.pardir)  # noqa: PTH118


def _exists(path: str) -> bool:
    """Whether there is something of that name, even a link that leads nowhere."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        message = f"it cannot be looked for: {error.strerror}; --config FILE or --no-config does without"
        raise UsageError.of(path, message) from error
    return True


def _read(path: str) -> ConfigurationFile | None:
    """The file's options; None for a project's file that says nothing of this tool."""
    try:
        regular = stat.S_ISREG(os.stat(path).st_mode)  # noqa: PTH116
    except (OSError, ValueError):
        regular = True  # reading it says why not
    if not regular:
        raise UsageError.of(path, "this is not a regular file")
    data = read_input(path)
    is_projects = os.path.basename(path) == PROJECT_FILE  # noqa: PTH119
    if is_projects and not may_have_table(data):
        return None
    from assessor.loading.toml import read_toml

    toml = read_toml(data, path)
    if not is_projects:
        return ConfigurationFile(toml, ())
    values: object = toml.root
    for depth, key in enumerate(_TABLE):
        if not isinstance(values, dict) or key not in values:
            return None
        values = values[key]
        if not isinstance(values, dict) and depth:
            raise UsageError([Problem(*toml.value(*_TABLE), f"{'.'.join(_TABLE)}: a table is wanted")])
    return ConfigurationFile(toml, _TABLE)


def may_have_table(data: bytes) -> bool:
    """Whether a project's file can hold the table, by its bytes alone: none that does is missed.

    So a project that says nothing of this tool neither pays for reading its file nor fails where others broke it. With
    an escape or in UTF-16, the name could stand there and not be seen.
    """
    if any(sign in data for sign in (b"\\u", b"\\U", b"\\x", b"\0")):
        return True
    squeezed = data.translate(None, _BLANKS_AND_QUOTES)
    inside = b"[tool]" in squeezed or b"tool={" in squeezed
    return b"tool.dtassess" in squeezed or (inside and b"dtassess" in squeezed)


def _refuse_strangers(path: str) -> None:
    """Raise UsageError for a file that somebody else put into a folder where everybody may, such as /tmp.

    It could name files to be replaced by reports, or gates that pass. Files of the system's administrator are trusted.
    """
    if not hasattr(os, "getuid"):
        return
    owner, folder = os.lstat(path).st_uid, os.stat(os.path.dirname(path) or os.curdir)  # noqa: PTH116, PTH120
    if folder.st_mode & _WRITABLE_BY_ALL and owner not in {os.getuid(), 0}:
        message = "it belongs to somebody else, in a folder where everybody may write; --config takes it all the same"
        raise UsageError.of(path, message)
