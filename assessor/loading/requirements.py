"""The files of the 20 requirements and of CSF 2.0 as values, and the constants of the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.errors import Problem, quoted
from assessor.model.knowledge import CsfCategory, CsfFunction, Policy, Requirement
from assessor.model.nearest import advice
from assessor.model.vocabulary import Group, Layer, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.loading.fields import Fields

REQUIREMENTS = (
    "confidentiality",
    "integrity",
    "availability",
    "authentication",
    "authorization",
    "accountability",
    "auditing",
    "data-traceability",
    "non-repudiation",
    "trust",
    "privacy",
    "governance",
    "reliability",
    "monitoring",
    "response",
    "recovery",
    "maintainability",
    "logical-protection",
    "physical-protection",
    "secure-coding",
)
"""The ids of the requirements, in the paper's order (Table 2). They are fixed: packs say what they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Csf:
    """The core of NIST CSF 2.0, as far as the assessor uses it."""

    publication: str
    rights: str
    functions: tuple[CsfFunction, ...]
    categories: tuple[CsfCategory, ...]


def requirement(fields: Fields) -> Requirement:
    """The requirement that a file describes. Its location is where its primary category stands."""
    categories = fields.mapping("categories")
    layers = fields.mapping("layers")
    return Requirement(
        id=fields.text("id"),
        title=fields.text("title"),
        group=Group(fields.text("group")),
        definition=fields.text("definition"),
        layers={layer: layers.text(layer) for layer in Layer},
        primary=categories.text("primary"),
        secondary=categories.texts("secondary"),
        basis=categories.text("basis"),
        remediation=fields.text("remediation"),
        effort=Fraction(fields.exact("effort") or 1),
        location=categories.at("primary"),
    )


def requirement_problems(fields: Fields, requirement: Requirement, csf: Csf) -> Iterator[Problem]:
    """What is wrong with a requirement's file beside its form."""
    if requirement.id not in REQUIREMENTS:
        message = f"there is no requirement {quoted(requirement.id)}; {advice(requirement.id, REQUIREMENTS)}"
        yield Problem(*fields.at("id"), message)
    elif fields.whole("number") != (number := REQUIREMENTS.index(requirement.id) + 1):
        yield Problem(*fields.at("number"), f"in the paper's order, {requirement.id} is number {number}")
    known = [category.id for category in csf.categories]
    categories = fields.mapping("categories")
    named = [(requirement.primary, requirement.location)]
    named += [(category, categories.at_entry("secondary", i)) for i, category in enumerate(requirement.secondary)]
    for category, location in named:
        if category not in known:
            yield Problem(*location, f"there is no CSF category {quoted(category)}; {advice(category, known)}")
    if requirement.primary in requirement.secondary:
        place = categories.at_entry("secondary", requirement.secondary.index(requirement.primary))
        yield Problem(*place, f"{requirement.primary} is the primary category already")


def csf(fields: Fields) -> Csf:
    """The functions and categories of CSF 2.0, in the file's order."""
    functions = fields.mappings("functions")
    return Csf(
        publication=fields.text("publication"),
        rights=fields.text("rights"),
        functions=tuple(
            CsfFunction(id=function.text("id"), title=function.text("title"), text=function.text("text"))
            for function in functions
        ),
        categories=tuple(
            _category(category, function.text("id"))
            for function in functions
            for category in function.mappings("categories")
        ),
    )


def _category(fields: Fields, function: str) -> CsfCategory:
    return CsfCategory(
        id=fields.text("id"),
        title=fields.text("title"),
        text=fields.text("text"),
        function=function,
        location=fields.at("id"),
    )


def policy(fields: Fields) -> Policy:
    """The constants that a rating.yaml sets."""
    credits_ = fields.mapping("credits")
    thresholds = fields.mapping("thresholds")
    evidence = fields.mapping("evidence")
    return Policy(
        credits={level.value: Fraction(credits_.exact(level) or 0) for level in _CREDITED},
        thresholds={name: Fraction(thresholds.exact(name) or 0) for name in sorted(thresholds)},
        expiring_within_days=evidence.whole("expiring_within_days") or 0,
        max_age_days=evidence.whole("max_age_days"),
    )


_CREDITED = (Level.NONE, Level.PARTIAL, Level.FULL)


def policy_problems(fields: Fields, policy: Policy) -> Iterator[Problem]:
    """What is wrong with a rating.yaml beside its form."""
    worth = [policy.credits[level] for level in _CREDITED]
    if worth != sorted(worth):
        yield Problem(*fields.at("credits"), "the credits must not fall from none over partial to full")
