"""Options that stand in a file, and where each value of a run comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assessor.model.place import Location

    Value = str | bool | tuple[str, ...] | None
    """As a flag has it; None for one that is not given."""


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
    passed_over: tuple[str, ...]
    """Projects' files that were looked at and say nothing of this tool."""
    absent: tuple[str, ...]
    """Files that were looked for, and are not there."""
    settings: tuple[Setting, ...]
