"""`export oscal-catalog`: the requirements as an OSCAL catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Group
from assessor.report.oscal.findings import objective_id
from assessor.report.oscal.pieces import (
    STUDY,
    Piece,
    document,
    link,
    metadata,
    pack_version,
    present,
    prop,
    props,
    resource,
    study_resource,
)
from assessor.report.oscal.values import UNKNOWN_DAY, Identities, markdown, token, url_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.model.knowledge import Knowledge, Requirement

_OBJECTIVE = "Every layer of the twin that is in scope has a control that counts in full on the basis of the gate."


def catalog(knowledge: Knowledge, oscal_version: str) -> Piece:
    """The catalog of all requirements that the rules know."""
    identities = Identities()
    study, csf = study_resource(identities), _csf(knowledge, identities)
    titles = {category.id: category.title for category in knowledge.categories}
    groups = {
        group: [_control(one, titles, f"#{csf['uuid']}") for one in knowledge.requirements if one.group == group]
        for group in Group
    }
    return document(
        "catalog",
        metadata=metadata(
            "Security requirements of digital twins",
            oscal_version,
            day=None,
            version=pack_version(knowledge),
            links=[link(f"#{study['uuid']}", "reference", "The study that they come from")],
            remarks=markdown(
                f"The requirements are those of {STUDY}; definitions and guidance are worded anew. {NO_DAY}"
            ),
        ),
        groups=[
            {"id": f"{group}-requirements", "title": f"{group.capitalize()} requirements", "controls": controls}
            for group, controls in groups.items()
            if controls
        ],
        back_matter={"resources": [study, csf]},
    )


NO_DAY = f"Rules bear a version and no day: {UNKNOWN_DAY} stands for the day of their last change."


def _csf(knowledge: Knowledge, identities: Identities) -> Piece:
    return resource(
        identities.of("csf"),
        "The NIST Cybersecurity Framework (CSF) 2.0",
        description=knowledge.csf_rights,
        citation=knowledge.csf_publication,
        href=next(filter(None, map(url_reference, knowledge.csf_publication.split())), ""),
    )


def _control(requirement: Requirement, titles: dict[str, str], csf: str) -> Piece:
    identity = token(requirement.id)
    categories = (requirement.primary, *requirement.secondary)
    return present(
        id=identity,
        title=markdown(requirement.title),
        props=props(
            prop("csf-category", requirement.primary, of="primary", remarks=markdown(requirement.basis)),
            *(prop("csf-category", one, of="secondary") for one in requirement.secondary),
        ),
        links=[
            link(csf, "reference", f"CSF 2.0 {one}: {titles.get(one, one)}", resource_fragment=one)
            for one in categories
        ],
        parts=_parts(requirement, identity),
    )


def _parts(requirement: Requirement, identity: str) -> Sequence[Piece]:
    layers = [
        {
            "id": f"{identity}_smt.{layer}",
            "name": "item",
            "props": [{"name": "label", "value": str(layer)}],
            "prose": markdown(meaning),
        }
        for layer, meaning in requirement.layers.items()
    ]
    return [
        present(id=f"{identity}_smt", name="statement", prose=markdown(requirement.definition), parts=layers),
        {"id": objective_id(requirement.id), "name": "assessment-objective", "prose": _OBJECTIVE},
        {"id": f"{identity}_gdn", "name": "guidance", "prose": markdown(requirement.remediation)},
    ]
