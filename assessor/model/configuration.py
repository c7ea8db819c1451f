"""Options that stand in a file, and where each value of a run comes from."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assessor.model.place import Location

    Value = str | bool | tuple[str, ...] | None
    """As a flag has it; None for one that is not given."""


class State(StrEnum):
    """What a look at a file brought."""

    ABSENT = "absent"
    WITHOUT_TABLE = "without-table"
    """A project's file that says nothing of this tool."""
    TAKEN = "taken"


class Candidate(NamedTuple):
    """A file that options may stand in."""

    path: str
    state: State


class Setting(NamedTuple):
    """One option."""

    key: str
    value: Value
    location: Location | None
    """Where it stands; None for the flag's default."""
    commands: tuple[str, ...]
    """That take it."""


class Configuration(NamedTuple):
    """Every option that may stand in a file."""

    file: str | None
    """The file that was taken."""
    looked_at: tuple[Candidate, ...]
    settings: tuple[Setting, ...]
