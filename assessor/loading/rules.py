"""Rule files and kinds files as values of the rule language. Whether rules can run is for the engine's compiler to say.

Checked here is what concerns a file alone: what a rule reports, and that it speaks in its own name.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessor.errors import Problem, quoted
from assessor.model.nearest import advice
from assessor.model.rule import Count, Kind, Lookup, Pattern, Report, Rule, is_variable
from assessor.model.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.loading.fields import Fields
    from assessor.model.place import Location

FINDING = "-finding"
"""How the names of the kinds end whose facts are reported."""
_REPORT = ("severity", "message", "remediation")
_braces = re.compile(r"\{([^{}]*)\}|[{}]").finditer


def rule(fields: Fields, pack: str) -> Rule:
    """The rule that a file says."""
    return Rule(
        id=fields.text("id"),
        title=fields.text("title"),
        description=fields.text("description"),
        source=fields.text("source"),
        when=patterns(fields, "when"),
        then=patterns(fields, "then"),
        unless=patterns(fields, "unless"),
        lookup=_lookup(fields.mapping("lookup")) if "lookup" in fields else None,
        count=_count(fields.mapping("count")) if "count" in fields else None,
        report=_report(fields),
        pack=pack,
        location=fields.at("id"),
    )


def patterns(fields: Fields, key: str) -> tuple[Pattern, ...]:
    """The patterns or facts of a list, in the file's order."""
    return tuple(map(_pattern, fields.mappings(key)))


def _pattern(fields: Fields) -> Pattern:
    (kind,) = fields
    terms = fields.mapping(kind)
    return Pattern(kind=kind, terms=tuple((field, terms.text_or_texts(field)) for field in terms), location=fields.at())


def _lookup(fields: Fields) -> Lookup:
    return Lookup(
        table=fields.text("table"), key=fields.text("key"), value=fields.text("value"), location=fields.at("table")
    )


def _count(fields: Fields) -> Count:
    return Count(pattern=_pattern(fields.mapping("of")), among=fields.wholes("among"), location=fields.at("of"))


def _report(fields: Fields) -> Report | None:
    if not all(key in fields for key in _REPORT):
        return None
    return Report(
        severity=Severity(fields.text("severity")),
        message=fields.text("message"),
        remediation=fields.text("remediation"),
    )


def rule_problems(fields: Fields, rule: Rule) -> Iterator[Problem]:
    """What is wrong with a rule file beside its form."""
    yield from _report_problems(fields, rule)
    yield from _message_problems(fields, rule)
    for pattern in rule.then:
        yield from _own_name_problems(rule, pattern)


def _report_problems(fields: Fields, rule: Rule) -> Iterator[Problem]:
    kind = next((pattern.kind for pattern in rule.then if pattern.kind.endswith(FINDING)), None)
    for key in _REPORT:
        if kind and key not in fields:
            yield Problem(*fields.at("id"), f"a rule that derives {kind} needs a {key}")
        elif key in fields and not kind:
            message = f"{key} is only for a rule that derives a kind whose name ends in {FINDING}"
            yield Problem(*fields.at_key(key), message)


def _message_problems(fields: Fields, rule: Rule) -> Iterator[Problem]:
    bound = {str(term)[1:] for pattern in rule.when for _, term in pattern.terms if is_variable(term)}
    if rule.lookup:
        bound.add(rule.lookup.value[1:])
    for match in _braces(fields.text_or_none("message") or ""):
        if match[1] is None:
            message = "a brace that stands alone: write a variable in a pair of braces"
        elif match[1] not in bound:
            message = f"the rule binds no variable {quoted(match[1])}; {advice(match[1], sorted(bound))}"
        else:
            continue
        yield Problem(*fields.at("message"), message)


def _own_name_problems(rule: Rule, pattern: Pattern) -> Iterator[Problem]:
    field = "rule" if pattern.kind.endswith(FINDING) else "cap" if pattern.kind == "cap" else None
    for name, term in pattern.terms:
        if name == field and term != rule.id:
            message = f"{name} has to be the rule's own id here, {quoted(rule.id)}, not {quoted(str(term))}"
            yield Problem(*pattern.location, message)


def kinds(fields: Fields) -> tuple[Kind, ...]:
    """The kinds that a file declares, in its order."""
    declared = fields.mapping("kinds")
    return tuple(_kind(name, declared.mapping(name), declared.at_key(name)) for name in declared)


def _kind(name: str, fields: Fields, location: Location) -> Kind:
    return Kind(
        name=name,
        fields=fields.texts("fields"),
        text=fields.text("text"),
        given=bool(fields.flag("given")),
        after=fields.texts("after"),
        location=location,
    )
