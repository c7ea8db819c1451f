"""What changes by itself in the time to come, as evidence and exceptions expire and dated evidence begins to count."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from assessor.assessment.ahead import days_ahead
from assessor.assessment.cells import BASES, CellId
from assessor.inquiry.standing import COVERED, FAILED, GATE, NOT_COVERED, PASSED, rank
from assessor.model.diff import Direction
from assessor.model.forecast import Change, Dated, Dating, Forecast, ForecastDay, NamedCheck, Outlook
from assessor.model.number import shown
from assessor.model.vocabulary import EvidenceState, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.assessment.ahead import DayAhead
    from assessor.assessment.case import Case
    from assessor.assessment.run import Run
    from assessor.assessment.turning import Move
    from assessor.model.forecast import Said
    from assessor.model.profile import Profile
    from assessor.model.result import Check

    Verdicts = Mapping[tuple[str, str], Said]
    """What is said, by kind and id."""


def forecast(case: Case, until: date) -> Forecast:
    """What comes after the case's day, up to and including `until`, which is after it; on the case's basis.

    The gate is that of the case's checks of one day: those on coming days and on a baseline are left out. Raises
    RulesError as an assessment on one of the days would.
    """
    run = case.run()
    first = date.fromordinal(case.as_of.toordinal() + 1)
    ahead = tuple(_ahead(run, until))
    days = tuple(day for day, _ in ahead if day.expires or day.begins or day.changes)
    checks = {first: run.checks, **{day.date: of_day for day, of_day in ahead}}
    failure = next((day for day, of_day in checks.items() if _passed(of_day) is False), None)
    return Forecast(
        rules=case.reasoner.knowledge.packs,
        profile=case.profile,
        as_of=case.as_of,
        basis=case.basis,
        first=first,
        until=until,
        today=_outlook(run),
        days=days,
        first_rating_change=next((day.date for day in days if any(c.kind == "rating" for c in day.changes)), None),
        first_gate_failure=failure,
        failing=tuple(one for one in _named(checks[failure]) if not one.check.passed) if failure else (),
    )


def _outlook(run: Run) -> Outlook:
    score = run.outcome.measures.score(BASES.index(run.basis))
    return Outlook(rating=run.rating, score=score, passed=_passed(run.checks), checks=_named(run.checks))


def _ahead(run: Run, until: date) -> Iterator[tuple[ForecastDay, Sequence[Check]]]:
    """Each day on which something turns, listed or not, with the checks as they stand from then on."""
    before, verdicts, gate = run, _verdicts(run), _gate(run.checks)
    for day in days_ahead(run, until):
        now = verdicts if day.run is before else _verdicts(day.run)
        gate_now = _gate(day.checks)
        changes = (*_changes(verdicts, now), *_changes(gate, gate_now))
        before, verdicts, gate = day.run, now, gate_now
        expires, begins = tuple(_expires(run.profile, day)), tuple(_begins(run.profile, day))
        yield ForecastDay(day.date, expires, begins, changes), day.checks


def _verdicts(run: Run) -> Verdicts:
    """The verdicts on the basis of the gates, named as `standing` names them, but for findings and the gate."""
    return dict(_all(run))


def _all(run: Run) -> Iterator[tuple[tuple[str, str], Said]]:
    outcome, basis, at = run.outcome, run.basis, BASES.index(run.basis)
    score = outcome.measures.score(at)
    yield ("rating", "rating"), str(run.rating)
    yield ("score", "score"), None if score is None else shown(score)
    for function in outcome.functions():
        yield ("function", function.id), COVERED if function.bases[basis].covered else NOT_COVERED
    for requirement in run.reckoning.order:
        yield ("requirement", requirement), str(outcome.bands[(basis, requirement)])
    levels = outcome.scope.levels[at]
    for cell in run.reckoning.cells:
        yield ("cell", f"{cell.requirement}/{cell.layer}"), str(levels.get(CellId(*cell), Level.NOT_APPLICABLE))
    for benchmark in run.reckoning.knowledge.benchmarks:
        yield ("benchmark", benchmark.id), str(outcome.benchmark(benchmark, basis).verdict)


def _gate(checks: Sequence[Check]) -> Verdicts:
    passed = {("gate", one.id): PASSED if one.check.passed else FAILED for one in _named(checks)}
    whole = {} if _passed(checks) is None else {("gate", GATE): PASSED if _passed(checks) else FAILED}
    return {**whole, **passed}


def _passed(checks: Sequence[Check]) -> bool | None:
    return all(check.passed for check in checks) if checks else None


def _named(checks: Iterable[Check]) -> tuple[NamedCheck, ...]:
    """The checks with a number behind the name of each later one: a target and a flag may ask for the same."""
    seen: dict[str, int] = {}
    named = []
    for check in checks:
        seen[check.name] = seen.get(check.name, 0) + 1
        name = check.name if seen[check.name] == 1 else f"{check.name}#{seen[check.name]}"
        named.append(NamedCheck(name, check))
    return tuple(named)


def _changes(before: Verdicts, now: Verdicts) -> Iterator[Change]:
    """The verdicts that are others; both have the same names."""
    for (kind, name), said in now.items():
        was = before[kind, name]
        if said != was:
            better = rank(kind, said) - rank(kind, was)
            direction = Direction.BETTER if better > 0 else Direction.WORSE if better < 0 else Direction.OTHER
            yield Change(kind, name, was, said, direction)


def _expires(profile: Profile, day: DayAhead) -> Iterator[Dating]:
    for move in day.turn.moves:
        if move.before.state is EvidenceState.CURRENT and move.now.state is not EvidenceState.CURRENT:
            expires = profile.controls[move.control].evidence[move.item].expires
            if expires and expires < day.date:
                yield _evidence(profile, move, "expires", f"counts through {expires}")
            else:
                yield _evidence(profile, move, "date", move.now.detail)
    for at in day.turn.ended:
        entry = profile.exceptions[at]
        yield Dating(
            kind=Dated.EXCEPTION,
            id=str(at + 1),
            subject=f"{entry.requirement} on {', '.join(entry.layers)}",
            reason=f"valid through {entry.expires}",
            location=profile.location(entry.marks.value("expires")),
        )


def _begins(profile: Profile, day: DayAhead) -> Iterator[Dating]:
    for move in day.turn.moves:
        if move.now.state is EvidenceState.CURRENT and move.before.state is not EvidenceState.CURRENT:
            begun = profile.controls[move.control].evidence[move.item].date
            yield _evidence(profile, move, "date", f"dated {begun}")


def _evidence(profile: Profile, move: Move, key: str, reason: str) -> Dating:
    """An item; `key` is that of the date that decides."""
    control = profile.controls[move.control]
    item = control.evidence[move.item]
    return Dating(
        kind=Dated.EVIDENCE,
        id=f"{control.id}#{move.item + 1}",
        subject=item.path or item.url or "",
        reason=reason,
        location=profile.location(item.marks.value(key)),
    )
