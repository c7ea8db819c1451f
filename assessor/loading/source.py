"""Reading YAML and JSON with positions: the only place that imports YAML for reading.

Builds a document from the parser's events with a stack of its own, so that depth is a limit and not a crash. What is
wrong comes back as problems; nothing is raised for what a file holds. Knows nothing of profiles or rules.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, NamedTuple

from yaml.error import MarkedYAMLError
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)
from yaml.reader import ReaderError

from assessor.errors import Problem, quoted
from assessor.loading.encoding import LINE_BREAK, UTF8_BOM, character_problems, has_odd_breaks, size_problem
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.scalars import NULLS, SUSPECTS, is_tagged, is_typed
from assessor.loading.syntax import Complaint, sentence

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # a PyYAML that was built without libyaml: slower, and no different otherwise
    from yaml import BaseLoader as _Parser  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from assessor.loading.nodes import Mark, Node

__all__ = ["Document", "Map", "Plain", "Seq", "declared_format", "read_document"]

DEEPEST = 32
"""How many mappings and lists may stand inside one another."""
MOST_NODES = 200_000
"""How large a document may be once its aliases are replaced by what they stand for; for documents with aliases."""
MOST_PROBLEMS = 1_000
"""After so many problems reading stops."""

_PROJECT = b"dtassess"


class Document(NamedTuple):
    """A file as it was read. `root` is None if it cannot be read or is empty; then there is at least one problem."""

    root: Node
    path: str
    sha256: str
    """Of the bytes, in lower-case hex."""
    problems: tuple[Problem, ...]


def read_document(data: bytes, path: str) -> Document:
    """Read one YAML 1.2 (core schema) or JSON document in UTF-8; `path` is for the problems' places."""
    builder = _Builder(path)
    root = builder.read(data)
    return Document(root, path, hashlib.sha256(data).hexdigest(), tuple(builder.problems))


def declared_format(data: bytes) -> str | None:
    """What the top-level key `schema` says, read no further than that; empty if it says nothing.

    None if the syntax is broken before, in a file that mentions this project.
    """
    if _PROJECT not in data:
        return ""
    try:
        return _declared_format(_Parser(data.removeprefix(UTF8_BOM)).get_event)
    except (MarkedYAMLError, ReaderError):
        return None


def _declared_format(next_event: Callable[[], Any]) -> str:
    depth = 0
    names: list[str | None] = []  # keys and values of the root in turn, None for what is no text
    while True:
        event = next_event()
        if depth == 1 and isinstance(event, NodeEvent):
            names.append(event.value if isinstance(event, ScalarEvent) else None)
            if len(names) % 2 == 0 and names[-2] == "schema":
                return names[-1] or ""
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        is_root = depth == 0 and isinstance(event, NodeEvent | CollectionEndEvent)
        if is_root or isinstance(event, StreamEndEvent):
            return ""


class _UnreadableError(Exception):
    """Reading cannot go on; the problem is recorded."""


class _Unusable(str):
    """Stands in for a key that cannot be one, so that its value can be read; equal only to itself."""

    __slots__ = ()
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class _Anchored(NamedTuple):
    node: Node
    size: int
    """How many keys, values and entries are in it, aliases replaced."""
    height: int
    """How many mappings and lists stand inside one another in it, itself counted; 0 for text."""


class _Frame(NamedTuple):
    """What to go back to when a mapping or list ends."""

    node: Map | Seq
    key: str | None
    anchor: str | None
    size: int
    reach: int


_KEY = _Unusable("a mapping that waits for a key")
_OPEN = _Anchored(None, 0, 0)


