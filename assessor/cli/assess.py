"""`dtassess assess`: profiles in; verdict, findings and gate out.

Its flags are a table, not a function's parameters: typer takes longer to read two dozen parameters than an assessment
takes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperArgument, TyperCommand, TyperOption

from assessor.cli import flags
from assessor.cli.assessing import Request, assess_all
from assessor.cli.outputs import Outputs
from assessor.cli.report_files import refuse_baseline, refuse_packs, report_files
from assessor.cli.settings import CONTEXT, examples
from assessor.errors import UsageError
from assessor.model.gates import Gates
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Basis
from assessor.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping


def _option(flag: str, metavar: str, text: str, **more: Any) -> TyperOption:
    return TyperOption(param_decls=[flag], metavar=metavar, help=text, show_default=True, **{"type": str, **more})


def _switch(*names: str, text: str) -> TyperOption:
    return TyperOption(param_decls=list(names), is_flag=True, default=False, help=text)


_PARAMETERS = [
    TyperArgument(
        param_decls=["profiles"],
        nargs=-1,
        required=True,
        metavar="PROFILE...",
        help="Files, folders of profiles, or - for standard input.",
    ),
    _option("--as-of", "DATE", "The day of the assessment; left out: today in UTC."),
    _option("--basis", "BASIS", "claimed, evidenced or current: for gates and findings; left out: current."),
    _option("--benchmark", "ID", "Show a benchmark in detail; left out: the targets'. Repeatable.", multiple=True),
    _option("--format", "FORMAT", f"The format on standard output: {', '.join(FORMATS)}.", default="text"),
    _option("--report", "FORMAT=PATH", "Write a report to a file too. Repeatable.", multiple=True),
    _option("--fail-under", "BAND", "Gate: the rating must be at least orange or green."),
    _option("--min-score", "N", "Gate: the score must be at least N."),
    _option("--min-assessed", "N", "Gate: controls must speak of at least N % of the cells in scope."),
    _option("--require", "ID[=N]", "Gate: a benchmark must be met, or its coverage be N. Repeatable.", multiple=True),
    _option("--fail-on", "SEVERITY", "Gate: no finding that is error, warning or note, or graver, and not waived."),
    _option("--fail-if-expiring", "DAYS", "Gate: no other gate falls within so many days; alone, the rating."),
    _switch("--no-targets", text="Do not take the profile's own targets as a gate."),
    _option("--baseline", "RESULT", "Gate, instead of the others: nothing is worse than in this JSON result."),
    _option("--rules", "DIR", "A rule pack beside the default one. Repeatable.", multiple=True),
    _switch("--no-default-rules", text="Leave the default rule pack out."),
    _option("--evidence-root", "DIR", "Where evidence paths start; left out: the profile's folder."),
    _option("--engine", "ENGINE", "auto, durable or plain.", default="auto"),
    _switch("--exit-zero", text="Exit with 0 although a gate did not pass."),
    _switch("--quiet", "-q", text="Print no report; say in a line which gate did not pass."),
    _option("--color", "WHEN", "auto, always or never.", default="auto"),
    _switch("--all-findings", text="Show every finding in the text report, note by note."),
]

_HELP = """
Assess profiles: how far each twin meets the requirements, what is missing, and whether it passes the gates.

Exit codes: 0 every gate passed or none was set, 1 a gate did not pass, 2 something that was given cannot be used,
3 a fault of the assessor itself.
"""


def assess(**values: Any) -> int:
    """Run the command; the exit code."""
    return assess_all(_request(values))


app = TyperCommand(
    "assess",
    callback=assess,
    params=list(_PARAMETERS),
    context_settings=CONTEXT,
    rich_markup_mode=None,
    help=_HELP,
    epilog=examples(
        "dtassess assess profiles/eclipse-ditto.yaml",
        "dtassess assess twin.yaml --benchmark etsi-ts-103-846 --as-of 2026-11-23",
        "dtassess assess twins/ --format json --report text=report.txt",
        "dtassess assess twin.yaml --fail-under orange --require iso-23247-2=50 --fail-on error",
        "dtassess assess twin.yaml --baseline last-result.json",
    ),
)


def _request(values: Mapping[str, Any]) -> Request:
    """What the flags ask for. Raises `UsageError` with all that is wrong with them."""
    reading = flags.Reading()
    folders = list(map(Path, values["rules"]))
    request = Request(
        profiles=tuple(values["profiles"]),
        as_of=reading.day("--as-of", values["as_of"]),
        basis=reading.member("--basis", values["basis"], tuple(Basis)),
        gates=_gates(reading, values),
        evidence_root=reading.folder("--evidence-root", _path(values["evidence_root"])),
        setup=flags.setup(reading, folders, values["engine"], no_default_rules=values["no_default_rules"]),
        benchmarks=tuple(values["benchmark"]),
        exit_zero=values["exit_zero"],
        outputs=_outputs(reading, values),
    )
    refuse_packs(reading, request.outputs.reports, folders)
    if values["baseline"] is not None:
        refuse_baseline(reading, request.outputs.reports, values["baseline"])
    reading.finish()
    return request


def _gates(reading: flags.Reading, values: Mapping[str, Any]) -> Gates:
    return Gates(
        fail_under=reading.member("--fail-under", values["fail_under"], BAND_ORDER[1:]),
        min_score=reading.number("--min-score", values["min_score"]),
        min_assessed=reading.number("--min-assessed", values["min_assessed"]),
        require=tuple(reading.require("--require", text) for text in values["require"]),
        fail_on=reading.member("--fail-on", values["fail_on"], SEVERITY_ORDER),
        fail_if_expiring=reading.days("--fail-if-expiring", values["fail_if_expiring"]),
        targets=not values["no_targets"],
        baseline=_baseline(reading, values["baseline"]),
    )


def _baseline(reading: flags.Reading, path: str | None) -> Mapping[str, object] | None:
    if path is None:
        return None
    from assessor.cli.baseline import read_baseline

    try:
        return read_baseline(Path(path))
    except UsageError as error:
        reading.add(error)
        return None


def _outputs(reading: flags.Reading, values: Mapping[str, Any]) -> Outputs:
    return Outputs(
        format=reading.choice("--format", values["format"], FORMATS, default="text"),
        quiet=values["quiet"],
        color=reading.choice("--color", values["color"], flags.COLOURS, default="auto"),
        every_finding=values["all_findings"],
        reports=tuple(report_files(reading, values["report"])),
    )


def _path(text: str | None) -> Path | None:
    return None if text is None else Path(text)
