"""`dtassess benchmarks`: look up the documents that a profile is held against."""

from __future__ import annotations

from typing import Annotated

import typer

from assessor.cli import console, lookup, parameters
from assessor.cli.benchmark_files import with_benchmark_files
from assessor.cli.configured import Configured
from assessor.cli.exit_codes import PASSED
from assessor.cli.flags import names_file
from assessor.cli.settings import application, examples
from assessor.report.reference import benchmarks as report

Format = Annotated[str, typer.Option(metavar="FORMAT", help="text, json or markdown.")]
_FORMATS = (*lookup.FORMATS, "markdown")

app = application("Look up the documents that a profile is held against: the study's 27, and those of added packs.")


@app.command(
    "list", cls=Configured, epilog=examples("dtassess benchmarks list", "dtassess benchmarks list --format json")
)
def list_benchmarks(*, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """List the documents.

    Number, id, body, published band and functions, and how many requirements the study ticked for each.
    """
    found = lookup.checked(format, rules).knowledge().benchmarks
    return lookup.show(format, lambda view: report.list_text(found, view), lambda: report.list_object(found))


@app.command(
    "show",
    cls=Configured,
    epilog=examples("dtassess benchmarks show etsi-ts-103-846", "dtassess benchmarks show ./our-baseline.yaml"),
)
def show_benchmark(id: lookup.Id, *, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """Show one document, by its id or, for one of your own, by its file's path.

    What the study says of it, what its publisher says, and what the rules derive from its ticks.
    """
    setup = lookup.checked(format, rules)
    if names_file(id):
        assessor, ids = with_benchmark_files(setup.open(), [id])
        found = lookup.find("benchmark", ids[id], assessor.knowledge.benchmarks)
    else:
        found = lookup.find("benchmark", id, setup.knowledge().benchmarks)
        assessor = setup.open()
    derived = assessor.derived(found.id)
    return lookup.show(
        format, lambda view: report.show_text(found, derived, view), lambda: report.show_object(found, derived)
    )


@app.command(
    "matrix",
    cls=Configured,
    epilog=examples("dtassess benchmarks matrix", "dtassess benchmarks matrix --format markdown"),
)
def show_matrix(*, format: Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """Show which documents ask for which requirements, with totals.

    And the smallest sets of documents that together ask for every requirement that any of them asks for.
    """
    from assessor.inquiry.comparing.covering import matrix
    from assessor.report.reference import matrix as matrix_report

    found = matrix(lookup.checked(format, rules, formats=_FORMATS).knowledge())
    if format == "markdown":
        console.write(matrix_report.markdown(found, console.view()))
        return PASSED
    return lookup.show(format, lambda view: matrix_report.text(found, view), lambda: matrix_report.to_object(found))
