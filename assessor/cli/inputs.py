"""Which profiles a command line names, and their bytes."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from assessor.errors import InputError, UsageError
from assessor.loading.profiles import discover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.api import Assessor
    from assessor.errors import Problem
    from assessor.model.profile import Profile

STANDARD_INPUT = "-"


def profile_paths(arguments: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The files that the arguments name, in the order of their paths, each file once; and what names none."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for argument in arguments:
        try:
            paths = discover(argument)
        except InputError as error:
            problems.extend(error.problems)
            continue
        for path in map(str, paths):
            file = path if path == STANDARD_INPUT else os.path.realpath(path)
            found[file] = min(path, found.get(file, path))
    return sorted(found.values()), problems


def read_profile(assessor: Assessor, path: str) -> Profile:
    """The profile in the file or on standard input. Raises `ProfileError` or `UsageError`."""
    return assessor.read(_standard_input(), path) if path == STANDARD_INPUT else assessor.load(path)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise UsageError.of(STANDARD_INPUT, "standard input is closed")
    try:
        return sys.stdin.buffer.read()
    except OSError as problem:
        raise UsageError.of(STANDARD_INPUT, f"standard input cannot be read: {problem.strerror}") from problem