class _Builder:
    """Builds one document. The state beside the hot loop's own: how large and how deep it is, and its anchors."""

    __slots__ = ("anchors", "last_alias", "path", "problems", "reach", "size", "stack", "unusable")

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.anchors: dict[str, _Anchored] = {}
        self.unusable: dict[int, Map] = {}
        self.stack: list[_Frame] = []
        self.last_alias: Mark | None = None
        self.size = 0
        self.reach = 0

    def read(self, data: bytes) -> Node:
        """The root; None if it cannot be read."""
        too_big = size_problem(data, self.path)
        self.problems = [too_big] if too_big else character_problems(data, self.path) if has_odd_breaks(data) else []
        if self.problems:
            return None
        try:
            root = self._build(_Parser(data.removeprefix(UTF8_BOM)).get_event)
        except _UnreadableError:
            return None
        except ReaderError:
            self.problems = character_problems(data, self.path)
            return None
        except MarkedYAMLError as error:
            self._complain(error, data)
            return None
        if self.last_alias and self.size > MOST_NODES:
            self.problems.append(self._at(self.last_alias, _TOO_LARGE))
            return None
        for each in self.unusable.values():
            _drop_unusable(each)
        if root is None and not self.problems:
            self.problems.append(Problem(self.path, 1, 1, "the file is empty"))
        return root

    def _build(self, next_event: Callable[[], Any]) -> Node:  # noqa: C901 - the hot loop: a call an event costs a fifth
        node: Any = Seq()
        root = node
        key: str | None = None  # of the value to come; None in a list, _KEY where a key is to come
        mark = node.positions.append
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                text = event.value
                if key is _KEY:
                    usable = text not in node and text != "<<" and text and not event.tag and not event.anchor
                    key = text if usable else self._odd_key(node, event)
                    mark(event.start_mark)
                    continue
                if event.tag or event.anchor:
                    text = self._odd_scalar(event)
                elif not event.style and text[:1] in SUSPECTS:
                    text = _plain(text)
                mark(event.start_mark)
                if key is None:
                    node.append(text)
                else:
                    node[key] = text
                    key = _KEY
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                node, key = self._close(node)
                mark = node.positions.append
            elif kind is MappingStartEvent or kind is SequenceStartEvent:
                node, key = self._open(node, key, event)
                mark = node.positions.append
            elif kind is AliasEvent:
                key = self._alias(node, key, event)
            elif kind is StreamEndEvent or (kind is DocumentStartEvent and root):
                if kind is DocumentStartEvent:
                    self._problem(event.start_mark, "a second document begins here; a file holds one")
                return root[0] if root else None

    def _complain(self, error: MarkedYAMLError, data: bytes) -> None:
        """Record what the parser says of the syntax."""
        mark: Any = error.problem_mark or error.context_mark
        lines = LINE_BREAK.split(data.decode(errors="replace").removeprefix("\ufeff"))
        at_mark = lines[mark.line][mark.column :][:1] if mark.line < len(lines) else ""
        where, message = sentence(
            Complaint(error.problem or "", error.context or "", mark, error.context_mark, at_mark)
        )
        self.problems.append(self._at(where, message))

    def _problem(self, mark: Mark, message: str) -> None:
        if len(self.problems) == MOST_PROBLEMS:
            self.problems.append(self._at(mark, f"reading stops here, after {MOST_PROBLEMS} problems"))
            raise _UnreadableError
        self.problems.append(self._at(mark, message))

    def _at(self, mark: Mark, message: str) -> Problem:
        return Problem(self.path, mark.line + 1, mark.column + 1, message)

    def _stop(self, mark: Mark, message: str) -> _UnreadableError:
        self.problems.append(self._at(mark, message))
        return _UnreadableError()

    def _odd_key(self, node: Map, event: Any) -> str:
        """The key if it can be one after all, else a stand-in with the problem recorded."""
        key: str = event.value
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(key, 0, 0)
        if event.tag:
            self._check_tag(event, "str")
        return self._usable_key(node, key, event.start_mark, plain=not event.style)

    def _usable_key(self, node: Map, key: str, mark: Mark, *, plain: bool = False) -> str:
        if key in node:
            first = node.positions[2 * list(node).index(key)].line + 1
            return self._unusable_key(node, mark, f"the key {quoted(key)} is given twice, first on line {first}")
        if plain and key == "<<":
            return self._unusable_key(node, mark, "merge keys (<<) are not part of YAML 1.2; write the keys out")
        if plain and not key:
            return self._unusable_key(node, mark, 'a key is missing before ":"')
        return key

    def _unusable_key(self, node: Map, mark: Mark, message: str) -> str:
        self._problem(mark, message)
        self.unusable[id(node)] = node
        return _Unusable()

    def _odd_scalar(self, event: Any) -> Node:
        """A value with a tag or an anchor."""
        text: Node = event.value
        if event.tag:
            text = self._tagged_scalar(event)
        elif not event.style:
            text = _plain(event.value)
        if event.anchor:
            self.anchors[event.anchor] = _Anchored(text, 0, 0)
        return text

    def _tagged_scalar(self, event: Any) -> Node:
        text: str = event.value
        name = self._check_tag(event, "str", *_TYPED_TAGS)
        if name not in _TYPED_TAGS:
            return text
        if not is_tagged(text, name):
            self._problem(event.start_mark, f"{quoted(text)} is not what its tag !!{name} says")
        return None if name == "null" else Plain(text)

    def _check_tag(self, event: Any, *known: str) -> str:
        """The name of a tag of the core schema, without its prefix; empty for any other one, which is a problem."""
        name: str = event.tag.removeprefix(_CORE_PREFIX)
        if event.tag == "!" or (name in known and name != event.tag):
            return name
        shown = event.tag if name == event.tag else f"!!{name}"
        self._problem(event.start_mark, f"the tag {quoted(shown)} is not known here: only plain YAML 1.2 data is read")
        return ""

    def _open(self, node: Any, key: str | None, event: Any) -> tuple[Map | Seq, str | None]:
        """Begin a mapping or a list inside the node, or at the place of a key."""
        mark = event.start_mark
        if len(self.stack) == DEEPEST:
            raise self._stop(mark, _TOO_DEEP)
        is_map = event.__class__ is MappingStartEvent
        child: Map | Seq = Map(mark) if is_map else Seq(mark)
        if event.tag:
            self._check_tag(event, "map" if is_map else "seq")
        if event.anchor:
            self.anchors[event.anchor] = _OPEN
        next_key = self._put(node, key, child, mark)
        self.stack.append(_Frame(node, next_key, event.anchor, self.size, self.reach))
        self.reach = len(self.stack)
        return child, _KEY if is_map else None

    def _put(self, node: Any, key: str | None, value: Node, mark: Mark) -> str | None:
        """Put the value where it belongs; the key that the node waits for next."""
        if key is _KEY:
            key = self._unusable_key(node, mark, "a key must be text, not a mapping or a list")
            node.positions.append(mark)
            return key
        node.positions.append(mark)
        if key is None:
            node.append(value)
            return None
        node[key] = value
        return _KEY

    def _close(self, node: Map | Seq) -> tuple[Map | Seq, str | None]:
        """End the mapping or list; what it is in, and the key that is waited for there."""
        frame = self.stack.pop()
        self.size += len(node.positions)
        if frame.anchor:
            height = self.reach - len(self.stack)
            self.anchors[frame.anchor] = _Anchored(node, self.size - frame.size, height)
        self.reach = max(self.reach, frame.reach)
        return frame.node, frame.key

    def _alias(self, node: Any, key: str | None, event: Any) -> str | None:
        """Put what the alias stands for where it belongs; the key that the node waits for next."""
        target = self._target(event)
        self.size += target.size
        self.last_alias = event.start_mark
        if self.size > MOST_NODES:
            raise self._stop(event.start_mark, _TOO_LARGE)
        self.reach = max(self.reach, len(self.stack) + target.height)
        if self.reach > DEEPEST:
            raise self._stop(event.start_mark, _TOO_DEEP)
        if key is _KEY and isinstance(target.node, str):
            key = self._usable_key(node, str(target.node), event.start_mark)
            node.positions.append(event.start_mark)
            return key
        return self._put(node, key, target.node, event.start_mark)

    def _target(self, event: Any) -> _Anchored:
        name = event.anchor
        target = self.anchors.get(name)
        if target is None:
            self._problem(
                event.start_mark, f"the alias {quoted('*' + name)} has no anchor {quoted('&' + name)} above it"
            )
        elif target is _OPEN:
            self._problem(event.start_mark, f"the alias {quoted('*' + name)} stands inside what it stands for")
        return target or _OPEN


_TYPED_TAGS = ("null", "bool", "int", "float")
_CORE_PREFIX = "tag:yaml.org,2002:"
_TOO_DEEP = f"mappings and lists are nested more than {DEEPEST} deep"
_TOO_LARGE = f"aliases make the document larger than {MOST_NODES} nodes"


def _plain(text: str) -> Node:
    """What a plain scalar is by the core schema."""
    if text in NULLS:
        return None
    return Plain(text) if is_typed(text) else text


def _drop_unusable(node: Map) -> None:
    """Take the pairs out whose keys cannot be keys, with their positions."""
    kept = [not isinstance(key, _Unusable) for key in node for _ in "kv"]
    node.positions = [position for position, keep in zip(node.positions, kept, strict=True) if keep]
    for key in [key for key in node if isinstance(key, _Unusable)]:
        del node[key]
