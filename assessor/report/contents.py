"""What a report is made of: the results, what goes with each of them, and what could not be assessed."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem
    from assessor.model.diff import Diff
    from assessor.model.forecast import Forecast
    from assessor.model.knowledge import Knowledge
    from assessor.model.plan import Plan
    from assessor.model.profile import Profile
    from assessor.model.result import Result


class Companion(Enum):
    """Something that goes with a result and is made only if a format shows it."""

    PLAN = auto()
    FORECAST = auto()
    CHANGES = auto()
    SOURCE = auto()


class Assessed(NamedTuple):
    """A result with its companions; None for one that no format asked for, or that there is none of."""

    result: Result
    plan: Plan | None = None
    """To the profile's own targets, or to green where it has none."""
    forecast: Forecast | None = None
    """Of the days in which the rules call evidence expiring."""
    changes: Diff | None = None
    """From the baseline to this result."""
    source: str | None = None
    """The text of the profile's file."""


class Contents(NamedTuple):
    """All that a report can show."""

    assessed: Sequence[Assessed] = ()
    problems: Sequence[Problem] = ()
    """Of the inputs that could not be used. A report holds them too, so that it never looks complete without them."""
    knowledge: Knowledge | None = None
    """What the rules know; None where they could not be read, and then nothing was assessed."""
    valid: Sequence[Profile] = ()
    """Profiles that were read and found valid, where nothing was to be assessed."""

    @property
    def results(self) -> list[Result]:
        """The results alone."""
        return [one.result for one in self.assessed]
