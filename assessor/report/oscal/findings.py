"""Findings: how the twin stands to each requirement that is asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.model.vocabulary import Applicability, Band, Basis
from assessor.report.oscal.pieces import Piece, present, prop, props, references
from assessor.report.oscal.values import markdown, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.report.oscal.assessment import Assessment

_STATUS = {
    Band.GREEN: {"state": "satisfied", "reason": "pass"},
    Band.ORANGE: {"state": "not-satisfied", "reason": "fail"},
    Band.RED: {"state": "not-satisfied", "reason": "fail"},
    Band.NOT_APPLICABLE: {
        "state": "not-satisfied",
        "reason": "other",
        "remarks": "It is asked for, and no layer of it is in scope: nothing shows that it is satisfied.",
    },
}


def objective_id(requirement: str) -> str:
    """The id of a requirement's objective in the catalog: every layer in scope is full."""
    return f"{token(requirement)}_obj"


def is_asked(requirement: Mapping[str, Any]) -> bool:
    """Whether the requirement applies to the twin; of one that does not, nothing is found."""
    return bool(requirement["applicability"] != Applicability.NOT_APPLICABLE)


def is_open(requirement: Mapping[str, Any], basis: str) -> bool:
    """Whether the requirement applies and its objective is not satisfied on the basis."""
    return is_asked(requirement) and requirement[basis]["band"] != Band.GREEN


def findings(assessment: Assessment, evidence: Mapping[str, list[Piece]], risks: Iterable[Piece]) -> dict[str, Piece]:
    """The finding on each requirement that applies, by its id."""
    about: dict[str, list[str]] = {}
    for risk, told in zip(risks, assessment.result["findings"], strict=True):
        about.setdefault(told["requirement"] or "", []).append(risk["uuid"])
    return {
        one["id"]: _finding(
            assessment,
            one,
            [found["uuid"] for control in one["controls"] for found in evidence.get(control, [])],
            about.get(one["id"], []),
        )
        for one in assessment.result["requirements"]
        if is_asked(one)
    }


def _finding(
    assessment: Assessment, requirement: Mapping[str, Any], observed: list[str], related_risks: list[str]
) -> Piece:
    identity, basis = requirement["id"], assessment.basis
    title = markdown(assessment.title_of(identity))
    return present(
        uuid=assessment.identities.of("finding", assessment.name, identity),
        title=title,
        description=markdown(_description(requirement, basis)),
        props=props(
            prop("requirement", identity), prop("applicability", requirement["applicability"]), *_standing(requirement)
        ),
        origins=assessment.origins,
        target=present(
            type="objective-id",
            target_id=objective_id(identity),
            title=title,
            status=dict(_STATUS[requirement[basis]["band"]]),
        ),
        related_observations=references("observation-uuid", observed),
        related_risks=references("risk-uuid", related_risks),
    )


def _description(requirement: Mapping[str, Any], basis: str) -> str:
    standing = requirement[basis]
    cells = ", ".join(f"{layer} {level}" for layer, level in standing["cells"].items())
    others = ", ".join(f"{other} {requirement[other]['band']}" for other in Basis if other != basis)
    return f"{requirement['applicability'].capitalize()}; {basis} {standing['band']} ({others}). Layers: {cells}."


def _standing(requirement: Mapping[str, Any]) -> list[Piece]:
    """Band, score and cells on each basis."""
    told: list[Any] = []
    for basis in Basis:
        standing = requirement[basis]
        told += [prop("band", standing["band"], of=basis), prop("score", standing["score"], of=basis)]
        told += [prop("cell", level, of=basis, group=layer) for layer, level in standing["cells"].items()]
    return told
