"""The ratchet: whether a result is worse than an earlier one, on the basis of the gate, whatever the cause."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from assessor.assessment.gate import gate_of
from assessor.model.number import shown
from assessor.model.result import Check
from assessor.model.vocabulary import BAND_ORDER, Band, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from assessor.model.result import BasisSummary, BenchmarkResult, Finding, Gate, RequirementResult, Result
    from assessor.model.vocabulary import Basis

_BANDS = {Band.NOT_APPLICABLE: 0, **{band: rank for rank, band in enumerate(BAND_ORDER)}}
_VERDICTS = {
    Verdict.NOTHING_REQUIRED: 0,
    Verdict.NOT_MET: 0,
    Verdict.PARTIAL: 1,
    Verdict.MET_IN_SCOPE: 2,
    Verdict.MET: 3,
}


_IDENTITY = ("rule", "requirement", "layer", "control", "benchmark", "subject")
"""What makes a finding the same as one of another result: its rule and subject, not its place."""


def ratchet(baseline: Mapping[str, Any], result: Result) -> Gate:
    """The gate against a baseline: it replaces the result's other checks, which are shown and not enforced.

    Passes if rating, bands, verdicts and score are not worse, and no finding that is not waived is new. `baseline` is
    the JSON form of an earlier result; its score is rounded, so scores are compared as they are shown. What left the
    scope ranks with the worst, so that a baseline cannot be passed by asking for less.
    """
    basis = result.basis
    worse = [
        *_summary(baseline["summary"][basis], result.summary[basis]),
        *_requirements(baseline["requirements"], basis, result.requirements),
        *_benchmarks(baseline["benchmarks"], basis, result.benchmarks),
        *_new_findings(baseline["findings"], result.findings),
    ]
    actual = "; ".join(worse) if worse else "nothing worse or new"
    check = Check(name="baseline", expected="nothing worse or new", actual=actual, passed=not worse)
    return gate_of((*(one._replace(enforced=False) for one in result.gate.checks), check))


def _summary(before: Mapping[str, Any], now: BasisSummary) -> Iterator[str]:
    for name, band in (("rating", now.rating), ("band", now.band)):
        if _BANDS[band] < _BANDS[Band(before[name])]:
            yield f"{name} {before[name]} to {band}"
    score = None if now.score is None else shown(now.score)
    if before["score"] is not None and (score is None or score < before["score"]):
        yield f"score {before['score']} to {score}"


def _requirements(before: Sequence[Mapping[str, Any]], basis: Basis, now: Sequence[RequirementResult]) -> Iterator[str]:
    bands = {one["id"]: Band(one[basis]["band"]) for one in before}
    for one in now:
        band, was = one.bases[basis].band, bands[one.id]
        if _BANDS[band] < _BANDS[was]:
            yield f"{one.id} {was} to {band}"


def _benchmarks(before: Sequence[Mapping[str, Any]], basis: Basis, now: Sequence[BenchmarkResult]) -> Iterator[str]:
    verdicts = {one["id"]: Verdict(one[basis]["verdict"]) for one in before}
    for one in now:
        verdict, was = one.bases[basis].verdict, verdicts.get(one.id, Verdict.NOT_MET)
        if _VERDICTS[verdict] < _VERDICTS[was]:
            yield f"{one.id} {was} to {verdict}"
    for gone in sorted(verdicts.keys() - {one.id for one in now}):
        yield f"{gone} is no longer assessed"


def _new_findings(before: Sequence[Mapping[str, Any]], now: Sequence[Finding]) -> Iterator[str]:
    """Findings beyond those that stood in the baseline, matched by rule and subject, not by place.

    One that was waived and no longer is, is new.
    """
    standing = (f for f in before if f["waived"] is None)
    known = Counter(tuple(f[field] for field in _IDENTITY) for f in standing)
    for finding in now:
        if finding.waived:
            continue
        identity = tuple(getattr(finding, field) for field in _IDENTITY)
        known[identity] -= 1
        if known[identity] < 0:
            yield f"new {finding.severity} {finding.rule} at line {finding.location.line}"
