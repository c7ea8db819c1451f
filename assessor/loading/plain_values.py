"""A file of results as plain values, as `json` has them.

JSON is read as such, since that takes a twentieth of the time; where that fails, and for YAML, a file of the usual size
is read with its positions, which says what is wrong and where.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from assessor.errors import Problem, UsageError, quoted
from assessor.loading.encoding import LARGEST_FILE
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.scalars import boolean, number
from assessor.loading.source import read_document

if TYPE_CHECKING:
    from typing import NoReturn

    from assessor.loading.nodes import Node

LARGEST_RESULT = 64 * 1024 * 1024
"""In bytes."""
_HALF = re.compile(r"\\u[dD][89a-fA-F]")


def plain_values(data: bytes, path: str) -> object:
    """The document in the bytes of a file, JSON or YAML. Raises UsageError with what is wrong with it."""
    if len(data) > LARGEST_RESULT:
        raise UsageError.of(path, f"the file is larger than {LARGEST_RESULT // 1024 // 1024} MiB")
    try:
        text = data.decode("utf-8-sig")
        document: object = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_mapping)
        if _HALF.search(text):
            json.dumps(document, ensure_ascii=False).encode()  # half a character is none
    except (ValueError, RecursionError) as error:
        if len(data) > LARGEST_FILE:
            raise UsageError([_of_large(error, path)]) from error
        document = _plain_document(data, path)
    return document


def _of_large(error: Exception, path: str) -> Problem:
    """Why a file that is read as JSON alone cannot be."""
    if isinstance(error, _TwiceError):
        return Problem(path, 0, 0, str(error))
    line, column, said = 0, 0, str(error)
    if isinstance(error, json.JSONDecodeError):
        line, column, said = error.lineno, error.colno, error.msg
    return Problem(path, line, column, f"this is not JSON, which a file of this size has to be: {said}")


class _TwiceError(ValueError):
    """A mapping has a key twice."""


def _mapping(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise _TwiceError(f"the key {quoted(twice)} is given twice")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _plain_document(data: bytes, path: str) -> object:
    document = read_document(data, path)
    if document.problems:
        raise UsageError(document.problems)
    return _plain(document.root)


def _plain(node: Node) -> object:
    """A node as JSON would have it."""
    if isinstance(node, Map):
        return {key: _plain(value) for key, value in node.items()}
    if isinstance(node, Seq):
        return list(map(_plain, node))
    if not isinstance(node, Plain):
        return node
    flag, exact = boolean(node), number(node)
    if flag is not None:
        return flag
    return str(node) if exact is None else exact if isinstance(exact, int) else float(exact)
