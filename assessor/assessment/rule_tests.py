"""A pack's own tests: `check_pack` says what is wrong with its files, `run_cases` runs the cases of its rules.

Each rule runs alone, so that a case says what this rule derives, whatever the others do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.errors import Problem, RulesError, quoted
from assessor.loading.added_packs import read_for_test
from assessor.loading.packs import default_knowledge
from assessor.model.fact import Fact
from assessor.model.nearest import advice

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from assessor.engine.port import Engine
    from assessor.loading.added_packs import Reading
    from assessor.loading.cases import Case
    from assessor.model.fact import Deduction
    from assessor.model.knowledge import Knowledge
    from assessor.model.place import Location
    from assessor.model.rule import Kind, Pattern, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseResult:
    """One case of a rule: the facts that it expects and those that the rule derived, as they are written in files."""

    rule: str
    name: str
    location: Location
    expected: tuple[str, ...]
    derived: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether exactly the expected facts were derived."""
        return self.expected == self.derived


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTestReport:
    """All cases of a pack; rules are named by id, in its order."""

    cases: tuple[CaseResult, ...]
    """By rule, then in the file's order."""
    fired: tuple[str, ...]
    """The rules that derived something in a case at least."""
    silent: tuple[str, ...]
    """The rules that have cases and derived nothing in any."""
    untested: tuple[str, ...]
    """The rules without cases."""

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not pass."""
        return tuple(case for case in self.cases if not case.passed)

    @property
    def ok(self) -> bool:
        """Whether every rule fired in a case, and every case passed."""
        return not (self.failed or self.silent or self.untested)


def check_pack(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with a pack, its rules and its cases, sorted by place; empty if nothing is.

    The pack is checked on top of the default pack, or in its place if it has the same id. Raises RulesError where the
    default pack itself is broken.
    """
    return tuple(sorted(set(_problems(read_for_test(path, default_knowledge())))))


def run_cases(path: Path, *, engine: str = "plain") -> RuleTestReport:
    """The outcome of the cases of a pack's rules, on top of the default pack or in its place (see `check_pack`).

    Raises RulesError with all problems where the pack has any, and UsageError for an engine that cannot be had.
    """
    reading = read_for_test(path, default_knowledge())
    problems = list(_problems(reading))
    if problems or not reading.knowledge:
        raise RulesError(problems)
    tester = _Tester(reading.knowledge, engine)
    cases = {found.rule: found.cases for found in reading.cases}
    outcomes = {
        rule.id: tester.run(rule, cases.get(rule.id, ())) for rule in sorted(reading.rules, key=lambda rule: rule.id)
    }
    fired = tuple(rule for rule, results in outcomes.items() if any(result.derived for result in results))
    return RuleTestReport(
        cases=tuple(result for results in outcomes.values() for result in results),
        fired=fired,
        silent=tuple(rule for rule, results in outcomes.items() if results and rule not in fired),
        untested=tuple(rule for rule, results in outcomes.items() if not results),
    )


def _problems(reading: Reading) -> Iterator[Problem]:
    yield from reading.problems
    if reading.knowledge:
        yield from _compiler_problems(reading.knowledge)
        kinds = {kind.name: kind for kind in reading.knowledge.kinds}
        for found in reading.cases:
            for case in found.cases:
                for pattern in (*case.given, *case.expect):
                    yield from _fact_problems(pattern, kinds)


def _compiler_problems(knowledge: Knowledge) -> tuple[Problem, ...]:
    try:
        compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    except RulesError as error:
        return error.problems
    return ()


def _fact_problems(pattern: Pattern, kinds: Mapping[str, Kind]) -> Iterator[Problem]:
    """Why a fact of a case cannot be one."""
    kind = kinds.get(pattern.kind)
    if kind is None:
        yield Problem(*pattern.location, f"there is no kind {quoted(pattern.kind)}; {advice(pattern.kind, kinds)}")
        return
    named = [field for field, _ in pattern.terms]
    for field in named:
        if field not in kind.fields:
            message = f"the kind `{kind.name}` has no field {quoted(field)}; {advice(field, kind.fields)}"
            yield Problem(*pattern.location, message)
    missing = [f"`{field}`" for field in kind.fields if field not in named]
    if missing:
        yield Problem(*pattern.location, f"the fact leaves out {', '.join(missing)} of the kind `{kind.name}`")


class _Tester:
    """Runs the cases of one rule after the other."""

    def __init__(self, knowledge: Knowledge, engine: str) -> None:
        self._knowledge = knowledge
        self._kinds = {kind.name: kind for kind in knowledge.kinds}
        self._engine = engine

    def run(self, rule: Rule, cases: Iterable[Case]) -> list[CaseResult]:
        """What the rule derives from the facts of each case, beside what the case expects."""
        engine = self._alone(rule)
        return [self._result(rule, case, engine.run(map(self._fact, case.given))) for case in cases]

    def _alone(self, rule: Rule) -> Engine:
        """An engine that knows no other rule."""
        knowledge = self._knowledge
        program = compile_program(knowledge.kinds, [rule], knowledge.tables())
        # The plain engine cannot crash, and few facts and one rule keep it short: it needs no process of its own.
        trusted = knowledge.trusted or self._engine == "plain"
        return build_engine(program, name=self._engine, trusted=trusted, packs=[rule.pack])

    def _result(self, rule: Rule, case: Case, deduction: Deduction) -> CaseResult:
        derived = {fact for fact, steps in zip(deduction.facts, deduction.steps, strict=True) if steps}
        return CaseResult(
            rule=rule.id,
            name=case.name,
            location=case.location,
            expected=self._spelled(set(map(self._fact, case.expect))),
            derived=self._spelled(derived),
        )

    def _fact(self, pattern: Pattern) -> Fact:
        values = dict(pattern.terms)
        return Fact(pattern.kind, tuple(str(values[field]) for field in self._kinds[pattern.kind].fields))

    def _spelled(self, facts: Iterable[Fact]) -> tuple[str, ...]:
        return tuple(sorted(map(self._text, facts)))

    def _text(self, fact: Fact) -> str:
        fields = zip(self._kinds[fact.kind].fields, fact.values, strict=True)
        return f"{fact.kind}: {{{', '.join(f'{field}: {value}' for field, value in fields)}}}"
