"""Annotations for GitHub: what is wrong, beside its line in a pull request, as workflow commands.

Every line is one of the three commands that annotate and nothing else, so no text can begin one of its own. GitHub
shows ten errors, ten warnings and ten notices of a step: what could not be assessed goes first, then the gate, then
findings, gravest first; the last notice tells the verdict and what is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Severity
from assessor.report.paths import STANDARD_INPUT, in_repository
from assessor.report.terminal import harmless
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.result import Result
    from assessor.report.contents import Contents
    from assessor.report.view import View

_MOST = 10
"""Of each command that GitHub shows for a step."""
_LONGEST = 1000
"""Characters of a message; more is nobody's to read there."""
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


class _Annotation(NamedTuple):
    severity: Severity
    title: str
    message: str
    path: str = STANDARD_INPUT
    line: int = 0
    column: int = 0


def render(contents: Contents, view: View) -> str:  # noqa: ARG001
    """A command a line, at most ten of each."""
    every = [*_problems(contents), *_gates(contents.results), *_findings(contents.results)]
    by_severity = {severity: [one for one in every if one.severity is severity] for severity in _COMMANDS}
    room = {**dict.fromkeys(_COMMANDS, _MOST), Severity.NOTE: _MOST - 1}
    shown = [one for severity, found in by_severity.items() for one in found[: room[severity]]]
    left = {severity: len(found) - room[severity] for severity, found in by_severity.items()}
    last = _Annotation(Severity.NOTE, "dtassess", f"{_outcome(contents)}{_left_out(left)}")
    return "".join(f"{_command(one)}\n" for one in (*shown, last))


def _problems(contents: Contents) -> Iterator[_Annotation]:
    for one in contents.problems:
        title = "dtassess: cannot be assessed"
        yield _Annotation(Severity.ERROR, title, one.message, one.path, one.line, one.column)


def _gates(results: Sequence[Result]) -> Iterator[_Annotation]:
    for result in results:
        for check in result.gate.checks:
            if check.enforced and not check.passed:
                said = f"{check.name}: {check.expected} wanted, {check.actual} found"
                yield _Annotation(Severity.ERROR, "dtassess: gate not passed", said, result.profile.path, 1, 1)


def _findings(results: Sequence[Result]) -> Iterator[_Annotation]:
    """The findings that are open: the first of each rule goes before the second of any."""
    turns: Counter[tuple[int, str]] = Counter()
    ranked = []
    for number_of_result, result in enumerate(results):
        for one in result.findings:
            if one.waived is None:
                turns[number_of_result, one.rule] += 1
                ranked.append((turns[number_of_result, one.rule], one))
    for _, one in sorted(ranked, key=lambda pair: pair[0]):
        at = one.location
        said = f"{one.message}. {one.remediation}"
        yield _Annotation(one.severity, f"dtassess: {one.rule}", said, at.path, at.line, at.column)


def _outcome(contents: Contents) -> str:
    """The verdict on one profile, or how many there were; never without a word on what could not be assessed."""
    results, failed = contents.results, sum(result.gate.passed is False for result in contents.results)
    if len(results) == 1:
        said = f"{results[0].profile.name}: {_verdict(results[0])}."
    elif results:
        said = f"{len(results)} profiles assessed, {failed or 'none'} with a gate that did not pass."
    elif contents.valid:
        said = "1 profile is valid." if len(contents.valid) == 1 else f"{len(contents.valid)} profiles are valid."
    else:
        return "Nothing was assessed."
    return f"{said} Not everything could be assessed." if contents.problems else said


def _verdict(result: Result) -> str:
    summary = result.summary[result.basis]
    gate = {True: "gate passed", False: "gate not passed", None: "no gate set"}[result.gate.passed]
    return f"{gate}, rating {summary.rating}, score {number(summary.score)} ({result.basis}, as of {result.as_of})"


def _left_out(left: Mapping[Severity, int]) -> str:
    told = [f"{count} {_COMMANDS[severity]}{'s' * (count > 1)}" for severity, count in left.items() if count > 0]
    return f" Not shown here: {', '.join(told)}." if told else ""


def _command(one: _Annotation) -> str:
    properties = {"title": one.title}
    if one.path != STANDARD_INPUT:
        properties = {"file": in_repository(one.path), **_place(one), **properties}
    told = ",".join(f"{name}={_escaped(value, _IN_PROPERTIES)}" for name, value in properties.items())
    return f"::{_COMMANDS[one.severity]} {told}::{_escaped(one.message[:_LONGEST], _IN_DATA)}"


def _place(one: _Annotation) -> Mapping[str, str]:
    return {"line": str(one.line), "col": str(one.column)} if one.line else {}


def _escaped(text: str, replacements: Mapping[int, str]) -> str:
    return harmless(text).translate(replacements)
