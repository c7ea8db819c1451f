"""What the commands share that question one profile: their flags, what these name, and how an answer is given.

An answer is a value of the model. Its JSON form goes to programs, its page to people, as text or as Markdown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from assessor.cli import console, flags, options
from assessor.cli.inputs import profile_paths
from assessor.errors import InputError, UsageError, quoted
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path
    from typing import TypeVar

    from assessor.api import Assessor
    from assessor.cli.configured import Origins
    from assessor.cli.flags import Reading, Setup
    from assessor.model.profile import Profile
    from assessor.report.page import Page

    Answer = TypeVar("Answer")

FORMATS = ("text", "json", "markdown")
FORMAT = options.option("--format", "FORMAT", f"The format of the answer: {', '.join(FORMATS)}.", default="text")
PROFILE = options.argument("profile", "PROFILE", "A profile: a file, a folder that holds one, or - for standard input.")
PARAMETERS = (
    options.AS_OF,
    options.BASIS,
    options.option("--benchmark", "FILE", "A benchmark of your own that targets name. Repeatable.", multiple=True),
    *options.SETUP,
    options.EVIDENCE_ROOT,
    FORMAT,
    options.COLOR,
)
"""What every such command takes beside its profile and its own flags."""


class Report(Protocol):
    """How an answer of one kind is shown; a module of `assessor.report`."""

    def to_object(self, answer: Any, /) -> object:
        """The answer's versioned JSON form."""

    def page(self, answer: Any, /) -> Page:
        """The answer for people."""


class Manner(NamedTuple):
    """How the answer is to be given."""

    format: str
    color: str
    origins: Origins
    """For what is wrong with what was given."""


class Question(NamedTuple):
    """One profile, and how it is to be looked at."""

    profile: str
    as_of: date | None
    basis: Basis | None
    setup: Setup
    benchmarks: tuple[str, ...]
    """Files of benchmarks that the profile may name."""
    evidence_root: Path | None
    manner: Manner

    def day(self) -> date:
        """The day of the assessment: the flag's, or today."""
        from assessor.api import today

        return self.as_of or today()

    def open(self) -> Assessor:
        """The rules and the engine, with the benchmarks of the files. Raises InputError."""
        if not self.benchmarks:
            return self.setup.open()
        from assessor.cli.benchmark_files import with_benchmark_files

        return with_benchmark_files(self.setup.open(), self.benchmarks)[0]

    def load(self, assessor: Assessor) -> Profile:
        """The one profile that is meant. Raises ProfileError and UsageError."""
        return load_one(assessor, self.profile)


def question_of(reading: Reading, values: Mapping[str, Any]) -> Question:
    """The values of `PROFILE` and `PARAMETERS`; what is wrong with them is refused in `reading`."""
    return Question(
        profile=values["profile"],
        as_of=reading.day("--as-of", values["as_of"]),
        basis=reading.member("--basis", values["basis"], tuple(Basis)),
        setup=options.setup_of(reading, values),
        benchmarks=benchmarks_of(reading, values),
        evidence_root=options.folder_of(reading, "--evidence-root", values["evidence_root"]),
        manner=manner_of(reading, values),
    )


def benchmarks_of(reading: Reading, values: Mapping[str, Any]) -> tuple[str, ...]:
    """The values of `--benchmark`, which are files; an id needs no flag to be known.

    A configuration may have ids beside files, for the reports of `assess`.
    """
    files = tuple(filter(flags.names_file, values["benchmark"]))
    if not values["origins"].gave("--benchmark"):
        for name in values["benchmark"]:
            if name not in files:
                reading.refuse("--benchmark", f"{quoted(name)} is no file that ends in .yaml, .yml or .json")
    return files


def manner_of(reading: Reading, values: Mapping[str, Any]) -> Manner:
    """The values of `--format` and `--color`, and where values are from."""
    return Manner(
        format=reading.choice("--format", values["format"], FORMATS, default="text"),
        color=reading.choice("--color", values["color"], flags.COLOURS, default="auto"),
        origins=values["origins"],
    )


def load_one(assessor: Assessor, argument: str) -> Profile:
    """The profile that an argument names. Raises ProfileError, and UsageError where it names none or several."""
    paths, problems = profile_paths([argument])
    if problems:
        raise InputError(problems)
    if len(paths) > 1:
        raise UsageError.of(argument, f"the folder holds {len(paths)} profiles; name one of them, such as {paths[0]}")
    return assessor.load(paths[0])


def answered(manner: Manner, ask: Callable[[], Answer], report: Report) -> Answer:
    """Ask, show the answer, and give it back.

    Where something that was given cannot be used, programs get the problems in the place of an answer, so that no old
    one passes for it; then they are raised (InputError).
    """
    try:
        answer = ask()
    except InputError as error:
        if manner.format == "json":
            from assessor.report.document import to_problems_object
            from assessor.report.json_format import dumps

            console.write(dumps(to_problems_object(InputError(manner.origins.placed(error.problems)).problems)))
        raise
    console.write(_shown(manner, answer, report))
    return answer


def _shown(manner: Manner, answer: object, report: Report) -> str:
    if manner.format == "json":
        from assessor.report.json_format import dumps

        return dumps(report.to_object(answer))
    view = console.view(color=manner.color)
    if manner.format == "markdown":
        from assessor.report.page_markdown import render_markdown

        return render_markdown(report.page(answer), view)
    from assessor.report.page_text import render_text

    return render_text(report.page(answer), view)
