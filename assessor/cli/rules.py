"""`dtassess rules`: look up rules; check and test rule packs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assessor.cli import console, lookup, parameters
from assessor.cli.configured import Configured
from assessor.cli.exit_codes import NOT_PASSED, PASSED, UNUSABLE
from assessor.cli.rule_cases import cases_of
from assessor.cli.settings import application, examples
from assessor.report.reference import rules as report
from assessor.report.terminal import harmless

Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a rule pack.")]

app = application("Look up rules; check and test rule packs.")


@app.command("list", cls=Configured, epilog=examples("dtassess rules list", "dtassess rules list --rules my-rules/"))
def list_rules(*, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """List the rules.

    By id, with the severity of the finding where a rule reports one.
    """
    found = lookup.checked(format, rules).knowledge().rules
    return lookup.show(format, lambda view: report.list_text(found, view), lambda: report.list_object(found))


@app.command("show", cls=Configured, epilog=examples("dtassess rules show mandatory-red"))
def show_rule(id: lookup.Id, *, format: lookup.Format = "text", rules: parameters.Rules = None) -> int:  # noqa: A002
    """Show one rule.

    In words and as it is written, where it comes from and where it stands, and its cases.
    """
    knowledge = lookup.checked(format, rules).knowledge()
    found = lookup.find("rule", id, knowledge.rules)
    cases = cases_of(found, default_pack=knowledge.packs[0].pack)
    return lookup.show(
        format,
        lambda view: report.show_text(found, knowledge.kinds, cases, view),
        lambda: report.show_object(found, cases),
    )


@app.command("check", epilog=examples("dtassess rules check my-rules/"))
def check_rules(folder: Folder) -> int:
    """Check a rule pack.

    Its files, its rules and its cases, on top of the default pack. Exit codes: 0 it can be used, 2 it cannot.
    """
    from assessor.assessment.rule_tests import check_pack

    problems = check_pack(folder)
    console.problems(problems)
    if not problems:
        console.write(f"{harmless(str(folder))}: ok\n")
    return UNUSABLE if problems else PASSED


@app.command(
    "test",
    cls=Configured,
    epilog=examples("dtassess rules test rules/core", "dtassess rules test my-rules/ --format json"),
)
def run_rule_tests(folder: Folder, *, format: lookup.Format = "text", engine: parameters.Engine = "plain") -> int:  # noqa: A002
    """Run the cases of a pack's rules.

    Each rule runs alone, and every rule has to derive something in a case. Exit codes: 0 all is well, 1 a case did not
    pass or a rule never fired, 2 the pack cannot be used.
    """
    from assessor.assessment.rule_tests import run_cases
    from assessor.cli import rule_test_report

    lookup.checked(format, None, engine)
    found = run_cases(folder, engine=engine)
    lookup.show(format, lambda _: rule_test_report.text(folder, found), lambda: rule_test_report.to_json_object(found))
    return PASSED if found.ok else NOT_PASSED
