"""The requirements, a case each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Applicability, Band, Basis
from assessor.report.junit.gates import asked, told
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import RequirementResult, Result
    from assessor.report.junit.cases import Case

NOT_NAMED = "no gate of this run names it"


def cases(result: Result) -> Iterator[Case]:
    """A case for each requirement, met where it is green."""
    for requirement in result.requirements:
        band = requirement.bases[result.basis].band
        yield asked(result, "requirement", requirement.id).case(
            requirement.id,
            met=band is Band.GREEN,
            otherwise=_otherwise(requirement, band),
            output=[*_standing(requirement, result), *_places(requirement, result)],
        )


def _otherwise(requirement: RequirementResult, band: Band) -> str:
    if requirement.applicability is Applicability.NOT_APPLICABLE or band is Band.NOT_APPLICABLE:
        return f"not applicable: {'; '.join(requirement.reasons) or 'no cell is in scope'}"
    return f"{band}, {requirement.applicability}: {NOT_NAMED}"


def _standing(requirement: RequirementResult, result: Result) -> Iterator[str]:
    standing = requirement.bases[result.basis]
    yield f"{requirement.title}, {requirement.applicability}, {requirement.primary}"
    yield "bands: " + ", ".join(f"{basis} {requirement.bases[basis].band}" for basis in Basis)
    cells = ", ".join(f"{layer} {level}" for layer, level in standing.cells.items())
    yield f"cells ({result.basis}): {cells or 'none'}; score {number(standing.score)}"


def _places(requirement: RequirementResult, result: Result) -> Iterator[str]:
    """Where the profile speaks of it: its controls, then the findings on it."""
    profile = result.profile
    for control in profile.controls:
        if control.id in requirement.controls:
            yield f"{profile.location(control.marks.place)}: control {control.id} ({control.status}): {control.title}"
    yield from (told(finding) for finding in result.findings if finding.requirement == requirement.id)
