"""What a verdict is about, so that of all that changed only what bears on it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.inquiry.standing import GATE

if TYPE_CHECKING:
    from collections.abc import Collection

    from assessor.inquiry.standing import Key
    from assessor.model.knowledge import Knowledge
    from assessor.model.profile import Profile
    from assessor.model.ranking import Identity


class Subject(NamedTuple):
    """The requirements, and perhaps the layer, that a verdict is about; None for all of them."""

    requirements: frozenset[str] | None
    layer: str | None = None
    finding: Identity | None = None
    waivable: bool = False
    """Whether an exception can bear on it."""

    def takes(self, requirements: Collection[str], layers: Collection[str] | None = None) -> bool:
        """Whether something on these requirements, and on these layers, bears on it."""
        if self.layer is not None and layers is not None and self.layer not in layers:
            return False
        return self.requirements is None or not self.requirements.isdisjoint(requirements)


class Subjects:
    """Finds what a verdict on either of two profiles is about; `gated` says whether a gate is on findings."""

    def __init__(self, knowledge: Knowledge, old: Profile, new: Profile, *, gated: bool) -> None:
        self._on_findings = frozenset({"findings", GATE} if gated else {"findings"})
        categories = {category.id: category.function for category in knowledge.categories}
        self._functions: dict[str, set[str]] = {}
        for requirement in knowledge.requirements:
            self._functions.setdefault(categories[requirement.primary], set()).add(requirement.id)
        self._benchmarks = {benchmark.id: frozenset(benchmark.requirements) for benchmark in knowledge.benchmarks}
        self._controls: dict[str, set[str]] = {}
        for profile in (old, new):
            for control in profile.controls:
                self._controls.setdefault(control.id, set()).update(control.requirements)

    def of(self, key: Key) -> Subject:
        """What the verdict is about."""
        kind, id_ = key.kind, key.id
        if kind == "requirement":
            return Subject(frozenset({id_}))
        if kind == "cell":
            requirement, _, layer = id_.rpartition("/")
            return Subject(frozenset({requirement}), layer)
        if kind == "function":
            return Subject(frozenset(self._functions.get(id_, ())))
        if kind == "benchmark":
            return Subject(self._benchmarks.get(id_))
        if key.finding:
            return self._of_finding(key.finding)
        return self._of_check(id_) if kind == "gate" else Subject(None)

    def _of_finding(self, finding: Identity) -> Subject:
        if finding.requirement:
            return Subject(frozenset({finding.requirement}), None, finding, waivable=True)
        if finding.control:
            return Subject(frozenset(self._controls.get(finding.control, ())), None, finding, waivable=True)
        return Subject(self._benchmarks.get(finding.benchmark or ""), None, finding)

    def _of_check(self, name: str) -> Subject:
        what, _, of = name.partition(":")
        if what == "requirement":
            return Subject(frozenset({of}))
        return Subject(self._benchmarks.get(of) if what == "benchmark" else None, waivable=name in self._on_findings)
