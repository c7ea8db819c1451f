"""The page of the functions and categories of NIST CSF 2.0, and of the requirements that stand under each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference.markdown import heading, links, page, prose, table

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
    categories = [category for category in knowledge.categories if category.function == function.id]
    yield from table(("category", "says", "primary for", "secondary for"), (_row(one, knowledge) for one in categories))


def _row(category: CsfCategory, knowledge: Knowledge) -> tuple[str, ...]:
    anchor = category.id.replace(".", "-").lower()
    primary = [one.id for one in knowledge.requirements if one.primary == category.id]
    secondary = [one.id for one in knowledge.requirements if category.id in one.secondary]
    return (
        f"**{category.id}**{{ #{anchor} }} {prose(category.title)}",
        prose(category.text),
        links(primary, _REQUIREMENTS),
        links(secondary, _REQUIREMENTS),
    )
