"""Paths as the services that show findings beside lines want them."""

from __future__ import annotations

from pathlib import PurePath

STANDARD_INPUT = "-"


def in_repository(path: str) -> str:
    """The path as it was given, with forward slashes and without `./`; half a character is spelled out.

    It is one from the top of the repository if the command ran there.
    """
    plain = path.encode("utf-8", "backslashreplace").decode()
    return PurePath(plain).as_posix()
