"""Formats as a command line names them: `FORMAT`, or `FORMAT?option=value&option=value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import quoted
from assessor.report.formats import FORMATS, Choice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.cli.flags import Reading


# Each option has one `=` of its own; what stands behind the next one is the path, which may hold anything.
_WITH_PATH = r"([^?=]*(?:\?[^=&]*(?:=[^=&]*)?(?:&[^=&]*(?:=[^=&]*)?)*)?)=(.+)"


def split(text: str) -> tuple[str, str] | None:
    """The format and the path of `FORMAT=PATH`; None where the text is no such thing."""
    import re

    found = re.fullmatch(_WITH_PATH, text, re.DOTALL)
    return (found[1], found[2]) if found else None


def choice_of(
    reading: Reading, flag: str, text: str, known: Iterable[str] = FORMATS, *, library: bool = True
) -> Choice:
    """The format with its options; what is wrong is refused in `reading`, and then it is the usual one.

    So is a format whose library is not installed, unless `library` says that this does not matter yet.
    """
    name, mark, tail = text.partition("?")
    if not reading.choice(flag, name, known):
        return Choice()
    if library:
        _require_library(reading, flag, name)
    return Choice(name, _options(reading, flag, name, tail) if mark else {})


def _options(reading: Reading, flag: str, name: str, tail: str) -> Mapping[str, str]:
    from assessor.model.nearest import advice

    known, given = FORMATS[name].options, {}
    for part in tail.split("&"):
        option, equals, value = part.partition("=")
        if not known:
            reading.refuse(flag, f"{name} has no options, and {quoted(part)} is one")
        elif option not in known:
            reading.refuse(flag, f"{name} has no option {quoted(option)}; {advice(option, known)}")
        elif not equals or value not in known[option]:
            said = f"{quoted(value)} is not known" if equals else "it has no value"
            reading.refuse(flag, f"{name}?{option}: {said}; {advice(value, known[option])}")
        elif option in given:
            reading.refuse(flag, f"{name}?{option} is given twice")
        else:
            given[option] = value
    return given


def _require_library(reading: Reading, flag: str, name: str) -> None:
    library = FORMATS[name].library
    if not library:
        return
    from importlib.util import find_spec

    if find_spec(library) is None:
        install = f"python3 -m pip install {library}"
        reading.refuse(flag, f"{name} needs the library {library} (the extra `{name}`): install it with `{install}`")
