"""Proofs as trees: from a verdict through the rules to controls, evidence and their lines.

What rules derived is told by the run's own record; what is arithmetic is told from the same values that it was reckoned
from. A statement that many rest on is made once and shared.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, CellId
from assessor.assessment.findings import bindings, worded
from assessor.assessment.grounds import Grounds
from assessor.inquiry.explaining.claims import Claims
from assessor.model.explanation import ANY, Ground, Proof
from assessor.model.fact import Fact
from assessor.model.nearest import enumerated
from assessor.model.number import exactly, shown
from assessor.model.rule import is_variable
from assessor.model.vocabulary import Basis, Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from fractions import Fraction

    from assessor.assessment.case import Case
    from assessor.assessment.run import Run
    from assessor.model.fact import Step
    from assessor.model.knowledge import Benchmark
    from assessor.model.rule import Count, Pattern, Rule

_KNOWLEDGE = frozenset({"requirement", "basis", "gate-basis", "ticked"})
"""The kinds of given facts that no profile says."""


class Prover:
    """Makes the proofs of one run, on the basis of its gate."""

    def __init__(self, case: Case, run: Run) -> None:
        self._case = case
        self._run = run
        self._deduction = run.deduction
        self._rules = {rule.id: rule for rule in case.reasoner.knowledge.rules}
        self._kinds = {kind.name: kind for kind in case.reasoner.knowledge.kinds}
        self._scope, self._measures = run.reckoning.ground(run.deduction)
        self._at = BASES.index(case.basis)
        self._facts: dict[int, Proof] = {}
        self._cells: dict[CellId, Proof] = {}
        self._claims = Claims(case, run)
        self._grounds = Grounds(case.profile, run.judged, self._scope)
        self._requirements = {one.id: one.location for one in case.reasoner.knowledge.requirements}

    @cached_property
    def _numbers(self) -> Mapping[Fact, int]:
        return {fact: number for number, fact in enumerate(self._deduction.facts)}

    def fact(self, fact: Fact) -> Proof | None:
        """The proof of a fact; None if it does not hold."""
        number = self._numbers.get(fact)
        return None if number is None else self.number(number)

    def number(self, number: int) -> Proof:
        """The proof of a fact by its number: by its first derivation, which rests on smaller numbers alone."""
        if number not in self._facts:
            fact, steps = self._deduction.facts[number], self._deduction.steps[number]
            self._facts[number] = self._derived(fact, steps[0]) if steps else self._given(fact)
        return self._facts[number]

    def said(self, kind: str, about: tuple[str, ...]) -> list[Proof]:
        """The proofs of the facts of a kind whose values begin so."""
        facts = self._deduction.facts
        return [self.number(n) for n in self._deduction.numbers(kind) if facts[n].values[: len(about)] == about]

    def further(self, kind: str, about: tuple[str, ...]) -> tuple[Proof, ...]:
        """The other derivations of such facts, beyond the first of each, which is the proof."""
        facts, steps = self._deduction.facts, self._deduction.steps
        return tuple(
            self._derived(facts[number], step)
            for number in self._deduction.numbers(kind)
            if facts[number].values[: len(about)] == about
            for step in steps[number][1:]
        )

    def absent(self, kind: str, values: Mapping[str, str]) -> Proof:
        """That there is no fact of the kind with these values."""
        statement = f"it is not so that {self._kinds[kind].sentence(values, ANY)}"
        return Proof(statement=statement, ground=Ground.ABSENCE, fact=(kind, dict(values)))

    def _derived(self, fact: Fact, step: Step) -> Proof:
        rule = self._rules[step.rule]
        return Proof(
            statement=self._statement(fact, rule, step),
            ground=Ground.RULE,
            rule=rule.id,
            title=rule.title,
            fact=self._as_fields(fact),
            premises=tuple(self._premises(rule, step)),
            location=rule.location,
        )

    def _statement(self, fact: Fact, rule: Rule, step: Step) -> str:
        """The kind's words; of a finding, its own message."""
        _, fields = self._as_fields(fact)
        if rule.report is None:
            return self._kinds[fact.kind].sentence(fields)
        bound = bindings(rule, step, self._deduction.facts, self._kinds)
        return f"finding {rule.id}: {worded(rule.report, bound)}"

    def _as_fields(self, fact: Fact) -> tuple[str, Mapping[str, str]]:
        return fact.kind, dict(zip(self._kinds[fact.kind].fields, map(str, fact.values), strict=True))

    def _premises(self, rule: Rule, step: Step) -> Iterator[Proof]:
        yield from map(self.number, step.inputs)
        if step.row:
            row = step.row
            statement = f"the table {row.table} has {row.value} for {row.key}"
            yield Proof(statement=statement, ground=Ground.KNOWLEDGE, location=row.location)
        bound = bindings(rule, step, self._deduction.facts, self._kinds)
        for pattern in rule.unless:
            yield self.absent(pattern.kind, _filled(pattern, bound))
        if rule.count:
            yield self._count(rule.count, step, bound)

    def _count(self, count: Count, step: Step, bound: Mapping[str, str]) -> Proof:
        """How many facts were counted, and which."""
        of = self._kinds[count.pattern.kind].sentence(_filled(count.pattern, bound), ANY)
        among = enumerated([*map(str, count.among)], "or")
        return Proof(
            statement=f"{len(step.counted)} facts say that {of}; {among} are wanted",
            ground=Ground.ARITHMETIC,
            premises=tuple(map(self.number, step.counted)),
        )

    def _given(self, fact: Fact) -> Proof:
        """What the assessment gave: what the profile says, or what was reckoned from it."""
        if fact.kind == "level":
            return self.cell(CellId(fact.values[1], Layer(fact.values[2])))
        kind, fields = self._as_fields(fact)
        places = self._grounds.of(fact)
        premises = tuple(self._reckoned(fact))
        known = kind in _KNOWLEDGE
        return Proof(
            statement=self._kinds[kind].sentence(fields),
            ground=Ground.KNOWLEDGE if known else Ground.ARITHMETIC if premises or not places else Ground.PROFILE,
            fact=(kind, fields),
            premises=premises,
            location=self._requirements.get(fact.values[0]) if kind == "requirement" else next(iter(places), None),
        )

    def _reckoned(self, fact: Fact) -> Iterator[Proof]:
        """What a fact was reckoned from; nothing of one that the profile says as it is."""
        values = fact.values
        if fact.kind == "has-level":
            levels = self._scope.levels[BASES.index(Basis(values[0]))]
            for cell, level in levels.items():
                if (cell.requirement, level) == values[1:]:
                    yield self.cell(cell)
        elif fact.kind == "claimed-cell":
            yield from self._claims.claiming(CellId(values[0], Layer(values[1])), values[2])
        elif fact.kind == "score":
            yield self.score()
            yield self._threshold(values[1])
        elif fact.kind in {"out-of-scope", "scope"}:
            yield from self._left_out(values[-1] if fact.kind == "out-of-scope" else None)
        elif fact.kind == "target":
            yield from self._judged_by(*values[:2])

    def cell(self, cell: CellId) -> Proof:
        """The proof of a cell's level, or that it is out of scope."""
        if cell not in self._cells:
            self._cells[cell] = self._cell(cell)
        return self._cells[cell]

    def _cell(self, cell: CellId) -> Proof:
        level = self._scope.levels[self._at].get(cell)
        if level is not None:
            return self._claims.cell(cell, level)
        declared = self.fact(Fact("declared-cell", (cell.requirement, cell.layer)))
        excluded = self._excluding(cell.requirement)
        return Proof(
            statement=f"{cell.requirement} on {cell.layer} is out of scope",
            ground=Ground.ARITHMETIC,
            premises=(declared,) if declared else excluded,
        )

    def _excluding(self, requirement: str) -> tuple[Proof, ...]:
        numbers = self._deduction.numbers("excluded")
        return tuple(self.number(n) for n in numbers if self._deduction.facts[n].values[0] == requirement)

    def _left_out(self, requirement: str | None) -> Iterator[Proof]:
        """Why a requirement, or all of them, has no cell in scope."""
        for cell in self._run.reckoning.cells:
            if requirement in (None, cell.requirement) and cell not in self._scope.cells:
                yield self.cell(cell)

    def _threshold(self, name: str) -> Proof:
        threshold = exactly(self._case.reasoner.knowledge.policy.thresholds[name])
        return Proof(statement=f"the threshold {name} is {threshold}", ground=Ground.KNOWLEDGE)

    def score(self) -> Proof:
        """The score as the mean of its requirements', each the mean of its cells'."""
        score = self._measures.score(self._at)
        return Proof(
            statement=f"the score is {_number(score)} ({self._case.basis}), the mean over the requirements in scope",
            ground=Ground.ARITHMETIC,
            premises=tuple(self._mean(requirement, cells) for requirement, cells in self._scope.requirements.items()),
        )

    def _mean(self, requirement: str, cells: Sequence[CellId]) -> Proof:
        return Proof(
            statement=f"{requirement} has {_number(self._measures.of(self._at, (requirement,)))}",
            ground=Ground.ARITHMETIC,
            premises=tuple(map(self.cell, cells)),
        )

    def benchmark(self, benchmark: Benchmark) -> Proof:
        """The verdict on a benchmark, requirement by requirement, cell by cell."""
        standing = self._run.outcome.benchmark(benchmark, self._case.basis)
        nothing = Proof(statement=f"{benchmark.id} asks for nothing", ground=Ground.KNOWLEDGE)
        return Proof(
            statement=f"{benchmark.id} is {standing.verdict} ({self._case.basis})",
            ground=Ground.ARITHMETIC,
            premises=tuple(
                Proof(
                    statement=f"{requirement}, which it asks for, is {verdict}",
                    ground=Ground.ARITHMETIC,
                    premises=tuple(self.cell(CellId(requirement, layer)) for layer in self._layers(benchmark)),
                )
                for requirement, verdict in standing.requirements.items()
            )
            or (nothing,),
            location=benchmark.location,
        )

    def _layers(self, benchmark: Benchmark) -> list[Layer]:
        return [layer for layer in benchmark.applied_to if layer in self._case.profile.twin.layers]

    def _judged_by(self, target: str, subject: str) -> Iterator[Proof]:
        """The verdict that a target of the profile was held against."""
        if target == "benchmarks":
            yield self.benchmark(self._case.reasoner.benchmarks[subject])
        elif target == "min_score":
            yield self.score()
        else:
            kind, about = ("rating", ()) if target == "rating" else ("requirement-band", (subject,))
            yield from self.said(kind, (self._case.basis, *about))


def _filled(pattern: Pattern, bound: Mapping[str, str]) -> dict[str, str]:
    """The fields of a pattern for what its variables stood for; one that may be anything is left out."""
    filled = {}
    for field, term in pattern.terms:
        if not isinstance(term, str):
            filled[field] = enumerated(term, "or")
        elif not is_variable(term):
            filled[field] = term
        elif term[1:] in bound:
            filled[field] = bound[term[1:]]
    return filled


def _number(number: Fraction | None) -> str:
    return "none" if number is None else str(shown(number))
