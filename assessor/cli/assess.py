"""`dtassess assess`: profiles in; verdict, findings and gate out."""

from __future__ import annotations

from typing import Annotated

import typer

from assessor.cli import flags
from assessor.cli.assessing import Request, assess_all
from assessor.cli.outputs import Outputs
from assessor.cli.report_files import report_files
from assessor.cli.settings import application, examples
from assessor.model.gates import Gates
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Basis
from assessor.report.formats import FORMATS

app = application()


@app.command(
    epilog=examples(
        "dtassess assess profiles/eclipse-ditto.yaml",
        "dtassess assess twin.yaml --benchmark etsi-ts-103-846 --as-of 2026-11-23",
        "dtassess assess twins/ --format json --report text=report.txt",
        "dtassess assess twin.yaml --fail-under orange --require iso-23247-2=50 --fail-on error",
        "dtassess assess twin.yaml --baseline last-result.json",
    )
)
def assess(
    *,
    profiles: flags.Profiles,
    as_of: flags.AsOf = None,
    basis: flags.Basis = None,
    benchmark: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Show a benchmark in detail; left out: the targets'. Repeatable."),
    ] = None,
    format: flags.Format = "text",  # noqa: A002 - the flag's name
    report: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=PATH", help="Write a report to a file too, e.g. json=result.json. Repeatable."),
    ] = None,
    fail_under: Annotated[
        str | None, typer.Option(metavar="BAND", help="Gate: the rating must be at least orange or green.")
    ] = None,
    min_score: Annotated[str | None, typer.Option(metavar="N", help="Gate: the score must be at least N.")] = None,
    min_assessed: Annotated[
        str | None, typer.Option(metavar="N", help="Gate: controls must speak of at least N % of the cells in scope.")
    ] = None,
    require: Annotated[
        list[str] | None,
        typer.Option(metavar="ID[=N]", help="Gate: a benchmark must be met, or its coverage at least N. Repeatable."),
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(metavar="SEVERITY", help="Gate: no finding of error, warning or note, or graver, not waived."),
    ] = None,
    fail_if_expiring: Annotated[
        str | None, typer.Option(metavar="DAYS", help="Gate: no other gate falls within so many days.")
    ] = None,
    no_targets: Annotated[
        bool, typer.Option("--no-targets", help="Do not take the profile's own targets as a gate.")
    ] = False,
    baseline: flags.Baseline = None,
    rules: flags.Rules = None,
    no_default_rules: flags.NoDefaultRules = False,
    evidence_root: flags.EvidenceRoot = None,
    engine: flags.Engine = "auto",
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 although a gate did not pass.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print no report; the exit code tells.")] = False,
    color: Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")] = "auto",
    all_findings: Annotated[
        bool, typer.Option("--all-findings", help="Show every finding in the text report, note by note.")
    ] = False,
) -> int:
    """Assess profiles: how far each twin meets the requirements, what is missing, and whether it passes the gates.

    Exit codes: 0 every gate passed or none was set, 1 a gate did not pass, 2 something that was given cannot be used,
    3 a fault of the assessor itself.
    """
    reading = flags.Reading()
    request = Request(
        profiles=tuple(profiles),
        as_of=reading.day("--as-of", as_of),
        basis=reading.member("--basis", basis, tuple(Basis)),
        gates=Gates(
            fail_under=reading.member("--fail-under", fail_under, BAND_ORDER[1:]),
            min_score=reading.number("--min-score", min_score),
            min_assessed=reading.number("--min-assessed", min_assessed),
            require=tuple(reading.require("--require", text) for text in require or ()),
            fail_on=reading.member("--fail-on", fail_on, SEVERITY_ORDER),
            fail_if_expiring=reading.days("--fail-if-expiring", fail_if_expiring),
            targets=not no_targets,
        ),
        baseline=baseline,
        evidence_root=reading.folder("--evidence-root", evidence_root),
        setup=flags.setup(reading, rules, engine, no_default_rules=no_default_rules),
        benchmarks=tuple(benchmark or ()),
        exit_zero=exit_zero,
        outputs=Outputs(
            format=reading.choice("--format", format, FORMATS, default="text"),
            quiet=quiet,
            color=reading.choice("--color", color, flags.COLOURS, default="auto"),
            every_finding=all_findings,
            reports=tuple(report_files(reading, report or ())),
        ),
    )
    reading.finish()
    return assess_all(request)
