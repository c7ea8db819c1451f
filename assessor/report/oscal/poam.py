"""`export oscal-poam`: what is open in a result, as an OSCAL plan of action and milestones."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from assessor.model.vocabulary import Layer, Level
from assessor.report.oscal.assessment import assessment_of
from assessor.report.oscal.evidence import observations
from assessor.report.oscal.findings import findings, is_open
from assessor.report.oscal.pieces import (
    DAYS,
    Piece,
    catalog_link,
    catalog_resource,
    document,
    metadata,
    present,
    prop,
    props,
    references,
    study_resource,
)
from assessor.report.oscal.risks import ACCEPTED, risks
from assessor.report.oscal.values import Identities, markdown, paragraphs, uuid_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessor.model.knowledge import Knowledge
    from assessor.report.oscal.assessment import Assessment

_UUID_SCHEME = "https://ietf.org/rfc/rfc4122"
_NOTHING = "Nothing is open on the day of the assessment. A plan has an item at least, so this one says so."


def plan_of_action(result: Mapping[str, Any], knowledge: Knowledge | None, oscal_version: str) -> Piece:
    """The plan for one result in its published form."""
    identities = Identities()
    assessment = assessment_of(result, knowledge, identities)
    evidence = observations(assessment)
    at_risk = risks(assessment, evidence)
    found = findings(assessment, evidence, at_risk)
    wanted = [one for one in result["requirements"] if is_open(one, assessment.basis)]
    found = {one["id"]: found[one["id"]] for one in wanted}
    catalog = catalog_resource(identities)
    return document(
        "plan-of-action-and-milestones",
        metadata=metadata(
            f"Plan of action for {assessment.name}",
            oscal_version,
            day=assessment.day,
            version=assessment.day,
            links=[catalog_link(catalog)],
            remarks=DAYS,
        ),
        system_id={"identifier-type": _UUID_SCHEME, "id": uuid_of("system", assessment.name)},
        local_definitions={"components": [assessment.twin], "assessment-assets": assessment.assets},
        observations=_related(chain.from_iterable(evidence.values()), [*at_risk, *found.values()]),
        risks=list(_with_steps(assessment, at_risk, wanted)),
        findings=list(found.values()),
        poam_items=_items(assessment, found, at_risk),
        back_matter={"resources": [catalog, study_resource(identities)]},
    )


def _items(assessment: Assessment, found: Mapping[str, Piece], at_risk: Sequence[Piece]) -> list[Piece]:
    """An item for each open requirement with its risks, and one for each other risk."""
    told = list(zip(at_risk, assessment.result["findings"], strict=True))
    items = [
        _of_requirement(assessment, name, finding, [risk for risk, about in told if about["requirement"] == name])
        for name, finding in found.items()
    ]
    items += [_of_risk(assessment, risk) for risk, about in told if about["requirement"] not in found]
    return items or [_nothing(assessment)]


def _of_requirement(assessment: Assessment, name: str, finding: Piece, related: Sequence[Piece]) -> Piece:
    known = assessment.requirements.get(name)
    return present(
        uuid=assessment.identities.of("item", finding["uuid"]),
        title=f"Bring {finding['title']} to full",
        description=paragraphs(finding["description"], markdown(known.remediation) if known else ""),
        props=props(prop("requirement", name), prop("state", _state(related))),
        origins=assessment.origins,
        related_findings=references("finding-uuid", [finding["uuid"]]),
        related_risks=references("risk-uuid", (risk["uuid"] for risk in related)),
    )


def _of_risk(assessment: Assessment, risk: Piece) -> Piece:
    recommended = [response["description"] for response in risk.get("remediations", [])]
    return present(
        uuid=assessment.identities.of("item", risk["uuid"]),
        title=risk["title"],
        description=paragraphs(risk["description"], *recommended),
        props=props(prop("state", _state([risk]))),
        origins=assessment.origins,
        related_risks=references("risk-uuid", [risk["uuid"]]),
    )


def _nothing(assessment: Assessment) -> Piece:
    return present(
        uuid=assessment.identities.of("item", assessment.name),
        title="Nothing is open",
        description=_NOTHING,
        props=props(prop("state", "nothing-open")),
    )


def _state(related: Sequence[Piece]) -> str:
    """Whether all that is at risk is accepted for a time, and if not, open."""
    accepted = related and all(risk["status"] == ACCEPTED for risk in related)
    return "accepted" if accepted else "open"


def _related(observed: Iterable[Piece], users: Iterable[Piece]) -> list[Piece]:
    """The observations that some of the users rest on."""
    wanted = {one["observation-uuid"] for user in users for one in user.get("related-observations", [])}
    return [one for one in observed if one["uuid"] in wanted]


def _with_steps(
    assessment: Assessment, at_risk: Sequence[Piece], wanted: Iterable[Mapping[str, Any]]
) -> Iterable[Piece]:
    """The risks; what is recommended for an open requirement has its steps, in the first risk that is about it."""
    steps = {one["id"]: _steps(assessment, one) for one in wanted}
    for risk, told in zip(at_risk, assessment.result["findings"], strict=True):
        responses = risk.get("remediations", [])
        tasks = steps.pop(told["requirement"] or "", []) if responses else []
        yield {**risk, "remediations": [{**response, "tasks": tasks} for response in responses]} if tasks else risk


def _steps(assessment: Assessment, requirement: Mapping[str, Any]) -> list[Piece]:
    """A step for each layer in scope that is not full."""
    name = requirement["id"]
    known = assessment.requirements.get(name)
    return [
        present(
            uuid=assessment.identities.of("step", assessment.name, name, layer),
            type="action",
            title=markdown(f"{assessment.title_of(name)} on the layer {layer}: {level}, to be full"),
            description=markdown(known.layers.get(Layer(layer), "")) if known else "",
        )
        for layer, level in requirement[assessment.basis]["cells"].items()
        if level in {Level.NONE, Level.PARTIAL}
    ]
