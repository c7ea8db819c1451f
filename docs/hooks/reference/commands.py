"""The page of the command line, made of the commands' own tables of options."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.cli.commands import COMMANDS, LazyGroup
from reference.markdown import code, fence, heading, link, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.core import TyperCommand


class Command(NamedTuple):
    """A command as it is called, such as `rules check`."""

    name: str
    built: TyperCommand
    is_within: bool = False
    """Whether it is one of several under one name."""

    @property
    def anchor(self) -> str:
        """Where the page tells of it."""
        return self.name.replace(" ", "-")


def all_commands() -> list[Command]:
    """Every command that does something, in the order of the help."""
    return [found for name in COMMANDS for found in _under(name)]


def _under(name: str) -> list[Command]:
    built = LazyGroup().get_command(None, name)
    below = getattr(built, "commands", {})
    return [Command(f"{name} {each}", one, is_within=True) for each, one in below.items()] or [Command(name, built)]


def commands_page() -> str:
    """All commands with their arguments, options and examples."""
    rows = ((link(code(one.name), f"#{one.anchor}"), _summary(one)) for one in all_commands())
    return page(
        [
            heading(1, "Command line", "command-line"),
            "",
            "`dtassess COMMAND --help` prints the same; `dtassess --version` names the tool, its rules and its engine,",
            "and `python -m assessor` does what `dtassess` does.",
            f"{link('Exit codes', 'exit-codes.md')} have a page of their own.",
            "",
            *table(("command", "does"), rows),
            *(line for name in COMMANDS for line in _section(name)),
        ]
    )


def _section(name: str) -> Iterator[str]:
    commands = _under(name)
    if commands[0].is_within:
        yield from (heading(2, code(name), name), "", COMMANDS[name].summary, "")
    for command in commands:
        yield from _command(command)


def _paragraphs(command: Command) -> list[str]:
    return [prose(each) for each in (command.built.help or "").strip().split("\n\n")]


def _summary(command: Command) -> str:
    return _paragraphs(command)[0]


def _command(command: Command) -> Iterator[str]:
    shown = [one for one in command.built.params if not getattr(one, "hidden", False)]
    arguments = [one for one in shown if one.param_type_name == "argument"]
    options = [one for one in shown if one.param_type_name == "option"]
    yield from (heading(3 if command.is_within else 2, code(command.name), command.anchor), "")
    yield from fence(
        "text", [" ".join(["dtassess", command.name, *map(_usage, arguments), "[OPTIONS]" if options else ""]).strip()]
    )
    for paragraph in _paragraphs(command):
        yield from (paragraph, "")
    yield from table(("argument", "is"), ((code(_usage(one)), prose(_help(one))) for one in arguments))
    yield from table(("option", "does"), ((_flag(command, one), prose(_help(one))) for one in options))
    yield from fence("text", _examples(command))


def _usage(argument: Any) -> str:
    return str(argument.metavar or argument.name.upper())


def _flag(command: Command, option: Any) -> str:
    names = ", ".join(option.opts) + ("" if option.is_flag else f" {option.metavar}")
    anchor = f"{command.anchor}-{max(option.opts, key=len).strip('-')}"
    return f"{code(names)}{{ #{anchor} }}"


def _help(parameter: Any) -> str:
    default = parameter.default
    shown = isinstance(default, str) and default and parameter.param_type_name == "option"
    return f"{parameter.help or ''}{f' Left out: {default}.' if shown else ''}".strip()


def _examples(command: Command) -> list[str]:
    """What stands below `Examples:` in the help."""
    lines = (command.built.epilog or "").replace("\b", "").split("\n")
    return [line.strip() for line in lines if line.startswith("  ")]
