"""Observations: what each control rests on, item by item, and which controls rest on nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.report.oscal.pieces import Piece, evidence_reference, present, prop, props
from assessor.report.oscal.values import end_of, markdown, start_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.report.oscal.assessment import Assessment

Control = dict[str, Any]

_WORTH = {
    "broken": "is not there as the profile says: its file is missing, unreadable, outside the folder or another one",
    "future": "bears a date after the day of the assessment",
    "expired": "has expired",
    "undated": "has no date, so nobody can tell whether it is stale",
    "current": "is not stale",
}


def observations(assessment: Assessment) -> dict[str, list[Piece]]:
    """The observations on each control, by its id, in the profile's order."""
    inputs = assessment.result["inputs"]
    states = {(item["control"], item["index"]): item["state"] for item in inputs["evidence"]}
    found: dict[str, list[Piece]] = {}
    for control in inputs["profile"]["controls"]:
        about = found.setdefault(control["id"], [])
        items = control["evidence"] or []
        for index, item in enumerate(items):
            about.append(_of_item(assessment, control, item, states.get((control["id"], index), "undated")))
        if not items:
            about.append(_without_evidence(assessment, control))
    return found


def _of_item(assessment: Assessment, control: Control, item: Mapping[str, Any], state: str) -> Piece:
    place = item["url"] if item["path"] is None else item["path"]
    dated = f", dated {item['date']}" if item["date"] else ""
    expires = f", expires {item['expires']}" if item["expires"] else ""
    return _observation(
        assessment,
        control,
        uuid=assessment.identities.of("evidence", assessment.name, control["id"], item["type"], place),
        title=f"Evidence of {control['id']}: {item['type']}",
        said=f"It names this evidence ({item['type']}{dated}{expires}), which {_WORTH[state]} ({assessment.day}).",
        more=[
            prop("evidence-type", item["type"]),
            prop("evidence-state", state),
            prop("evidence-place", place),
            prop("evidence-sha256", item["sha256"]),
        ],
        relevant_evidence=[
            present(href=evidence_reference(item), description=markdown(item["note"] or place or "") or "-")
        ],
        collected=start_of(item["date"] or assessment.day),
        expires=end_of(item["expires"]) if item["expires"] else None,
    )


def _without_evidence(assessment: Assessment, control: Control) -> Piece:
    return _observation(
        assessment,
        control,
        uuid=assessment.identities.of("no-evidence", assessment.name, control["id"]),
        title=f"No evidence of {control['id']}",
        said="It names no evidence of it.",
        more=[prop("evidence-state", "none")],
        collected=start_of(assessment.day),
    )


def _observation(
    assessment: Assessment, control: Control, *, uuid: str, title: str, said: str, more: list[Piece], **moments: Any
) -> Piece:
    return present(
        uuid=uuid,
        title=markdown(title),
        description=markdown(f"{_claim(control)} {said}"),
        props=props(
            prop("control", control["id"]),
            prop("control-status", control["status"]),
            prop("activation", control["activation"]),
            prop("responsibility", control["responsibility"]),
            *more,
        ),
        methods=["EXAMINE"],
        types=["control-objective"],
        origins=assessment.origins,
        subjects=[{"subject-uuid": assessment.twin["uuid"], "type": "component"}],
        **moments,
        remarks=markdown(control["caveats"] or ""),
    )


def _claim(control: Control) -> str:
    standing = ", ".join(filter(None, (control["status"], control["activation"], control["responsibility"])))
    where = f"for {', '.join(control['requirements'])} on {', '.join(control['layers'])}"
    return f"The profile claims the control {control['id']}, {control['title']} ({standing}), {where}."
