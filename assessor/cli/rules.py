"""`dtassess rules`: look up rules; check and test rule packs."""

from __future__ import annotations

from assessor.cli import flags, lookup
from assessor.cli.settings import application, examples
from assessor.report.reference import rules as report

app = application("Look up rules; check and test rule packs.")


@app.command("list", epilog=examples("dtassess rules list", "dtassess rules list --rules my-rules/"))
def list_rules(*, format: lookup.Format = "text", rules: flags.Rules = None) -> int:  # noqa: A002
    """List the rules.

    By id, with the severity of the finding where a rule reports one.
    """
    found = lookup.checked(format, rules).knowledge().rules
    return lookup.show(format, lambda view: report.list_text(found, view), lambda: report.list_object(found))


@app.command("show", epilog=examples("dtassess rules show mandatory-red"))
def show_rule(id: lookup.Id, *, format: lookup.Format = "text", rules: flags.Rules = None) -> int:  # noqa: A002
    """Show one rule.

    In words and as it is written, where it comes from and where it stands.
    """
    knowledge = lookup.checked(format, rules).knowledge()
    found = lookup.find("rule", id, knowledge.rules)
    return lookup.show(
        format, lambda view: report.show_text(found, knowledge.kinds, view), lambda: report.to_object(found)
    )
