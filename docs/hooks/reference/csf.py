"""The page of the functions and categories of NIST CSF 2.0, and of the requirements that stand under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference.markdown import heading, links, page, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.knowledge import CsfCategory, CsfFunction, Knowledge

_REQUIREMENTS = "requirements.md"


def csf_page(knowledge: Knowledge) -> str:
    """All functions with their categories, in CSF's order."""
    return page(
        [
            heading(1, "CSF functions", "csf-functions"),
            "",
            f"The functions and categories of the NIST Cybersecurity Framework (CSF) 2.0, in its own words: "
            f"{prose(knowledge.csf_publication)}. {prose(knowledge.csf_rights)}.",
            "",
            "A requirement has one primary category, which alone decides the function that it covers, and may have",
            "secondary ones, which are shown and never counted.",
            "",
            *(line for function in knowledge.functions for line in _function(function, knowledge)),
        ]
    )


def _function(function: CsfFunction, knowledge: Knowledge) -> Iterator[str]:
    yield from (heading(2, f"{function.id}: {function.title}", function.id.lower()), "", f"{prose(function.text)}.", "")
    yield from (_category(one, knowledge) for one in knowledge.categories if one.function == function.id)
    yield ""


def _category(category: CsfCategory, knowledge: Knowledge) -> str:
    anchor = category.id.replace(".", "-").lower()
    primary = links((one.id for one in knowledge.requirements if one.primary == category.id), _REQUIREMENTS)
    secondary = links((one.id for one in knowledge.requirements if category.id in one.secondary), _REQUIREMENTS)
    serves = [f"{way} for {found}" for way, found in (("Primary", primary), ("Secondary", secondary)) if found]
    words = f"{prose(category.title)}. {prose(category.text)}."
    return f"- **{category.id}**{{ #{anchor} }} {words} {'. '.join(serves) or 'No requirement stands under it'}."
