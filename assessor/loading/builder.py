"""A document as it grows from a parser's events: its limits, anchors, tags, and keys that cannot be keys.

Takes events as they come and knows none of their classes; whoever drives it does. Depth and size are counted with every
alias replaced by what it stands for, since whatever walks the document later sees it so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import Problem, quoted
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.scalars import NULLS, is_tagged, is_typed

if TYPE_CHECKING:
    from typing import Any

    from assessor.loading.nodes import Mark, Node

DEEPEST = 32
"""How many mappings and lists may stand inside one another."""
MOST_NODES = 200_000
"""How many keys, values and entries a document with aliases may have."""
MOST_PROBLEMS = 1_000
"""After so many problems reading stops."""

_TYPED_TAGS = ("null", "bool", "int", "float")
_CORE_PREFIX = "tag:yaml.org,2002:"
TOO_DEEP = f"mappings and lists are nested more than {DEEPEST} deep"
_TOO_LARGE = f"aliases make the document larger than {MOST_NODES:,} nodes"


class UnreadableError(Exception):
    """Reading cannot go on; the problem is recorded."""


class _Unusable(str):
    """Stands in for a key that cannot be one, so that its value can be read; equal only to itself."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _Anchored(NamedTuple):
    node: Node
    size: int = 0
    """How many keys, values and entries are in it."""
    height: int = 0
    """How many mappings and lists stand inside one another in it, itself counted; 0 for text."""


KEY = _Unusable("a mapping waits for a key")
_OPEN = _Anchored(None)


