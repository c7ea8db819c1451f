"""What the commands that look something up share: one thing by its id, and a report as text or as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Protocol, TypeVar

import typer

from assessor.cli import console, flags, parameters
from assessor.cli.exit_codes import PASSED
from assessor.errors import UsageError, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from assessor.cli.flags import Setup
    from assessor.report.view import View

Id = Annotated[str, typer.Argument(metavar="ID")]
Format = Annotated[str, typer.Option(metavar="FORMAT", help="text or json.")]

FORMATS = ("text", "json")


class _Known(Protocol):
    @property
    def id(self) -> str: ...


_Thing = TypeVar("_Thing", bound=_Known)


def find(what: str, name: str, things: Sequence[_Thing]) -> _Thing:
    """The thing of that id. Raises `UsageError` with the nearest ids where there is none."""
    for thing in things:
        if thing.id == name:
            return thing
    from assessor.model.nearest import advice

    hint = advice(name, [thing.id for thing in things], listing=f"dtassess {what}s list")
    raise UsageError.of(f"dtassess {what}s show", f"there is no {what} {quoted(name)}; {hint}")


def checked(
    format: str,  # noqa: A002 - the flag's name
    rules: parameters.Rules,
    engine: str = "auto",
    *,
    formats: Sequence[str] = FORMATS,
) -> Setup:
    """The rules to look things up in, once the flags are found to be right."""
    reading = flags.Reading()
    reading.choice("--format", format, formats)
    setup = flags.setup(reading, rules, engine)
    reading.finish()
    return setup


def show(format: str, text: Callable[[View], str], to_object: Callable[[], object]) -> int:  # noqa: A002
    """Print what was looked up, made only in the format that was asked for."""
    if format == "json":
        from assessor.report.json_format import dumps

        console.write(dumps(to_object()))
    else:
        console.write(text(console.view()))
    return PASSED
