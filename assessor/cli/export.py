"""`dtassess export`: results and rules in the forms of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from typer.core import TyperGroup

from assessor.cli import console, flags, options
from assessor.cli.exit_codes import PASSED
from assessor.cli.options import argument, option, switch
from assessor.cli.report_files import ReportFile, refuse_inputs, refuse_packs, write_whole
from assessor.cli.settings import CONTEXT
from assessor.errors import Problem, UsageError, quoted
from assessor.report.formats import FORMATS
from assessor.report.oscal.pieces import CATALOG_FILE, written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.cli.flags import Setup
    from assessor.model.knowledge import Benchmark, Knowledge
    from assessor.report.oscal.pieces import Piece

_OUTPUT = "--output"
_VERSIONS = FORMATS["oscal"].options["version"]

_RESULT = argument("result", "RESULT", "A result's file (JSON or YAML), or - for standard input.")
_COMMON = (
    option("--oscal-version", "VERSION", f"{' or '.join(_VERSIONS)}.", default=_VERSIONS[0]),
    option(_OUTPUT, "FILE", "The file to write; left out: standard output."),
    option("--rules", "DIR", "A rule pack beside the default one. Repeatable.", multiple=True),
    switch("--no-default-rules", text="Leave the default rule pack out."),
)

_RESULTS_HELP = """
Write a result as OSCAL assessment-results.

It is what `assess --format oscal` writes, of a result that was recorded.
"""
_POAM_HELP = """
Write what is open in a result as an OSCAL POA&M.

The plan of action and milestones has an item for each requirement that is not green on the basis of the gate, and for
each other finding; what an exception waives is an accepted risk with its end.
"""
_CATALOG_HELP = "Write all requirements as an OSCAL catalog."
_PROFILE_HELP = """
Write a benchmark as an OSCAL profile.

It imports the requirements that the benchmark asks for from the catalog. With --all, a file for each benchmark in the
folder --output, and the catalog beside them if they look for it there.
"""


class _Wanted(NamedTuple):
    """What the flags that all forms share ask for."""

    version: str
    output: Path | None
    setup: Setup

    def deliver(self, whole: Piece) -> int:
        """Write the document to where it is wanted; the exit code."""
        if self.output is None:
            console.write(written(whole))
        else:
            write_whole(self.output, written(whole), _OUTPUT)
        return PASSED


def _results(**values: Any) -> int:
    from assessor.cli.result_file import read_result_file
    from assessor.report.oscal.results import assessment_results

    wanted = _wanted(values)
    result = read_result_file(values["result"])
    return wanted.deliver(assessment_results([result], (), wanted.setup.knowledge(), wanted.version))


def _plan_of_action(**values: Any) -> int:
    from assessor.cli.result_file import read_result_file
    from assessor.report.oscal.poam import plan_of_action

    wanted = _wanted(values)
    result = read_result_file(values["result"])
    return wanted.deliver(plan_of_action(result, wanted.setup.knowledge(), wanted.version))


def _catalog(**values: Any) -> int:
    from assessor.report.oscal.catalog import catalog

    wanted = _wanted(values)
    return wanted.deliver(catalog(wanted.setup.knowledge(), wanted.version))


def _profile(**values: Any) -> int:
    from assessor.report.oscal.profiles import profile

    wanted = _wanted(values)
    href = _reference(values["catalog"])
    if values["all"] == (values["id"] is not None):
        raise UsageError.of("dtassess export oscal-profile", "one of ID and --all is wanted")
    if values["all"]:
        return _every_profile(wanted, href)
    benchmark, knowledge = _benchmark(values["id"], wanted.setup)
    return wanted.deliver(profile(benchmark, knowledge, wanted.version, href))


def _every_profile(wanted: _Wanted, href: str) -> int:
    from assessor.report.oscal.catalog import catalog
    from assessor.report.oscal.profiles import profile

    if wanted.output is None:
        raise UsageError.of("--all", f"it writes a file for each benchmark: {_OUTPUT} DIR is wanted too")
    knowledge = wanted.setup.knowledge()
    documents = {
        f"oscal-profile-{one.id}.json": profile(one, knowledge, wanted.version, href) for one in knowledge.benchmarks
    }
    if href == CATALOG_FILE:
        documents[CATALOG_FILE] = catalog(knowledge, wanted.version)
    _write_all(documents, wanted.output)
    return PASSED


def _write_all(documents: Mapping[str, Piece], folder: Path) -> None:
    """Write each document, whatever becomes of the others. Raises UsageError with what could not be written."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise UsageError.of(_OUTPUT, f"`{folder}` is no folder and cannot be made one: {problem.strerror}") from problem
    problems: list[Problem] = []
    for name, whole in documents.items():
        try:
            write_whole(folder / name, written(whole), _OUTPUT)
        except UsageError as error:
            problems.extend(error.problems)
    if problems:
        raise UsageError(problems)


