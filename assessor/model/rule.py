"""The rule language as values: what a rule file says, before an engine's compiler has looked at it.

A term of a pattern is a constant (`"full"`), a variable (`"$requirement"`) or a tuple of constants, any of which will
do. Tables and kinds are named; whether they exist is for the compiler to check.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.place import Location
    from assessor.model.vocabulary import Severity

Term = str | tuple[str, ...]

_FIELD = re.compile(r"\{([^{}]+)\}")


def is_variable(term: Term) -> bool:
    """Whether a term stands for a value that matching finds."""
    return isinstance(term, str) and term.startswith("$")


class Kind(NamedTuple):
    """A kind of fact.

    `given` kinds come from the assessment, not from rules; `after` names the kinds that must be complete before it can
    reckon them (none: they are there from the start). `text` says a fact in words, with the fields in braces.
    """

    name: str
    fields: tuple[str, ...]
    text: str
    location: Location
    given: bool = False
    after: tuple[str, ...] = ()

    def sentence(self, values: Mapping[str, str], any_other: str = "any {field}") -> str:
        """A fact of the kind in words; for a field without a value stands `any_other`."""
        return _FIELD.sub(lambda match: values.get(match[1], any_other.format(field=match[1])), self.text)


class Pattern(NamedTuple):
    """A kind with terms for some of its fields; in `then`, for all of them."""

    kind: str
    terms: tuple[tuple[str, Term], ...]
    location: Location


class Lookup(NamedTuple):
    """Find the row of a table whose key a bound variable holds, and bind its value; no row, no firing."""

    table: str
    key: str
    value: str
    location: Location


class Count(NamedTuple):
    """Fire only if the number of facts that match the pattern is one of `among`.

    The pattern's kind must be complete in an earlier stage, and its variables bound by `when`.
    """

    pattern: Pattern
    among: tuple[int, ...]
    location: Location


class Report(NamedTuple):
    """What a rule that derives a finding says of it. `message` may hold the variables of the rule in braces."""

    severity: Severity
    message: str
    remediation: str


class Rule(NamedTuple):
    """One rule: if all of `when` hold, none of `unless`, and the count is right, then all of `then` hold."""

    id: str
    title: str
    description: str
    source: str
    """Where the rule comes from: a section of the paper, a CSF id, a design decision."""
    when: tuple[Pattern, ...]
    then: tuple[Pattern, ...]
    pack: str
    location: Location
    unless: tuple[Pattern, ...] = ()
    lookup: Lookup | None = None
    count: Count | None = None  # type: ignore[assignment] # the word of the rule language, and not the tuple's method
    report: Report | None = None
