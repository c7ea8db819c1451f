"""Violations of a schema as problems: one for each thing that is wrong, none that merely follows from another.

Knows JSON Schema's keywords, not the library that compares a document with a schema.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.errors import Problem
from assessor.loading.atlas import Atlas
from assessor.loading.nodes import Map, Seq
from assessor.loading.sentences import alternatives, known_keys, sentence
from assessor.model.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessor.loading.source import Document
    from assessor.model.place import Place


class Violation(NamedTuple):
    """One keyword of a schema that a node of a document does not satisfy."""

    keyword: str
    wanted: Any
    """The keyword's value."""
    found: Any
    """The node, or the name of a key if `of_a_key`."""
    schema: dict[str, Any]
    """What the keyword stands in."""
    path: tuple[str | int, ...]
    """To the node."""
    about: str
    """The key that is missing or not known; the index of the first of two equal entries."""
    branch: object
    """Which branch of a union it is of."""
    of_a_key: bool
    """Whether the names of keys are what the schema is of."""
    inner: tuple[Violation, ...]
    """Why no branch of a union fits."""


def problems(document: Document, violations: Iterable[Violation]) -> list[Problem]:
    """The violations in words, with their places."""
    atlas = Atlas(document.root)
    told = list(_told(violations))
    slips = {(each.path[:-1], slip) for each in told for slip in _slips(each)}
    kept = [each for each in _one_for_each_scalar(told) if (each.path, each.about) not in slips]
    return [Problem(document.path, *_place(each, atlas), sentence(each, atlas)) for each in kept]


def _told(violations: Iterable[Violation]) -> Iterator[Violation]:
    """The violations; for one of a union those of the branch that was meant, if there is just one such branch.

    That something else than a mapping lacks a key follows from its type.
    """
    for each in violations:
        if alternatives(each) and not isinstance(each.found, Map):
            continue
        meant = _meant_branch(each)
        if meant:
            yield from _told(meant)
        else:
            yield each


def _meant_branch(union: Violation) -> list[Violation]:
    """What is wrong with the only branch of a union that is of the node's type; empty if that is not just one."""
    branches: dict[object, list[Violation]] = {}
    for each in union.inner if not alternatives(union) else ():
        branches.setdefault(each.branch, []).append(each)
    of_type = [branch for branch in branches.values() if not any(_is_other_type(each, union) for each in branch)]
    return of_type[0] if len(of_type) == 1 else []


def _is_other_type(violation: Violation, union: Violation) -> bool:
    return violation.keyword == "type" and violation.path == union.path


def _slips(violation: Violation) -> tuple[str, ...]:
    """The key that an unknown one most likely stands for, which then is not missing."""
    return nearest(violation.about, known_keys(violation))[:1] if violation.keyword == "additionalProperties" else ()


def _one_for_each_scalar(violations: list[Violation]) -> Iterator[Violation]:
    """The violations, of those of one scalar only the one that says most."""
    first: dict[tuple[str | int, ...], Violation] = {}
    for each in violations:
        if (
            isinstance(each.found, Map | Seq)
            or each.of_a_key
            or each.keyword in {"additionalProperties", "uniqueItems"}
        ):
            yield each
        elif each.path not in first or _rank(each) < _rank(first[each.path]):
            first[each.path] = each
    yield from first.values()


_TELLING = ("type", "format", "minLength")


def _rank(violation: Violation) -> int:
    return _TELLING.index(violation.keyword) if violation.keyword in _TELLING else len(_TELLING)


def _place(violation: Violation, atlas: Atlas) -> Place:
    """Where to look: at a key that is wrong, at the mapping if a key is missing, else at the value."""
    if violation.of_a_key:
        return atlas.key((*violation.path, violation.found))
    return atlas.key(violation.path) if violation.keyword == "additionalProperties" else atlas.value(violation.path)
