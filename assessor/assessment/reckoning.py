"""The arithmetic of one assessment, in the order in which the rules ask for it.

The rules say what is excluded; then levels and scores can be reckoned; then the rules give verdicts on them; then
targets and exceptions can be judged. Each method that supplies facts is called by the engine at its stage.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from assessor.assessment.alike import Shared, speakers
from assessor.assessment.cells import BASES, declared, strength, tally
from assessor.assessment.evidence import reach
from assessor.assessment.given import control_facts, gate_facts, requirement_facts, twin_facts
from assessor.assessment.scope import Measures, Scope, scope_of
from assessor.assessment.scoring import Scale
from assessor.model.fact import Fact
from assessor.model.vocabulary import Level, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from assessor.assessment.cells import Cell, CellId
    from assessor.assessment.evidence import Judged
    from assessor.assessment.verdicts import Facts
    from assessor.model.knowledge import Knowledge
    from assessor.model.profile import Profile
    from assessor.model.vocabulary import Basis


class Reckoning:
    """What is reckoned of one profile on one day, each thing once; `gate` is the basis of gates and findings.

    With `share`, the rules see only one of the bases that stand alike; `facts` then says of each what holds of it.
    """

    def __init__(
        self, profile: Profile, knowledge: Knowledge, judged: Sequence[Sequence[Judged]], *, gate: Basis, share: bool
    ) -> None:
        self.profile = profile
        self.knowledge = knowledge
        self.judged = judged
        self.declared = declared(profile)
        self.order = tuple(requirement.id for requirement in knowledge.requirements)
        self.scale = Scale(knowledge.policy)
        self.cells = tally(profile, self.order, [reach(items) for items in judged])
        self._gate = gate
        self.speaker = speakers(self.cells, gate) if share else {basis: basis for basis in BASES}
        self._bases = [basis for basis in BASES if self.speaker[basis] is basis]
        self._grounds: dict[frozenset[str], tuple[Scope, Measures]] = {}

    def supposing(self, cells: Mapping[CellId, Cell], alone: Basis | None) -> Reckoning:
        """The same twin, had its cells been so; `cells` has every cell of it.

        With `alone`, the rules see that basis and no other, and what they say is taken to hold of all.
        """
        other = copy(self)
        other.cells, other._grounds = dict(cells), {}
        other.speaker = {basis: alone or basis for basis in BASES}
        other._bases = [alone] if alone else list(BASES)
        return other

    def facts(self, known: Facts) -> Facts:
        """The facts of a run, of every basis."""
        return known if len(self._bases) == len(BASES) else Shared(known, self.speaker, self.knowledge)

    def given(self) -> Iterator[Fact]:
        """The facts that are there from the start."""
        yield from requirement_facts(self.knowledge.requirements, self._bases)
        yield from twin_facts(self.profile, self.declared)
        yield from control_facts(self.profile, self.judged)
        yield from gate_facts(self._gate)

    def given_if_unknown_were_true(self) -> Iterator[Fact]:
        """The same, with every unknown characteristic taken for true."""
        yield from requirement_facts(self.knowledge.requirements, self._bases)
        yield from twin_facts(self.profile, self.declared, unknown_as="true")
        yield from control_facts(self.profile, self.judged)
        yield from gate_facts(self._gate)

    def suppliers(self) -> dict[str, Callable[[Facts], Iterable[Fact]]]:
        """What can be reckoned as soon as the rules have said what is excluded."""
        return {
            "has-level": self._levels_of_requirements,
            "level": self._levels_of_cells,
            "in-scope": self._in_scope,
            "out-of-scope": self._out_of_scope,
            "scope": self._extent,
            "claimed-cell": self._claimed_cells,
            "stray-claim": self._stray_claims,
            "score": self._scores,
        }

    def ground(self, known: Facts) -> tuple[Scope, Measures]:
        """What is in scope by the facts of kind `excluded`, and the scores there."""
        excluded = frozenset(requirement for requirement, _ in known.of("excluded"))
        if excluded not in self._grounds:
            scope = scope_of(self.cells, self.declared, excluded)
            self._grounds[excluded] = scope, Measures(scope, self.scale)
        return self._grounds[excluded]

    def scope(self, known: Facts) -> Scope:
        """The scope alone."""
        return self.ground(known)[0]

    def _levels(self, known: Facts) -> Iterator[tuple[Basis, Mapping[CellId, Level]]]:
        levels = dict(zip(BASES, self.scope(known).levels, strict=True))
        return ((basis, levels[basis]) for basis in self._bases)

    def _levels_of_requirements(self, known: Facts) -> Iterator[Fact]:
        for basis, levels in self._levels(known):
            for requirement, level in {(cell.requirement, level) for cell, level in levels.items()}:
                yield Fact("has-level", (basis, requirement, level))

    def _levels_of_cells(self, known: Facts) -> Iterator[Fact]:
        """Of every cell; the project's own rules ask only for those that a cap looks at, so they are given no more."""
        watched = {values[1:] for values in known.of("watched")} if self.knowledge.trusted else self.cells.keys()
        for basis, levels in self._levels(known):
            for cell, level in levels.items():
                if cell in watched:
                    yield Fact("level", (basis, *cell, level))

    def _in_scope(self, known: Facts) -> Iterator[Fact]:
        for requirement in self.scope(known).requirements:
            yield Fact("in-scope", (requirement,))

    def _out_of_scope(self, known: Facts) -> Iterator[Fact]:
        inside = self.scope(known).requirements
        for requirement in self.order:
            if requirement not in inside:
                for basis in self._bases:
                    yield Fact("out-of-scope", (basis, requirement))

    def _extent(self, known: Facts) -> Iterator[Fact]:
        yield Fact("scope", ("something" if self.scope(known).cells else "nothing",))

    def _claimed_cells(self, known: Facts) -> Iterator[Fact]:
        for (requirement, layer), cell in self.scope(known).cells.items():
            controls = [self.profile.controls[at] for at in cell.controls]
            if any(strength(control) is Level.FULL for control in controls):
                yield Fact("claimed-cell", (requirement, layer, "full"))
            if any(control.status is Status.NOT_IMPLEMENTED for control in controls):
                yield Fact("claimed-cell", (requirement, layer, "not-implemented"))

    def _stray_claims(self, known: Facts) -> Iterator[Fact]:
        inside = self.scope(known).cells
        for (requirement, layer), cell in self.cells.items():
            if (requirement, layer) not in inside:
                for at in cell.controls:
                    yield Fact("stray-claim", (self.profile.controls[at].id, requirement, layer))

    def _scores(self, known: Facts) -> Iterator[Fact]:
        _, measures = self.ground(known)
        for basis in self._bases:
            score = measures.score(BASES.index(basis))
            for name, threshold in self.knowledge.policy.thresholds.items():
                if score is not None:
                    yield Fact("score", (basis, name, "under" if score < threshold else "at-least"))
