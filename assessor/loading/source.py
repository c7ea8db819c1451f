"""Reading YAML and JSON with positions: the only place that imports YAML for reading.

Builds a document from the parser's events with a stack of its own, so that depth is a limit and not a crash. What is
wrong comes back as problems; nothing is raised for what a file holds. Knows nothing of profiles or rules.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

from yaml import BaseLoader
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

from assessor.errors import Problem
from assessor.loading.builder import KEY, Builder, UnreadableError, plain_scalar
from assessor.loading.encoding import LINE_BREAK, UTF8_BOM, character_problems, early_problems
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.scalars import SUSPECTS

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from assessor.loading.nodes import Node

    NextEvent = Callable[[], Any]

__all__ = ["Document", "Map", "Plain", "Seq", "declared_format", "read_document"]

_PROJECT = b"dtassess"
_HALF = "[\ud800-\udfff]"
_REFUSED_ESCAPE = "found invalid Unicode character escape code"


class PurePython(BaseLoader):
    """The parser where PyYAML was built without libyaml: slower, and no different otherwise."""

    def __init__(self, data: bytes) -> None:
        # JSON has no tabs but between its tokens, where this parser does not take them.
        from assessor.loading.surrogates import is_json

        super().__init__(data.replace(b"\t", b" ") if b"\t" in data and is_json(data) else data)

    def get_event(self) -> Any:
        """The next event; halves of characters are refused, as libyaml does."""
        event: Any = super().get_event()  # type: ignore[no-untyped-call]
        if isinstance(event, ScalarEvent) and re.search(_HALF, event.value):
            raise MarkedYAMLError(problem=_REFUSED_ESCAPE, problem_mark=event.start_mark)  # type: ignore[arg-type]
        return event


try:
    from yaml._yaml import CParser as _Parser
except ImportError:
    _Parser = PurePython  # type: ignore[assignment, misc]


class Document(NamedTuple):
    """A file as it was read. `root` is None if it cannot be read or is empty; then there is at least one problem."""

    root: Node
    path: str
    sha256: str
    """Of the bytes, in lower-case hex."""
    problems: tuple[Problem, ...]


def read_document(data: bytes, path: str) -> Document:
    """Read one YAML 1.2 (core schema) or JSON document in UTF-8; `path` is for the problems' places."""
    root = None
    problems = early_problems(data, path)
    if not problems:
        root, problems = _read(data.removeprefix(UTF8_BOM), path, _events)
    if root is None and not problems:
        problems = [Problem(path, 1, 1, "the file is empty")]
    return Document(root, path, hashlib.sha256(data).hexdigest(), tuple(problems))


def declared_format(data: bytes) -> str | None:
    """What the top-level key `schema` says, read no further than that; empty if it says nothing.

    None if that cannot be told: for an alias, and where the syntax is broken in a file that mentions this project.
    """
    try:
        return _declared_format(_events(data.removeprefix(UTF8_BOM)))
    except (MarkedYAMLError, ReaderError):
        return None if _PROJECT in data else ""


def _declared_format(next_event: NextEvent) -> str | None:
    depth = 0
    names: list[str | None] = []  # keys and values of the root in turn, None for what is no text
    while True:
        event = next_event()
        if depth == 1 and isinstance(event, NodeEvent):
            names.append(event.value if isinstance(event, ScalarEvent) else None)
            if len(names) % 2 == 0 and names[-2] == "schema":
                return None if isinstance(event, AliasEvent) else names[-1] or ""
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        is_root = depth == 0 and isinstance(event, NodeEvent | CollectionEndEvent)
        if is_root or isinstance(event, StreamEndEvent):
            return ""


def _read(data: bytes, path: str, events: Callable[[bytes], NextEvent]) -> tuple[Node, list[Problem]]:
    """The root, None if it cannot be read, and the problems."""
    builder = Builder(path)
    try:
        return builder.finish(_build(builder, events(data))), builder.problems
    except UnreadableError:
        return None, builder.problems
    except ReaderError:
        return None, character_problems(data, path)
    except MarkedYAMLError as error:
        from assessor.loading.surrogates import hide_pairs  # late: for the few files that come here

        hidden = hide_pairs(data) if error.problem == _REFUSED_ESCAPE else None
        if hidden is not None:
            return _read(hidden, path, _events_with_pairs)
        _complain(builder, error, data)
        return None, builder.problems


def _events(data: bytes) -> NextEvent:
    return _Parser(data).get_event


def _events_with_pairs(data: bytes) -> NextEvent:
    """The events of a document whose pairs of escapes are hidden, with the characters that they stand for."""
    from assessor.loading.surrogates import restore_pairs

    next_event = _events(data)

    def restored() -> Any:
        event = next_event()
        if isinstance(event, ScalarEvent):
            event.value = restore_pairs(event.value)
        return event

    return restored


def _build(builder: Builder, next_event: NextEvent) -> Node:  # noqa: C901, PLR0912 - the hot loop
    node: Any = Seq()
    root = node
    key: str | None = None  # of the value to come; None in a list, KEY where a key is to come
    mark = node.positions.append
    while True:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            text = event.value
            if key is KEY:
                if text in node or text == "<<" or not text or event.tag or event.anchor:
                    key = builder.odd_key(node, event)
                else:
                    key = text
                    mark(event.start_mark)
                continue
            if event.tag or event.anchor:
                text = builder.odd_scalar(event)
            elif not event.style and text[:1] in SUSPECTS:
                text = plain_scalar(text)
            mark(event.start_mark)
            if key is None:
                node.append(text)
            else:
                node[key] = text
                key = KEY
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            node, key = builder.close(node)
            mark = node.positions.append
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            node, key = builder.open(node, key, event, is_map=kind is MappingStartEvent)
            mark = node.positions.append
        elif kind is AliasEvent:
            key = builder.alias(node, key, event)
        elif kind is StreamEndEvent or (kind is DocumentStartEvent and root):
            if kind is DocumentStartEvent:
                builder.problem(event.start_mark, "a second document begins here; a file holds one")
            return root[0] if root else None


def _complain(builder: Builder, error: MarkedYAMLError, data: bytes) -> None:
    """Record what the parser says of the syntax."""
    from assessor.loading.syntax import Complaint, sentence

    mark: Any = error.problem_mark or error.context_mark
    lines = LINE_BREAK.split(data.decode(errors="replace"))
    character = lines[mark.line][mark.column :][:1] if mark.line < len(lines) else ""
    complaint = Complaint(error.problem or "", error.context or "", mark, error.context_mark, character)
    builder.problem(*sentence(complaint))
