"""The end of a proof: cells with the controls that speak of them, controls with their evidence, each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, SHORTFALLS, strength
from assessor.assessment.evidence import reach
from assessor.assessment.places import Places
from assessor.model.explanation import Ground, Proof
from assessor.model.fact import Fact
from assessor.model.vocabulary import Activation, Basis, EvidenceState, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.assessment.case import Case
    from assessor.assessment.cells import Cell, CellId
    from assessor.assessment.run import Run
    from assessor.model.place import Location
    from assessor.model.profile import Control

_GIVES = {Level.FULL: "full", Level.PARTIAL: "partial", Level.NONE: "nothing"}


class Claims:
    """Proofs of the levels of one profile's cells, on the basis of its gate."""

    def __init__(self, case: Case, run: Run) -> None:
        self._profile = case.profile
        self._reckoning = run.reckoning
        self._judged = run.judged
        self._places = Places(case.profile, run.judged)
        self._basis = case.basis
        self._at = BASES.index(case.basis)
        self._evidence: dict[int, tuple[Proof, ...]] = {}

    def cell(self, cell_id: CellId, level: Level) -> Proof:
        """That a cell in scope has its level: by every control that speaks of it, or because none does."""
        about = f"{cell_id.requirement} on {cell_id.layer}"
        controls = self._reckoning.cells[cell_id].controls
        nobody = Proof(statement=f"no control speaks of {about}", ground=Ground.ABSENCE)
        return Proof(
            statement=f"{about} is {level} ({self._basis}): {self._why(self._reckoning.cells[cell_id], level)}",
            ground=Ground.ARITHMETIC,
            fact=("level", {"basis": self._basis, **cell_id._asdict(), "level": str(level)}),
            premises=tuple(self.control(at, cell_id) for at in controls) or (nobody,),
        )

    def _why(self, cell: Cell, level: Level) -> str:
        """What makes it so, in the words of the method."""
        if level is Level.NONE:
            return "nothing counts there"
        if level is Level.FULL:
            return "a full control counts, and no shortfall is admitted"
        return "a shortfall is admitted" if cell.full > self._at else "no control that counts is full"

    def control(self, at: int, cell_id: CellId) -> Proof:
        """What a control, by its position, gives to a cell that it speaks of."""
        control = self._profile.controls[at]
        return Proof(
            statement=f"control {control.id} is {_status(control)}: {self._worth(at, control)}",
            ground=Ground.PROFILE,
            premises=self._behind(at, control),
            location=self._place("claim-finding", control.id, cell_id.requirement, cell_id.layer),
        )

    def claiming(self, cell_id: CellId, claim: str) -> Iterator[Proof]:
        """The controls that claim of a cell that it is `full`, or that they are `not-implemented` there."""
        for at in self._reckoning.cells[cell_id].controls:
            control = self._profile.controls[at]
            if claim == (strength(control) if claim == Level.FULL else control.status):
                yield self.control(at, cell_id)

    def _worth(self, at: int, control: Control) -> str:
        """What the control gives on the basis, and whether it keeps the cell from being full."""
        level = strength(control)
        counts = reach(self._judged[at]) > self._at
        gives = f"gives {_GIVES[level]}" if counts or level is Level.NONE else f"does not count ({self._basis})"
        return f"{gives}, and admits a shortfall" if control.status in SHORTFALLS else gives

    def _behind(self, at: int, control: Control) -> tuple[Proof, ...]:
        """The evidence that decides whether the control counts: an item that carries it, or all if none does."""
        if at not in self._evidence:
            self._evidence[at] = tuple(self._deciding(at, control))
        return self._evidence[at]

    def _deciding(self, at: int, control: Control) -> Iterator[Proof]:
        items = self._judged[at]
        if self._basis is Basis.CLAIMED:
            return
        if not items:
            yield Proof(statement=f"control {control.id} has no evidence", ground=Ground.ABSENCE)
            return
        carrying = [n for n, item in enumerate(items) if item.state is EvidenceState.CURRENT] or [*range(len(items))]
        one_is_enough = self._basis is Basis.EVIDENCED or items[carrying[0]].state is EvidenceState.CURRENT
        for index in carrying[:1] if one_is_enough else carrying:
            yield self._item(at, index, control)

    def _item(self, at: int, index: int, control: Control) -> Proof:
        item, judged = control.evidence[index], self._judged[at][index]
        source = item.path or item.url
        return Proof(
            statement=f"evidence {control.id}#{index + 1} ({source}) is {judged.state}: {judged.detail}",
            ground=Ground.PROFILE,
            location=self._place("evidence-finding", control.id, str(index + 1)),
        )

    def _place(self, kind: str, *about: str) -> Location:
        return self._profile.location(self._places.of(Fact(kind, ("", *about))))


def _status(control: Control) -> str:
    return f"{control.status} and opt-in" if control.activation is Activation.OPT_IN else str(control.status)
