"""The options that may stand in a configuration file: which there are, who takes them, and their values checked.

A key is a flag's name, and its value takes the same checks as the flag's (`flags.Reading`). What depends on the rules
or on other files is checked by the command that uses it.
"""

from __future__ import annotations

import os
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from assessor.cli.flags import COLOURS, ENGINES, Reading, names_file
from assessor.cli.format_choices import choice_of, split
from assessor.cli.report_files import report_file
from assessor.errors import Problem, UsageError, quoted
from assessor.loading.scalars import has_control_character
from assessor.model.configuration import Setting
from assessor.model.nearest import advice
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Basis
from assessor.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from assessor.loading.configuration import ConfigurationFile
    from assessor.model.configuration import Value

    Check = Callable[[Reading, str, str], object]
    """Gets a flag and its text, and refuses what is wrong."""

_QUESTIONS = ("compare", "explain", "plan", "diff", "forecast")
_ON_PROFILES = ("assess", "validate", *_QUESTIONS)
_BY_RULES = (*_ON_PROFILES, "benchmarks", "requirements", "rules", "export")
_WITH_GATES = ("assess", "forecast")
_MOST_UNKNOWN = 100
_LARGEST, _LEAST = 10**18, 1e-9

_NOT_HERE = {
    "as-of": "a day in a file would keep evidence from ever expiring; give --as-of on the command line",
    "profiles": "profiles are named on the command line",
}
"""What might be looked for in a file, and why it is none of the keys."""


class Kind(NamedTuple):
    """What a value has to be in TOML."""

    types: tuple[type, ...]
    name: str


TEXT = Kind((str,), "text")
TEXTS = Kind((list,), "a list of texts")
NUMBER = Kind((int, float), "a number")
SWITCH = Kind((bool,), "true or false")


def _one_of(words: Sequence[str]) -> Check:
    return lambda reading, flag, text: reading.choice(flag, text, words)


def _any(reading: Reading, flag: str, text: str) -> None:
    """For a text that the command checks."""


def _as_it_is(text: str, _: str) -> str:
    return text


def _joined(text: str, folder: str) -> str:
    return os.path.join(folder, text)  # noqa: PTH118 - the path stays as it was given


def _benchmark(text: str, folder: str) -> str:
    return _joined(text, folder) if names_file(text) else text


def _required(text: str, folder: str) -> str:
    return _joined(text, folder) if names_file(text.partition("=")[0]) else text


def _report(text: str, folder: str) -> str:
    name, path = split(text) or ("", text)
    return f"{name}={_joined(path, folder)}"


class Key(NamedTuple):
    """One option."""

    kind: Kind
    example: str
    """As TOML has it."""
    commands: tuple[str, ...]
    """That take it. Others may have a flag of the name that means something else, or takes other values."""
    check: Check = _any
    based: Callable[[str, str], str] = _as_it_is
    """From a text and the file's folder: the text, with a path in it as it is from the working directory."""
    usual: str | None = None
    """What the flag of `assess` takes where nothing is given, if that is a text."""
    is_gate: bool = False
    yields_to_gates: bool = False
    """Whether it is not taken beside a gate on the command line, which it would undo."""

    @property
    def default(self) -> Value:
        """The value where nothing is given."""
        return False if self.kind is SWITCH else () if self.kind is TEXTS else self.usual


