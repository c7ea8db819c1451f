"""Where in the profile a finding stands, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import CellId, declared
from assessor.model.vocabulary import Characteristic, EvidenceState, Layer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from assessor.assessment.evidence import Judged
    from assessor.model.fact import Fact
    from assessor.model.place import Place
    from assessor.model.profile import Control, Profile


class Subject(NamedTuple):
    """What a finding is about; None for what it is not."""

    requirement: str | None = None
    layer: Layer | None = None
    control: str | None = None
    benchmark: str | None = None
    subject: str | None = None


_STATE_KEY = {
    EvidenceState.BROKEN: "path",
    EvidenceState.FUTURE: "date",
    EvidenceState.EXPIRED: "expires",
    EvidenceState.CURRENT: "expires",
}
"""The key of an evidence item that its state comes from; an item of another state stands for itself."""


class Places:
    """Finds the places of one profile's findings."""

    def __init__(self, profile: Profile, judged: Sequence[Sequence[Judged]]) -> None:
        self._profile = profile
        self._judged = judged
        self._at = {control.id: at for at, control in enumerate(profile.controls)}
        self._declared = declared(profile)
        self._find: Mapping[str, Callable[..., Place]] = {
            "requirement-finding": self._requirement,
            "declaration-finding": self._declaration,
            "cell-finding": self._cell,
            "claim-finding": self._claim,
            "layer-finding": self._layer,
            "control-finding": self._control,
            "evidence-finding": self._item,
            "characteristic-finding": self._characteristic,
            "twin-finding": self._twin,
            "target-finding": self._target,
            "exception-finding": self._exception,
        }

    def of(self, fact: Fact) -> Place:
        """The place of the finding that a fact is.

        Raises KeyError, ValueError or IndexError if it is about something that the profile does not have.
        """
        return self._find[fact.kind](*fact.values[1:])

    def about(self, named: Mapping[str, str]) -> Subject:
        """What a finding's fact is about, from its values by field (rules/kinds.yaml). Raises as `of` does."""
        target, subject, layer = named.get("target"), named.get("subject"), named.get("layer")
        requirement = subject if target == "requirements" else named.get("requirement")
        if "exception" in named:
            requirement = self._profile.exceptions[int(named["exception"]) - 1].requirement
        return Subject(
            requirement=requirement,
            layer=Layer(layer) if layer else None,
            control=named.get("control"),
            benchmark=subject if target == "benchmarks" else None,
            subject=self._source(named) if "item" in named else target or named.get("characteristic"),
        )

    def _source(self, named: Mapping[str, str]) -> str | None:
        item = self._profile.controls[self._at[named["control"]]].evidence[int(named["item"]) - 1]
        return item.path or item.url

    def _requirement(self, requirement: str) -> Place:
        for control in self._profile.controls:
            if requirement in control.requirements:
                return _entry(control, requirement)
        return self._profile.marks.key("controls")

    def _declaration(self, requirement: str) -> Place:
        first = min(at for cell, at in self._declared.items() if cell.requirement == requirement)
        return self._profile.not_applicable[first].marks.value("requirement")

    def _cell(self, requirement: str, layer: str) -> Place:
        at = self._declared.get(CellId(requirement, Layer(layer)))
        if at is not None:
            return self._profile.not_applicable[at].marks.value("requirement")
        for control in self._profile.controls:
            if requirement in control.requirements and layer in control.layers:
                return _entry(control, requirement)
        return self._profile.marks.key("controls")

    def _claim(self, control: str, requirement: str, _: str) -> Place:
        return _entry(self._profile.controls[self._at[control]], requirement)

    def _layer(self, control: str, layer: str) -> Place:
        of = self._profile.controls[self._at[control]]
        return of.marks.entry("layers", of.layers.index(Layer(layer)))

    def _control(self, control: str) -> Place:
        return self._profile.controls[self._at[control]].marks.place

    def _item(self, control: str, number: str) -> Place:
        at, index = self._at[control], int(number) - 1
        marks = self._profile.controls[at].evidence[index].marks
        key = _STATE_KEY.get(self._judged[at][index].state)
        return marks.value(key) if key else marks.place

    def _characteristic(self, characteristic: str) -> Place:
        twin = self._profile.twin
        if characteristic in twin.characteristics:
            return twin.characteristics_marks.key(Characteristic(characteristic))
        return twin.marks.key("characteristics") if "characteristics" in twin.marks.keys else self._twin_key()

    def _twin(self) -> Place:
        marks = self._profile.marks
        return marks.key("not_applicable") if "not_applicable" in marks.keys else self._twin_key()

    def _twin_key(self) -> Place:
        return self._profile.marks.key("twin")

    def _target(self, key: str, subject: str) -> Place:
        targets = self._profile.targets
        if key == "requirements":
            return targets.requirements_marks.key(subject)
        if key == "benchmarks":
            return targets.marks.entry(key, targets.benchmarks.index(subject))
        return targets.marks.key(key)

    def _exception(self, number: str) -> Place:
        return self._profile.exceptions[int(number) - 1].marks.place


def _entry(control: Control, requirement: str) -> Place:
    return control.marks.entry("requirements", control.requirements.index(requirement))
