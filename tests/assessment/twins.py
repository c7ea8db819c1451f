"""Builders of profiles as values, and one call that assesses them without a file or a clock."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from assessor.assessment.assess import assess as assess_core
from assessor.assessment.reasoner import Reasoner
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.loading.packs import load_knowledge
from assessor.model.gates import NO_GATES, Gates
from assessor.model.profile import AcceptedRisk, Control, Evidence, NotApplicable, Profile, Targets, Twin
from assessor.model.vocabulary import (
    Activation,
    Band,
    Basis,
    Characteristic,
    EvidenceType,
    Layer,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.model.result import Finding, Result
    from assessor.model.vocabulary import FileState

TODAY = date(2026, 11, 23)
LAYERS = tuple(Layer)
ALL_KNOWN = {**dict.fromkeys((c.value for c in Characteristic), False), "personal_data": True}

REQUIREMENTS = (
    *("confidentiality", "integrity", "availability", "authentication", "authorization", "accountability", "auditing"),
    *("data-traceability", "non-repudiation", "trust", "privacy", "governance", "reliability", "monitoring"),
    *("response", "recovery", "maintainability", "logical-protection", "physical-protection", "secure-coding"),
)
BASIC = REQUIREMENTS[:11]
ADVANCED = REQUIREMENTS[11:]


def evidence(**fields: object) -> Evidence:
    """A link that is dated and does not expire, unless the fields say otherwise."""
    values: dict[str, object] = {"type": EvidenceType.DOCUMENTATION, "date": date(2026, 10, 1), **fields}
    if "path" not in values:
        values.setdefault("url", "https://example.org/it")
    return Evidence(**values)  # type: ignore[arg-type]


def control(
    requirements: str | Iterable[str] = "trust",
    layers: str | Iterable[str] = LAYERS,
    *,
    id: str = "C-1",  # noqa: A002
    status: str = "implemented",
    activation: str = "default",
    items: Iterable[Evidence] | None = None,
) -> Control:
    """A control that is implemented and has current evidence, unless the arguments say otherwise."""
    return Control(
        id=id,
        title=f"Control {id}",
        requirements=tuple(requirements.split() if isinstance(requirements, str) else requirements),
        layers=tuple(Layer(layer) for layer in (layers.split() if isinstance(layers, str) else layers)),
        status=Status(status),
        activation=Activation(activation),
        evidence=(evidence(),) if items is None else tuple(items),
    )


def out(requirement: str, layers: str | Iterable[str] = LAYERS, reason: str = "it has none") -> NotApplicable:
    """A declaration that cells are not applicable."""
    named = layers.split() if isinstance(layers, str) else layers
    return NotApplicable(requirement=requirement, layers=tuple(Layer(layer) for layer in named), reason=reason)


def accepted(requirement: str, layers: str | Iterable[str] = LAYERS, expires: date = date(2027, 1, 31)) -> AcceptedRisk:
    """An exception."""
    named = layers.split() if isinstance(layers, str) else layers
    return AcceptedRisk(
        requirement=requirement,
        layers=tuple(Layer(layer) for layer in named),
        reason="accepted",
        approved_by="the board",
        expires=expires,
    )


def profile(
    *controls: Control,
    layers: str = "data system network",
    characteristics: Mapping[str, bool] | None = None,
    not_applicable: Iterable[NotApplicable] = (),
    exceptions: Iterable[AcceptedRisk] = (),
    targets: Targets | None = None,
) -> Profile:
    """A profile of these controls; every characteristic but personal_data is false unless named."""
    known = {
        Characteristic(name): value
        for name, value in (ALL_KNOWN if characteristics is None else characteristics).items()
    }
    return Profile(
        name="twin",
        path="twin.yaml",
        sha256="0" * 64,
        twin=Twin(layers=tuple(Layer(layer) for layer in layers.split()), characteristics=known),
        controls=controls,
        not_applicable=tuple(not_applicable),
        exceptions=tuple(exceptions),
        targets=targets or Targets(),
    )


def everything(**fields: object) -> Profile:
    """A profile in which one control is full on every cell."""
    return profile(control(REQUIREMENTS, id="ALL"), **fields)  # type: ignore[arg-type]


@cache
def reasoner(engine: str = "plain") -> Reasoner:
    """The default pack on an engine."""
    knowledge = load_knowledge()
    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    return Reasoner(knowledge, build_engine(program, name=engine, trusted=True, packs=["core"]))


def assess(
    of: Profile,
    *,
    as_of: date = TODAY,
    basis: str | None = None,
    gates: Gates = NO_GATES,
    files: Mapping[tuple[int, int], FileState] | None = None,
    by: Reasoner | None = None,
) -> Result:
    """The result of a profile, with no file touched."""
    return assess_core(
        of,
        by or reasoner(),
        version="test",
        as_of=as_of,
        files=files or {},
        basis=Basis(basis) if basis else None,
        gates=gates,
    )


def cell(result: Result, requirement: str, layer: str, basis: str = "current") -> str:
    """The level of a cell."""
    return requirement_of(result, requirement).bases[Basis(basis)].cells[Layer(layer)].value


def band(result: Result, requirement: str, basis: str = "current") -> str:
    """The band of a requirement."""
    return requirement_of(result, requirement).bases[Basis(basis)].band.value


def requirement_of(result: Result, requirement: str):
    """One requirement of a result."""
    return next(one for one in result.requirements if one.id == requirement)


def benchmark_of(result: Result, benchmark: str):
    """One benchmark of a result."""
    return next(one for one in result.benchmarks if one.id == benchmark)


def verdict(result: Result, basis: str = "current"):
    """The summary on a basis."""
    return result.summary[Basis(basis)]


def found(result: Result, rule: str) -> list[Finding]:
    """The findings of a rule."""
    return [finding for finding in result.findings if finding.rule == rule]


def rules_found(result: Result) -> list[str]:
    """The rules of all findings."""
    return [finding.rule for finding in result.findings]


GREEN, ORANGE, RED = Band.GREEN, Band.ORANGE, Band.RED
