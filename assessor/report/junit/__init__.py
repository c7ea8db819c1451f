"""Verdicts and gates as JUnit XML, for servers that show test results.

Where a gate is set, it alone decides what fails, so that the file and the exit code say the same. Which cases pass and
which are skipped, and why: docs/adr/0015.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.report.junit import benchmarks, gates, requirements
from assessor.report.junit.cases import Case, Outcome, Suite, document
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.errors import Problem
    from assessor.model.result import Result
    from assessor.report.contents import Contents
    from assessor.report.view import View


def render(contents: Contents, view: View) -> str:
    """Three suites for each profile, and one for the inputs."""
    names = Counter(result.profile.name for result in contents.results)
    suites: list[Suite] = []
    for result in contents.results:
        profile = result.profile
        package = profile.name if names[profile.name] == 1 else f"{profile.name} ({profile.path})"
        suites += [
            Suite(package, "requirements", list(requirements.cases(result))),
            Suite(package, "benchmarks", list(benchmarks.cases(result, view.benchmarks))),
            Suite(package, "gates", list(gates.cases(result)), _properties(result)),
        ]
    return document([*suites, Suite("", "inputs", list(_inputs(contents)))])


def _properties(result: Result) -> Mapping[str, str]:
    """What the gates were held against."""
    summary = result.summary[result.basis]
    return {
        "profile": result.profile.path,
        "sha256": result.profile.sha256,
        "as_of": result.as_of.isoformat(),
        "basis": str(result.basis),
        "rating": str(summary.rating),
        "score": number(summary.score),
        "version": result.tool.version,
    }


def _inputs(contents: Contents) -> Iterator[Case]:
    """A case for each profile that could be read, and one for each file with which something is wrong."""
    for profile in [*(result.profile for result in contents.results), *contents.valid]:
        yield Case(profile.path, Outcome.PASSED, output=[f"the profile is valid: {profile.name}"])
    problems: dict[str, list[Problem]] = {}
    for problem in contents.problems:
        problems.setdefault(problem.path, []).append(problem)
    for path, found in problems.items():
        why = found[0].message if len(found) == 1 else f"{len(found)} problems"
        yield Case(path, Outcome.ERROR, why, [str(problem) for problem in found])
