"""Rules, in words and as they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assessor.report.layout import labelled, paragraph, table, text_of
from assessor.report.paint import Paint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.model.rule import Kind, Pattern, Rule, Term
    from assessor.report.document import Document
    from assessor.report.view import View


def list_text(rules: Sequence[Rule], view: View) -> str:
    """A line a rule, by id."""
    rows = ((rule.id, rule.report.severity if rule.report else "", rule.pack, rule.title) for rule in rules)
    return text_of(table(("id", "finding", "pack", "title"), rows, Paint(view)))


class Case(Protocol):
    """One of a rule's own cases: facts, and all that the rule derives from them."""

    @property
    def name(self) -> str:
        """What the case shows."""

    @property
    def given(self) -> Sequence[Pattern]:
        """The facts that are there."""

    @property
    def expect(self) -> Sequence[Pattern]:
        """All that the rule derives from them."""


def show_text(rule: Rule, kinds: Sequence[Kind], cases: Sequence[Case], view: View) -> str:
    """One rule: what it says, where it comes from, where it stands, and its cases."""
    paint = Paint(view)
    return text_of([*_show(rule, {kind.name: kind for kind in kinds}, paint), *_cases(cases, paint)])


def show_object(rule: Rule, cases: Sequence[Case]) -> Document:
    """The rule with its cases."""
    found = [
        {
            "name": case.name,
            "given": list(map(_pattern_object, case.given)),
            "expect": list(map(_pattern_object, case.expect)),
        }
        for case in cases
    ]
    return {**to_object(rule), "cases": found}


def list_object(rules: Iterable[Rule]) -> list[Document]:
    """The rules by id."""
    return [to_object(rule) for rule in rules]


def to_object(rule: Rule) -> Document:
    """A rule as plain values; what it does not have is None or an empty list."""
    return {
        "id": rule.id,
        "title": rule.title,
        "description": rule.description,
        "source": rule.source,
        "pack": rule.pack,
        "when": [_pattern_object(pattern) for pattern in rule.when],
        "unless": [_pattern_object(pattern) for pattern in rule.unless],
        "lookup": rule.lookup and {"table": rule.lookup.table, "key": rule.lookup.key, "value": rule.lookup.value},
        "count": rule.count and {"of": _pattern_object(rule.count.pattern), "among": list(rule.count.among)},
        "then": [_pattern_object(pattern) for pattern in rule.then],
        "finding": rule.report
        and {
            "severity": str(rule.report.severity),
            "message": rule.report.message,
            "remediation": rule.report.remediation,
        },
        "location": {"path": rule.location.path, "line": rule.location.line, "column": rule.location.column},
    }


def _pattern_object(pattern: Pattern) -> Document:
    return {pattern.kind: {name: list(term) if isinstance(term, tuple) else term for name, term in pattern.terms}}


def _show(rule: Rule, kinds: Mapping[str, Kind], paint: Paint) -> Iterator[str]:
    yield paint.heading(paint.text(rule.id), paint.text(rule.title))
    yield from paragraph(rule.description, paint)
    yield from labelled("  Source", rule.source, paint)
    yield from labelled("  Written in", str(rule.location), paint)
    if rule.report:
        yield from labelled("  Finding", f"{rule.report.severity}: {rule.report.message}", paint)
        yield from labelled("  What to do", rule.report.remediation, paint)
    yield ""
    yield paint.bold("In words")
    for opening, text in in_words(rule, kinds):
        yield from labelled(f"  {opening}", text, paint)
    yield ""
    yield paint.bold("As written")
    yield from (f"  {paint.line(line)}" for line in _written(rule))


def _cases(cases: Sequence[Case], paint: Paint) -> Iterator[str]:
    yield ""
    yield paint.heading("Cases", "" if cases else "none")
    for case in cases:
        yield f"  {paint.text(case.name)}"
        for label, facts in (("given", case.given), ("expect", case.expect)):
            for number, text in enumerate(map(_flow, facts)):
                yield from labelled("" if number else f"    {label}", text, paint, width=12)
            if not facts:
                yield from labelled(f"    {label}", "nothing", paint, width=12)


def in_words(rule: Rule, kinds: Mapping[str, Kind]) -> Iterator[tuple[str, str]]:
    """What the rule says, a clause at a time: `if`, `and`, `and not` or `then`, and a fact in words."""
    for number, pattern in enumerate(rule.when):
        yield ("and" if number else "if"), _sentence(pattern, kinds)
    if rule.lookup:
        yield "and", f"the table {rule.lookup.table} has {rule.lookup.value} for {rule.lookup.key}"
    for pattern in rule.unless:
        yield "and not", _sentence(pattern, kinds)
    if rule.count:
        among = " or ".join(map(str, rule.count.among))
        yield "and", f"there are {among} facts such that {_sentence(rule.count.pattern, kinds)}"
    for number, pattern in enumerate(rule.then):
        yield ("and" if number else "then"), _sentence(pattern, kinds)


def _sentence(pattern: Pattern, kinds: Mapping[str, Kind]) -> str:
    if pattern.kind not in kinds:
        return pattern.kind
    return kinds[pattern.kind].sentence({name: _term(term) for name, term in pattern.terms})


def _term(term: Term) -> str:
    return " or ".join(term) if isinstance(term, tuple) else term


def _written(rule: Rule) -> Iterator[str]:
    for key, patterns in (("when", rule.when), ("unless", rule.unless)):
        if patterns:
            yield f"{key}:"
            yield from (f"  - {_flow(pattern)}" for pattern in patterns)
    if rule.lookup:
        yield f"lookup: {{table: {rule.lookup.table}, key: {rule.lookup.key}, value: {rule.lookup.value}}}"
    if rule.count:
        yield f"count: {{of: {{{_flow(rule.count.pattern)}}}, among: [{', '.join(map(str, rule.count.among))}]}}"
    yield "then:"
    yield from (f"  - {_flow(pattern)}" for pattern in rule.then)


def _flow(pattern: Pattern) -> str:
    terms = (
        f"{name}: [{', '.join(term)}]" if isinstance(term, tuple) else f"{name}: {term}" for name, term in pattern.terms
    )
    return f"{pattern.kind}: {{{', '.join(terms)}}}"
