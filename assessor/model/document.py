"""A profile as the document that says it in full, with its defaults: what a result keeps of it.

Keys stand in the order in which the profile format is documented; what was left out and has no default is None, also
where the file had nothing to list. Reading the document again gives an equal profile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Characteristic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from assessor.model.profile import AcceptedRisk, Control, Evidence, NotApplicable, Profile, Targets, Twin

    Document = dict[str, object]


def to_document(profile: Profile) -> Document:
    """The profile's document, of dictionaries, lists, text, numbers, booleans and None."""
    return {
        "schema": "dtassess/profile/v1",
        "name": profile.name,
        "version": profile.version,
        "owner": profile.owner,
        "description": profile.description,
        "twin": _twin(profile.twin),
        "controls": [_control(each) for each in profile.controls],
        "not_applicable": _or_none([_not_applicable(each) for each in profile.not_applicable]),
        "exceptions": _or_none([_exception(each) for each in profile.exceptions]),
        "targets": _targets(profile.targets),
    }


def _twin(twin: Twin) -> Document:
    return {
        "use_cases": _or_none(_words(twin.use_cases)),
        "layers": _words(twin.layers),
        "reference_architecture": twin.reference_architecture,
        "cross_layer": twin.cross_layer,
        "characteristics": {each.value: twin.characteristics.get(each) for each in Characteristic},
    }


def _control(control: Control) -> Document:
    return {
        "id": control.id,
        "title": control.title,
        "requirements": list(control.requirements),
        "layers": _words(control.layers),
        "status": str(control.status),
        "activation": str(control.activation),
        "responsibility": _word(control.responsibility),
        "owner": control.owner,
        "description": control.description,
        "caveats": control.caveats,
        "evidence": _or_none([_evidence(each) for each in control.evidence]),
    }


def _evidence(item: Evidence) -> Document:
    return {
        "type": str(item.type),
        "url": item.url,
        "path": item.path,
        "date": _day(item.date),
        "expires": _day(item.expires),
        "sha256": item.sha256,
        "note": item.note,
    }


def _not_applicable(entry: NotApplicable) -> Document:
    return {"requirement": entry.requirement, "layers": _words(entry.layers), "reason": entry.reason}


def _exception(entry: AcceptedRisk) -> Document:
    return {
        "requirement": entry.requirement,
        "layers": _words(entry.layers),
        "reason": entry.reason,
        "approved_by": entry.approved_by,
        "ticket": entry.ticket,
        "expires": _day(entry.expires),
    }


def _targets(targets: Targets) -> Document:
    return {
        "rating": _word(targets.rating),
        "basis": _word(targets.basis),
        "min_score": _number(targets.min_score),
        "min_assessed": _number(targets.min_assessed),
        "benchmarks": _or_none(list(targets.benchmarks)),
        "requirements": {requirement: str(band) for requirement, band in targets.requirements.items()},
    }


def _words(members: Sequence[str]) -> list[str]:
    return [str(each) for each in members]


def _word(member: str | None) -> str | None:
    return None if member is None else str(member)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _number(number: Fraction | None) -> int | float | None:
    """The number as JSON has it; a profile holds none that this changes."""
    if number is None:
        return None
    return number.numerator if number.denominator == 1 else float(number)


def _or_none(entries: list[Document] | list[str]) -> list[Document] | list[str] | None:
    """A list that would be empty was left out: one that is given has an entry at least."""
    return entries or None
