"""The pages of the default pack's rules, and of the kinds of facts that they read and derive."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from assessor.report.reference.rules import in_words
from reference.markdown import code, fence, heading, link, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Kind, Rule

_FOLDERS = {
    "applicability": "Which requirements a twin has to meet, and which are out of scope.",
    "verdicts": "From the levels of cells to bands, functions and the rating.",
    "caps": "What holds a rating at orange however many functions are touched.",
    "findings": "What reports list with its severity and place.",
}
"""The folders of the pack, in the order in which an assessment comes to them."""


def rules_page(knowledge: Knowledge) -> str:
    """All rules, folder by folder."""
    kinds = {kind.name: kind for kind in knowledge.kinds}
    folders = {folder: [rule for rule in knowledge.rules if _folder(rule) == folder] for folder in _FOLDERS}
    return page(
        [
            heading(1, "Rules", "rules"),
            "",
            f"The {len(knowledge.rules)} rules of the default pack. In words, a `$name` stands for whatever the facts",
            "have in its place, and is the same in the whole rule. `dtassess rules show ID` prints the same with the",
            f"rule's cases; {link('the kinds of facts', 'kinds.md')} are what rules are made of.",
            "",
            *(line for folder, rules in folders.items() for line in _rules(folder, rules, kinds)),
        ]
    )


def kinds_page(knowledge: Knowledge) -> str:
    """All kinds of facts: those that are given, and those that rules derive."""
    rows = (
        (f"{code(kind.name)}{{ #{kind.name} }}", _fields(kind), prose(kind.text), _from(kind))
        for kind in knowledge.kinds
    )
    return page(
        [
            heading(1, "Kinds of facts", "kinds-of-facts"),
            "",
            "What rules can ask about in `when`, `unless` and `count`, and derive in `then`. A pack may declare",
            f"further kinds in a {link(code('kinds.yaml'), 'schemas/kinds.md')} of its own.",
            "",
            *table(("kind", "fields", "says", "comes from"), rows),
        ]
    )


def _folder(rule: Rule) -> str:
    return PurePosixPath(rule.location.path).parent.name


def _rules(folder: str, rules: Sequence[Rule], kinds: Mapping[str, Kind]) -> Iterator[str]:
    yield from (heading(2, folder.capitalize(), folder), "", _FOLDERS[folder], "")
    yield from table(("rule", "says"), ((link(code(rule.id), f"#{rule.id}"), prose(rule.title)) for rule in rules))
    for rule in rules:
        yield from _rule(rule, kinds)


def _rule(rule: Rule, kinds: Mapping[str, Kind]) -> Iterator[str]:
    yield from (heading(3, prose(rule.title), rule.id), "")
    yield from (f"{code(rule.id)}. {prose(rule.description)}", "")
    if rule.report:
        yield f"- **Finding**: {rule.report.severity}: {code(rule.report.message)}"
        yield f"- **What to do**: {prose(rule.report.remediation)}"
    if any(fact.kind == "cap" for fact in rule.then):
        yield "- **Caps**: the rating is at most orange while it holds"
    yield from (f"- **Source**: {prose(rule.source)}", f"- **Written in**: {code(rule.location.path)}", "")
    yield from fence("text", (f"{opening:<8}{text}" for opening, text in in_words(rule, kinds)))


def _fields(kind: Kind) -> str:
    return ", ".join(map(code, kind.fields))


def _from(kind: Kind) -> str:
    if not kind.given:
        return "rules"
    after = ", ".join(link(code(name), f"#{name}") for name in kind.after)
    return (
        f"the assessment, once {after} {'are' if len(kind.after) > 1 else 'is'} complete" if after else "the assessment"
    )
