"""Why a document is no profile: what was unreadable, what the schema says, and what is checked beyond it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import AssessorFault, ProfileError, harmless
from assessor.loading.acceptance import FORMAT
from assessor.loading.atlas import Atlas
from assessor.loading.builder import MOST_PROBLEMS
from assessor.loading.nodes import Map
from assessor.loading.references import beyond_the_schema
from assessor.loading.schemas import explain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.errors import Problem
    from assessor.loading.acceptance import Vocabulary
    from assessor.loading.source import Document

_MANY = f"there are more than {MOST_PROBLEMS:,} problems"


def refusal(document: Document, known: Vocabulary) -> ProfileError | AssessorFault:
    """The error to raise: every problem up to a thousand, or, if nothing is wrong after all, that we are at fault."""
    problems = list(document.problems)
    if document.root is not None:
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
