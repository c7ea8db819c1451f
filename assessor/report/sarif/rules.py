"""The rules of a run: every one that can report, with what a viewer shows beside its results."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Severity
from assessor.report.page_markdown import escaped
from assessor.report.paint import Paint
from assessor.report.sarif.words import braces, cut, sentence
from assessor.report.view import FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Rule
    from assessor.report.document import Document

INVALID_INPUT = "invalid-input"
"""The rule of this format alone, which says that an input could not be used."""

SECURITY_SEVERITY = {Severity.ERROR: "8.0", Severity.WARNING: "5.5", Severity.NOTE: "2.0"}
"""The middle of what code scanning calls high, medium and low.

Nothing is critical: a finding says how a verdict on a claim stands, and is no weakness that somebody has exploited.
"""
_PROBLEM_SEVERITY = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "recommendation"}
_PRECISION = "very-high"
"""Rules guess nothing: each finding follows from what the profile says."""

_LONGEST_TEXT = 1024
_MOST_TAGS = 10
"""What code scanning shows of a rule's descriptions and of its tags."""
_WHAT_TO_DO = "What to do"

_PAINT = Paint(FILE)


class Rules(NamedTuple):
    """The rules of a run, and the number of each by its id."""

    descriptors: Sequence[Document]
    numbers: Mapping[str, int]


def rules_of(knowledge: Knowledge | None, *, inputs: bool) -> Rules:
    """The rules of the packs that report, by id, if there are packs; then, for `inputs`, the one on them."""
    descriptors = [] if knowledge is None else list(_reporting(knowledge))
    if inputs:
        descriptors.append(_INVALID_INPUT)
    return Rules(descriptors, {str(one["id"]): number for number, one in enumerate(descriptors)})


def only(rules: Rules, used: Iterable[str]) -> Rules:
    """Of the rules those that are used."""
    descriptors = [rules.descriptors[number] for number in sorted(rules.numbers[name] for name in set(used))]
    return Rules(descriptors, {str(one["id"]): number for number, one in enumerate(descriptors)})


def _reporting(knowledge: Knowledge) -> Iterator[Document]:
    for rule in knowledge.rules:
        if rule.report is not None:
            yield _descriptor(
                rule.id,
                rule.report.severity,
                title=rule.title,
                description=rule.description,
                beside={
                    _WHAT_TO_DO: rule.report.remediation,
                    "Source": rule.source,
                    "Pack": rule.pack,
                    "In words": f"dtassess rules show {rule.id}",
                },
                tags=_csf_ids(rule, knowledge),
            )


def _csf_ids(rule: Rule, knowledge: Knowledge) -> Iterator[str]:
    """The CSF ids of the requirements that a rule names. Most rules name none; then their results have the ids."""
    named = {term for pattern in (*rule.when, *rule.then) for field, term in pattern.terms if field == "requirement"}
    functions = {category.id: category.function for category in knowledge.categories}
    for requirement in knowledge.requirements:
        if requirement.id in named:
            yield from (functions[requirement.primary], requirement.primary)


def _descriptor(
    name: str,
    severity: Severity,
    *,
    title: str,
    description: str,
    beside: Mapping[str, str],
    tags: Iterable[str] = (),
) -> Document:
    labelled = [sentence(f"{label}: {text}") for label, text in beside.items()]
    paragraphs = [f"**{label}**: {_markdown(text)}" for label, text in beside.items()]
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": cut(sentence(title), _LONGEST_TEXT)},
        "fullDescription": {"text": cut(sentence(description), _LONGEST_TEXT)},
        "help": {
            "text": " ".join([sentence(description), *labelled]),
            "markdown": "\n\n".join([_markdown(description), *paragraphs]),
        },
        "defaultConfiguration": {"level": str(severity)},
        "properties": {
            "tags": [*dict.fromkeys(("security", "digital-twin", *tags))][:_MOST_TAGS],
            "precision": _PRECISION,
            "problem.severity": _PROBLEM_SEVERITY[severity],
            "security-severity": SECURITY_SEVERITY[severity],
        },
    }


def _markdown(text: str) -> str:
    return braces(escaped(text, _PAINT))


_INVALID_INPUT = _descriptor(
    INVALID_INPUT,
    Severity.ERROR,
    title="An input cannot be used",
    description="A profile, or the rules that it is held against, cannot be read or is not valid; it was not assessed.",
    beside={_WHAT_TO_DO: "Correct what the message names; dtassess validate tells all that is wrong in one run."},
)
