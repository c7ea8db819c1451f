"""The two sides of a comparison: what each says, and all that it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.assess import gate_basis
from assessor.assessment.gate import gate_of
from assessor.inquiry.standing import GATE, WAIVED, assembled, counted, standing
from assessor.model.diff import Compared
from assessor.model.ranking import COVERED, FAILED, NOT_COVERED, PASSED, identity_in, identity_of
from assessor.model.vocabulary import Basis, FileState

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from typing import Any

    from assessor.assessment.case import Case
    from assessor.inquiry.standing import Judgement, Key, Row, Said
    from assessor.model.gates import Gates
    from assessor.model.knowledge import PackIdentity
    from assessor.model.profile import Evidence, Profile
    from assessor.model.ranking import Identity
    from assessor.model.recorded import Recorded
    from assessor.model.result import (
        BasisSummary,
        BenchmarkResult,
        Finding,
        FunctionResult,
        Gate,
        RequirementResult,
    )

    Disk = Mapping[tuple[str, str], FileState]
    """The state of the files that evidence names, by path and by the sha256 that is wanted of them, if one is."""


class Verdicts(NamedTuple):
    """All that an assessment says."""

    said: Mapping[Key, Said]
    messages: Mapping[tuple[Identity, int], str]
    """What the findings say, by the identity and the number in their keys."""


class Side(NamedTuple):
    """One of the two: its verdicts, and what they were made from."""

    path: str
    recorded: bool
    verdicts: Verdicts
    profile: Profile
    placed: bool
    """Whether the profile's places are known."""
    disk: Disk
    as_of: date
    asked: Basis | None
    """The basis that was asked for; None where it is that of the profile's own targets, or the usual one."""
    basis: Basis
    """Of gates and findings."""
    gates: Gates
    had_baseline: bool
    packs: tuple[PackIdentity, ...]
    version: str
    """Of the tool."""

    def compared(self) -> Compared:
        """The side as the answer names it."""
        return Compared(
            path=self.path,
            recorded=self.recorded,
            name=self.profile.name,
            version=self.profile.version,
            profile=self.profile.path,
            sha256=self.profile.sha256,
            as_of=self.as_of,
            basis=self.basis,
            rules=self.packs,
            tool=self.version,
        )


def side_of_case(path: str, case: Case) -> Side:
    """The side that a profile is, assessed for the comparison. Raises RulesError as an assessment does."""
    return Side(
        path=path,
        recorded=False,
        verdicts=verdicts(case),
        profile=case.profile,
        placed=True,
        disk=_disk(case.profile, case.files),
        as_of=case.as_of,
        asked=_asked(case.profile, case.gates, case.basis),
        basis=case.basis,
        gates=case.gates,
        had_baseline=False,
        packs=case.reasoner.knowledge.packs,
        version=case.version,
    )


def side_of_result(result: Recorded) -> Side:
    """The side that an earlier result is, as it was recorded."""
    broken = dict.fromkeys(result.broken, FileState.MISSING)  # which fault it was, a result does not say
    return Side(
        path=result.path,
        recorded=True,
        verdicts=_recorded(result.document),
        profile=result.profile,
        placed=result.placed,
        disk=_disk(result.profile, broken),
        as_of=result.as_of,
        asked=_asked(result.profile, result.gates, result.basis),
        basis=result.basis,
        gates=result.gates,
        had_baseline=result.had_baseline,
        packs=result.rules,
        version=result.version,
    )


def _asked(profile: Profile, gates: Gates, basis: Basis) -> Basis | None:
    return None if gate_basis(profile, gates, None) is basis else basis


def file_key(item: Evidence) -> tuple[str, str] | None:
    """What the state of an item's file depends on, beside the disk; None for a link."""
    return None if item.path is None else (item.path, (item.sha256 or "").lower())


def _disk(profile: Profile, files: Mapping[tuple[int, int], FileState]) -> Disk:
    return {
        key: files.get((at, index), FileState.OK)
        for at, control in enumerate(profile.controls)
        for index, item in enumerate(control.evidence)
        if (key := file_key(item)) is not None
    }


class _Light(NamedTuple):
    """What of a result a comparison looks at, without what takes as long again."""

    basis: Basis
    summary: Mapping[Basis, BasisSummary]
    functions: Sequence[FunctionResult]
    requirements: Sequence[RequirementResult]
    benchmarks: Sequence[BenchmarkResult]
    findings: Sequence[Finding]
    gate: Gate


def verdicts(case: Case) -> Verdicts:
    """What an assessment of the case says. Raises RulesError as it does."""
    judgement: Judgement = case.assess() if case.gates.fail_if_expiring is not None else _light(case)
    return Verdicts(standing(judgement), _messages((identity_of(one), one.message) for one in judgement.findings))


def _messages(findings: Iterable[tuple[Identity, str]]) -> Mapping[tuple[Identity, int], str]:
    return {(identity, number): message for identity, number, message in counted(findings)}


def _light(case: Case) -> _Light:
    run = case.run()
    return _Light(
        basis=case.basis,
        summary=run.outcome.summary({}),
        functions=run.outcome.functions(),
        requirements=run.outcome.requirements(run.deduction),
        benchmarks=run.outcome.benchmarks(case.reasoner.derived),
        findings=run.findings,
        gate=gate_of(run.checks),
    )


def _recorded(document: Mapping[str, Any]) -> Verdicts:
    """What a result says, from its JSON form (`schemas/result.schema.json`)."""
    findings, gate = document["findings"], document["gate"]
    said = assembled(
        {basis: _rows(document, basis) for basis in Basis},
        ((identity_in(one), one["severity"] if one["waived"] is None else WAIVED) for one in findings),
        _checks(gate),
        Basis(document["basis"]),
    )
    return Verdicts(said, _messages((identity_in(one), one["message"]) for one in findings))


def _rows(document: Mapping[str, Any], basis: Basis) -> Iterator[Row]:
    """The verdicts on a basis, by kind and id, in the order of `standing`."""
    summary = document["summary"][basis]
    yield "rating", "rating", summary["rating"]
    yield "score", "score", None if summary["score"] is None else float(summary["score"])
    for one in document["functions"]:
        yield "function", one["id"], COVERED if one[basis]["covered"] else NOT_COVERED
    for one in document["requirements"]:
        yield "requirement", one["id"], one[basis]["band"]
    for one in document["requirements"]:
        for layer, level in one[basis]["cells"].items():
            yield "cell", f"{one['id']}/{layer}", level
    for one in document["benchmarks"]:
        yield "benchmark", one["id"], one[basis]["verdict"]


def _checks(gate: Mapping[str, Any]) -> Iterator[tuple[str, Said]]:
    if gate["passed"] is not None:
        yield GATE, PASSED if gate["passed"] else FAILED
    for check in gate["checks"]:
        yield check["name"], PASSED if check["passed"] else FAILED
