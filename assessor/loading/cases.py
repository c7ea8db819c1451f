"""The cases of rules (`<rule id>.test.yaml`) as values; running them is not known here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor.errors import Problem
from assessor.loading.rules import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.loading.fields import Fields
    from assessor.model.place import Location
    from assessor.model.rule import Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Some facts, and all that one rule derives from them; a fact is a pattern of constants."""

    name: str
    given: tuple[Pattern, ...]
    expect: tuple[Pattern, ...]
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCases:
    """The cases of one rule, in the file's order."""

    rule: str
    cases: tuple[Case, ...]


def rule_cases(fields: Fields, rule: str) -> RuleCases:
    """The cases that a file has for the rule that its name names."""
    return RuleCases(rule=rule, cases=tuple(map(_case, fields.mappings("cases"))))


def _case(fields: Fields) -> Case:
    return Case(
        name=fields.text("name"),
        given=patterns(fields, "given"),
        expect=patterns(fields, "expect"),
        location=fields.at("name"),
    )


def case_problems(cases: RuleCases) -> Iterator[Problem]:
    """What is wrong with the cases of a rule beside their form."""
    seen: dict[str, Location] = {}
    for case in cases.cases:
        first = seen.setdefault(case.name, case.location)
        if first is not case.location:
            yield Problem(*case.location, f"another case has this name: {first}")
