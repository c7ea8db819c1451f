"""Risks: the findings of a result, open or accepted for a time, each with what is recommended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.model.ranking import IDENTITY
from assessor.report.oscal.pieces import Piece, present, prop, props, references
from assessor.report.oscal.values import end_of, markdown, paragraphs, start_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.report.oscal.assessment import Assessment

Finding = dict[str, Any]

ACCEPTED = "deviation-approved"
"""The status of a risk that an exception accepts for a time."""


def risks(assessment: Assessment, evidence: Mapping[str, list[Piece]]) -> list[Piece]:
    """A risk for each finding, in the order of the result's findings; `evidence` are the observations by control."""
    return [_risk(assessment, one, evidence.get(one["control"] or "", [])) for one in assessment.result["findings"]]


def place_of(finding: Finding) -> str:
    """Where a finding stands: file, line and column."""
    place = finding["location"]
    return f"{place['path']}:{place['line']}:{place['column']}"


def _risk(assessment: Assessment, finding: Finding, observed: Iterable[Piece]) -> Piece:
    identity = [finding[field] for field in IDENTITY]
    rule = assessment.rules.get(finding["rule"])
    waived = finding["waived"]
    return present(
        uuid=assessment.identities.of("risk", assessment.name, *identity),
        title=markdown(finding["message"]) or markdown(finding["rule"]) or "-",
        description=markdown(f"{finding['message']} ({place_of(finding)})"),
        statement=markdown(rule.description if rule else finding["message"]) or "-",
        props=props(
            prop("severity", finding["severity"]),
            *(prop(field, finding[field]) for field in IDENTITY),
            prop("location", place_of(finding)),
            *_acceptance(waived),
        ),
        status=ACCEPTED if waived else "open",
        origins=assessment.origins,
        deadline=end_of(waived["expires"]) if waived else None,
        remediations=_remediations(assessment, finding),
        risk_log={"entries": [_acceptance_entry(assessment, waived, identity)]} if waived else None,
        related_observations=references("observation-uuid", (one["uuid"] for one in observed)),
    )


def _acceptance(waived: Mapping[str, Any] | None) -> list[Piece]:
    if not waived:
        return []
    return [prop("accepted-by", waived["approved_by"]), prop("accepted-until", waived["expires"])]


def _acceptance_entry(assessment: Assessment, waived: Mapping[str, Any], identity: Iterable[str | None]) -> Piece:
    """The exception, which stands in the profile on the day of the assessment; since when it does is not known."""
    said = f"Accepted by {waived['approved_by']} until {waived['expires']}: {waived['reason']}"
    return present(
        uuid=assessment.identities.of("acceptance", assessment.name, *identity),
        title="Accepted by an exception in the profile",
        description=markdown(said),
        start=start_of(assessment.day),
        end=end_of(waived["expires"]),
        status_change=ACCEPTED,
    )


def _remediations(assessment: Assessment, finding: Finding) -> list[Piece]:
    rule = assessment.rules.get(finding["rule"])
    requirement = assessment.requirements.get(finding["requirement"] or "")
    said = paragraphs(
        markdown(rule.report.remediation) if rule and rule.report else "",
        markdown(requirement.remediation) if requirement else "",
    )
    if not said:
        return []
    uuid = assessment.identities.of("remediation", assessment.name, *(finding[field] for field in IDENTITY))
    return [present(uuid=uuid, lifecycle="recommendation", title="What is recommended", description=said)]
