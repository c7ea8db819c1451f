"""Security profiles: from bytes to a `Profile`, or all that is wrong with them, each with its place.

A valid profile pays for no schema; what is refused is explained by the schema and by the checks beyond it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import AssessorFault, ProfileError, harmless
from assessor.loading.acceptance import FORMAT, Vocabulary, accepted
from assessor.loading.atlas import Atlas
from assessor.loading.builder import MOST_PROBLEMS
from assessor.loading.nodes import Map
from assessor.loading.references import beyond_the_schema
from assessor.loading.source import read_document

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.errors import Problem
    from assessor.loading.source import Document
    from assessor.model.profile import Profile

_MANY = f"there are more than {MOST_PROBLEMS:,} problems"

__all__ = ["Vocabulary", "read_profile"]


def read_profile(data: bytes, path: str, known: Vocabulary) -> Profile:
    """The profile that the bytes of a file are; `path` is what messages and the profile call it.

    Raises ProfileError with everything that is wrong, AssessorFault if nothing is and the profile was refused.
    """
    document = read_document(data, path)
    profile = None if document.problems else accepted(document, known)
    if profile is None:
        raise _error(document, known)
    return profile


def _error(document: Document, known: Vocabulary) -> ProfileError | AssessorFault:
    problems = list(document.problems)
    if document.root is not None:
        from assessor.loading.schemas import explain  # late: it takes longer than an assessment

        _add(problems, explain(document, "profile"))
        _add(problems, beyond_the_schema(document, known))
        problems = _of_the_format(document, problems)
    if problems:
        return ProfileError(_first(problems))
    return AssessorFault(f"{harmless(document.path)} was refused as a profile, but nothing is wrong with it")


def _first(problems: list[Problem]) -> list[Problem]:
    """The problems up to a thousand, by place, and that there are more if there are."""
    problems = sorted(set(problems))
    if len(problems) <= MOST_PROBLEMS:
        return problems
    last = problems[MOST_PROBLEMS]
    return [*problems[:MOST_PROBLEMS], last._replace(message=f"this and what follows is not told: {_MANY}")]


def _of_the_format(document: Document, problems: list[Problem]) -> list[Problem]:
    """For another of this project's formats or versions only that it is one: the rest follows from it."""
    declared = document.root.get("schema") if isinstance(document.root, Map) else None
    if not isinstance(declared, str) or declared == FORMAT or not declared.startswith("dtassess/"):
        return problems
    place = Atlas(document.root).value(("schema",))
    return [each for each in problems if (each.line, each.column) == place]


def _add(problems: list[Problem], more: Iterable[Problem]) -> None:
    """Add those at places of which nothing was said before."""
    said = {(each.line, each.column) for each in problems}
    problems += (each for each in more if (each.line, each.column) not in said)
