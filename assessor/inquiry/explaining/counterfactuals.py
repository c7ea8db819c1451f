"""What would change a verdict: the smallest sets of cells that bring it up, the single changes that bring it down."""

from __future__ import annotations

from contextlib import contextmanager
from fractions import Fraction
from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import BASES, claims
from assessor.assessment.evidence import reach
from assessor.assessment.places import Places
from assessor.errors import RulesError
from assessor.inquiry.goals import Goal
from assessor.inquiry.limits import beside_levels, limits
from assessor.inquiry.planning.reaching import NO_PLAN, PUNISHED, Reaching
from assessor.inquiry.planning.ways import act
from assessor.model.explanation import Change
from assessor.model.fact import Fact
from assessor.model.plan import Way
from assessor.model.vocabulary import Basis, EvidenceState

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from assessor.assessment.case import Case
    from assessor.assessment.cells import CellId
    from assessor.assessment.run import Run
    from assessor.assessment.supposing import Supposed, Supposing
    from assessor.inquiry.verdicts import Questioned

    Word = Callable[[Supposed], str | None]
    """The word for a verdict under a supposition."""

MOST = 5
"""So many sets of changes at most are told."""
_TRIES = 24
"""So many searches at most are made for them."""

_SCORE = Goal("score", "score", Fraction(100))


@contextmanager
def _noted(reasons: list[str]) -> Iterator[None]:
    """Keeps the reason why something could not be decided by the rules."""
    try:
        yield
    except RulesError as error:
        reasons.append(error.problems[0].message.removesuffix(NO_PLAN))


class Found(NamedTuple):
    """Sets of cells, each of which brings a better verdict when it is brought to full."""

    sets: tuple[tuple[CellId, ...], ...]
    limits: tuple[str, ...]
    """Why there may be others, or what is taken for granted, in sentences."""


NOTHING = Found((), ())
"""Where there is nothing better."""