KEYS = {
    "basis": Key(TEXT, '"current"', _ON_PROFILES, _one_of(tuple(Basis))),
    "fail-under": Key(TEXT, '"green"', _WITH_GATES, _one_of(BAND_ORDER[1:]), is_gate=True),
    "min-score": Key(NUMBER, "60", _WITH_GATES, Reading.number, is_gate=True),
    "min-assessed": Key(NUMBER, "80", _WITH_GATES, Reading.number, is_gate=True),
    "require": Key(TEXTS, '["etsi-ts-103-846=50"]', _WITH_GATES, Reading.require, _required, is_gate=True),
    "fail-on": Key(TEXT, '"error"', _WITH_GATES, _one_of(SEVERITY_ORDER), is_gate=True),
    "no-targets": Key(SWITCH, "true", _WITH_GATES),
    "fail-if-expiring": Key(NUMBER, "30", ("assess",), Reading.days, is_gate=True),
    "baseline": Key(TEXT, '"last-result.json"', ("assess",), based=_joined, is_gate=True, yields_to_gates=True),
    "exit-zero": Key(SWITCH, "true", ("assess",), yields_to_gates=True),
    "rules": Key(TEXTS, '["packs/plant"]', _BY_RULES, based=_joined),
    "no-default-rules": Key(SWITCH, "true", (*_ON_PROFILES, "export")),
    "engine": Key(TEXT, '"plain"', (*_ON_PROFILES, "rules", "reproduce"), _one_of(ENGINES), usual="auto"),
    "evidence-root": Key(TEXT, '"evidence"', _ON_PROFILES, based=_joined),
    "benchmark": Key(TEXTS, '["etsi-ts-103-846"]', ("assess", *_QUESTIONS), based=_benchmark),
    "format": Key(TEXT, '"markdown"', ("assess",), partial(choice_of, library=False), usual="text"),
    "report": Key(TEXTS, '["json=out/result.json"]', ("assess",), partial(report_file, library=False), _report),
    "oscal-version": Key(TEXT, '"1.2.1"', ("assess", "export"), _one_of(FORMATS["oscal"].options["version"])),
    "all-findings": Key(SWITCH, "true", ("assess",)),
    "quiet": Key(SWITCH, "true", ("assess",)),
    "color": Key(TEXT, '"never"', ("assess", *_QUESTIONS), _one_of(COLOURS), usual="auto"),
}
"""Every key, in the order in which `dtassess config` lists them: gates, rules and evidence, reports."""


def settings_of(file: ConfigurationFile) -> Mapping[str, Setting]:
    """What stands in the file, by key. Raises UsageError with all that is wrong with it."""
    unknown = (key for key in file.values if key not in KEYS)
    problems = [Problem(*file.key(key), _unknown(key)) for key in islice(unknown, _MOST_UNKNOWN)]
    found: dict[str, Setting] = {}
    for key, known in KEYS.items():
        if key in file.values:
            problems += _problems(file, key)
            if not problems:
                value = _value(file.values[key], known, file.folder)
                found[key] = Setting(key, value, file.value(key), known.commands)
    if problems:
        raise UsageError(problems)
    return found


def _unknown(key: str) -> str:
    """Why the key is none."""
    meant = key.replace("_", "-")
    return f"{meant}: {_NOT_HERE[meant]}" if meant in _NOT_HERE else f"unknown key {quoted(key)}; {advice(key, KEYS)}"


def _problems(file: ConfigurationFile, key: str) -> Iterator[Problem]:
    """What is wrong with the value of a key."""
    value, known = file.values[key], KEYS[key]
    if not _is_of(known.kind, value):
        wanted = f"{known.kind.name} is wanted, such as {known.example}, not {_name_of(value)}"
        yield Problem(*file.value(key), f"{key}: {wanted}")
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            at = file.value(key, index)
            if isinstance(entry, str):
                yield from (Problem(*at, f"{key}: {message}") for message in _refusals(known, key, entry))
            else:
                yield Problem(*at, f"{key}: text is wanted, such as {known.example[1:-1]}, not {_name_of(entry)}")
    elif not isinstance(value, bool):
        at = file.value(key)
        yield from (Problem(*at, f"{key}: {message}") for message in _refusals(known, key, _text_of(value)))


def _refusals(known: Key, key: str, text: str) -> Iterator[str]:
    """Why the text is not what the flag takes."""
    if has_control_character(text) or any(each in text for each in "\t\n\r"):
        yield f"{quoted(text)} has control characters in it"
    elif not text.strip():
        yield "there is nothing in it"
    else:
        reading = Reading()
        known.check(reading, f"--{key}", text)
        yield from (problem.message for problem in reading.problems)


def _is_of(kind: Kind, value: object) -> bool:
    return isinstance(value, kind.types) and (kind is SWITCH or not isinstance(value, bool))


def _value(value: object, known: Key, folder: str) -> Value:
    """The value as the flag has it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return tuple(known.based(entry, folder) for entry in value)
    return known.based(_text_of(value), folder)


def _text_of(value: object) -> str:
    """A number as it would stand on a command line; any text as it is."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _LARGEST:
        value = int(value)
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}" if _LEAST <= value < _LARGEST else repr(value)
    if isinstance(value, int) and abs(value) >= _LARGEST:
        return f"{hex(value)[:20]}..."  # str() fails for what is very large
    return str(value)


def _name_of(value: object) -> str:
    """What a value of another kind is called."""
    names = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return names.get(type(value), "a date or a time")
