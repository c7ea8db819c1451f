"""`dtassess config`: the options that stand in a file, and where each value comes from."""

from __future__ import annotations

from assessor.cli import flags, options, question
from assessor.cli.configured import Origins, config_options, found
from assessor.cli.exit_codes import PASSED
from assessor.model.configuration import Configuration, Setting
from assessor.report.answers import options as report

_HELP = """
Show every option that may stand in a configuration, its value, and where the value comes from.

It is the file that the other commands take in this folder: dtassess.toml, or pyproject.toml with a table
[tool.dtassess], here or in the nearest folder above, up to the checkout's root. A flag on a command line beats it.
Exit codes: 0, or 2 where the file cannot be used.
"""


def config(*, config: str | None, no_config: bool, format: str, color: str) -> int:  # noqa: A002 - the flag's name
    """Run the command; the exit code."""
    reading = flags.Reading()
    manner = question.manner_of(reading, {"format": format, "color": color, "origins": Origins()})
    reading.finish()
    question.answered(manner, lambda: _configuration(config, without=no_config), report)
    return PASSED


def _configuration(path: str | None, *, without: bool) -> Configuration:
    from assessor.cli.keys import KEYS, settings_of

    search = found(path, without=without)
    given = settings_of(search.file) if search.file else {}
    settings = [given.get(key) or Setting(key, known.default, None, known.commands) for key, known in KEYS.items()]
    file = search.file.path if search.file else None
    return Configuration(file, search.passed_over, search.absent, tuple(settings))


app = options.command(
    "config",
    config,
    (*config_options(), question.FORMAT, options.COLOR),
    help=_HELP,
    tried=("dtassess config", "dtassess config --config ci/strict.toml --format json"),
    configured=False,
)
