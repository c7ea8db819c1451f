"""Commands whose flags may stand in a configuration file: a flag beats the file, key by key.

Where a value that came from the file turns out to be wrong, now or later, what is said names its place in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import TyperCommand, TyperOption

from assessor.errors import InputError, Problem, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.loading.configuration import Search
    from assessor.model.configuration import Setting


def config_options() -> list[TyperOption]:
    """The flags that say which file is taken."""
    text = "Take options from this file, not from a dtassess.toml or pyproject.toml here or above."
    return [
        TyperOption(param_decls=["--config"], metavar="FILE", help=text, type=str),
        TyperOption(param_decls=["--no-config"], is_flag=True, default=False, help="Take no options from a file."),
    ]


class Origins(NamedTuple):
    """The flags of a run that have their values from a file."""

    settings: Mapping[str, Setting] = {}
    """By flag."""
    file: str | None = None
    """The path of the file, if there is one."""

    def gave(self, flag: str) -> bool:
        """Whether the flag's value is from the file."""
        return flag in self.settings

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """The problems, those of flags that have their values from the file with their places there."""
        return list(map(self._placed, problems))

    def _placed(self, problem: Problem) -> Problem:
        setting = self.settings.get(problem.path)
        if setting is None or setting.location is None:
            return problem
        return Problem(*setting.location, f"{setting.key}: {problem.message}")


class Configured(TyperCommand):
    """A command that takes from a file what its command line does not say.

    `tells_origins` is for one whose function wants to know which values these are: it gets them as `origins`.
    """

    def __init__(self, *args: Any, params: Iterable[Any] = (), tells_origins: bool = False, **more: Any) -> None:
        super().__init__(*args, params=[*params, *config_options()], **more)
        self._tells_origins = tells_origins

    def invoke(self, ctx: Any) -> Any:
        """Run the command. Raises InputError for a file that cannot be used, whatever of it the command takes."""
        file, without = ctx.params.pop("config"), ctx.params.pop("no_config")
        origins = _filled(ctx, found(file, without=without))
        if self._tells_origins:
            ctx.params["origins"] = origins
        try:
            return super().invoke(ctx)
        except InputError as error:
            raise type(error)(origins.placed(error.problems)) from error


def found(path: str | None, *, without: bool) -> Search:
    """The file of the run, if it has one. Raises UsageError if it cannot be used."""
    from assessor.loading import configuration

    if path is None:
        return configuration.Search(None) if without else configuration.search()
    if without:
        raise UsageError.of("--no-config", "it leaves out what --config names; give one of the two")
    return configuration.named(path)


def _filled(ctx: Any, search: Search) -> Origins:
    """Give the parameters that were not given the values of the file that are for this command."""
    if search.file is None:
        return Origins()
    from assessor.cli.keys import KEYS, settings_of

    command = ctx.command_path.split()[1]
    gated = any(_is_given(ctx, key) for key, known in KEYS.items() if known.is_gate)
    settings: dict[str, Setting] = {}
    for key, setting in settings_of(search.file).items():
        undoes = gated and KEYS[key].yields_to_gates
        if command in setting.commands and not undoes and _name(key) in ctx.params and not _is_given(ctx, key):
            ctx.params[_name(key)] = setting.value
            settings[f"--{key}"] = setting
    return Origins(settings, search.file.path)


def _is_given(ctx: Any, key: str) -> bool:
    """Whether the command line has the flag."""
    return _name(key) in ctx.params and ctx.get_parameter_source(_name(key)).name != "DEFAULT"


def _name(key: str) -> str:
    return key.replace("-", "_")
