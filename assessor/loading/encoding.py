"""What is wrong with a file's bytes before any syntax is looked at: size, encoding, characters."""

from __future__ import annotations

import re
from itertools import islice

from assessor.errors import Problem

LARGEST_FILE = 4 * 1024 * 1024
"""In bytes."""

UTF8_BOM = b"\xef\xbb\xbf"
_UTF16_BOMS = (b"\xff\xfe", b"\xfe\xff")
_MOST_CHARACTERS = 100
_ODD_BREAKS = (b"\xc2\x85", b"\xe2\x80\xa8", b"\xe2\x80\xa9")
_REFUSED = "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""A pattern that takes five milliseconds to compile, and that no good file needs."""
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def early_problems(data: bytes, path: str) -> list[Problem]:
    """What a parser of YAML would take and this project does not: too large a file, UTF-16, odd line breaks.

    U+0085, U+2028 and U+2029 are line breaks in YAML 1.1 and none in YAML 1.2.
    """
    if len(data) > LARGEST_FILE:
        return [Problem(path, 1, 1, f"the file is larger than {LARGEST_FILE // 1024 // 1024} MiB")]
    if data.isascii() or not (data.startswith(_UTF16_BOMS) or any(each in data for each in _ODD_BREAKS)):
        return []
    return character_problems(data.removeprefix(UTF8_BOM), path)


def character_problems(data: bytes, path: str) -> list[Problem]:
    """What is not UTF-8 text without control characters: the first bad byte, or the characters, up to 100."""
    if data.startswith(_UTF16_BOMS) or b"\0" in data[:2]:
        return [Problem(path, 1, 1, "the file is in UTF-16; save it as UTF-8")]
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = _line_and_column(data[: error.start].decode(), error.start)
        return [Problem(path, line, column, f"the byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8")]
    return [_refusal(path, text, found) for found in islice(re.finditer(_REFUSED, text), _MOST_CHARACTERS)]


def _refusal(path: str, text: str, found: re.Match[str]) -> Problem:
    code = ord(found[0])
    what = "line break" if code in {0x85, 0x2028, 0x2029} else "control character"
    escape = f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 - what each escape can hold
    advice = "delete it" if code == 0 else f'delete it, or write "{escape}" in double quotes'
    return Problem(path, *_line_and_column(text, found.start()), f"the {what} U+{code:04X} is not allowed; {advice}")


def _line_and_column(text: str, end: int) -> tuple[int, int]:
    """Where the character at the index stands, counted from 1."""
    line, start = 1, 0
    for found in LINE_BREAK.finditer(text, 0, end):
        line, start = line + 1, found.end()
    return line, end - start + 1
