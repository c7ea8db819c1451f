"""The format `oscal`: assessment-results (https://pages.nist.gov/OSCAL/), a result for each profile."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from assessor.model.vocabulary import Basis
from assessor.report.document import to_json_object
from assessor.report.oscal.assessment import assessment_of
from assessor.report.oscal.evidence import observations
from assessor.report.oscal.findings import findings, is_asked
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
    resource,
    study_resource,
    written,
)
from assessor.report.oscal.risks import risks
from assessor.report.oscal.unread import not_assessed
from assessor.report.oscal.values import UNKNOWN_DAY, Identities, bullets, markdown, paragraphs, start_of, token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessor.errors import Problem
    from assessor.model.knowledge import Knowledge
    from assessor.report.contents import Contents
    from assessor.report.oscal.assessment import Assessment
    from assessor.report.view import View

METHOD = (
    "The claims of a security profile are read, the rules say which requirements apply to the twin and which layers "
    "are in scope, and each of these cells gets a level from the controls that count on a basis: claimed ones, those "
    "with evidence, or those with evidence that is not stale. An objective is satisfied where every layer in scope is "
    "full on the basis of the gate. Files of evidence were looked at for being there and, where the profile has it, "
    "for their hash; no link was opened, and nobody was asked. What does not apply has no finding and is among the "
    "excluded controls."
)


def render(contents: Contents, view: View) -> str:
    """The document as JSON, in the version of OSCAL that the view's options name."""
    told = map(to_json_object, contents.results)
    return written(assessment_results(list(told), contents.problems, contents.knowledge, view.options["version"]))


def assessment_results(
    results: Sequence[Mapping[str, Any]], problems: Sequence[Problem], knowledge: Knowledge | None, oscal_version: str
) -> Piece:
    """The document of results in their published form, and of what could not be assessed."""
    identities = Identities()
    method, catalog = identities.of("method"), catalog_resource(identities)
    day = max((one["as_of"] for one in results), default=None)
    told = [_result(assessment_of(one, knowledge, identities)) for one in results]
    if problems or not told:
        told.append(not_assessed(problems, knowledge, identities, day))
    return document(
        "assessment-results",
        metadata=metadata(
            _title(results),
            oscal_version,
            day=day,
            version=day or UNKNOWN_DAY,
            links=[catalog_link(catalog)],
            remarks=DAYS,
        ),
        import_ap={"href": f"#{method}", "remarks": "There is no plan as a document; this is the method."},
        results=told,
        back_matter={
            "resources": [
                resource(method, "The method of the assessment", description=METHOD),
                catalog,
                study_resource(identities),
            ]
        },
    )


def _title(results: Sequence[Mapping[str, Any]]) -> str:
    if not results:
        return "Nothing was assessed"
    names = [one["profile"]["name"] for one in results]
    return f"Assessment of {names[0]}" if len(names) == 1 else f"Assessments of {len(names)} digital twins"


def _result(assessment: Assessment) -> Piece:
    evidence = observations(assessment)
    at_risk = risks(assessment, evidence)
    profile = assessment.result["profile"]
    identity = ("result", assessment.name, profile["sha256"], assessment.day, assessment.basis)
    return present(
        uuid=assessment.identities.of(*identity),
        title=markdown(f"{assessment.name}, as of {assessment.day}"),
        description=markdown(_verdict(assessment)),
        start=start_of(assessment.day),
        end=start_of(assessment.day),
        props=props(*_props(assessment)),
        local_definitions={"components": [assessment.twin], "assessment-assets": assessment.assets},
        reviewed_controls=_reviewed(assessment.result["requirements"]),
        observations=list(chain.from_iterable(evidence.values())),
        risks=at_risk,
        findings=list(findings(assessment, evidence, at_risk).values()),
    )


def _verdict(assessment: Assessment) -> str:
    verdict = assessment.result["summary"][assessment.basis]
    caps = f"; caps that hold: {', '.join(verdict['caps'])}" if verdict["caps"] else ""
    return (
        f"Rating {verdict['rating']}, band {verdict['band']} (basis {assessment.basis}){caps}. "
        "An objective is satisfied where every layer in scope is full on that basis; import-ap leads to the method."
    )


def _props(assessment: Assessment) -> Iterable[Piece]:
    result = assessment.result
    profile, summary = result["profile"], result["summary"]
    yield prop("outcome", "assessed")
    yield prop("basis", assessment.basis)
    yield from (prop("rules", f"{pack['pack']} {pack['version']}") for pack in result["rules"])
    yield prop("profile-version", profile["version"])
    yield prop("profile-path", profile["path"])
    yield prop("profile-sha256", profile["sha256"])
    yield prop("assessed-percent", summary["assessed"])
    for basis in Basis:
        yield from _summary(summary[basis], basis)
    yield from _gate(result["gate"])
    for benchmark in result["benchmarks"]:
        standing, about = benchmark[assessment.basis], {"of": assessment.basis, "group": benchmark["id"]}
        yield prop("benchmark-verdict", standing["verdict"], **about)
        yield prop("benchmark-coverage", standing["coverage"], **about)


def _summary(verdict: Mapping[str, Any], basis: str) -> Iterable[Piece]:
    yield prop("rating", verdict["rating"], of=basis)
    yield prop("band", verdict["band"], of=basis)
    yield prop("score", verdict["score"], of=basis)
    yield prop("functions", " ".join(verdict["functions"]), of=basis)
    yield from (prop("cap", cap, of=basis) for cap in verdict["caps"])


def _gate(gate: Mapping[str, Any]) -> Iterable[Piece]:
    yield prop("gate", {True: "passed", False: "not-passed", None: "not-set"}[gate["passed"]])
    for check in gate["checks"]:
        said = f"{check['name']}: {check['expected']} wanted, {check['actual']} found"
        yield prop("gate-check", said, of="passed" if check["passed"] else "not-passed")


def _reviewed(requirements: Sequence[Mapping[str, Any]]) -> Piece:
    """What was asked of the twin, and what was left out with its reasons."""
    asked = [one for one in requirements if is_asked(one)]
    left_out = [one for one in requirements if not is_asked(one)]
    selection = present(
        include_controls=_by_id(asked),
        exclude_controls=_by_id(left_out),
        remarks=paragraphs("Not applicable, with what made it so:", bullets(map(_left_out, left_out)))
        if left_out
        else None,
    )
    return {"control-selections": [selection if asked else {"include-all": {}, **selection}]}


def _by_id(requirements: Iterable[Mapping[str, Any]]) -> list[Piece]:
    return [{"control-id": token(one["id"])} for one in requirements]


def _left_out(requirement: Mapping[str, Any]) -> str:
    return markdown(f"{requirement['id']}: {'; '.join(requirement['reasons']) or 'no layer in scope'}")
