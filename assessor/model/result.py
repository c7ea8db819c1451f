"""The outcome of an assessment as values. `assessor.report.document` gives its versioned JSON form.

Numbers are exact fractions from 0 to 100, rounded only where they are shown (`assessor.model.number`). What does not
apply is None. Orders are part of the contract: requirements as in the paper, functions GV ID PR DE RS RC,
benchmarks by number and then by id, findings by severity, place, rule, requirement, layer, control.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from assessor.model.fact import Deduction
    from assessor.model.knowledge import Coverage, PackIdentity
    from assessor.model.place import Location
    from assessor.model.profile import Profile
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


class Tool(NamedTuple):
    """Who assessed: `engine` is the one that ran, `durable` or `plain`."""

    name: str
    version: str
    engine: str


class BasisSummary(NamedTuple):
    """The verdict on the twin on one basis."""

    band: Band
    rating: Band
    caps: tuple[str, ...]
    """The rules that cap the rating, sorted, whether or not they lower anything."""
    caps_possible: tuple[str, ...]
    """The further caps that would hold if every unknown characteristic were true."""
    functions: tuple[str, ...]
    score: Fraction | None
    score_range: tuple[Fraction, Fraction] | None


class RequirementOnBasis(NamedTuple):
    """A requirement on one basis; `cells` has the twin's layers, `not-applicable` where out of scope."""

    band: Band
    score: Fraction | None
    cells: Mapping[Layer, Level]


class RequirementResult(NamedTuple):
    """One requirement: what is asked of it and why, and how it stands on each basis."""

    id: str
    title: str
    group: Group
    applicability: Applicability
    reasons: tuple[str, ...]
    """Rule ids that made it so, or the profile's own reasons for taking it out of scope."""
    primary: str
    secondary: tuple[str, ...]
    bases: Mapping[Basis, RequirementOnBasis]
    silent: tuple[Layer, ...]
    """The layers in scope that no control speaks of."""
    controls: tuple[str, ...]
    """The controls that speak of it, in the file's order."""


class FunctionOnBasis(NamedTuple):
    """A CSF function on one basis; the score is None if no applicable requirement is in it."""

    covered: bool
    score: Fraction | None


class FunctionResult(NamedTuple):
    """A CSF function, with the requirements whose primary category is in it."""

    id: str
    name: str
    bases: Mapping[Basis, FunctionOnBasis]
    requirements: tuple[str, ...]


class CategoryResult(NamedTuple):
    """A CSF category; covered is None where no requirement has it as its primary one."""

    id: str
    name: str
    covered: Mapping[Basis, bool | None]


class OpenCell(NamedTuple):
    """A cell that a benchmark asks for and that is not full."""

    requirement: str
    layer: Layer
    level: Level


class BenchmarkOnBasis(NamedTuple):
    """How the profile stands to a benchmark on one basis; coverage is None if nothing is left to ask."""

    verdict: Verdict
    coverage: Fraction | None
    requirements: Mapping[str, RequirementVerdict]
    open: tuple[OpenCell, ...]
    functions_missing: tuple[str, ...] | None
    """Published functions that the profile does not cover; None where the published ones are unknown."""
    beyond: tuple[str, ...]
    """Requirements that the profile addresses and the benchmark does not ask for."""


class BenchmarkResult(NamedTuple):
    """One benchmark: `asked` cells in all, `out_of_scope` of them outside the profile's scope."""

    id: str
    title: str
    published: Coverage
    derived: Coverage
    doubts: tuple[str, ...]
    clauses_verified: bool
    asked: int
    out_of_scope: int
    bases: Mapping[Basis, BenchmarkOnBasis]


class Waiver(NamedTuple):
    """The exception that waives a finding; of several together, the first to expire."""

    reason: str
    approved_by: str
    expires: date
    location: Location


class Finding(NamedTuple):
    """One thing to look at, with its place in the profile."""

    rule: str
    severity: Severity
    message: str
    remediation: str
    requirement: str | None
    layer: Layer | None
    control: str | None
    benchmark: str | None
    subject: str | None
    """What else tells it from others of its rule: an evidence item's file or link, a characteristic, a target."""
    location: Location
    waived: Waiver | None = None


class Check(NamedTuple):
    """One gate: what was wanted, what is, and whether that passes. `enforced` is false where a baseline replaces it."""

    name: str
    expected: str
    actual: str
    passed: bool
    enforced: bool = True
    gone: tuple[str, ...] | None = None
    """Of a baseline's check: the findings that stood in the baseline and are found no more, by their ids."""


class Gate(NamedTuple):
    """All checks together; `passed` is None if none was set."""

    passed: bool | None
    checks: tuple[Check, ...]


class ItemState(NamedTuple):
    """The state of one evidence item: the control's id, the item's index from 0, the state."""

    control: str
    index: int  # type: ignore[assignment] # not the tuple's method
    state: EvidenceState


class Inputs(NamedTuple):
    """What a reassessment needs: the document with its defaults, what the evidence was, the options."""

    profile: Mapping[str, object]
    evidence: tuple[ItemState, ...]
    options: Mapping[str, object]


class Result(NamedTuple):
    """A whole assessment of one profile on one day."""

    tool: Tool
    rules: tuple[PackIdentity, ...]
    profile: Profile
    as_of: date
    basis: Basis
    """The basis of the gate and of the findings."""
    summary: Mapping[Basis, BasisSummary]
    assessed: Fraction | None
    requirements: tuple[RequirementResult, ...]
    functions: tuple[FunctionResult, ...]
    categories: tuple[CategoryResult, ...]
    benchmarks: tuple[BenchmarkResult, ...]
    findings: tuple[Finding, ...]
    gate: Gate
    inputs: Inputs
    deduction: Deduction
    """Every fact behind the verdicts with its proof, for each basis that speaks for itself."""
    speaker: Mapping[Basis, Basis]
    """For each basis the one whose facts in the deduction hold of it, word for word: itself, or one that stands alike.
    """

    def __repr__(self) -> str:
        verdict = self.summary[self.basis]
        return f"<Result {self.profile.name!r}: band {verdict.band}, rating {verdict.rating} ({self.basis})>"

    def _repr_html_(self) -> str:
        """How a notebook shows the result."""
        from assessor.model.display import as_html

        return as_html(self)
