"""The commands, each imported only when it runs: one line here and one module add one."""

from __future__ import annotations

from importlib import import_module
from typing import Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command

from assessor.cli.settings import SETTINGS, examples
from assessor.errors import quoted


class Entry(NamedTuple):
    """The module with the command's `app`, an application or a command, and what the list of commands says of it."""

    module: str
    summary: str


COMMANDS = {
    "assess": Entry("assessor.cli.assess", "Assess profiles: the verdict, the findings, the gate."),
    "validate": Entry("assessor.cli.validate", "Only read and check profiles."),
    "compare": Entry("assessor.cli.compare", "Hold a profile beside benchmarks or another profile."),
    "explain": Entry("assessor.cli.explain", "Why a verdict is as it is, and what would change it."),
    "plan": Entry("assessor.cli.plan", "The cheapest way to a target."),
    "diff": Entry("assessor.cli.diff", "What changed between two results or profiles, and why."),
    "forecast": Entry("assessor.cli.forecast", "Which verdict changes on which day as evidence expires."),
    "benchmarks": Entry("assessor.cli.benchmarks", "Look up the documents that a profile is held against."),
    "requirements": Entry("assessor.cli.requirements", "Look up the security requirements."),
    "rules": Entry("assessor.cli.rules", "Look up rules; check and test rule packs."),
    "reproduce": Entry("assessor.cli.reproduce", "The study's two tables, and what the rules derive beside them."),
    "export": Entry("assessor.cli.export", "Write results and rules in the forms of other tools."),
    "config": Entry("assessor.cli.config", "The options that stand in a file, and where each value comes from."),
    "schema": Entry("assessor.cli.schema", "Print a JSON Schema."),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands' names and summaries, and imports one of them when it is called."""

    def list_commands(self, ctx: object) -> list[str]:  # noqa: ARG002
        """The names in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command, built from its module; None if there is none of the name."""
        entry = COMMANDS.get(cmd_name)
        return _built(cmd_name, entry) if entry else None

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that the first argument names; the nearest ones are named where there is none."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            from assessor.model.nearest import advice

            ctx.fail(f"there is no command {quoted(name)}; {advice(name, COMMANDS, listing='dtassess --help')}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: object, formatter: Any) -> None:  # noqa: ARG002
        """The list of commands, without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in COMMANDS.items()])


def _built(name: str, entry: Entry) -> Any:
    app = import_module(entry.module).app
    command = get_command(app) if isinstance(app, typer.Typer) else app
    command.name = name
    return command


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it so
    if wanted:
        from assessor.cli.version import show_version

        show_version()
        raise typer.Exit


app = typer.Typer(cls=LazyGroup, **SETTINGS)


@app.callback(
    epilog=examples(
        "dtassess assess profiles/eclipse-ditto.yaml",
        "dtassess assess twin.yaml --min-score 60 --fail-on error --report json=result.json",
        "dtassess benchmarks show etsi-ts-103-846",
    )
)
def root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Name the tool, its rules and its engine."),
    ] = False,
) -> None:
    """Assess a digital twin's security profile against the requirements of 27 standards documents and NIST CSF 2.0."""
