"""The files of a rule pack, read once and within limits; a pack may be hostile.

Knows files and folders, nothing of what is in them. The pack's files are the `*.yaml` in the folder and below it, and
no other: anything else there (another suffix, a symbolic link that leads out, a device) is a problem. Passed over are
names that begin with a dot, `*.md`, `LICENSE` and `NOTICE`.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_FILES = 2_000
MAX_FILE_BYTES = 1 << 20
MAX_BYTES = 16 << 20
MAX_DEPTH = 8
MAX_ENTRIES = 10_000
CASES = ".test.yaml"
"""How the names of the files end that hold a rule's cases; they do not count as the pack's own."""
_PASSED_OVER = frozenset({"LICENSE", "NOTICE"})


class PackFile(NamedTuple):
    """One file of a pack: its POSIX path below the pack's folder, the path that messages show, and its bytes."""

    name: str
    shown: str
    data: bytes


class Folder(NamedTuple):
    """A pack's folder as it was read."""

    shown: str
    """The folder's path, as messages show it."""
    names: frozenset[str]
    """The files that are there, whether or not they could be read."""
    files: tuple[PackFile, ...]
    """Those that could, sorted by name."""
    problems: tuple[Problem, ...]
    """What is wrong with the rest, and with the folder."""

    def part(self, below: str) -> Folder:
        """What stands in a folder of this one, as one of its own; with the problems left to this one."""
        start = len(below) + 1
        files = [file._replace(name=file.name[start:]) for file in self.files if file.name.startswith(f"{below}/")]
        names = frozenset([name[start:] for name in self.names if name.startswith(f"{below}/")])
        return Folder(f"{self.shown}/{below}", names, tuple(files), ())


def read_folder(root: Path, shown: str) -> Folder:
    """The pack in a folder; nothing is raised for what is there, or is not."""
    problems: list[Problem] = []
    try:
        home = root.resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # ValueError: a NUL in the name; RuntimeError: links in a circle
        return Folder(shown, frozenset(), (), (Problem(shown, 0, 0, "there is no such folder"),))
    names = sorted(_names(home, shown, problems))
    files = _contents(home, shown, names, problems)
    return Folder(shown, frozenset(names), tuple(files), tuple(problems))


def below(shown: str, name: str) -> str:
    """The path of a file below a folder, as messages show it."""
    return (Path(shown) / name).as_posix()


def _names(home: Path, shown: str, problems: list[Problem]) -> Iterator[str]:
    """The names of the pack's files, relative to its folder."""
    seen = 0
    folders = [""]
    while folders:
        folder = folders.pop()
        for entry in _entries(home, folder, shown, problems):
            seen += 1
            if seen > MAX_ENTRIES:
                problems.append(Problem(shown, 0, 0, f"holds more than {MAX_ENTRIES:,} files and folders"))
                return
            if entry.name.startswith(".") or entry.name in _PASSED_OVER or entry.name.endswith(".md"):
                continue
            name = f"{folder}/{entry.name}" if folder else entry.name
            trouble = _stray(home, entry) or (_wrong_folder(name) if entry.is_dir() else _wrong_file(entry))
            if trouble:
                problems.append(Problem(below(shown, name), 0, 0, trouble))
            elif entry.is_dir():
                folders.append(name)
            else:
                yield name


def _entries(home: Path, folder: str, shown: str, problems: list[Problem]) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(home / folder) as entries:
            yield from entries
    except OSError as error:
        problems.append(Problem(below(shown, folder), 0, 0, f"is not a folder that can be read: {error.strerror}"))


def _stray(home: Path, entry: os.DirEntry[str]) -> str | None:
    """Why an entry, whatever it is, cannot be part of a pack; None if it can."""
    if not entry.name.isascii() or not entry.name.isprintable() or "\\" in entry.name:
        return "names in a pack are printable ASCII without backslashes"
    if not entry.is_symlink():
        return None
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):
        return "is a symbolic link that leads nowhere"
    if not target.is_relative_to(home):
        return "is a symbolic link that leads out of the pack"
    return "is a symbolic link to a folder; a pack's folders are its own" if target.is_dir() else None


def _wrong_folder(name: str) -> str | None:
    return f"lies deeper than {MAX_DEPTH} folders" if name.count("/") >= MAX_DEPTH else None


def _wrong_file(entry: os.DirEntry[str]) -> str | None:
    if not entry.is_file():
        return "is not a regular file"
    return None if entry.name.endswith(".yaml") else "is no file of a pack: these are named *.yaml"


def _contents(home: Path, shown: str, names: list[str], problems: list[Problem]) -> list[PackFile]:
    if len(names) > MAX_FILES:
        problems.append(Problem(shown, 0, 0, f"holds {len(names):,} files; {MAX_FILES:,} are the most"))
        return []
    files = []
    left = MAX_BYTES
    for name in names:
        data = _read(home / name, below(shown, name), problems)
        if data is None:
            continue
        left -= len(data)
        if left < 0:
            problems.append(Problem(shown, 0, 0, f"holds more than {MAX_BYTES >> 20} MiB"))
            return []
        files.append(PackFile(name, below(shown, name), data))
    return files


def _read(path: Path, shown: str, problems: list[Problem]) -> bytes | None:
    """The bytes of a regular file; None if it is too large or cannot be read. Never waits, as for a pipe."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0)), "rb") as file:
            regular = stat.S_ISREG(os.fstat(file.fileno()).st_mode)
            data = file.read(MAX_FILE_BYTES + 1) if regular else b""
    except OSError as error:
        problems.append(Problem(shown, 0, 0, f"cannot be read: {error.strerror}"))
        return None
    if len(data) > MAX_FILE_BYTES:
        problems.append(Problem(shown, 0, 0, f"is larger than {MAX_FILE_BYTES >> 20} MiB"))
        return None
    return data


def fingerprint(files: Iterable[PackFile]) -> str:
    """The SHA-256, in lower-case hex, of what `sha256sum` prints for the files but cases, in the order of their names.

    That is, for each file one line: the SHA-256 of its bytes, two spaces, its POSIX path below the folder, a line feed;
    in the order of the paths' bytes. In the folder of a pack without links and hidden folders:
    `find * -name '*.yaml' ! -name '*.test.yaml' | LC_ALL=C sort | xargs sha256sum | sha256sum`.
    """
    from hashlib import sha256  # late: a start that finds the compiled form never comes here

    counting = sorted((file for file in files if not file.name.endswith(CASES)), key=lambda file: file.name)
    lines = [f"{sha256(file.data).hexdigest()}  {file.name}\n" for file in counting]
    return sha256("".join(lines).encode("ascii")).hexdigest()
