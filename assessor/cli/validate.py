"""`dtassess validate`: only read and check profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.cli import console, flags
from assessor.cli.exit_codes import PASSED, UNUSABLE
from assessor.cli.inputs import profile_paths
from assessor.cli.settings import application, examples
from assessor.errors import InputError
from assessor.loading.inputs import read_input
from assessor.report import validation
from assessor.report.formats import FORMATS, PEOPLE, render

if TYPE_CHECKING:
    from assessor.model.profile import Profile

app = application()


@app.command(
    epilog=examples(
        "dtassess validate twin.yaml",
        "dtassess validate profiles/ --format json",
        "cat twin.yaml | dtassess validate -",
    )
)
def validate(
    *,
    profiles: flags.Profiles,
    format: flags.Format = "text",  # noqa: A002 - the flag's name
    rules: flags.Rules = None,
    no_default_rules: flags.NoDefaultRules = False,
) -> int:
    """Read and check profiles without assessing them; every problem of a file is found in one run.

    Exit codes: 0 all are valid, 2 one is not.
    """
    reading = flags.Reading()
    chosen = reading.choice("--format", format, FORMATS, default="text")
    setup = flags.setup(reading, rules, no_default_rules=no_default_rules)
    reading.finish()
    paths, problems = profile_paths(profiles)
    assessor = setup.open()
    valid: list[Profile] = []
    for path in paths:
        try:
            valid.append(assessor.read(read_input(path), path))
        except InputError as error:
            problems.extend(error.problems)
    found = InputError(problems).problems
    view = console.view()
    console.write(validation.text(valid, view) if chosen in PEOPLE else render(chosen, (), found, view))
    console.problems(found)
    return UNUSABLE if found else PASSED
