"""A compiled form kept in a checkout between starts, and never trusted blindly. Knows nothing of what it keeps.

The file stands in a folder of its own. It is used only if folder and file are the user's and nobody else can write
them, and if it is whole and carries the key that is asked for; else it is as if it were not there. Where it cannot be
kept safely, it is not kept. Only where files have owners and modes (POSIX).
"""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

_FOREIGN_WRITE = stat.S_IWGRP | stat.S_IWOTH
_MAX_BYTES = 64 << 20


def recall(file: Path, key: bytes) -> bytes | None:
    """What was kept in the file under this key; None if that is not there, or not to be trusted."""
    if os.name != "posix":
        return None
    try:
        if not _is_ours(file.parent.lstat(), stat.S_IFDIR):
            return None
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            kept = stream.read(_MAX_BYTES) if _is_ours(os.fstat(stream.fileno()), stat.S_IFREG) else b""
    except OSError:
        return None
    head = key + b"\0"
    body = kept[len(head) + 8 :]
    return body if kept.startswith(head) and kept[len(head) : len(head) + 8] == _sum(body) else None


def keep(file: Path, key: bytes, body: bytes) -> None:
    """Keep the body under the key for `recall`, in place of what was there; nothing where that is not possible or safe.

    Readers see the old file or the whole new one, and of two writers the last wins.
    """
    if os.name != "posix":
        return
    from tempfile import mkstemp  # late: only a start that found nothing writes

    with contextlib.suppress(OSError):
        file.parent.parent.mkdir(exist_ok=True)
        file.parent.mkdir(mode=0o700, exist_ok=True)
        if not _is_ours(file.parent.lstat(), stat.S_IFDIR):
            return
        descriptor, temporary = mkstemp(dir=file.parent)  # with mode 0600
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(key + b"\0" + _sum(body) + body)
            os.replace(temporary, file)  # noqa: PTH105 the name is a string
        except OSError:
            os.unlink(temporary)  # noqa: PTH108 the name is a string
            raise


def _is_ours(status: os.stat_result, kind: int) -> bool:
    """Whether it is of the kind, the user's own, and not for others to write."""
    mode = status.st_mode
    return stat.S_IFMT(mode) == kind and status.st_uid == os.geteuid() and not mode & _FOREIGN_WRITE


def _sum(body: bytes) -> bytes:
    """Eight hex digits that tell a damaged body from a whole one: against accidents, as the owner is against malice."""
    return b"%08x" % crc32(body)
