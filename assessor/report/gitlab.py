"""Findings for GitLab's merge requests: a Code Quality report, in the subset of Code Climate's format that it reads.

What could not be assessed and checks of the gate that failed are blockers at the top of their profile, so that no
report looks clean that is not. What an exception waives is left out: GitLab knows no such thing.
"""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from assessor.model.vocabulary import Severity
from assessor.report.fingerprint import fingerprints
from assessor.report.json_format import dumps
from assessor.report.paths import in_repository
from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.result import Result
    from assessor.report.contents import Contents
    from assessor.report.view import View

    Document = dict[str, object]

_BLOCKER = "blocker"
_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.NOTE: "info"}


def render(contents: Contents, view: View) -> str:  # noqa: ARG001
    """The report as a JSON array, empty where there is nothing to say."""
    return dumps([*_problems(contents), *_gates(contents.results), *_findings(contents.results)])


def _problems(contents: Contents) -> Iterator[Document]:
    prints = _Fingerprints()
    for one in contents.problems:
        mark = prints.of("problem", one.path, one.message)
        yield _issue("cannot-be-assessed", one.message, _BLOCKER, mark, path=one.path, line=one.line)


def _gates(results: Sequence[Result]) -> Iterator[Document]:
    prints = _Fingerprints()
    for result in results:
        for check in result.gate.checks:
            if check.enforced and not check.passed:
                said = f"gate not passed: {check.name}: {check.expected} wanted, {check.actual} found"
                mark = prints.of("gate", result.profile.name, check.name)
                yield _issue("gate-not-passed", said, _BLOCKER, mark, path=result.profile.path)


def _findings(results: Sequence[Result]) -> Iterator[Document]:
    for result, marks in zip(results, fingerprints(results), strict=True):
        for one, mark in zip(result.findings, marks, strict=True):
            if one.waived is None:
                severity = _SEVERITIES[one.severity]
                yield _issue(one.rule, one.message, severity, mark, path=one.location.path, line=one.location.line)


def _issue(check: str, said: str, severity: str, fingerprint: str, *, path: str, line: int = 0) -> Document:
    """An issue; a line has to be there, so the first one stands for a whole file."""
    begin = max(line, 1)
    return {
        "type": "issue",
        "check_name": check,
        "description": harmless(said),
        "categories": ["Security"],
        "severity": severity,
        "fingerprint": fingerprint,
        "location": {"path": in_repository(path), "lines": {"begin": begin, "end": begin}},
    }


class _Fingerprints:
    """64 hex digits for things that are no findings, no two alike, and the same in a later report."""

    def __init__(self) -> None:
        self._seen: Counter[tuple[str, ...]] = Counter()

    def of(self, *identity: str) -> str:
        self._seen[identity] += 1
        told = "\0".join((*identity, str(self._seen[identity])))
        return sha256(told.encode("utf-8", "backslashreplace")).hexdigest()
