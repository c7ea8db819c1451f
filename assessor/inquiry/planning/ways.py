"""What it takes in the profile to bring a cell to full: evidence, the end of a shortfall, or a control."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

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

_ON = " and switch it on"


def way(cell: Cell) -> Way:
    """What a cell that is not full lacks."""
    if cell.level(0) is Level.FULL:
        return Way.EVIDENCE
    return Way.SHORTFALL if cell.shortfall else Way.CONTROL


def act(cell_id: CellId, reckoning: Reckoning, basis: Basis) -> Act:
    """What to do for a cell in scope that is not full on the basis, and to which controls."""
    cell = reckoning.cells[cell_id]
    return _Cell(cell_id, cell, reckoning, basis).act(way(cell))


class _Lacks(NamedTuple):
    """What a control lacks beside being implemented, to give its cells full."""

    off: bool
    counts: bool
    """On the basis."""


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
            text = self._any_of(chosen) if chosen else f"add a full control{self._with(counts=False)}"
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
        if not full:
            return self._all_of(short)
        text = f"{_verbs(short, 'and')}, or take the cell out of {'it' if len(short) == 1 else 'them'}"
        return text if self._cell.full > self._at else f"{text}; give {_names(full, 'or')} {_LACKING[self._basis]}"

    def _all_of(self, short: Sequence[Control]) -> str:
        """Finish all of them; then one has to be on and to count as well, where none is and does by that."""
        if len(short) == 1:
            return self._any_of(short)
        text = _verbs(short, "and")
        lacking = dict.fromkeys(map(self._lacks, short))
        if _Lacks(off=False, counts=True) in lacking:
            return text
        if all(not one.off for one in lacking):
            return text + self._with(counts=False)
        then = (self._then([one for one in short if self._lacks(one) == what], what) for what in lacking)
        return f"{text}; then {', or '.join(then)}"

    def _then(self, controls: Sequence[Control], lacks: _Lacks) -> str:
        """What is left to do to one of the controls once it is finished."""
        names = _names(controls, "or")
        evidence = self._with(lacks.counts).removeprefix(",")
        return f"switch on {names}{evidence}" if lacks.off else f"give {names} {_LACKING[self._basis]}"

    def _any_of(self, chosen: Sequence[Control]) -> str:
        """Make one of them full and count; those that lack the same beside it are named together."""
        told = []
        for what in dict.fromkeys(map(self._lacks, chosen)):
            of = [one for one in chosen if self._lacks(one) == what]
            told.append((f"{_verbs(of, 'or')}{_ON if what.off else ''}", self._with(what.counts)))
        if len(told) == 1:
            return "".join(told[0])
        return ", or ".join(f"{text}{more.removeprefix(',')}" for text, more in told)

    def _lacks(self, control: Control) -> _Lacks:
        """What a control lacks beside being implemented; one that only has to be switched on says so by its verb."""
        off = control.activation is Activation.OPT_IN and control.status is not Status.IMPLEMENTED
        return _Lacks(off=off, counts=control.id in self._counting)

    def _with(self, counts: bool) -> str:  # noqa: FBT001 - it is the question
        """What is to be added where a control does not count on the basis yet."""
        lacking = _LACKING[self._basis]
        return "" if counts or not lacking else f", with {lacking}"

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
