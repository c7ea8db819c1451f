"""The options of a folder's runs and where they come from (`dtassess/options/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.document import to_location_object
from assessor.report.page import Labelled, Section, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.configuration import Configuration, Setting, Value
    from assessor.report.document import Document
    from assessor.report.page import Block, Page

_DEFAULT = "default"


def to_object(configuration: Configuration) -> Document:
    """The options as plain values, each as its flag has it."""
    return {
        "schema": "dtassess/options/v1",
        "file": configuration.file,
        "passed_over": list(configuration.passed_over),
        "absent": list(configuration.absent),
        "options": [_option(setting) for setting in configuration.settings],
    }


def _option(setting: Setting) -> Document:
    value = setting.value
    return {
        "key": setting.key,
        "value": list(value) if isinstance(value, tuple) else value,
        "origin": "file" if setting.location else _DEFAULT,
        "location": None if setting.location is None else to_location_object(setting.location),
        "commands": list(setting.commands),
    }


def page(configuration: Configuration) -> Page:
    """The options for people: which file was taken, what was looked at, and every option."""
    return tuple(_blocks(configuration))


def _blocks(configuration: Configuration) -> Iterator[Block]:
    given = sum(setting.location is not None for setting in configuration.settings)
    beside = f"{given} of {len(configuration.settings)} options" if configuration.file else ""
    yield Title(configuration.file or "No configuration", beside)
    yield Labelled(tuple(_looked_at(configuration)))
    yield Section("OPTIONS", "a flag on the command line goes before the file")
    rows = [(setting.key, _origin(setting), _shown(setting.value)) for setting in configuration.settings]
    yield Table(("option", "from", "value"), rows)


def _looked_at(configuration: Configuration) -> Iterator[tuple[str, str]]:
    if configuration.passed_over:
        yield "Passed over", f"{', '.join(configuration.passed_over)}, without [tool.dtassess]"
    if configuration.absent:
        yield "Not there", ", ".join(configuration.absent)


def _origin(setting: Setting) -> str:
    return f"{setting.location.path}:{setting.location.line}" if setting.location else _DEFAULT


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ", ".join(value) or "none"
    return value or "not set"
