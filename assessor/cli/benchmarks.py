"""`dtassess benchmarks`: look up the documents that a profile is held against."""

from __future__ import annotations

from assessor.cli import lookup, parameters
from assessor.cli.settings import application, examples
from assessor.report.reference import benchmarks as report

app = application("Look up the documents that a profile is held against: the study's 27, and those of added packs.")


@app.command("list", epilog=examples("dtassess benchmarks list", "dtassess benchmarks list --format json"))
def list_benchmarks(*, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """List the documents.

    Number, id, body, published band and functions, and how many requirements the study ticked for each.
    """
    found = lookup.checked(format, rules).knowledge().benchmarks
    return lookup.show(format, lambda view: report.list_text(found, view), lambda: report.list_object(found))


@app.command("show", epilog=examples("dtassess benchmarks show etsi-ts-103-846"))
def show_benchmark(id: lookup.Id, *, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """Show one document.

    What the study says of it, what its publisher says, and what the rules derive from its ticks.
    """
    setup = lookup.checked(format, rules)
    found = lookup.find("benchmark", id, setup.knowledge().benchmarks)
    derived = setup.open().derived(found.id)
    return lookup.show(
        format, lambda view: report.show_text(found, derived, view), lambda: report.show_object(found, derived)
    )
