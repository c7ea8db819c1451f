"""What can go wrong, by who has to act; every error that leaves the package is one of these.

A problem is a value: readers collect all of a file's problems and raise them together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """One thing that is wrong in an input, with its place; line and column are 0 where a whole file is meant."""

    path: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.message}" if self.line else f"{self.path}: {self.message}"


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


class AssessorFault(AssessorError):
    """For us: the assessor itself is at fault; exit code 3."""
