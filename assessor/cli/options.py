"""Commands as tables of option objects: typer takes longer to read two dozen parameters than an assessment takes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperArgument, TyperCommand, TyperOption

from assessor.cli import flags
from assessor.cli.configured import Configured
from assessor.cli.settings import CONTEXT, examples
from assessor.model.gates import Gates
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assessor.cli.flags import Reading, Setup

    Parameter = TyperArgument | TyperOption


def argument(name: str, metavar: str, text: str, **more: Any) -> TyperArgument:
    """What stands in a place of its own on the command line."""
    return TyperArgument(param_decls=[name], metavar=metavar, help=text, **{"required": True, **more})


def option(flag: str, metavar: str, text: str, **more: Any) -> TyperOption:
    """A flag with a value, which arrives as text."""
    return TyperOption(param_decls=[flag], metavar=metavar, help=text, show_default=True, **{"type": str, **more})


def switch(*names: str, text: str) -> TyperOption:
    """A flag without a value."""
    return TyperOption(param_decls=list(names), is_flag=True, default=False, help=text)


def command(
    name: str,
    run: Callable[..., int],
    parameters: Sequence[Parameter],
    *,
    help: str,  # noqa: A002 - typer's word
    tried: Sequence[str],
    configured: bool = True,
) -> TyperCommand:
    """The command; `run` gets the values of its parameters by name, and `tried` are its examples.

    Where it is configured, its flags may stand in a file too, and `run` gets `origins`, which tells those that do.
    """
    make = partial(Configured, tells_origins=True) if configured else TyperCommand
    return make(
        name,
        callback=run,
        params=list(parameters),
        context_settings=CONTEXT,
        rich_markup_mode=None,
        help=help,
        epilog=examples(*tried),
    )


AS_OF = option("--as-of", "DATE", "The day of the assessment; left out: today in UTC.")
BASIS = option("--basis", "BASIS", "claimed, evidenced or current: for gates and findings; left out: current.")
EVIDENCE_ROOT = option("--evidence-root", "DIR", "Where evidence paths start; left out: the profile's folder.")
COLOR = option("--color", "WHEN", "auto, always or never.", default="auto")
SETUP = (
    option("--rules", "DIR", "A rule pack beside the default one. Repeatable.", multiple=True),
    switch("--no-default-rules", text="Leave the default rule pack out."),
    option("--engine", "ENGINE", "auto, durable or plain.", default="auto"),
)
NO_TARGETS = switch("--no-targets", text="Do not take the profile's own targets as a gate.")
GATES = (
    option("--fail-under", "BAND", "Gate: the rating must be at least orange or green."),
    option("--min-score", "N", "Gate: the score must be at least N."),
    option("--min-assessed", "N", "Gate: controls must speak of at least N % of the cells in scope."),
    option("--require", "ID[=N]", "Gate: a benchmark must be met, or its coverage be N. Repeatable.", multiple=True),
    option("--fail-on", "SEVERITY", "Gate: no finding that is error, warning or note, or graver, and not waived."),
    NO_TARGETS,
)
"""The gates of one day; those on coming days and on a baseline are `assess`'s own."""


def setup_of(reading: Reading, values: Mapping[str, Any]) -> Setup:
    """The values of `SETUP`."""
    folders = list(map(Path, values["rules"]))
    return flags.setup(reading, folders, values["engine"], no_default_rules=values["no_default_rules"])


def gates_of(reading: Reading, values: Mapping[str, Any]) -> Gates:
    """The values of `GATES`."""
    return Gates(
        fail_under=reading.member("--fail-under", values["fail_under"], BAND_ORDER[1:]),
        min_score=reading.number("--min-score", values["min_score"]),
        min_assessed=reading.number("--min-assessed", values["min_assessed"]),
        require=tuple(reading.require("--require", text) for text in values["require"]),
        fail_on=reading.member("--fail-on", values["fail_on"], SEVERITY_ORDER),
        targets=not values["no_targets"],
    )


def folder_of(reading: Reading, flag: str, text: str | None) -> Path | None:
    """The folder that a flag names, if it is given."""
    return reading.folder(flag, None if text is None else Path(text))
