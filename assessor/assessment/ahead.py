"""The days after an assessment on which something turns by itself, and what the rules say on each of them.

Rules run only where they see something that they have not seen: other levels of cells, on every basis that can matter,
and, where a gate counts findings or a verdict rests on them, other exceptions. Everything between two such days stands
as on the first.
"""

from __future__ import annotations

from collections import Counter
from copy import copy
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assessor.assessment.carrying import Carrying
from assessor.assessment.cells import BASES
from assessor.assessment.dependencies import kinds_behind
from assessor.assessment.evidence import Judged, reach
from assessor.assessment.evidence_findings import ITEM, EvidenceFindings, stand_apart
from assessor.assessment.gate import unwaived
from assessor.assessment.given import item_facts
from assessor.assessment.turning import turns
from assessor.model.vocabulary import EvidenceState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from assessor.assessment.reckoning import Reckoning
    from assessor.assessment.run import Run
    from assessor.assessment.turning import Move, Turn
    from assessor.model.fact import Fact
    from assessor.model.knowledge import Knowledge
    from assessor.model.result import Check
    from assessor.model.vocabulary import Severity

_VERDICTS = ("rating", "requirement-band", "function-covered", "addressed", "excluded")
"""The kinds of facts that verdicts and checks are read from, but for those on findings."""

_MOST_KEPT = 64
"""Runs that are kept, should what they saw come back."""


class DayAhead(NamedTuple):
    """A day on which something turned, with the verdicts that hold from then on."""

    date: date
    turn: Turn
    run: Run
    """What the rules say; the same object as on the day before where they see nothing new. On the basis of the gates
    its verdicts hold; its findings and its facts on single evidence items may be left out."""
    checks: tuple[Check, ...]


def days_ahead(run: Run, last: date) -> Iterator[DayAhead]:
    """The days after the run's, up to and including the last, on which something of the profile turns by itself.

    Each is worked out when it is asked for. Raises RulesError where the rules leave a verdict of a day out, or
    contradict each other.
    """
    coming = turns(run, last)
    if not coming:
        return
    watch = _watch(run, coming)
    for day, turn in coming.items():
        now, checks = watch.turn(day, turn)
        yield DayAhead(day, turn, now, checks)


class _Watch(Protocol):
    """Knows how a twin stands from day to day."""

    def turn(self, day: date, turn: Turn) -> tuple[Run, tuple[Check, ...]]:
        """The run and the checks of a day, which comes after all that were asked for."""


def _watch(run: Run, coming: Mapping[date, Turn]) -> _Watch:
    knowledge = run.reasoner.knowledge
    if run.gates.fail_on is None:
        kinds = _behind_verdicts(knowledge)
        return _Afresh(run) if ITEM in kinds else _ByLevels(run, coming, kinds)
    return _ByLevels(run, coming, None) if stand_apart(knowledge) else _Afresh(run)


def _behind_verdicts(knowledge: Knowledge) -> frozenset[str]:
    return frozenset[str]().union(*(kinds_behind(kind, knowledge) for kind in _VERDICTS))


class _Afresh:
    """Assesses each day anew, for rules of which no more is known."""

    def __init__(self, run: Run) -> None:
        self._run = run

    def turn(self, day: date, turn: Turn) -> tuple[Run, tuple[Check, ...]]:  # noqa: ARG002 - it is all the same to it
        now = self._run.again(day)
        return now, now.checks


class _Seen(NamedTuple):
    """What the rules said of some levels and exceptions, and how many findings that is, where it matters."""

    run: Run
    findings: Counter[Severity]


class _ByLevels:
    """Runs the rules without single evidence items, once for the same levels of cells and exceptions.

    With `kinds`, no gate is on findings, and rules that conclude other kinds do not run. Without, findings on evidence
    items are counted beside those that the rules give.
    """

    def __init__(self, run: Run, coming: Mapping[date, Turn], kinds: frozenset[str] | None) -> None:
        self._kinds = kinds
        self._bases = [BASES.index(basis) for basis in run.reasoner.bases_behind(run.basis, kinds)]
        """Those on which levels matter for what is said on the basis of the gates, by position."""
        self._judged = [list(items) for items in run.judged]
        self._carrying = Carrying(run.profile, run.reckoning.cells, [reach(items) for items in run.judged])
        self._items = _Items(run, coming) if kinds is None else None
        self._sees_exceptions = kinds is None or "exception" in kinds
        self._ended: frozenset[int] = frozenset()
        self._run = run
        self._without_items = _without_items(run.reckoning)
        self._seen: dict[object, _Seen] = {}
        if kinds is not None:
            self._seen[self._sight()] = _Seen(run, Counter())

    def turn(self, day: date, turn: Turn) -> tuple[Run, tuple[Check, ...]]:
        for move in turn.moves:
            self._judged[move.control][move.item] = move.now
            if EvidenceState.CURRENT in {move.before.state, move.now.state}:
                self._carrying.move(move.control, reach(self._judged[move.control]))
        if self._sees_exceptions:
            self._ended = self._ended.union(turn.ended)
        run, findings = self._see(day)
        if self._items is None:
            return run, run.checks
        self._items.move(turn)
        return run, run.checks_where(findings + self._items.findings.counts)

    def _sight(self) -> object:
        """What the rules see that another day can change."""
        return tuple(map(self._carrying.levels, self._bases)), self._ended

    def _see(self, day: date) -> _Seen:
        sight = self._sight()
        if sight not in self._seen:
            if len(self._seen) == _MOST_KEPT:
                del self._seen[next(iter(self._seen))]
            self._seen[sight] = self._asked(day)
        return self._seen[sight]

    def _asked(self, day: date) -> _Seen:
        alone = self._run.basis if self._run.reasoner.treats_bases_alike else None
        run = self._run.again(day, self._without_items.supposing(self._carrying.cells, alone), self._kinds)
        return _Seen(run, Counter() if self._items is None else unwaived(run.findings))


class _Items:
    """The findings on the evidence items of a twin, from day to day."""

    def __init__(self, run: Run, coming: Mapping[date, Turn]) -> None:
        self._controls = run.profile.controls
        now = [
            fact
            for control, items in zip(self._controls, run.judged, strict=True)
            for at, one in enumerate(items)
            for fact in item_facts(control, at, one)
        ]
        later = [fact for turn in coming.values() for move in turn.moves for fact in self._facts(move, move.now)]
        self.findings = EvidenceFindings(run, [*now, *later])
        for fact in now:
            self.findings.begin(fact)

    def move(self, turn: Turn) -> None:
        """Let a day come."""
        for move in turn.moves:
            for fact in self._facts(move, move.before):
                self.findings.end(fact)
            for fact in self._facts(move, move.now):
                self.findings.begin(fact)

    def _facts(self, move: Move, one: Judged) -> Iterator[Fact]:
        return item_facts(self._controls[move.control], move.item, one)


def _without_items(reckoning: Reckoning) -> Reckoning:
    """The same twin with nothing to say of any evidence item."""
    other = copy(reckoning)
    other.judged = tuple(tuple(_NOTHING_TO_SAY for _ in items) for items in reckoning.judged)
    return other


_NOTHING_TO_SAY = Judged(EvidenceState.CURRENT, expiring=False, detail="")
