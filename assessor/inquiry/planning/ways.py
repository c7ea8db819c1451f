"""What it takes in the profile to bring a cell to full: evidence, the end of a shortfall, or a control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, SHORTFALLS, Cell, claims, strength
from assessor.assessment.evidence import reach
from assessor.model.nearest import enumerated
from assessor.model.plan import Act, Named, Way
from assessor.model.vocabulary import Activation, Basis, Level, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.assessment.cells import CellId
    from assessor.assessment.reckoning import Reckoning
    from assessor.model.profile import Control

_LACKING = {Basis.CLAIMED: "", Basis.EVIDENCED: "evidence", Basis.CURRENT: "current evidence"}
"""What a control has to have on a basis beside its status."""

_VERBS = {
    Status.IMPLEMENTED: "switch on",
    Status.PARTIAL: "finish",
    Status.PLANNED: "implement",
    Status.NOT_IMPLEMENTED: "implement",
}


def way(cell: Cell) -> Way:
    """What a cell that is not full lacks."""
    if cell.level(0) is Level.FULL:
        return Way.EVIDENCE
    return Way.SHORTFALL if cell.shortfall else Way.CONTROL


def act(cell_id: CellId, reckoning: Reckoning, basis: Basis) -> Act:
    """What to do for a cell in scope that is not full on the basis, and to which controls."""
    cell = reckoning.cells[cell_id]
    return _Cell(cell_id, cell, reckoning, basis).act(way(cell))


class _Cell:
    """A cell with the controls that speak of it."""

    def __init__(self, cell_id: CellId, cell: Cell, reckoning: Reckoning, basis: Basis) -> None:
        self._id = cell_id
        self._cell = cell
        self._cells = reckoning.cells
        self._judged = reckoning.judged
        self._profile = reckoning.profile
        self._basis = basis
        self._at = BASES.index(basis)
        self._speaking = [reckoning.profile.controls[at] for at in cell.controls]
        self._counting = frozenset(
            reckoning.profile.controls[at].id for at in cell.controls if reach(reckoning.judged[at]) > self._at
        )

    def act(self, found: Way) -> Act:
        """What to do, if that is the way."""
        full = [one for one in self._speaking if strength(one) is Level.FULL]
        if found is Way.EVIDENCE:
            chosen, text = full, f"give {_names(full, 'or')} {_LACKING[self._basis]}"
        elif found is Way.SHORTFALL:
            chosen = [one for one in self._speaking if one.status in SHORTFALLS]
            text = self._end(chosen, full)
        else:
            chosen = [one for one in self._speaking if strength(one) is not Level.FULL]
            text = _verbs(chosen, "or") if chosen else "add a full control"
            text += self._with_evidence(chosen)
        return Act(
            requirement=self._id.requirement,
            layer=self._id.layer,
            level=self._cell.level(self._at),
            way=found,
            text=text,
            controls=tuple(map(self._named, chosen)),
            also=self._also(chosen[0]) if len(chosen) == 1 and (found is not Way.SHORTFALL or not full) else (),
        )

    def _also(self, control: Control) -> tuple[str, ...]:
        """The other open cells that become full once the one control is implemented, on, and backed by evidence."""
        at = self._profile.controls.index(control)
        whole = control._replace(status=Status.IMPLEMENTED, activation=Activation.DEFAULT)
        filled = []
        for cell_id in claims(control, self._profile.twin.layers):
            before, after = self._cells[cell_id], Cell()
            for one in before.controls:
                reached = len(BASES) if one == at else reach(self._judged[one])
                after.add(one, whole if one == at else self._profile.controls[one], reached)
            if cell_id != self._id and before.level(self._at) is not after.level(self._at) is Level.FULL:
                filled.append(f"{cell_id.requirement}/{cell_id.layer}")
        return tuple(filled)

    def _end(self, short: Sequence[Control], full: Sequence[Control]) -> str:
        """Finish every control that falls short; where a full one stands beside them they may be narrowed instead."""
        text = _verbs(short, "and")
        if not full:
            return text + self._with_evidence(short)
        text += f", or take the cell out of {'it' if len(short) == 1 else 'them'}"
        return text if self._cell.full > self._at else f"{text}; give {_names(full, 'or')} {_LACKING[self._basis]}"

    def _with_evidence(self, chosen: Sequence[Control]) -> str:
        """What is to be added where none of the controls counts on the basis yet."""
        lacking = _LACKING[self._basis]
        return f", with {lacking}" if lacking and not any(one.id in self._counting for one in chosen) else ""

    def _named(self, control: Control) -> Named:
        place = control.marks.entry("requirements", control.requirements.index(self._id.requirement))
        return Named(control.id, self._profile.location(place))


def _verbs(controls: Sequence[Control], conjunction: str) -> str:
    """What to do to the controls: `finish A and B and implement C`."""
    done: dict[str, list[Control]] = {}
    for one in controls:
        done.setdefault(_VERBS[one.status], []).append(one)
    return f" {conjunction} ".join(f"{verb} {_names(of, conjunction)}" for verb, of in done.items())


def _names(controls: Sequence[Control], conjunction: str) -> str:
    return enumerated([one.id for one in controls], conjunction)