class Counterfactuals:
    """What would change verdicts of one case."""

    def __init__(self, case: Case, run: Run, supposing: Supposing) -> None:
        self._case = case
        self._run = run
        self._supposing = supposing
        self._places = Places(case.profile, run.judged)
        self._reaching = Reaching(case.reasoner, supposing, lambda _: Fraction(1))
        self._rulebook = self._reaching.openings.rulebook

    def smallest(self, goals: Sequence[Goal]) -> Found:
        """Up to five of the smallest sets of cells that reach the goals when they are brought to full.

        No set holds another. They come by size, and among equals by preference (see `Reaching.choices`). Each next one
        is sought without one cell of an earlier one, so the first is the smallest of all.
        """
        found: list[tuple[CellId, ...]] = []
        reasons: list[str] = []
        with _noted(reasons):
            if not self._reaching.out_of_reach(goals):
                self._seek(goals, found, reasons)
        limits = list(self._limits(goals))
        if found and not self._reaching.never_worse(goals):
            limits.append(f"smaller sets may do too: {PUNISHED}")
        elif reasons:
            limits.append(f"other sets may do too: {reasons[0]}" if found else reasons[0])
        return Found(tuple(found), tuple(limits))

    def _limits(self, goals: Sequence[Goal]) -> tuple[str, ...]:
        return limits(goals, self._supposing, self._rulebook)

    def _seek(self, goals: Sequence[Goal], found: list[tuple[CellId, ...]], reasons: list[str]) -> None:
        """Find sets, and reasons why some were sought in vain."""
        waiting: list[tuple[tuple[int, list[int]], tuple[CellId, ...], frozenset[CellId]]] = []
        seen: set[frozenset[CellId]] = set()
        tries = 0

        def search(without: frozenset[CellId]) -> None:
            if without not in seen:
                seen.add(without)
                with _noted(reasons):
                    cells = self._reaching.cheapest(goals, without)
                    if cells:
                        heappush(waiting, (self._rank(cells), cells, without))

        search(frozenset())
        while waiting and len(found) < MOST:
            _, cells, without = heappop(waiting)
            if cells in found:
                continue
            found.append(cells)
            for cell in cells:
                if tries < _TRIES:
                    tries += 1
                    search(without | {cell})

    def _rank(self, cells: Collection[CellId]) -> tuple[int, list[int]]:
        order = {choice.cell: at for at, choice in enumerate(self._reaching.choices)}
        return len(cells), sorted(order[cell] for cell in cells)

    def most_gaining(self) -> Found:
        """Up to five single cells that bring the score up the most."""
        gains = sorted(self._reaching.choices, key=lambda choice: -choice.gain)
        return Found(tuple((choice.cell,) for choice in gains[:MOST] if choice.gain), self._limits([_SCORE]))

    def changes(self, cells: Collection[CellId], word: Word | None = None) -> tuple[Change, ...]:
        """What to do for these cells, in their order; evidence that is lacking on several cells is one change.

        `word` says what verdict they bring together.
        """
        to = word(self._supposing.full(cells)) if word else None
        changes: dict[str, Change] = {}
        for cell in cells:
            one = act(cell, self._supposing.reckoning, self._supposing.bases[-1])
            name = f"{cell.requirement}/{cell.layer}"
            place = one.controls[0].location if one.controls else None
            key = one.text if one.way is Way.EVIDENCE else name
            before = changes.get(key, Change(text=one.text, to=to, cells=(), location=place))
            changes[key] = before._replace(cells=(*before.cells, name))
        return tuple(changes.values())

    def limits_of_falls(self, verdict: str) -> tuple[str, ...]:
        """Why losses that make a kind of verdict worse are not worked out, in sentences; none where they are."""
        found = beside_levels([verdict], self._rulebook)
        return (f"{found}, so what a loss brings is not worked out",) if found else ()

    def falls(self, questioned: Questioned) -> Iterator[Change]:
        """Every single loss that makes a verdict worse: a control withdrawn, or the one item that carries it.

        None where that is not worked out.
        """
        if self.limits_of_falls(questioned.name.kind):
            return
        as_is = questioned.standing(self._supposing.as_is)
        about = questioned.about(self._supposing.as_is)
        profile = self._case.profile
        for at, control in enumerate(profile.controls):
            if not any(cell in about for cell in claims(control, profile.twin.layers)):
                continue
            then = self._supposing.without(at)
            if questioned.standing(then) < as_is:
                place = self._places.of(Fact("control-finding", ("", control.id)))
                text = f"control {control.id} is withdrawn"
                yield Change(text=text, to=questioned.word(then), cells=(), location=profile.location(place))
            yield from self._losses(at, questioned, as_is)

    def _losses(self, at: int, questioned: Questioned, as_is: float | Fraction) -> Iterator[Change]:
        """The loss of the item that carries a control, if it makes the verdict worse; told once, as the least loss."""
        for basis in reversed(self._supposing.bases):
            index = self._carrying(at, basis)
            then = self._supposing.reaching(at, self._reach_without(at, basis))
            if index is not None and questioned.standing(then) < as_is:
                yield self._lost(at, index, basis, questioned.word(then))
                return

    def _carrying(self, at: int, basis: Basis) -> int | None:
        """The one evidence item that carries a control on a basis; None if none does, or more than one."""
        items = self._run.judged[at]
        if basis is Basis.EVIDENCED:
            return 0 if len(items) == 1 else None
        current = [index for index, item in enumerate(items) if item.state is EvidenceState.CURRENT]
        return current[0] if basis is Basis.CURRENT and len(current) == 1 else None

    def _reach_without(self, at: int, basis: Basis) -> int:
        """On how many bases a control counts without the item that carries it on one."""
        return min(reach(self._run.judged[at]), BASES.index(basis))

    def _lost(self, at: int, index: int, basis: Basis, to: str | None) -> Change:
        control = self._case.profile.controls[at]
        item = control.evidence[index]
        place = self._places.of(Fact("evidence-finding", ("", control.id, str(index + 1))))
        ends = "is lost" if basis is Basis.EVIDENCED else "expires or breaks"
        text = f"evidence {control.id}#{index + 1} ({item.path or item.url}) {ends}"
        return Change(text=text, to=to, cells=(), location=self._case.profile.location(place))
