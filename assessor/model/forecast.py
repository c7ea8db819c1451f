"""A forecast: what changes by itself on the days after an assessment, because evidence and exceptions are dated.

A day is the first one on which its new verdicts hold. Everything is on the basis of the gates.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from assessor.model.diff import Direction
    from assessor.model.knowledge import PackIdentity
    from assessor.model.place import Location
    from assessor.model.profile import Profile
    from assessor.model.result import Check
    from assessor.model.vocabulary import Band, Basis

Said = str | float | None
"""A verdict in the word or the rounded number that a result has for it; None for a score of nothing."""


class Dated(StrEnum):
    """What can begin or cease to count by its date."""

    EVIDENCE = "evidence"
    EXCEPTION = "exception"


class Dating(NamedTuple):
    """Something of the profile that begins or ceases to count on a day."""

    kind: Dated
    id: str
    """`AC-1#2` for the second evidence item of the control AC-1; an exception's number in the profile, from 1."""
    subject: str
    """An evidence item's file or link; an exception's requirement and layers."""
    reason: str
    """Such as `counts through 2026-12-31`."""
    location: Location
    """Of the date that decides it."""


class Change(NamedTuple):
    """One verdict that is another than on the day before."""

    kind: str
    """`rating`, `score`, `function`, `requirement`, `cell`, `benchmark` or `gate`; findings are not listed."""
    id: str
    """Of the thing judged: a function's, a requirement's, `trust/data`; `gate` for the gate as a whole, else a check's;
    for rating and score the kind again."""
    before: Said
    after: Said
    direction: Direction
    """Better or worse; other where it left the scope, or came into it at the worst."""


class ForecastDay(NamedTuple):
    """A day on which something expires or begins to count, or some verdict changes."""

    date: date
    expires: tuple[Dating, ...]
    """What counted on the day before and no longer does: evidence, then exceptions, in the file's order."""
    begins: tuple[Dating, ...]
    """Evidence that did not count on the day before and now does."""
    changes: tuple[Change, ...]
    """By kind, then in a result's own order."""


class NamedCheck(NamedTuple):
    """A check of the gate under the id that changes call it by: its name, and `#2` for a second one of that name."""

    id: str
    check: Check


class Outlook(NamedTuple):
    """How the twin stands on the day of the assessment."""

    rating: Band
    score: Fraction | None
    passed: bool | None
    """Whether the gate passes; None if no check is set."""
    checks: tuple[NamedCheck, ...]


class Forecast(NamedTuple):
    """What comes, from the day after `as_of` to `until`, both included."""

    rules: tuple[PackIdentity, ...]
    """The packs that spoke."""
    profile: Profile
    as_of: date
    basis: Basis
    first: date
    until: date
    today: Outlook
    days: tuple[ForecastDay, ...]
    """Those on which something expires, begins to count or changes, in their order."""
    first_rating_change: date | None
    """The first day with another rating than on the day before."""
    first_gate_failure: date | None
    """The first day in the forecast on which the gate does not pass, whether or not it passes today."""
    failing: tuple[NamedCheck, ...]
    """The checks that do not pass on that day, as they stand on it."""
