"""What is on disk where evidence names a path. Looks, never changes anything; knows nothing of dates or verdicts.

Paths come from a profile and are hostile: where one ends decides, and nothing outside the root is opened or told of.
"""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import FileState

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessor.model.profile import Profile

_NOT_OURS_TO_SEE = frozenset({errno.EACCES, errno.EPERM})
_NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG})


class _Look(NamedTuple):
    """What one file is, whatever sha256 is wanted of it."""

    state: FileState
    sha256: str = ""


def inspect(profile: Profile, root: Path) -> Mapping[tuple[int, int], FileState]:
    """The state of each evidence item with a path, by the indices of its control and of the item, from 0.

    Paths are relative to the root, which is the profile's folder unless somebody says otherwise. A file is read at most
    once, and only if some item has a sha256 for it. Raises nothing for the state of a file.
    """
    home = os.path.realpath(root)
    wanted = [
        ((number, index), _end(home, item.path), item.sha256)
        for number, control in enumerate(profile.controls)
        for index, item in enumerate(control.evidence)
        if item.path is not None
    ]
    to_hash = {end for _, end, sha256 in wanted if end is not None and sha256 is not None}
    looks = {end: _look(end, home, to_hash=end in to_hash) for end in {end: None for _, end, _ in wanted} if end}
    return {key: _state(looks[end], sha256) if end else FileState.MISSING for key, end, sha256 in wanted}


def _end(home: str, path: str) -> str | None:
    """Where the path ends once every symbolic link is followed; None for what leads nowhere, or can be no path."""
    try:
        joined = os.path.join(home, path)  # noqa: PTH118 - pathlib takes dots away before links are followed
        end = os.path.realpath(joined)
        inside = os.path.commonpath([end, home]) == home
        return None if inside and not _leads_to(joined, end) else end
    except ValueError:
        return None


def _leads_to(path: str, end: str) -> bool:
    """Whether the system finds at the path what stands at its end; where it may not look, the end will tell.

    `realpath` alone passes over loops of links, and over `..` behind what is no folder.
    """
    try:
        return os.path.samestat(os.stat(path), os.lstat(end))  # noqa: PTH116 - as above
    except OSError as error:
        return error.errno in _NOT_OURS_TO_SEE


def _state(look: _Look, sha256: str | None) -> FileState:
    if look.state is FileState.OK and sha256 is not None and sha256.lower() != look.sha256:
        return FileState.OTHER_SHA256
    return look.state


def _look(end: str, home: str, *, to_hash: bool) -> _Look:
    if os.path.commonpath([end, home]) != home:
        return _Look(FileState.OUTSIDE)
    try:
        if not stat.S_ISREG(os.lstat(end).st_mode):  # before opening: opening a device can do things
            return _Look(FileState.NOT_A_FILE)
        return _open(end, to_hash=to_hash)
    except OSError as error:
        return _Look(FileState.MISSING if error.errno in _NOT_THERE else FileState.UNREADABLE)


def _open(end: str, *, to_hash: bool) -> _Look:
    """Open what was a regular file a moment ago; if it is a pipe or a link by now, this neither waits nor follows."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(end, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return _Look(FileState.NOT_A_FILE)
        return _Look(FileState.OK, hashlib.file_digest(file, "sha256").hexdigest() if to_hash else "")
