"""Reading TOML with positions: a document, or what is wrong with the file. Knows nothing of configurations."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.errors import Problem, UsageError, quoted
from assessor.loading.encoding import UTF8_BOM, character_problems
from assessor.loading.toml_places import MOST_PARTS, Places
from assessor.model.place import Location

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.loading.toml_places import Steps

LARGEST = 1024 * 1024
"""Of a file, in bytes."""
_PLACE = re.compile(r" \(at (?:line ([0-9]+), column ([0-9]+)|end of document)\)$")
_LONG_NUMBER = re.compile(r"[0-9_]{4000,}")
_WORD = re.compile(r"[^\s,\]}#]*")
_BOOLEANS = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
"""What is written for one elsewhere, in lower case, and how TOML spells it."""


class Toml(NamedTuple):
    """A document of a file."""

    path: str
    text: str
    root: Mapping[str, Any]

    def key(self, *steps: str | int) -> Location:
        """Where the key of a value stands, or of what is nearest around it."""
        return self._location(_places(self.text).keys, steps)

    def value(self, *steps: str | int) -> Location:
        """Where a value or an entry of a list begins, or what is nearest around it."""
        return self._location(_places(self.text).values, steps)

    def _location(self, offsets: Mapping[Steps, int], steps: Steps) -> Location:
        around = (steps[:end] for end in range(len(steps), 0, -1))
        return Location(self.path, *_place(self.text, next((offsets[one] for one in around if one in offsets), 0)))


def read_toml(data: bytes, path: str) -> Toml:
    """The document in the bytes of a file. Raises UsageError with what is wrong with them."""
    if len(data) > LARGEST:
        raise UsageError([Problem(path, 1, 1, f"the file is larger than {LARGEST // 1024 // 1024} MiB")])
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise UsageError(character_problems(data.removeprefix(UTF8_BOM), path)[:1])
    _refuse_long_keys(text, path)
    try:
        return Toml(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise UsageError([_complaint(str(error), text, path)]) from error
    except ValueError as error:  # from int(), for more digits than Python reads
        place = _place(text, found.start() if (found := _LONG_NUMBER.search(text)) else 0)
        raise UsageError([Problem(path, *place, "the number has too many digits")]) from error
    except RecursionError as error:
        raise UsageError.of(path, "lists or tables are nested too deep in it") from error


def _refuse_long_keys(text: str, path: str) -> None:
    """Raise UsageError for a key that would cost the parser too much; most texts have no line that could hold one."""
    if max(line.count(".") for line in text.split("\n")) >= MOST_PARTS:
        start = _places(text).too_long
        if start is not None:
            raise UsageError([Problem(path, *_place(text, start), f"a key has more than {MOST_PARTS} parts")])


@lru_cache(maxsize=1)
def _places(text: str) -> Places:
    return Places(text)


def _complaint(said: str, text: str, path: str) -> Problem:
    """What the parser says of the text, in a sentence."""
    found = _PLACE.search(said)
    message = said[: found.start()] if found else said
    stop = _offset(text, int(found[1]), int(found[2])) if found and found[1] else len(text)
    repeated = Places(text[:stop]).repeated
    if repeated:
        steps, start = repeated
        line, _ = _place(text, _places(text).keys[steps])
        return Problem(path, *_place(text, start), f"{quoted(str(steps[-1]))} is given twice, first on line {line}")
    word = _WORD.match(text, stop)
    if message == "Invalid value" and word and word[0]:
        return Problem(path, *_place(text, stop), _no_value(word[0]))
    return Problem(path, *_place(text, stop), f"this is not TOML: {message[:1].lower()}{message[1:]}")


def _no_value(word: str) -> str:
    """What is wrong with a bare word in the place of a value."""
    boolean = _BOOLEANS.get(word.lower())
    return f"{quoted(word)} is no value of TOML; " + (f"write {boolean}" if boolean else "text stands in double quotes")


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _place(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
