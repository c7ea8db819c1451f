"""Forward chaining, stage by stage, over any matcher: numbers, doubles, lookups, counts, supply and proofs.

What comes out does not depend on the matcher, nor on the order of facts and rules: facts are numbered stage by stage,
those given by kind and values, those derived by rule and inputs.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from assessor.engine.port import MOST_FACTS, MOST_MATCHES, UnboundedError
from assessor.errors import AssessorFault, Problem, RulesError
from assessor.model.fact import Deduction, Fact, Step

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from assessor.engine.port import Matcher, Session, Supplier
    from assessor.engine.program import CompiledRule, Counting, Program
    from assessor.model.fact import TableRow

    Values = tuple[str, ...]


class ChainingEngine:
    """An engine: a program, and the matcher that was built from its clauses."""

    def __init__(self, program: Program, matcher: Matcher) -> None:
        self._program = program
        self._matcher = matcher
        self._firings = [_Firing.of(rule) for rule in program.rules]

    @property
    def name(self) -> str:
        """The matcher's name."""
        return self._matcher.name

    def run(
        self,
        facts: Iterable[Fact],
        supply: Mapping[str, Supplier] | None = None,
        *,
        only: Collection[str] | None = None,
    ) -> Deduction:
        """All that follows from the facts; see the port."""
        idle = self._concluding_none_of(only) if only is not None else frozenset()
        run = _Run(self._program, self._firings, _by_stage(supply or {}, self._program))
        try:
            with self._matcher.session() as session:
                run.complete(facts, session, idle)
        except UnboundedError as unbounded:
            rule = self._program.rules[unbounded.rule].rule
            message = (
                f"the rule `{rule.id}` fires without bound: more than {MOST_MATCHES} matches, or {MOST_FACTS} facts"
            )
            raise RulesError([Problem(*rule.location, message)]) from unbounded
        return run.deduction(self.name)

    def _concluding_none_of(self, kinds: Collection[str]) -> frozenset[int]:
        return frozenset(
            number
            for number, rule in enumerate(self._program.rules)
            if not any(conclusion.kind in kinds for conclusion in rule.conclusions)
        )


class _Firing(NamedTuple):
    """A rule, ready to derive from what has matched."""

    rule: CompiledRule
    id: str
    plain: bool
    """Whether whatever matches `when` and `unless` is enough."""
    conclusions: tuple[tuple[str, Callable[[Values], Values]], ...]

    @classmethod
    def of(cls, rule: CompiledRule) -> _Firing:
        plain = not (rule.same or rule.counting or rule.searching)
        return cls(rule, rule.rule.id, plain, tuple([(kind, _picker(slots)) for kind, slots in rule.conclusions]))


