"""A run: the tool with its rules, the files, the results, and whether anything was left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessor.model.vocabulary import SEVERITY_ORDER
from assessor.report.sarif.places import LINE_BREAKS, ROOT, artifact_location, physical, roles
from assessor.report.sarif.results import Setting, of_problems, of_profile
from assessor.report.sarif.rules import Rules, only, rules_of
from assessor.report.sarif.scopes import scopes_of
from assessor.report.sarif.taxonomy import REFERENCE, taxa_by_requirement, taxonomy
from assessor.report.sarif.verdicts import verdict
from assessor.report.sarif.words import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from assessor.model.knowledge import Knowledge
    from assessor.model.result import Result
    from assessor.report.contents import Contents
    from assessor.report.document import Document
    from assessor.report.sarif.scopes import Scope
    from assessor.report.sarif.target import Target

_TOOL = "dtassess"
_SEMANTIC_VERSION = re.compile(r"[0-9]+\.[0-9]+\.[0-9]+")
_OVER_THE_LIMIT, _WAIVED = "overTheLimit", "waived"
"""Why a result is left out."""


def runs_of(contents: Contents, target: Target) -> list[Document]:
    """The runs of a file for a target."""
    tool = _tool(contents.results)
    return [_run(scope, contents.knowledge, target, tool) for scope in scopes_of(contents, target)]


def _tool(results: Sequence[Result]) -> Document:
    """The tool without its rules."""
    found = results[0].tool.version if results else _installed()
    semantic = {"semanticVersion": found} if _SEMANTIC_VERSION.fullmatch(found) else {}
    return {"name": _TOOL, **({"version": found} if found else {}), **semantic}


def _installed() -> str:
    """The version of the installed distribution, for a file on no result; empty where none is installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(_TOOL)
    except PackageNotFoundError:
        return ""


def _run(scope: Scope, knowledge: Knowledge | None, target: Target, tool: Document) -> Document:
    artifacts = _artifacts(scope)
    numbers = {path: number for number, path in enumerate(artifacts)}
    known = knowledge if scope.assessed else None
    framework = known if target.taxonomies else None
    rules = rules_of(known, inputs=scope.inputs)
    taxa = {} if framework is None else taxa_by_requirement(framework)
    results = _results(scope, Setting(target, rules.numbers, numbers, taxa))
    kept = results[: target.results]
    if len(rules.descriptors) > target.rules:
        rules, kept = _with_fewer_rules(rules, kept)
    left_out = _left_out(scope, target, len(results) - len(kept))
    return {
        "tool": {"driver": {**tool, **_rules(rules, framework)}},
        "automationDetails": {"id": f"{_TOOL}/{scope.category}/", "description": {"text": scope.words}},
        "invocations": [_invocation(scope, left_out, numbers)],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": list(LINE_BREAKS),
        "originalUriBaseIds": {ROOT: {"description": {"text": "The folder that the command was run in."}}},
        "artifacts": list(artifacts.values()),
        "results": kept,
        **({} if framework is None else {"taxonomies": [taxonomy(framework)]}),
        "properties": {
            "profiles": [verdict(assessed.result) for assessed, _ in scope.assessed],
            "leftOut": left_out,
        },
    }


def _rules(rules: Rules, framework: Knowledge | None) -> Document:
    supported = {} if framework is None else {"supportedTaxonomies": [REFERENCE]}
    return {**supported, "rules": rules.descriptors}


def _artifacts(scope: Scope) -> dict[str, Document]:
    """The files that the run is about, by their paths; one that could not be used is named without a digest."""
    profiles = [*(assessed.result.profile for assessed, _ in scope.assessed), *scope.valid]
    digests: dict[str, str | None] = {profile.path: profile.sha256 for profile in profiles}
    for problem in scope.problems:
        digests.setdefault(problem.path, None)
    return {path: _artifact(path, digest) for path, digest in digests.items()}


def _artifact(path: str, digest: str | None) -> Document:
    hashes = {} if digest is None else {"hashes": {"sha-256": digest}}
    return {"location": artifact_location(path), "roles": roles(path), "encoding": "utf-8", **hashes}


def _results(scope: Scope, setting: Setting) -> list[Document]:
    """The results, the gravest first."""
    found = list(of_problems(scope.problems, setting))
    for assessed, prints in scope.assessed:
        found += of_profile(assessed, prints, setting)
    order = {str(severity): number for number, severity in enumerate(SEVERITY_ORDER)}
    return sorted(found, key=lambda result: order[str(result["level"])])


def _with_fewer_rules(rules: Rules, results: Sequence[Document]) -> tuple[Rules, list[Document]]:
    """The rules that have results, and the results with their numbers among these."""
    fewer = only(rules, (str(result["ruleId"]) for result in results))
    return fewer, [{**result, "ruleIndex": fewer.numbers[str(result["ruleId"])]} for result in results]


def _left_out(scope: Scope, target: Target, cut: int) -> Mapping[str, int]:
    """How many results are not in the run, by the reason."""
    waived = sum(finding.waived is not None for one, _ in scope.assessed for finding in one.result.findings)
    numbers = {_WAIVED: 0 if target.suppressions else waived, _OVER_THE_LIMIT: cut}
    return {reason: number for reason, number in numbers.items() if number}


def _invocation(scope: Scope, left_out: Mapping[str, int], artifacts: Mapping[str, int]) -> Document:
    """An input that cannot be used is a run that failed, so that it never looks like one that found nothing."""
    notifications: list[Document] = [
        {
            "level": "error",
            "message": {"text": sentence(problem.message)},
            "locations": [physical((problem.path, problem.line, problem.column), artifacts, ())],
        }
        for problem in scope.problems
    ]
    if _OVER_THE_LIMIT in left_out:
        words = f"{left_out[_OVER_THE_LIMIT]} results, the mildest, are left out: there are more than the reader takes."
        notifications.append({"level": "warning", "message": {"text": words}})
    return {"executionSuccessful": not scope.problems, "toolExecutionNotifications": notifications}
