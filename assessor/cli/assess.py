"""`dtassess assess`: profiles in; verdict, findings and gate out.

Its flags are a table, not a function's parameters: typer takes longer to read two dozen parameters than an assessment
takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.cli import flags, options
from assessor.cli.assessing import Request, assess_all
from assessor.cli.format_choices import choice_of
from assessor.cli.options import argument, option, switch
from assessor.cli.outputs import Outputs
from assessor.cli.report_files import refuse_baseline, refuse_packs, report_files
from assessor.errors import UsageError
from assessor.model.vocabulary import Basis
from assessor.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.cli.baseline import Baseline
    from assessor.report.formats import Choice

_OSCAL_VERSIONS = FORMATS["oscal"].options["version"]

_PARAMETERS = (
    argument("profiles", "PROFILE...", "Files, folders of profiles, or - for standard input.", nargs=-1),
    options.AS_OF,
    options.BASIS,
    option("--benchmark", "ID", "Show a benchmark in detail, or a benchmark file. Repeatable.", multiple=True),
    option("--format", "FORMAT", f"The format on standard output: {', '.join(FORMATS)}.", default="text"),
    option("--report", "FORMAT[?OPTION=VALUE]=PATH", "Write a report to a file too. Repeatable.", multiple=True),
    option("--oscal-version", "VERSION", f"Of oscal reports without ?version=: {' or '.join(_OSCAL_VERSIONS)}."),
    *options.GATES,
    option("--fail-if-expiring", "DAYS", "Gate: no other gate falls within so many days; alone, the rating."),
    option("--baseline", "RESULT", "Gate, instead of the others: nothing is worse than in this JSON result."),
    *options.SETUP,
    options.EVIDENCE_ROOT,
    switch("--exit-zero", text="Exit with 0 although a gate did not pass."),
    switch("--quiet", "-q", text="Print no report; say in a line which gate did not pass."),
    options.COLOR,
    switch("--all-findings", text="Show every finding in the text report, note by note."),
)

_HELP = """
Assess profiles: how far each twin meets the requirements, what is missing, and whether it passes the gates.

Exit codes: 0 every gate passed or none was set, 1 a gate did not pass, 2 something that was given cannot be used,
3 a fault of the assessor itself.
"""


def assess(**values: Any) -> int:
    """Run the command; the exit code."""
    return assess_all(_request(values))


app = options.command(
    "assess",
    assess,
    _PARAMETERS,
    help=_HELP,
    tried=(
        "dtassess assess profiles/eclipse-ditto.yaml",
        "dtassess assess twin.yaml --benchmark etsi-ts-103-846 --as-of 2026-11-23",
        "dtassess assess twins/ --format json --report html=report.html --report sarif?target=github=report.sarif",
        "dtassess assess twin.yaml --fail-under orange --require iso-23247-2=50 --fail-on error",
        "dtassess assess twin.yaml --baseline last-result.json",
    ),
)


def _request(values: Mapping[str, Any]) -> Request:
    """What the flags ask for. Raises `UsageError` with all that is wrong with them."""
    reading = flags.Reading()
    baseline = _baseline(reading, values["baseline"])
    request = Request(
        profiles=tuple(values["profiles"]),
        as_of=reading.day("--as-of", values["as_of"]),
        basis=reading.member("--basis", values["basis"], tuple(Basis)),
        gates=options.gates_of(reading, values)._replace(
            fail_if_expiring=reading.days("--fail-if-expiring", values["fail_if_expiring"]),
            baseline=None if baseline is None else baseline.document,
        ),
        evidence_root=options.folder_of(reading, "--evidence-root", values["evidence_root"]),
        setup=options.setup_of(reading, values),
        benchmarks=tuple(values["benchmark"]),
        exit_zero=values["exit_zero"],
        outputs=_outputs(reading, values),
        baseline=baseline,
        origins=values["origins"],
    )
    refuse_packs(reading, request.outputs.reports, request.setup.rules)
    if values["baseline"] is not None:
        refuse_baseline(reading, request.outputs.reports, values["baseline"])
    reading.finish()
    return request


def _baseline(reading: flags.Reading, path: str | None) -> Baseline | None:
    if path is None:
        return None
    from assessor.cli.baseline import read_baseline

    try:
        return read_baseline(Path(path))
    except UsageError as error:
        reading.add(error)
        return None


def _outputs(reading: flags.Reading, values: Mapping[str, Any]) -> Outputs:
    version = reading.choice("--oscal-version", values["oscal_version"], _OSCAL_VERSIONS)
    files = report_files(reading, values["report"])
    return Outputs(
        format=_at_version(choice_of(reading, "--format", values["format"]), version),
        quiet=values["quiet"],
        color=reading.choice("--color", values["color"], flags.COLOURS, default="auto"),
        every_finding=values["all_findings"],
        reports=tuple(file._replace(format=file.format and _at_version(file.format, version)) for file in files),
    )


def _at_version(choice: Choice, version: str) -> Choice:
    """The choice in the OSCAL version that the command line names for all, if it does; its own goes first."""
    if not version or choice.format != "oscal":
        return choice
    return choice._replace(options={"version": version, **choice.options})
