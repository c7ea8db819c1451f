"""One profile's cells for a comparison: their levels, and the controls and lines behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, SHORTFALLS, CellId, claims, declared, strength
from assessor.assessment.evidence import judge_all, reach
from assessor.model.comparison import CellStanding, Contribution, OutOfScope
from assessor.model.vocabulary import Characteristic, Level

if TYPE_CHECKING:
    from assessor.assessment.case import Case
    from assessor.model.result import RequirementResult, Result
    from assessor.model.vocabulary import Layer


class Cells:
    """The cells of one profile, with its result."""

    def __init__(self, case: Case, result: Result) -> None:
        self._profile = case.profile
        self._requirements = {requirement.id: requirement for requirement in result.requirements}
        self._declared = declared(case.profile)
        self._excluded: dict[str, str] = {}
        for requirement, characteristic in result.deduction.of("excluded"):
            self._excluded.setdefault(requirement, characteristic)
        judged = judge_all(case.profile, case.files, case.as_of, case.reasoner.knowledge.policy)
        self._reaches = tuple(reach(items) for items in judged)
        self._speakers: dict[CellId, list[int]] = {}
        for at, control in enumerate(case.profile.controls):
            for cell in claims(control, case.profile.twin.layers):
                self._speakers.setdefault(cell, []).append(at)

    def of(self, requirement: str, layer: Layer) -> CellStanding:
        """How the profile stands on a cell; one on a layer that the twin lacks is out of scope."""
        found = self._requirements[requirement]
        levels = {basis: found.bases[basis].cells.get(layer, Level.NOT_APPLICABLE) for basis in BASES}
        inside = Level.NOT_APPLICABLE not in levels.values()
        speakers = self._speakers.get(CellId(requirement, layer), ()) if inside else ()
        return CellStanding(
            requirement=requirement,
            layer=layer,
            levels=levels,
            silent=layer in found.silent,
            controls=tuple(self._contribution(at, requirement) for at in speakers),
            out_of_scope=None if inside else self._out_of_scope(found, layer),
        )

    def _contribution(self, at: int, requirement: str) -> Contribution:
        control = self._profile.controls[at]
        level = strength(control)
        place = control.marks.entry("requirements", control.requirements.index(requirement))
        return Contribution(
            control=control,
            level=level,
            shortfall=control.status in SHORTFALLS,
            bases=() if level is Level.NONE else BASES[: self._reaches[at]],
            location=self._profile.location(place),
        )

    def _out_of_scope(self, requirement: RequirementResult, layer: Layer) -> OutOfScope:
        twin = self._profile.twin
        if layer not in twin.layers:
            at = twin.marks.value("layers")
            return OutOfScope(f"the twin has no {layer} layer", self._profile.location(at))
        entry = self._declared.get(CellId(requirement.id, layer))
        if entry is not None:
            of = self._profile.not_applicable[entry]
            return OutOfScope(of.reason, self._profile.location(of.marks.value("requirement")))
        name = self._excluded[requirement.id]
        at = twin.characteristics_marks.key(Characteristic(name)) if name in twin.characteristics else twin.marks.place
        return OutOfScope(f"{name} takes it out of scope", self._profile.location(at))
