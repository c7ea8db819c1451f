"""Where the nodes of a document are, and what a message calls them. Knows documents of any schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.errors import quoted
from assessor.loading.nodes import Map, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.loading.nodes import Node
    from assessor.model.place import Marks, Place

_LONGEST_NAME = 40


class Atlas:
    """The places and names of one document's nodes, by their paths."""

    def __init__(self, root: Node) -> None:
        self._root = root
        self._marks: dict[int, Marks] = {}

    def key(self, path: Sequence[str | int]) -> Place:
        """Where the key stands that the path ends with."""
        *parents, name = path
        return self._marks_of(self._node(parents)).key(str(name))

    def value(self, path: Sequence[str | int]) -> Place:
        """Where the node begins."""
        if not path:
            return place(getattr(self._root, "mark", None))
        *parents, step = path
        parent = self._node(parents)
        return self._marks_of(parent).value(str(step)) if isinstance(parent, Map) else place(parent.positions[step])

    def name(self, path: Sequence[str | int]) -> tuple[str, str]:
        """What the node is within, as the start of a sentence, and what to call the node itself."""
        within: list[str] = []
        keys: list[str] = []
        for step, node in self._walk(path):
            if isinstance(step, str):
                keys.append(_short(step))
                continue
            keys.append(_singular(keys.pop() if keys else "list"))
            if isinstance(node, Map):
                within.append(f"{'.'.join(keys)} {_identity(node, step)}")
                keys = []
        subject = ".".join(keys) or (within.pop() if within else "the file")
        return "".join(f"{each}: " for each in within), subject

    def _walk(self, path: Sequence[str | int]) -> Iterator[tuple[str | int, Any]]:
        """The steps of the path, each with what it leads to; None for a key that is missing."""
        node: Any = self._root
        for step in path:
            node = node.get(str(step)) if isinstance(node, Map) else node[step]
            yield step, node

    def _node(self, path: Sequence[str | int]) -> Any:
        node: Any = self._root
        for _, node in self._walk(path):  # noqa: B007 - the last one is wanted
            pass
        return node

    def _marks_of(self, node: Map) -> Marks:
        if id(node) not in self._marks:
            self._marks[id(node)] = node.marks
        return self._marks[id(node)]


def _short(key: str) -> str:
    return key if len(key) <= _LONGEST_NAME and key.replace("-", "_").isidentifier() else quoted(key)


def _singular(name: str) -> str:
    if name.endswith("ies"):
        return f"{name[:-3]}y"
    return name[:-1] if name.endswith("s") else f"{name} entry"


def _identity(node: Map, index: int) -> str:
    """The id of an entry if it can be shown as it is, else its number from 1."""
    given = node.get("id")
    usable = isinstance(given, str) and given.isprintable() and given == given.strip()
    return str(given) if usable and given and len(given) <= _LONGEST_NAME else str(index + 1)
