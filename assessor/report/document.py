"""The versioned JSON form of a result (`dtassess/result/v1`), apart from the inner types.

Fields and their order are the published ones; what does not apply is None, never left out. Numbers are rounded here and
nowhere else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import shown
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction
    from typing import Any

    from assessor.errors import Problem
    from assessor.model.knowledge import Coverage, PackIdentity
    from assessor.model.place import Location
    from assessor.model.profile import Profile
    from assessor.model.result import (
        BasisSummary,
        BenchmarkOnBasis,
        BenchmarkResult,
        CategoryResult,
        Check,
        Finding,
        FunctionResult,
        Gate,
        Inputs,
        RequirementOnBasis,
        RequirementResult,
        Result,
        Waiver,
    )

RESULT = "dtassess/result/v1"
RESULTS = "dtassess/results/v1"
PROBLEMS = "dtassess/problems/v1"

Document = dict[str, object]


def to_json_object(result: Result) -> Document:
    """The result as plain dicts, lists, strings, numbers, booleans and None."""
    return {
        "schema": RESULT,
        "tool": {"name": result.tool.name, "version": result.tool.version, "engine": result.tool.engine},
        "rules": to_rules_object(result.rules),
        "profile": to_profile_object(result.profile),
        "as_of": result.as_of.isoformat(),
        "basis": str(result.basis),
        "summary": {
            **{str(basis): _summary(result.summary[basis]) for basis in Basis},
            "assessed": to_number(result.assessed),
        },
        "requirements": [_requirement(requirement) for requirement in result.requirements],
        "functions": [_function(function) for function in result.functions],
        "categories": [_category(category) for category in result.categories],
        "benchmarks": [to_benchmark_object(benchmark) for benchmark in result.benchmarks],
        "findings": [_finding(finding) for finding in result.findings],
        "gate": _gate(result.gate),
        "inputs": _inputs(result.inputs),
    }


def to_rules_object(rules: Iterable[PackIdentity]) -> list[Document]:
    """The rule packs that spoke."""
    return [{"pack": pack.pack, "version": pack.version, "sha256": pack.sha256} for pack in rules]


def to_profile_object(profile: Profile) -> Document:
    """Which profile an answer is about."""
    return {
        "name": profile.name,
        "version": profile.version,
        "path": _path(profile.path),
        "sha256": profile.sha256,
    }


def to_problems_object(problems: Iterable[Problem]) -> Document:
    """What is wrong with an input, in the order given; line and column are 0 where a whole file is meant."""
    return {"schema": PROBLEMS, "problems": [_problem(problem) for problem in problems]}


def to_report_object(results: Sequence[Result], problems: Sequence[Problem]) -> Document:
    """One result as it is, several as one document, problems alone as theirs; results and problems side by side."""
    documents = [to_json_object(result) for result in results]
    found = to_problems_object(problems)
    if not documents:
        return found
    if problems:
        return {"schema": RESULTS, "results": documents, "problems": found["problems"]}
    return documents[0] if len(documents) == 1 else {"schema": RESULTS, "results": documents}


def _problem(problem: Problem) -> Document:
    return {
        "path": _path(problem.path),
        "line": problem.line,
        "column": problem.column,
        "message": problem.message,
    }


def _path(path: str) -> str:
    """The path with what is not UTF-8 in its name spelled out: half a character is valid in no format."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")


def to_number(number: Fraction | None) -> float | None:
    """A number as answers give it, rounded; None where there is none."""
    return None if number is None else shown(number)


def _summary(summary: BasisSummary) -> Document:
    return {
        "band": str(summary.band),
        "rating": str(summary.rating),
        "caps": list(summary.caps),
        "caps_possible": list(summary.caps_possible),
        "functions": list(summary.functions),
        "score": to_number(summary.score),
        "score_range": None if summary.score_range is None else [shown(end) for end in summary.score_range],
    }


