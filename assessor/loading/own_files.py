"""Files of one kind that a user names: read, and refused in one sentence where they are of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import InputError, UsageError, quoted
from assessor.loading.inputs import read_input
from assessor.loading.pack import opened
from assessor.loading.source import declared_format

if TYPE_CHECKING:
    from assessor.errors import Problem
    from assessor.loading.fields import Fields


def read_own_file(path: str, kind: str) -> Fields:
    """The document of a file that says `schema: dtassess/KIND/v1`, as its schema wants it.

    Raises InputError with every problem of the file, UsageError if it cannot be read or says to be something else.
    """
    data = read_input(path)
    declared = declared_format(data)
    if declared and not declared.startswith(f"dtassess/{kind}/"):
        said = f"says `schema: {quoted(declared)[1:-1]}`"
        raise UsageError.of(path, f"the file {said}; a file with `schema: dtassess/{kind}/v1` is wanted here")
    problems: list[Problem] = []
    fields = opened(data, path, kind, problems)
    if fields is None:
        raise InputError(problems)
    return fields