class Builder:
    """One document. `KEY`, the key of the value to come, or None in a list is what a node waits for next."""

    __slots__ = ("anchors", "last_alias", "path", "problems", "reach", "size", "stack", "unusable")

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.anchors: dict[str, _Anchored] = {}
        self.unusable: dict[int, Map] = {}
        self.stack: list[tuple[Map | Seq, str | None, str | None, int, int]] = []
        """What to go back to: the node, what it waits for, the anchor of what is open, the size and reach before it."""
        self.last_alias: Mark | None = None
        self.size = 0
        self.reach = 0

    def problem(self, mark: Mark, message: str) -> None:
        """Record a problem; raises UnreadableError once there are too many."""
        if len(self.problems) == MOST_PROBLEMS:
            raise self._stop(mark, f"reading stops here, after {MOST_PROBLEMS:,} problems")
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, message))

    def _stop(self, mark: Mark, message: str) -> UnreadableError:
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, message))
        return UnreadableError()

    def open(self, node: Any, key: str | None, event: Any, *, is_map: bool) -> tuple[Map | Seq, str | None]:
        """Begin a mapping or a list inside the node, or at the place of a key; the new node, and what it waits for."""
        mark = event.start_mark
        if len(self.stack) == DEEPEST:
            raise self._stop(mark, TOO_DEEP)
        child: Map | Seq = Map.__new__(Map) if is_map else Seq.__new__(Seq)  # a call of Map takes three times as long
        child.mark, child.positions = mark, []
        if event.tag:
            self._tag(event, "map" if is_map else "seq")
        if event.anchor:
            self.anchors[event.anchor] = _OPEN
        if key is KEY:
            self.problem(mark, "a key must be text, not a mapping or a list")
        self.stack.append((node, self._put(node, key, child, mark), event.anchor, self.size, self.reach))
        self.reach = len(self.stack)
        return child, KEY if is_map else None

    def close(self, node: Map | Seq) -> tuple[Map | Seq, str | None]:
        """End the mapping or list; the node that it is in, and what that one waits for."""
        parent, key, anchor, size, reach = self.stack.pop()
        self.size += len(node.positions)
        if anchor:
            self.anchors[anchor] = _Anchored(node, self.size - size, self.reach - len(self.stack))
        self.reach = max(self.reach, reach)
        return parent, key

    def alias(self, node: Any, key: str | None, event: Any) -> str | None:
        """Put what the alias stands for where it belongs; what the node waits for next."""
        mark = self.last_alias = event.start_mark
        target = self._target(event)
        self.size += target.size
        if self.size > MOST_NODES:
            raise self._stop(mark, _TOO_LARGE)
        self.reach = max(self.reach, len(self.stack) + target.height)
        if self.reach > DEEPEST:
            raise self._stop(mark, TOO_DEEP)
        if key is not KEY or target is _OPEN:
            return self._put(node, key, target.node, mark)
        if isinstance(target.node, str):
            return self.key(node, str(target.node), mark)
        self.problem(mark, "a key must be text, and this alias stands for none")
        return self._put(node, key, None, mark)

    def _target(self, event: Any) -> _Anchored:
        name = event.anchor
        target = self.anchors.get(name)
        if target is None:
            self.problem(
                event.start_mark, f"the alias {quoted('*' + name)} has no anchor {quoted('&' + name)} above it"
            )
        elif target is _OPEN:
            self.problem(event.start_mark, f"the alias {quoted('*' + name)} stands inside what it stands for")
        return target or _OPEN

    def _put(self, node: Any, key: str | None, value: Node, mark: Mark) -> str | None:
        """Put the value where it belongs, nowhere if it stands where a key should; what the node waits for next."""
        node.positions.append(mark)
        if key is KEY:
            return self._unusable_key(node)
        if key is None:
            node.append(value)
            return None
        node[key] = value
        return KEY

    def odd_key(self, node: Map, event: Any) -> str:
        """A key that is there already, empty, `<<`, or has a tag or an anchor; a stand-in if it cannot be one."""
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(event.value)
        if event.tag:
            self._tag(event, "str")
        return self.key(node, event.value, event.start_mark, plain=not event.style)

    def key(self, node: Map, key: str, mark: Mark, *, plain: bool = False) -> str:
        """The key with its position, or a stand-in if it cannot be one."""
        if key in node:
            first = node.positions[2 * list(node).index(key)].line + 1
            self.problem(mark, f"the key {quoted(key)} is given twice, first on line {first}")
        elif plain and key == "<<":
            self.problem(mark, "merge keys (<<) are not part of YAML 1.2; write the keys out")
        elif plain and not key:
            self.problem(mark, 'a key is missing before ":"')
        else:
            node.positions.append(mark)
            return key
        node.positions.append(mark)
        return self._unusable_key(node)

    def _unusable_key(self, node: Map) -> str:
        self.unusable[id(node)] = node
        return _Unusable()

    def odd_scalar(self, event: Any) -> Node:
        """A value with a tag or an anchor."""
        value = self._tagged(event) if event.tag else event.value if event.style else plain_scalar(event.value)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(value)
        return value

    def _tagged(self, event: Any) -> Node:
        text: str = event.value
        name = self._tag(event, "str", *_TYPED_TAGS)
        if name not in _TYPED_TAGS:
            return text
        if not is_tagged(text, name):
            self.problem(event.start_mark, f"{quoted(text)} is not what its tag !!{name} says")
        return None if name == "null" else Plain(text)

    def _tag(self, event: Any, *known: str) -> str:
        """The name of a tag of the core schema, without its prefix; empty for `!`, and for any other, a problem."""
        name: str = event.tag.removeprefix(_CORE_PREFIX)
        if name in known and name != event.tag:
            return name
        if event.tag != "!":
            shown = event.tag if name == event.tag else f"!!{name}"
            self.problem(event.start_mark, f"the tag {quoted(shown)} is not known: only plain YAML 1.2 data is read")
        return ""

    def finish(self, root: Node) -> Node:
        """The document's root, without the pairs whose keys could not be keys."""
        if self.last_alias and self.size > MOST_NODES:
            raise self._stop(self.last_alias, _TOO_LARGE)
        for node in self.unusable.values():
            _drop_unusable(node)
        return root


def plain_scalar(text: str) -> Node:
    """What a plain scalar is by the core schema."""
    if text in NULLS:
        return None
    return Plain(text) if is_typed(text) else text


def _drop_unusable(node: Map) -> None:
    """Take the pairs out whose keys cannot be keys, with their positions."""
    kept = [not isinstance(key, _Unusable) for key in node for _ in ("key", "value")]
    node.positions = [position for position, keep in zip(node.positions, kept, strict=True) if keep]
    for key in [key for key in node if isinstance(key, _Unusable)]:
        del node[key]
