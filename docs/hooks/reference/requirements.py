"""The page of the security requirements: what each asks, what decides on it, and which documents tick it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference.markdown import code, heading, link, links, page, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.knowledge import Knowledge, Requirement
    from assessor.model.rule import Pattern, Rule

_RULES = "rules.md"
_BENCHMARKS = "benchmarks.md"
_CSF = "csf.md"


def requirements_page(knowledge: Knowledge) -> str:
    """All requirements, in the paper's order."""
    rows = (
        (link(code(one.id), f"#{one.id}"), one.group, _category(one.primary), str(len(_asking(one, knowledge))))
        for one in knowledge.requirements
    )
    return page(
        [
            heading(1, "Requirements", "requirements"),
            "",
            "The 20 security requirements of the study, in its order: 11 basic ones and 9 advanced ones. The rule pack",
            "`core` asks for the basic ones as mandatory and recommends the advanced ones, until a characteristic of",
            "the twin says otherwise. `dtassess requirements show ID` prints the same.",
            "",
            *table(("requirement", "group", "category", "documents that ask for it"), rows),
            *(line for one in knowledge.requirements for line in _requirement(one, knowledge)),
        ]
    )


def _requirement(requirement: Requirement, knowledge: Knowledge) -> Iterator[str]:
    yield from (heading(2, prose(requirement.title), requirement.id), "")
    yield from (f"{code(requirement.id)}, {requirement.group}. {prose(requirement.definition)}", "")
    yield from table(("layer", "asks for"), ((layer, prose(text)) for layer, text in requirement.layers.items()))
    secondary = ", ".join(map(_category, requirement.secondary)) or "none"
    yield f"- **Category**: {_category(requirement.primary)}, which alone decides the function; beside it {secondary}"
    yield f"- **Because**: {prose(requirement.basis)}"
    yield f"- **What to do about a gap**: {prose(requirement.remediation)}"
    if requirement.effort != 1:
        yield f"- **Effort**: {requirement.effort} a cell, in plans"
    yield from ("", "**What rules say of it**", "")
    yield from (
        f"- {link(code(rule), f'{_RULES}#{rule}')}: {prose(words)}" for rule, words in _said(requirement, knowledge)
    )
    asking = _asking(requirement, knowledge)
    yield from ("", f"**Asked for by** {len(asking)} of {len(knowledge.benchmarks)} documents:", "")
    yield from (links(asking, _BENCHMARKS) or "none", "")


def _said(requirement: Requirement, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    """The rules that conclude something about this very requirement, with what they conclude."""
    kinds = {kind.name: kind for kind in knowledge.kinds}
    for rule in knowledge.rules:
        for concluded in rule.then:
            values = _values(concluded)
            if _is_about(rule, values.get("requirement"), requirement):
                words = kinds[concluded.kind].sentence({**values, "requirement": requirement.id})
                yield rule.id, f"a finding: {rule.title}" if rule.report else words


def _is_about(rule: Rule, term: str | None, requirement: Requirement) -> bool:
    """Whether a term is the requirement, or a variable that stands for those of its group."""
    given = [_values(pattern) for pattern in rule.when if pattern.kind == "requirement"]
    of_its_group = {"requirement": term, "group": str(requirement.group)}
    return term == requirement.id or (term is not None and of_its_group in given)


def _values(pattern: Pattern) -> Mapping[str, str]:
    return {name: term for name, term in pattern.terms if isinstance(term, str)}


def _asking(requirement: Requirement, knowledge: Knowledge) -> Sequence[str]:
    return [benchmark.id for benchmark in knowledge.benchmarks if requirement.id in benchmark.requirements]


def _category(category: str) -> str:
    return link(category, f"{_CSF}#{category.replace('.', '-').lower()}")