def _benchmark(name: str, setup: Setup) -> tuple[Benchmark, Knowledge]:
    """The benchmark of an id or of a file, beside what the rules know. Raises UsageError where there is none."""
    if not flags.names_file(name):
        knowledge = setup.knowledge()
        reading = flags.Reading()
        reading.benchmarks("dtassess export oscal-profile", [name], [one.id for one in knowledge.benchmarks])
        reading.finish()
        return _named(name, knowledge), knowledge
    from assessor.cli.benchmark_files import with_benchmark_files

    assessor, ids = with_benchmark_files(setup.open(), [name])
    return _named(ids[name], assessor.knowledge), assessor.knowledge


def _named(name: str, knowledge: Knowledge) -> Benchmark:
    return next(one for one in knowledge.benchmarks if one.id == name)


def _reference(href: str) -> str:
    from assessor.report.oscal.values import path_reference, url_reference

    found = url_reference(href) or path_reference(href)
    if not found or (":" in href and not url_reference(href)):
        raise UsageError.of("--catalog", f"{quoted(href)} is no link (http or https) and no relative path")
    return found


def _wanted(values: Mapping[str, Any]) -> _Wanted:
    """The values of `_COMMON`. Raises UsageError with all that is wrong with them."""
    reading = flags.Reading()
    version = reading.choice("--oscal-version", values["oscal_version"], _VERSIONS, default=_VERSIONS[0])
    folders = list(map(Path, values["rules"]))
    setup = flags.setup(reading, folders, no_default_rules=values["no_default_rules"])
    output = None if values["output"] is None else Path(values["output"])
    if output is not None:
        file = [ReportFile(output, flag=_OUTPUT)]
        refuse_inputs(reading, file, [values.get("result", "-")], what="result")
        refuse_packs(reading, file, setup.rules)
    reading.finish()
    return _Wanted(version, output, setup)


class _Forms(TyperGroup):
    """The forms, as a group that names the nearest where there is none of a name."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of the form that the first argument names."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            from assessor.model.nearest import advice

            ctx.fail(f"there is no form {quoted(args[0])} to export to; {advice(args[0], self.commands)}")
        return super().resolve_command(ctx, args)


_FORMS = [
    options.command(
        "oscal",
        _results,
        (_RESULT, *_COMMON),
        help=_RESULTS_HELP,
        tried=["dtassess export oscal result.json --output assessment-results.json"],
    ),
    options.command(
        "oscal-poam",
        _plan_of_action,
        (_RESULT, *_COMMON),
        help=_POAM_HELP,
        tried=["dtassess export oscal-poam result.json --output poam.json"],
    ),
    options.command(
        "oscal-catalog",
        _catalog,
        _COMMON,
        help=_CATALOG_HELP,
        tried=[f"dtassess export oscal-catalog --output {CATALOG_FILE}"],
    ),
    options.command(
        "oscal-profile",
        _profile,
        (
            argument("id", "[ID]", "A benchmark's id, or its file.", required=False),
            switch("--all", text=f"Every benchmark; {_OUTPUT} is a folder then, and made if it is not there."),
            option("--catalog", "HREF", "Where the profile finds the catalog.", default=CATALOG_FILE),
            *_COMMON,
        ),
        help=_PROFILE_HELP,
        tried=["dtassess export oscal-profile etsi-ts-103-846", "dtassess export oscal-profile --all --output oscal"],
    ),
]

app = _Forms(
    name="export",
    commands={str(form.name): form for form in _FORMS},
    context_settings=CONTEXT,
    rich_markup_mode=None,
    help="Write results and rules in the forms of other tools.",
)