class _Run:
    """One run: the facts so far, by number, with their derivations. Those given have none."""

    def __init__(
        self, program: Program, firings: Sequence[_Firing], supply: Mapping[int, Mapping[str, Supplier]]
    ) -> None:
        self._program = program
        self._firings = firings
        self._supply = supply
        self._facts: list[Fact] = []
        self._values: list[Values] = []
        self._steps: list[list[Step]] = []
        self._numbers: dict[Fact, int] = {}
        self._by_kind: dict[str, list[int]] = {}
        self._counts: dict[tuple[object, ...], dict[Values, list[int]]] = {}

    def of(self, kind: str) -> Iterator[Values]:
        """The values of the facts of a kind that are known so far."""
        return (self._values[number] for number in self._by_kind.get(kind, ()))

    def complete(self, facts: Iterable[Fact], session: Session, idle: Collection[int]) -> None:
        """Take the given facts, then run every stage, but for the idle rules."""
        self._give(facts)
        sent = 0
        left = MOST_MATCHES
        for stage in range(1, self._program.last + 1):
            fresh = list(enumerate(self._facts[sent:], sent))
            sent = len(self._facts)
            for kind, supplier in self._supply.get(stage, {}).items():
                self._give(_only(kind, supplier(self)))
            for rule, found in sorted(session.advance(stage, fresh).items()):
                left -= len(found)
                if left < 0:
                    raise UnboundedError(rule)
                if rule not in idle:
                    self._fire(self._firings[rule], sorted(found))

    def deduction(self, engine: str) -> Deduction:
        """What was found."""
        steps = tuple([tuple(steps) if len(steps) < 3 else _proof_first(steps) for steps in self._steps])  # noqa: PLR2004
        return Deduction(facts=tuple(self._facts), steps=steps, engine=engine)

    def _give(self, facts: Iterable[Fact]) -> None:
        kinds = self._program.kinds
        for fact in sorted(facts):
            kind = kinds.get(fact.kind)
            if kind is None or len(kind.fields) != len(fact.values):
                raise AssessorFault(f"no kind of the program allows the fact {fact}")
            if fact not in self._numbers:
                self._number(fact, [])
        if len(self._facts) > MOST_FACTS:
            raise AssessorFault(f"a run takes {MOST_FACTS} facts, and there are {len(self._facts)}")

    def _number(self, fact: Fact, steps: list[Step]) -> None:
        number = self._numbers[fact] = len(self._facts)
        self._facts.append(fact)
        self._values.append(fact.values)
        self._steps.append(steps)
        self._by_kind.setdefault(fact.kind, []).append(number)

    def _fire(self, firing: _Firing, matches: Iterable[tuple[int, ...]]) -> None:
        """Derive what a rule concludes from each of its matches."""
        known = self._values
        constants = firing.rule.constants
        counted: tuple[int, ...] = ()
        row = None
        for inputs in matches:
            if len(known) > MOST_FACTS:
                raise UnboundedError(firing.rule.clause.rule)
            values = known[inputs[0]]
            for number in inputs[1:]:
                values += known[number]
            if not firing.plain:
                allowed, counted, row = self._ask(firing.rule, values)
                if not allowed:
                    continue
                if row:
                    values = (*values, row.value)
            step = Step(firing.id, inputs, counted, row)
            values += constants
            for kind, pick in firing.conclusions:
                self._derive(Fact(kind, pick(values)), step)

    def _ask(self, rule: CompiledRule, values: Values) -> tuple[bool, tuple[int, ...], TableRow | None]:
        """Whether the rest of a rule holds too, with the facts that it counts and the row that it finds."""
        counted: tuple[int, ...] = ()
        if any(values[slot] != values[other] for slot, other in rule.same):
            return False, counted, None
        if rule.counting:
            counted = self._counted(rule.counting, values)
            if len(counted) not in rule.counting.among:
                return False, counted, None
        row = rule.searching.table.get(values[rule.searching.slot]) if rule.searching else None
        return row is not None or rule.searching is None, counted, row

    def _derive(self, fact: Fact, step: Step) -> None:
        """Add a fact, or one more derivation of it; none to a given fact, and none from facts that came later."""
        number = self._numbers.get(fact)
        if number is None:
            self._number(fact, [step])
            return
        steps = self._steps[number]
        if steps and steps[-1] is not step and max(step.inputs + step.counted) < number:
            steps.append(step)

    def _counted(self, count: Counting, values: Values) -> tuple[int, ...]:
        """The numbers of the facts that a count reckons; their kind is complete, so they are indexed once."""
        fields = tuple([field for field, _ in count.joins])
        index = self._counts.get((count.kind, count.tests, fields))
        if index is None:
            index = self._counts[count.kind, count.tests, fields] = {}
            for number in self._by_kind.get(count.kind, ()):
                found = self._values[number]
                if all(found[field] in allowed for field, allowed in count.tests):
                    index.setdefault(tuple([found[field] for field in fields]), []).append(number)
        return tuple(index.get(tuple([values[slot] for _, slot in count.joins]), ()))


def _by_stage(supply: Mapping[str, Supplier], program: Program) -> dict[int, dict[str, Supplier]]:
    """The suppliers by the stage at whose opening they are called, in the order of their kinds."""
    stages: dict[int, dict[str, Supplier]] = {}
    for name in sorted(supply):
        kind = program.kinds.get(name)
        if kind is None or not kind.given or not kind.after:
            raise AssessorFault(f"the kind `{name}` is not for suppliers: it is not given after other kinds")
        stages.setdefault(program.stages[name], {})[name] = supply[name]
    return stages


def _only(kind: str, facts: Iterable[Fact]) -> Iterator[Fact]:
    for fact in facts:
        if fact.kind != kind:
            raise AssessorFault(f"the supplier of the kind `{kind}` gave the fact {fact}")
        yield fact


def _picker(slots: tuple[int, ...]) -> Callable[[Values], Values]:
    """What takes the values of a conclusion from the environment."""
    if len(slots) > 1:
        return itemgetter(*slots)
    return lambda values: tuple([values[slot] for slot in slots])


def _proof_first(steps: Sequence[Step]) -> tuple[Step, ...]:
    return steps[0], *sorted(steps[1:], key=lambda step: (step.rule, step.inputs))
