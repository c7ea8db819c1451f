r"""JSON's way to write a character beyond U+FFFF, as two escapes such as `\ud83d\ude00`, which YAML's parsers refuse.

The pairs are hidden from the parser behind private characters of the same length, so that no place in the file moves.
"""

from __future__ import annotations

import re

_PRIVATE = 0xE000 - 0xD800
_HALVES = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_hidden = re.compile("([\ue000-\ue3ff])([\ue400-\ue7ff])")
_is_ambiguous = re.compile(r"[\ue000-\ue7ff]|\\u[eE][0-7]").search


def is_json(data: bytes) -> bool:
    """Whether the document is JSON in UTF-8, not only YAML."""
    import json  # late: for the few files that come here

    try:
        json.loads(data.decode())
    except (ValueError, RecursionError):
        return False
    return True


def hide_pairs(data: bytes) -> bytes | None:
    """The document with its pairs hidden; None if there are none, if it is not JSON, or if it uses such characters."""
    if not is_json(data):
        return None
    text = hidden = data.decode()
    while (changed := _HALVES.sub(_hide, hidden)) != hidden:  # again: a pair right behind another one
        hidden = changed
    return None if hidden == text or _is_ambiguous(text) else hidden.encode()


def restore_pairs(text: str) -> str:
    """A scalar of such a document with the characters that it stands for."""
    return _hidden.sub(lambda found: _character(ord(found[1]) - _PRIVATE, ord(found[2]) - _PRIVATE), text)


def _hide(found: re.Match[str]) -> str:
    halves = (int(half, 16) + _PRIVATE for half in found.group(2, 3))
    return found[1] + "".join(f"\\u{half:04x}" for half in halves)


def _character(high: int, low: int) -> str:
    return chr(0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00)
