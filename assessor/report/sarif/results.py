"""The results of a run: its profiles' findings, and what is wrong with inputs that could not be used."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Severity
from assessor.report.sarif.places import lines_of, physical
from assessor.report.sarif.rules import INVALID_INPUT
from assessor.report.sarif.words import sentence
from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.errors import Problem
    from assessor.model.result import Finding, Waiver
    from assessor.report.contents import Assessed
    from assessor.report.document import Document
    from assessor.report.sarif.target import Target

_SUBJECTS = ("requirement", "layer", "control", "benchmark", "subject")


class Setting(NamedTuple):
    """What all results of a run share."""

    target: Target
    rules: Mapping[str, int]
    """The number of each rule by its id."""
    artifacts: Mapping[str, int]
    """The number of each file by its path."""
    taxa: Mapping[str, Sequence[Document]]
    """What a requirement belongs to; empty where the target knows no taxonomies."""


def of_profile(assessed: Assessed, prints: Sequence[str], setting: Setting) -> Iterator[Document]:
    """The results of a profile, in the order of its findings; what is waived only where the target can say so."""
    lines = lines_of(assessed.source)
    for finding, print_ in zip(assessed.result.findings, prints, strict=True):
        if finding.waived is None or setting.target.suppressions:
            yield _of_finding(finding, print_, lines, setting)


def of_problems(problems: Iterable[Problem], setting: Setting) -> Iterator[Document]:
    """A result for each thing that is wrong with an input."""
    seen: Counter[tuple[str, str]] = Counter()
    for problem in problems:
        seen[problem.path, problem.message] += 1
        told = "\0".join((INVALID_INPUT, problem.path, problem.message, str(seen[problem.path, problem.message])))
        print_ = sha256(told.encode("utf-8", "backslashreplace")).hexdigest()
        place = physical((problem.path, problem.line, problem.column), setting.artifacts, ())
        message = sentence(problem.message)
        yield _result(INVALID_INPUT, Severity.ERROR, setting, message=message, place=place, print_=print_)


def _of_finding(finding: Finding, print_: str, lines: Sequence[str], setting: Setting) -> Document:
    message = f"{sentence(finding.message)} {sentence(finding.remediation)}"
    place = physical(finding.location, setting.artifacts, lines)
    if about := _about(finding):
        place = {**place, "logicalLocations": about}
    result = _result(finding.rule, finding.severity, setting, message=message, place=place, print_=print_)
    if setting.target.suppressions and finding.waived is not None:
        result["suppressions"] = [_suppression(finding.waived, lines, setting)]
    if finding.requirement is not None and setting.taxa:
        result["taxa"] = setting.taxa[finding.requirement]
    result["properties"] = {
        name: harmless(value) for name in _SUBJECTS if (value := getattr(finding, name)) is not None
    }
    return result


def _result(
    rule: str, severity: Severity, setting: Setting, *, message: str, place: Document, print_: str
) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": rule,
        "ruleIndex": setting.rules[rule],
        "level": str(severity),
        "message": {"text": message},
        "locations": [place],
        "partialFingerprints": {setting.target.fingerprint: print_},
    }
    # All results of a run have them, or none has.
    return {**result, "suppressions": []} if setting.target.suppressions else result


def _about(finding: Finding) -> list[Document]:
    """What the finding is about, each part by its kind; a layer within its requirement."""
    names = {name: value for name in _SUBJECTS[:-1] if (value := getattr(finding, name)) is not None}
    cell = {"layer": f"{finding.requirement}/{finding.layer}"} if finding.requirement else {}
    return [
        {"name": harmless(name), "fullyQualifiedName": harmless(cell.get(kind, name)), "kind": kind}
        for kind, name in names.items()
    ]


def _suppression(waiver: Waiver, lines: Sequence[str], setting: Setting) -> Document:
    approval = f"{waiver.reason} (approved by {waiver.approved_by}, through {waiver.expires.isoformat()})"
    return {
        "kind": "external",
        "status": "accepted",
        "justification": harmless(approval),
        "location": physical(waiver.location, setting.artifacts, lines),
    }
