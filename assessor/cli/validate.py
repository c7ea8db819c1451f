"""`dtassess validate`: only read and check profiles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assessor.cli import console, flags, parameters
from assessor.cli.configured import Configured
from assessor.cli.exit_codes import PASSED, UNUSABLE
from assessor.cli.format_choices import choice_of
from assessor.cli.inputs import profile_paths
from assessor.cli.settings import application, examples
from assessor.errors import InputError, Problem
from assessor.loading.inputs import read_input
from assessor.loading.profiles import Vocabulary, read_profile
from assessor.model import vocabulary
from assessor.report import validation
from assessor.report.contents import Contents
from assessor.report.formats import FORMATS, ON_TERMINALS, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.model.knowledge import Knowledge
    from assessor.model.profile import Profile

# What every command takes that reads a profile: checked, and of no effect here.
Ignored = Annotated[str | None, typer.Option(hidden=True)]

_FORMATS = [name for name, one in FORMATS.items() if one.carries_problems]
_Format = Annotated[str, typer.Option(metavar="FORMAT", help=f"The format on standard output: {', '.join(_FORMATS)}.")]

app = application()


@app.command(
    cls=Configured,
    epilog=examples(
        "dtassess validate twin.yaml",
        "dtassess validate profiles/ --format json",
        "cat twin.yaml | dtassess validate -",
    ),
)
def validate(
    *,
    profiles: parameters.Profiles,
    format: _Format = "text",  # noqa: A002 - the flag's name
    rules: parameters.Rules = None,
    no_default_rules: parameters.NoDefaultRules = False,
    as_of: Ignored = None,
    basis: Ignored = None,
    evidence_root: Ignored = None,
    engine: parameters.Engine = "auto",
) -> int:
    """Read and check profiles without assessing them; every problem of a file is found in one run.

    Exit codes: 0 all are valid, 2 one is not.
    """
    reading = flags.Reading()
    chosen = choice_of(reading, "--format", format, _FORMATS)
    setup = flags.setup(reading, rules, engine, no_default_rules=no_default_rules)
    reading.day("--as-of", as_of)
    reading.member("--basis", basis, tuple(vocabulary.Basis))
    reading.folder("--evidence-root", None if evidence_root is None else Path(evidence_root))
    reading.finish()
    paths, problems = profile_paths(profiles)
    try:
        valid, more = _read(paths, setup.knowledge())
    except InputError as error:
        valid, more = [], list(error.problems)
    found = InputError([*problems, *more]).problems
    view = console.view()
    if chosen.format == ON_TERMINALS:
        console.write(validation.text(valid, view))
    else:
        console.write(render(chosen, Contents(problems=found, valid=valid), view))
    console.problems(found)
    return UNUSABLE if found else PASSED


def _read(paths: Sequence[str], knowledge: Knowledge) -> tuple[list[Profile], list[Problem]]:
    """The profiles that are valid, and what is wrong with the others."""
    known = Vocabulary(
        tuple(requirement.id for requirement in knowledge.requirements),
        tuple(benchmark.id for benchmark in knowledge.benchmarks),
    )
    valid: list[Profile] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            valid.append(read_profile(read_input(path), path, known))
        except InputError as error:
            problems.extend(error.problems)
    return valid, problems
