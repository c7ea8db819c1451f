"""What is wrong with a profile beyond its schema: ids that do not exist, and ids that are given twice.

Takes documents of any shape, since the schema may have found something wrong already.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from assessor.errors import Problem, quoted
from assessor.loading.atlas import Atlas
from assessor.loading.builder import MOST_PROBLEMS
from assessor.loading.nodes import Map, Seq
from assessor.model.nearest import advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assessor.loading.acceptance import Vocabulary
    from assessor.loading.source import Document
    from assessor.model.place import Place

    Path = tuple[str | int, ...]
    _Unknown = tuple[Place, Path, str, tuple[str, ...]]


_MOST_ENTRIES = 2_000


def beyond_the_schema(document: Document, known: Vocabulary) -> Iterator[Problem]:
    """The problems, in no order; of very many unknown words only the first by place, since no more can be told."""
    atlas = Atlas(document.root)
    unknown = [
        *_unknown(_requirements(document.root), known.requirements, atlas),
        *_unknown(_texts(document.root, ("targets", "benchmarks")), known.benchmarks, atlas),
    ]
    unknown.sort(key=lambda each: each[0])
    for place, path, word, words in unknown[: MOST_PROBLEMS + 1]:
        within, subject = atlas.name(path)
        yield Problem(document.path, *place, f"{within}{subject} {quoted(word)} is not known; {advice(word, words)}")
    names = (each for each in _mapping(document.root, "targets", "requirements") if each not in known.requirements)
    for name in islice(names, MOST_PROBLEMS + 1):
        at = atlas.key(("targets", "requirements", name))
        message = f"targets.requirements: unknown key {quoted(name)}; {advice(name, known.requirements)}"
        yield Problem(document.path, *at, message)
    yield from _ids_given_twice(document, atlas)


def _unknown(named: Iterable[tuple[Path, str]], known: tuple[str, ...], atlas: Atlas) -> Iterator[_Unknown]:
    """The words that are not known, each with its place and its path, and with those that are."""
    return ((atlas.value(path), path, word, known) for path, word in named if word not in known)


def _ids_given_twice(document: Document, atlas: Atlas) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for index, control in _entries(document.root, ("controls",)):
        given = control.get("id") if isinstance(control, Map) else None
        if isinstance(given, str) and first.setdefault(given, index) != index:
            line = atlas.value(("controls", first[given], "id")).line
            at = atlas.value(("controls", index, "id"))
            yield Problem(document.path, *at, f"the control id {quoted(given)} is given twice, first on line {line}")


def _requirements(root: Any) -> Iterator[tuple[Path, str]]:
    """Every place in lists where a requirement is named."""
    for index, _ in _entries(root, ("controls",)):
        yield from _texts(root, ("controls", index, "requirements"))
    for key in ("not_applicable", "exceptions"):
        for index, entry in _entries(root, (key,)):
            named = entry.get("requirement") if isinstance(entry, Map) else None
            if isinstance(named, str):
                yield (key, index, "requirement"), named


def _texts(root: Any, path: Path) -> Iterator[tuple[Path, str]]:
    return (((*path, index), entry) for index, entry in _entries(root, path) if isinstance(entry, str))


def _entries(root: Any, path: Path) -> Iterator[tuple[int, Any]]:
    """The entries of the list at the path, as many as any may have, with their indices; none if there is no list."""
    node = root
    for step in path:
        node = node.get(str(step)) if isinstance(node, Map) else node[step] if isinstance(step, int) else None
    return islice(enumerate(node if isinstance(node, Seq) else ()), _MOST_ENTRIES)


def _mapping(root: Any, *keys: str) -> Map:
    """The mapping under the keys; an empty one if there is none."""
    node = root
    for key in keys:
        node = node.get(key) if isinstance(node, Map) else None
    return node if isinstance(node, Map) else Map()
