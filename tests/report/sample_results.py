"""Results for the tests of reports: small values with a default for everything."""

from __future__ import annotations

import dataclasses
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from assessor.model.fact import Deduction
from assessor.model.knowledge import Coverage, PackIdentity
from assessor.model.place import Location
from assessor.model.profile import Profile, Twin
from assessor.model.result import (
    BasisSummary,
    BenchmarkOnBasis,
    BenchmarkResult,
    CategoryResult,
    Check,
    Finding,
    FunctionOnBasis,
    FunctionResult,
    Gate,
    Inputs,
    ItemState,
    OpenCell,
    RequirementOnBasis,
    RequirementResult,
    Result,
    Tool,
    Waiver,
)
from assessor.model.vocabulary import (
    Applicability,
    Band,
    Basis,
    EvidenceState,
    Group,
    Layer,
    Level,
    RequirementVerdict,
    Severity,
    Verdict,
)
from assessor.report.contents import Assessed, Contents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem

PATH = "plant/line-7.yaml"
FULL, PARTIAL, NONE, OUT = Level.FULL, Level.PARTIAL, Level.NONE, Level.NOT_APPLICABLE


def changed(value: Any, **changes: Any) -> Any:
    """The value with other fields, whichever kind of value it is."""
    return value._replace(**changes) if isinstance(value, tuple) else dataclasses.replace(value, **changes)


def on_all(value: Any) -> dict[Basis, Any]:
    return dict.fromkeys(Basis, value)


def summary(**changes: Any) -> BasisSummary:
    base = BasisSummary(
        band=Band.GREEN,
        rating=Band.ORANGE,
        caps=("mandatory-red",),
        caps_possible=("exposed-unprotected",),
        functions=("PR", "DE", "RS", "RC"),
        score=Fraction(475, 10),
        score_range=(Fraction(475, 10), Fraction(5996, 100)),
    )
    return base._replace(**changes)


def requirement(
    name: str = "trust", cells: tuple[Level, ...] = (FULL, PARTIAL, NONE), **changes: Any
) -> RequirementResult:
    levels = dict(zip(Layer, cells, strict=True))
    band = Band.GREEN if set(cells) == {FULL} else Band.RED if set(cells) == {NONE} else Band.ORANGE
    base = RequirementResult(
        id=name,
        title=name.capitalize(),
        group=Group.BASIC,
        applicability=Applicability.MANDATORY,
        reasons=("basic-mandatory",),
        primary="PR.AA",
        secondary=("GV.SC", "ID.RA"),
        bases=on_all(RequirementOnBasis(band=band, score=Fraction(50), cells=levels)),
        silent=(),
        controls=("AC-1",),
    )
    return base._replace(**changes)


def function(name: str = "PR", title: str = "Protect", *, covered: bool = True) -> FunctionResult:
    standing = FunctionOnBasis(covered=covered, score=Fraction(200, 3) if covered else None)
    return FunctionResult(id=name, name=title, bases=on_all(standing), requirements=("trust",))


def benchmark(name: str = "etsi-ts-103-846", **changes: Any) -> BenchmarkResult:
    standing = BenchmarkOnBasis(
        verdict=Verdict.PARTIAL,
        coverage=Fraction(125, 2),
        requirements={
            "confidentiality": RequirementVerdict.MET,
            "integrity": RequirementVerdict.PARTIAL,
            "auditing": RequirementVerdict.MISSING,
            "trust": RequirementVerdict.NOT_APPLICABLE,
        },
        open=(
            OpenCell(requirement="integrity", layer=Layer.NETWORK, level=PARTIAL),
            OpenCell(requirement="auditing", layer=Layer.DATA, level=NONE),
        ),
        functions_missing=("DE", "RC"),
        beyond=("monitoring",),
    )
    base = BenchmarkResult(
        id=name,
        title="SmartM2M; guidelines for a digital twin communication platform",
        published=Coverage(band=Band.GREEN, functions=("PR", "DE", "RS", "RC", "ID")),
        derived=Coverage(band=Band.ORANGE, functions=("PR",)),
        doubts=("Six basic requirements are ticked and no advanced one, yet it was published with five functions.",),
        clauses_verified=False,
        asked=12,
        out_of_scope=1,
        bases=on_all(standing),
    )
    return base._replace(**changes)


def finding(**changes: Any) -> Finding:
    base = Finding(
        rule="mandatory-requirement-red",
        severity=Severity.ERROR,
        message="trust is mandatory and red on the basis current: no layer in scope has a control that counts",
        remediation="Implement a control for it, or attach evidence to the one that is there.",
        requirement="trust",
        layer=None,
        control=None,
        benchmark=None,
        subject=None,
        location=Location(PATH, 12, 3),
    )
    return base._replace(**changes)


def waiver(**changes: Any) -> Waiver:
    base = Waiver(
        reason="vendor ships in May", approved_by="CISO", expires=date(2027, 1, 31), location=Location(PATH, 90, 5)
    )
    return base._replace(**changes)


def check(**changes: Any) -> Check:
    return Check(name="score", expected="at least 60", actual="59.96", passed=False)._replace(**changes)


def profile(**changes: Any) -> Profile:
    base = Profile(
        name="bottling-line-7",
        path=PATH,
        sha256="ab" * 32,
        twin=Twin(),
        controls=(),
        version="2.3",
        owner="OT security",
    )
    return base._replace(**changes)


def result(**changes: Any) -> Result:
    base = Result(
        tool=Tool(name="dtassess", version="0.1.0", engine="durable"),
        rules=(PackIdentity(pack="core", version="1.0.0", sha256="cd" * 32),),
        profile=profile(),
        as_of=date(2026, 11, 23),
        basis=Basis.CURRENT,
        summary=on_all(summary()),
        assessed=Fraction(235, 3),
        requirements=(requirement(),),
        functions=(function(),),
        categories=(CategoryResult(id="PR.AA", name="Identity Management", covered=on_all(True)),),
        benchmarks=(benchmark(),),
        findings=(finding(),),
        gate=Gate(passed=False, checks=(check(),)),
        inputs=Inputs(
            profile={"schema": "dtassess/profile/v1", "name": "bottling-line-7", "controls": []},
            evidence=(ItemState(control="AC-1", index=0, state=EvidenceState.CURRENT),),
            options={"basis": "current"},
        ),
        deduction=Deduction(facts=(), steps=(), engine="durable"),
        speaker={basis: basis for basis in Basis},
    )
    return base._replace(**changes)


def contents(results: Sequence[Result] = (), problems: Sequence[Problem] = (), **more: Any) -> Contents:
    """What a report has to show of results alone."""
    return Contents([Assessed(one) for one in results], list(problems), **more)
