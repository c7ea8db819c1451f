"""Short ways to say kinds, rules and facts in tests."""

from __future__ import annotations

import importlib

import pytest

from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.errors import RulesError
from assessor.model.fact import Fact, TableRow
from assessor.model.place import Location
from assessor.model.rule import Count, Kind, Lookup, Pattern, Report, Rule
from assessor.model.vocabulary import Severity


def imports(module):
    """Whether a module can be had: it may be installed and still not import."""
    try:
        importlib.import_module(module)
    except ImportError:
        return False
    return True


HAS_DURABLE = imports("durable_rules_engine")
needs_durable = pytest.mark.skipif(not HAS_DURABLE, reason="durable-rules does not import on Python 3.13 and later")
BOTH = [pytest.param("plain"), pytest.param("durable", marks=needs_durable)]
TABLES = {"colour": {"red": TableRow("colour", "red", "warm", Location("colours.yaml", 3, 1))}}


def kind(name, fields="x y", *, given=False, after=(), text="", line=1):
    return Kind(
        name=name,
        fields=tuple(fields.split()),
        text=text,
        given=given,
        after=tuple(after),
        location=Location("kinds.yaml", line, 1),
    )


def pattern(name, terms=None, line=1, **fields):
    """A pattern; fields as keywords, or as pairs where they repeat."""
    return Pattern(kind=name, terms=tuple(terms or fields.items()), location=Location("rule.yaml", line, 5))


def rule(name, when, then, *, unless=(), lookup=None, count=None, message=None, line=1):
    return Rule(
        id=name,
        title=name,
        description=name,
        source="a test",
        when=tuple(when),
        then=tuple(then),
        unless=tuple(unless),
        lookup=lookup and Lookup(table=lookup[0], key=lookup[1], value=lookup[2], location=Location("rule.yaml", 7, 3)),
        count=count and Count(pattern=count[0], among=tuple(count[1]), location=Location("rule.yaml", 8, 3)),
        report=message and Report(severity=Severity.NOTE, message=message, remediation="none"),
        pack="tests",
        location=Location(f"{name}.yaml", line, 1),
    )


KINDS = (
    kind("edge", given=True),
    kind("node", "x", given=True),
    kind("path"),
    kind("far", "x"),
    kind("late", "x", given=True, after=["far"]),
    kind("end", "x"),
)


def compiled(*rules, kinds=KINDS, tables=TABLES):
    return compile_program(kinds, rules, tables)


def refusal(*rules, kinds=KINDS, tables=TABLES):
    """The problems that these rules are refused with, each as it is printed."""
    with pytest.raises(RulesError) as refused:
        compile_program(kinds, rules, tables)
    return [str(problem) for problem in refused.value.problems]


def engine(name, *rules, kinds=KINDS, tables=TABLES):
    return build_engine(compiled(*rules, kinds=kinds, tables=tables), name=name, trusted=True, packs=())


def fact(kind, *values):
    return Fact(kind, values)


def derived(deduction):
    """The facts of a deduction that were derived."""
    return [fact for fact, steps in zip(deduction.facts, deduction.steps, strict=True) if steps]
