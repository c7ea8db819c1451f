"""What can go wrong, by who has to act; every error that leaves the package is one of these.

A problem is a value: readers collect all of a file's problems and raise them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_ECHO = 60


def harmless(text: str) -> str:
    """The text on one line, with what a terminal could obey or not show (controls, escapes, overrides) spelled out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)


def quoted(text: str) -> str:
    """Input as a message echoes it: in quotes, harmless, and cut at 60 characters."""
    cut = text if len(text) <= _LONGEST_ECHO else text[: _LONGEST_ECHO - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return f"'{harmless(cut)}'"


class Problem(NamedTuple):
    """One thing that is wrong in an input, with its place; line and column are 0 where a whole file is meant.

    As text it is one line, whatever the path and the message hold.
    """

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return harmless(f"{place}: {self.message}")


class AssessorError(Exception):
    """The root of the package's errors."""


class InputError(AssessorError):
    """Something that a person gave cannot be used; exit code 2. `problems` are sorted by place, with no doubles."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class ProfileError(InputError):
    """For the author of a profile."""


class RulesError(InputError):
    """For the author of a rule pack or a benchmark file."""


class UsageError(InputError):
    """For the operator: a flag, a path or an engine that cannot be had. Its problems name the flag as their path."""

    @classmethod
    def of(cls, subject: str, message: str) -> UsageError:
        """One problem, said of a flag or a path as a whole."""
        return cls([Problem(subject, 0, 0, message)])


class AssessorFault(AssessorError):  # noqa: N818 - a fault is nobody's mistake but ours
    """For us: the assessor itself is at fault; exit code 3."""
