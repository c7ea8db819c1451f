"""The facts that are there before any rule has run: what the profile says and what its evidence is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.fact import Fact
from assessor.model.vocabulary import Characteristic, EvidenceState

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from assessor.assessment.cells import CellId
    from assessor.assessment.evidence import Judged
    from assessor.model.knowledge import Benchmark, Requirement
    from assessor.model.profile import Control, Profile
    from assessor.model.vocabulary import Basis

UNKNOWN = "unknown"


def requirement_facts(requirements: Sequence[Requirement], bases: Iterable[Basis]) -> Iterator[Fact]:
    """Which requirements there are, and on which bases a band is asked for."""
    for requirement in requirements:
        yield Fact("requirement", (requirement.id, requirement.group))
    for basis in bases:
        yield Fact("basis", (basis,))


def twin_facts(profile: Profile, declared: Collection[CellId], *, unknown_as: str = UNKNOWN) -> Iterator[Fact]:
    """What the twin is and leaves out; `unknown_as` is what an unknown characteristic is taken for."""
    for characteristic in Characteristic:
        value = profile.twin.characteristics.get(characteristic)
        text = unknown_as if value is None else str(value).lower()
        yield Fact("characteristic", (characteristic, text))
    for layer in profile.twin.layers:
        yield Fact("twin-layer", (layer,))
    for requirement, layer in declared:
        yield Fact("declared-cell", (requirement, layer))


def control_facts(profile: Profile, judged: Sequence[Sequence[Judged]]) -> Iterator[Fact]:
    """What each control is, which layers it names in vain, and what each evidence item is that is not just current."""
    for control, items in zip(profile.controls, judged, strict=True):
        yield Fact("control", (control.id, control.status, "some" if items else "none"))
        for layer in control.layers:
            if layer not in profile.twin.layers:
                yield Fact("stray-layer", (control.id, layer))
        for at, one in enumerate(items):
            yield from item_facts(control, at, one)


def item_facts(control: Control, at: int, one: Judged) -> Iterator[Fact]:
    """What the control's evidence item at a position is worth, if it is not just current."""
    if one.expiring or one.state is not EvidenceState.CURRENT:
        item = control.evidence[at]
        state = "expiring" if one.expiring else one.state.value
        yield Fact("evidence-item", (control.id, str(at + 1), state, item.path or item.url or "", one.detail))


def gate_facts(basis: Basis) -> Iterator[Fact]:
    """The basis of gates and findings."""
    yield Fact("gate-basis", (basis,))


def tick_facts(benchmarks: Sequence[Benchmark]) -> Iterator[Fact]:
    """The ticks of benchmarks, each benchmark a basis of its own."""
    for benchmark in benchmarks:
        yield Fact("basis", (benchmark.id,))
        for requirement in benchmark.requirements:
            yield Fact("ticked", (benchmark.id, requirement))
