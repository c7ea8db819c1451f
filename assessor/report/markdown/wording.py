"""Words that several parts of the report share."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER
from assessor.report.answers.diff_numbers import short

if TYPE_CHECKING:
    from assessor.model.profile import Profile
    from assessor.model.result import Result

_NAME = 200
"""Characters of a name that are read."""


def named(profile: Profile) -> str:
    """What a twin calls itself, with its version."""
    return short(f"{profile.name} {profile.version}" if profile.version else profile.name, _NAME)


def count(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def open_findings(result: Result) -> str:
    """How many findings there are of each severity, and how many are waived."""
    found = Counter(one.severity for one in result.findings if one.waived is None)
    told = [count(found[severity], severity) for severity in SEVERITY_ORDER if found[severity]]
    waived = sum(one.waived is not None for one in result.findings)
    return ", ".join([*(told or ["none open"]), *([f"{waived} waived"] if waived else [])])