def _requirement(requirement: RequirementResult) -> Document:
    return {
        "id": requirement.id,
        "group": str(requirement.group),
        "applicability": str(requirement.applicability),
        "reasons": list(requirement.reasons),
        "categories": {"primary": requirement.primary, "secondary": list(requirement.secondary)},
        **{str(basis): _requirement_on(requirement.bases[basis]) for basis in Basis},
        "controls": list(requirement.controls),
    }


def _requirement_on(standing: RequirementOnBasis) -> Document:
    return {"band": str(standing.band), "score": to_number(standing.score), "cells": _plain(standing.cells)}


def _plain(mapping: Mapping[Any, str]) -> dict[str, str]:
    return {str(key): str(value) for key, value in mapping.items()}


def _function(function: FunctionResult) -> Document:
    return {
        "id": function.id,
        "name": function.name,
        **{
            str(basis): {"covered": standing.covered, "score": to_number(standing.score)}
            for basis, standing in ((basis, function.bases[basis]) for basis in Basis)
        },
        "requirements": list(function.requirements),
    }


def _category(category: CategoryResult) -> Document:
    covered = {str(basis): {"covered": category.covered[basis]} for basis in Basis}
    return {"id": category.id, "name": category.name, **covered}


def to_benchmark_object(benchmark: BenchmarkResult) -> Document:
    """How a profile stands to one benchmark."""
    return {
        "id": benchmark.id,
        "title": benchmark.title,
        "published": to_coverage_object(benchmark.published),
        "derived": to_coverage_object(benchmark.derived),
        "doubts": list(benchmark.doubts),
        "clauses_verified": benchmark.clauses_verified,
        "asked": benchmark.asked,
        "out_of_scope": benchmark.out_of_scope,
        **{str(basis): _benchmark_on(benchmark.bases[basis]) for basis in Basis},
    }


def to_coverage_object(coverage: Coverage) -> Document:
    """A band with its functions; null functions are unknown ones, a null band was not published."""
    return {
        "band": None if coverage.band is None else str(coverage.band),
        "functions": None if coverage.functions is None else list(coverage.functions),
    }


def _benchmark_on(standing: BenchmarkOnBasis) -> Document:
    missing = standing.functions_missing
    return {
        "verdict": str(standing.verdict),
        "coverage": to_number(standing.coverage),
        "requirements": _plain(standing.requirements),
        "open": [
            {"requirement": cell.requirement, "layer": str(cell.layer), "level": str(cell.level)}
            for cell in standing.open
        ],
        "functions_missing": None if missing is None else list(missing),
        "beyond": list(standing.beyond),
    }


def _finding(finding: Finding) -> Document:
    return {
        "rule": finding.rule,
        "severity": str(finding.severity),
        "message": finding.message,
        "requirement": finding.requirement,
        "layer": None if finding.layer is None else str(finding.layer),
        "control": finding.control,
        "benchmark": finding.benchmark,
        "subject": finding.subject,
        "location": to_location_object(finding.location),
        "waived": None if finding.waived is None else _waiver(finding.waived),
    }


def to_location_object(location: Location) -> Document:
    """A place in a file."""
    return {"path": _path(location.path), "line": location.line, "column": location.column}


def _waiver(waiver: Waiver) -> Document:
    return {
        "reason": waiver.reason,
        "approved_by": waiver.approved_by,
        "expires": waiver.expires.isoformat(),
        "location": to_location_object(waiver.location),
    }


def _gate(gate: Gate) -> Document:
    return {"passed": gate.passed, "checks": [_check(check) for check in gate.checks]}


def _check(check: Check) -> Document:
    return {
        "name": check.name,
        "expected": check.expected,
        "actual": check.actual,
        "passed": check.passed,
        "enforced": check.enforced,
        "gone": None if check.gone is None else list(check.gone),
    }


def _inputs(inputs: Inputs) -> Document:
    return {
        "profile": inputs.profile,
        "evidence": [
            {"control": item.control, "index": item.index, "state": str(item.state)} for item in inputs.evidence
        ],
        "options": inputs.options,
    }
