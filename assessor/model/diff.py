"""What changed between two assessments, and whose doing each change is."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from assessor.model.knowledge import PackIdentity
    from assessor.model.place import Location
    from assessor.model.ranking import Said
    from assessor.model.vocabulary import Basis


class Cause(StrEnum):
    """Whose doing a change is. The first six are what two assessments can differ in."""

    PROFILE = "profile"
    EVIDENCE = "evidence"
    """The state of a file that an evidence item names."""
    RULES = "rules"
    CLOCK = "clock"
    OPTIONS = "options"
    TOOL = "tool"
    SEVERAL = "several"
    """No one of them alone takes the old verdict to the new one and back."""
    UNKNOWN = "unknown"
    """It cannot be found out, and the reasons say why."""


class Direction(StrEnum):
    """Whether a change is one for the better (see `model.ranking`)."""

    BETTER = "better"
    WORSE = "worse"
    OTHER = "other"


class Because(NamedTuple):
    """One thing behind a change, in words."""

    cause: Cause
    """One of the six that differ, or unknown where it says why nothing is known."""
    text: str
    location: Location | None = None
    """Where it stands in a profile, as far as that is known: in the new one, or in the old one for what is gone."""


class Change(NamedTuple):
    """One verdict, finding or check that is not what it was."""

    kind: str
    id: str
    basis: Basis
    """Of findings and checks, the new gate's."""
    before: Said
    after: Said
    direction: Direction
    cause: Cause
    because: tuple[Because, ...]
    message: str | None = None
    """Of a finding: what it says, or said."""


class Compared(NamedTuple):
    """One of the two assessments."""

    path: str
    recorded: bool
    """Whether it is an earlier result; else a profile that was assessed for this."""
    name: str
    """Of the twin."""
    version: str | None
    """Of the twin."""
    profile: str
    """The profile's path."""
    sha256: str
    as_of: date
    basis: Basis
    """Of gates and findings."""
    rules: tuple[PackIdentity, ...]
    tool: str
    """The version of the tool."""


class Diff(NamedTuple):
    """All that changed, by kind, then in the new result's order, then by basis."""

    old: Compared
    new: Compared
    differs: tuple[Cause, ...]
    """In what the two differ at all, as far as a verdict can depend on it."""
    worse: bool
    """Whether anything is worse on the basis of the new gate, single cells too, or a finding that is not waived is new.
    The ratchet of `assess --baseline` looks at less: not at cells, functions and checks."""
    notes: tuple[str, ...]
    """What a reader has to know of the comparison, in sentences."""
    changes: tuple[Change, ...]
