"""The ratchet: whether a result is worse than an earlier one, on the basis of the gate, whatever the cause."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.gate import gate_of
from assessor.model.number import shown
from assessor.model.ranking import (
    NOT_THERE,
    Identity,
    Standing,
    identity_in,
    identity_of,
    is_better_off,
    rank,
    takes_the_place,
)
from assessor.model.result import Check
from assessor.model.vocabulary import Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from typing import Any

    from assessor.model.result import BasisSummary, BenchmarkResult, Finding, Gate, RequirementResult, Result
    from assessor.model.vocabulary import Basis

_NAMED = 3


def ratchet(baseline: Mapping[str, Any], result: Result) -> Gate:
    """The gate against a baseline: it replaces the result's other checks, which are shown and not enforced.

    Passes if rating, bands, verdicts and score are not worse, and no finding that is not waived is new, but for a
    milder one in the place of a graver one (`takes_the_place`). `baseline` is the JSON form of an earlier result; its
    score is rounded, so scores are compared as they are shown. What left the scope ranks with the worst, so that a
    baseline cannot be passed by asking for less. What stood in the baseline and is found no more is listed, for the
    baseline can be renewed without it.
    """
    basis = result.basis
    requirements = _Requirements(baseline["requirements"], result.requirements, basis)
    findings = _Findings(baseline["findings"], result.findings, requirements.better_off)
    worse = [
        *_summary(baseline["summary"][basis], result.summary[basis]),
        *requirements.worse,
        *_benchmarks(baseline["benchmarks"], basis, result.benchmarks),
        *(f"new {one.severity} {identity_of(one)} at line {one.location.line}" for one in findings.new),
    ]
    told = "; ".join(worse) if worse else f"nothing worse or new{_no_longer(findings.gone)}"
    check = Check(
        name="baseline",
        expected="nothing worse or new",
        actual="; ".join([told, *_unlike(baseline, result)]),
        passed=not worse,
        gone=findings.gone,
    )
    return gate_of((*(one._replace(enforced=False) for one in result.gate.checks), check))


def _unlike(baseline: Mapping[str, Any], result: Result) -> Iterator[str]:
    """What makes the two hard to compare."""
    if baseline["profile"]["name"] != result.profile.name:
        yield f"the baseline is of another twin, {baseline['profile']['name']}"
    if baseline["basis"] != result.basis:
        yield f"the findings of the baseline are on the basis {baseline['basis']}, these on {result.basis}"


def _no_longer(gone: Sequence[str]) -> str:
    """What is said of the entries of a baseline that is passed and could be stricter."""
    if not gone:
        return ""
    more = f" and {len(gone) - _NAMED} more" if len(gone) > _NAMED else ""
    entries = "1 entry of the baseline no longer applies"
    if len(gone) > 1:
        entries = f"{len(gone)} entries of the baseline no longer apply"
    return f"; {entries}: {', '.join(gone[:_NAMED])}{more}"


def _summary(before: Mapping[str, Any], now: BasisSummary) -> Iterator[str]:
    for name, band in (("rating", now.rating), ("band", now.band)):
        if rank("rating", band) < rank("rating", before[name]):
            yield f"{name} {before[name]} to {band}"
    score = None if now.score is None else shown(now.score)
    if rank("score", score) < rank("score", before["score"]):
        yield f"score {before['score']} to {'none' if score is None else score}"


def _benchmarks(before: Sequence[Mapping[str, Any]], basis: Basis, now: Sequence[BenchmarkResult]) -> Iterator[str]:
    verdicts = {one["id"]: one[basis]["verdict"] for one in before}
    for one in now:
        verdict, was = one.bases[basis].verdict, verdicts.get(one.id, Verdict.NOT_MET)
        if rank("benchmark", verdict) < rank("benchmark", was):
            yield f"{one.id} {was} to {verdict}"
    for gone in sorted(verdicts.keys() - {one.id for one in now}):
        yield f"{gone} is no longer assessed"


class _Requirements:
    """The requirements of a result beside those of a baseline, on one basis."""

    def __init__(self, before: Sequence[Mapping[str, Any]], now: Sequence[RequirementResult], basis: Basis) -> None:
        self._before = {one["id"]: Standing(one[basis]["band"], one[basis]["cells"]) for one in before}
        self._now = {one.id: Standing(one.bases[basis].band, one.bases[basis].cells) for one in now}

    @property
    def worse(self) -> Iterator[str]:
        """The bands that are worse."""
        for name, now in self._now.items():
            was = self._before.get(name, NOT_THERE)
            if rank("requirement", now.band) < rank("requirement", was.band):
                yield f"{name} {was.band} to {now.band}"

    def better_off(self, name: str) -> bool:
        """Whether a requirement really stands better."""
        return is_better_off(self._before.get(name, NOT_THERE), self._now.get(name, NOT_THERE))


class _Findings:
    """The findings of a result beside those that stood in a baseline, matched by rule and subject, not by place."""

    def __init__(
        self, before: Sequence[Mapping[str, Any]], now: Sequence[Finding], better_off: Callable[[str], bool]
    ) -> None:
        standing = [one for one in before if one["waived"] is None]
        self._before = [identity_in(one) for one in standing]
        self._severities = [one["severity"] for one in standing]
        self._now = now
        self._better_off = better_off

    @property
    def new(self) -> Iterator[Finding]:
        """Those that are not waived and were not there; one that was waived and no longer is, is new.

        One that takes the place of a graver one is not.
        """
        known = Counter(self._before)
        gone: dict[Identity, list[str]] = {}
        for at in self._gone:
            gone.setdefault(self._before[at].about, []).append(self._severities[at])
        for finding in self._now:
            if not finding.waived:
                identity = identity_of(finding)
                known[identity] -= 1
                if known[identity] < 0 and not takes_the_place(
                    finding.severity, identity.about, gone, self._better_off
                ):
                    yield finding

    @property
    def gone(self) -> tuple[str, ...]:
        """The ids of those of the baseline that are found no more, in its order; what is waived by now is found."""
        return tuple(str(self._before[at]) for at in self._gone)

    @cached_property
    def _gone(self) -> tuple[int, ...]:
        left = Counter(map(identity_of, self._now))
        gone = []
        for at, identity in enumerate(self._before):
            left[identity] -= 1
            if left[identity] < 0:
                gone.append(at)
        return tuple(gone)
