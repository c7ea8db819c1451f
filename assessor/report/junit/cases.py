"""Test cases and suites as values, and the XML of them that Jenkins, GitLab and others read.

The grammar is what the schemas of Jenkins' plugins have in common: no attribute of a case but its names and its time, a
skipped one says why in its text. Nothing in it comes from a clock.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_NO_TIME = {"time": "0"}
_NOTHING: Mapping[str, str] = {}


class Outcome(StrEnum):
    """What became of a case, as XML names it."""

    PASSED = "passed"
    FAILURE = "failure"
    """A gate did not pass."""
    ERROR = "error"
    """Something could not be used."""
    SKIPPED = "skipped"
    """Nothing was asked, or nothing can be said."""


class Case(NamedTuple):
    """One case of a suite."""

    name: str
    outcome: Outcome
    why: str = ""
    """In a line; a case that passed has none."""
    details: Sequence[str] = ()
    """What a case that did not pass rests on, line by line."""
    output: Sequence[str] = ()
    """What stands beside any case: verdicts and places, line by line."""


class Suite(NamedTuple):
    """Cases of one kind; the class that each is shown under is `package.kind`."""

    package: str
    kind: str
    cases: Sequence[Case]
    properties: Mapping[str, str] = _NOTHING


def document(suites: Sequence[Suite]) -> str:
    """The file, in ASCII, ending with a line feed; no two cases in it have the same names."""
    root = Element("testsuites", {"name": "dtassess", **_numbers([case for suite in suites for case in suite.cases])})
    seen: Counter[tuple[str, str]] = Counter()
    for suite in suites:
        _add_suite(root, suite, seen)
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="us-ascii").decode()}\n'


def _numbers(cases: Iterable[Case]) -> dict[str, str]:
    """The attributes that count cases."""
    count = Counter(case.outcome for case in cases)
    numbers = {"tests": count.total(), "failures": count[Outcome.FAILURE], "errors": count[Outcome.ERROR]}
    return {**{name: str(number) for name, number in numbers.items()}, **_NO_TIME}


def _add_suite(root: Element, suite: Suite, seen: Counter[tuple[str, str]]) -> None:
    skipped = sum(case.outcome is Outcome.SKIPPED for case in suite.cases)
    name = _line(f"{suite.package} {suite.kind}".strip())
    element = SubElement(root, "testsuite", {"name": name, **_numbers(suite.cases), "skipped": str(skipped)})
    if suite.properties:
        properties = SubElement(element, "properties")
        for key, value in suite.properties.items():
            SubElement(properties, "property", {"name": key, "value": _line(value)})
    for case in suite.cases:
        names = (_line(f"{suite.package}.{suite.kind}".strip(".")), _line(case.name))
        seen[names] += 1
        again = f" ({seen[names]})" if seen[names] > 1 else ""
        _add_case(SubElement(element, "testcase", {"classname": names[0], "name": names[1] + again, **_NO_TIME}), case)


def _add_case(element: Element, case: Case) -> None:
    if case.outcome is Outcome.SKIPPED:
        SubElement(element, case.outcome).text = _text([case.why, *case.details])
    elif case.outcome is not Outcome.PASSED:
        attributes = {"message": _line(case.why), "type": case.outcome}
        SubElement(element, case.outcome, attributes).text = _text(case.details or [case.why])
    if case.output:
        SubElement(element, "system-out").text = _text(case.output)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(map(_line, lines))


def _line(text: str) -> str:
    """The text on one line, without what XML or a terminal cannot hold, and naming no file for GitLab to attach."""
    return harmless(text).replace("[[ATTACHMENT|", "[ [ATTACHMENT|")
