"""`dtassess requirements`: look up the security requirements."""

from __future__ import annotations

from assessor.cli import lookup, parameters
from assessor.cli.configured import Configured
from assessor.cli.settings import application, examples
from assessor.report.reference import requirements as report

app = application("Look up the 20 security requirements: what they mean, their CSF categories, what to do about a gap.")


@app.command(
    "list", cls=Configured, epilog=examples("dtassess requirements list", "dtassess requirements list --format json")
)
def list_requirements(*, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """List the requirements.

    Their groups and their categories of NIST CSF 2.0, in the paper's order.
    """
    found = lookup.checked(format, rules).knowledge().requirements
    return lookup.show(format, lambda view: report.list_text(found, view), lambda: report.list_object(found))


@app.command("show", cls=Configured, epilog=examples("dtassess requirements show data-traceability"))
def show_requirement(id: lookup.Id, *, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """Show one requirement.

    What it asks for on each layer, its categories and why, and which documents ask for it.
    """
    knowledge = lookup.checked(format, rules).knowledge()
    found = lookup.find("requirement", id, knowledge.requirements)
    return lookup.show(
        format,
        lambda view: report.show_text(found, knowledge, view),
        lambda: report.show_object(found, knowledge),
    )
