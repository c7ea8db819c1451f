"""Which profiles a command line names, each once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assessor.errors import InputError
from assessor.loading.inputs import STANDARD_INPUT, discover

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem


def profile_paths(arguments: Sequence[str]) -> tuple[list[str], list[Problem]]:
    """The paths that the arguments stand for, in their order and each file once; and the arguments that have none."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for argument in arguments:
        try:
            paths = discover(argument)
        except InputError as error:
            problems.extend(error.problems)
            continue
        for path in paths:
            file = path if path == STANDARD_INPUT else os.path.realpath(path)
            found[file] = min(path, found.get(file, path))
    return sorted(found.values()), problems
