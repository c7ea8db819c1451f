"""The Python API, and what the command is a thin user of: files and the clock at this edge, the pure core within."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import UsageError, quoted
from assessor.model.gates import NO_GATES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from fractions import Fraction

    from assessor.assessment.case import Case
    from assessor.assessment.reasoner import Reasoner
    from assessor.errors import Problem
    from assessor.model.comparison import Comparison, Filters
    from assessor.model.explanation import Explanation
    from assessor.model.forecast import Forecast
    from assessor.model.gates import Gates
    from assessor.model.knowledge import Benchmark, Coverage, Knowledge
    from assessor.model.plan import Plan
    from assessor.model.profile import Profile, Targets
    from assessor.model.result import Result
    from assessor.model.vocabulary import Basis


class Assessor:
    """Rules and an engine, ready for any number of profiles, one at a time. Made by `open_assessor`."""

    def __init__(self, reasoner: Reasoner) -> None:
        self._reasoner = reasoner

    @property
    def knowledge(self) -> Knowledge:
        """What the rule packs know."""
        return self._reasoner.knowledge

    @property
    def reasoner(self) -> Reasoner:
        """The rules at work."""
        return self._reasoner

    @property
    def engine(self) -> str:
        """`durable` or `plain`."""
        return self._reasoner.engine.name

    def derived(self, benchmark: str) -> Coverage:
        """What the rules derive from a benchmark's own ticks. Raises KeyError for an id that does not exist."""
        return self._reasoner.derived[benchmark]

    def with_benchmarks(self, benchmarks: Sequence[Benchmark]) -> Assessor:
        """One that knows more benchmarks (see `read_benchmark`), by the same rules and with the same engine."""
        from assessor.assessment.reasoner import Reasoner

        known = sorted(self.knowledge.benchmarks + tuple(benchmarks), key=lambda one: one.rank)
        return Assessor(Reasoner(self.knowledge._replace(benchmarks=tuple(known)), self._reasoner.engine))

    def read_benchmark(self, path: str | Path) -> Benchmark:
        """A user's own benchmark in a file. Raises InputError with every problem of it.

        An id that a known benchmark has is such a problem.
        """
        from assessor.loading.benchmark_files import read_benchmark_file

        return read_benchmark_file(str(path), self.knowledge.benchmarks)

    def read(self, data: bytes, path: str) -> Profile:
        """The profile in the bytes of a file; `path` is what problems and findings call it.

        Raises ProfileError with every problem of the file.
        """
        from assessor.loading.profiles import Vocabulary, read_profile

        requirements = tuple(requirement.id for requirement in self.knowledge.requirements)
        return read_profile(data, path, Vocabulary(requirements, tuple(self._reasoner.benchmarks)))

    def load(self, path: str | Path) -> Profile:
        """The profile in a file. Raises ProfileError, or UsageError if the file cannot be read."""
        from assessor.loading.inputs import read_input

        return self.read(read_input(str(path)), str(path))

    def problems(self, path: str | Path) -> tuple[Problem, ...]:
        """What is wrong with the profile in a file, as values; empty if nothing is."""
        from assessor.errors import InputError

        try:
            self.load(path)
        except InputError as error:
            return error.problems
        return ()

    def assess(
        self,
        profile: Profile,
        *,
        as_of: date | None = None,
        basis: Basis | None = None,
        gates: Gates = NO_GATES,
        evidence_root: Path | None = None,
    ) -> Result:
        """The result of a profile on a day: `as_of`, or today in UTC.

        `basis` is that of gates and findings; None takes the targets' own, else `current`. Local evidence is looked for
        below `evidence_root`, or the profile's folder. Raises UsageError for a gate on a benchmark that does not exist
        and for a baseline that is no result, RulesError where rules contradict each other.
        """
        return self.case(profile, as_of=as_of, basis=basis, gates=gates, evidence_root=evidence_root).assess()

    def case(
        self,
        profile: Profile,
        *,
        as_of: date | None = None,
        basis: Basis | None = None,
        gates: Gates = NO_GATES,
        evidence_root: Path | None = None,
    ) -> Case:
        """What `assess` assesses, with the state of the evidence files as they are now; raises UsageError as it does.

        It is what questions are asked of (`assessor.inquiry`).
        """
        from assessor.assessment.assess import gate_basis
        from assessor.assessment.case import Case
        from assessor.loading.evidence import inspect

        gates = gates.exact()
        self._check(gates)
        return Case(
            reasoner=self._reasoner,
            profile=profile,
            files=inspect(profile, evidence_root or evidence_home(profile)),
            as_of=as_of or today(),
            basis=gate_basis(profile, gates, basis),
            gates=gates,
            version=version(),
        )

    def rank(self, case: Case, filters: Filters | None = None) -> Comparison:
        """The profile beside every benchmark that passes the filters, by coverage, the highest first."""
        from assessor.inquiry.comparing.compare import rank_benchmarks
        from assessor.model.comparison import Filters

        return rank_benchmarks(case, filters or Filters())

    def compare(self, case: Case, benchmarks: Sequence[str] = (), others: Sequence[Case] = ()) -> Comparison:
        """The profile beside benchmarks, cell by cell, and beside other profiles of the same day and rules.

        Raises UsageError for a benchmark that does not exist.
        """
        from assessor.inquiry.comparing.compare import compare

        self._refuse_unknown("--with", benchmarks)
        return compare(case, benchmarks, others)

    def explain(self, case: Case, target: str) -> Explanation:
        """Why a verdict is as it is: `rating`, `PR`, `trust`, `trust/data`, a benchmark's id, a finding's rule.

        Raises UsageError where the target is the name of nothing.
        """
        from assessor.inquiry.explaining.explain import explain
        from assessor.inquiry.naming import named

        return explain(case, named(target, self.knowledge))

    def plan(
        self,
        case: Case,
        targets: Sequence[str] = (),
        *,
        min_score: Fraction | None = None,
        effort: Mapping[str, Fraction] | None = None,
    ) -> Plan:
        """The cheapest set of cells to bring to full for the targets together, else for the profile's own.

        A target is `green` or `orange` for the rating, or the id of a benchmark, requirement, cell, function or
        category. `effort` is what a cell takes, by cell (`trust/data`) or requirement; what it leaves out, the rules
        say. Raises UsageError for a target that is the name of nothing, and where there is none at all.
        """
        from assessor.inquiry.naming import goals_of, own_goals
        from assessor.inquiry.planning.plan import plan

        own = case.profile.targets
        asked = goals_of(targets, min_score, self.knowledge)
        goals = asked or own_goals(own)
        if not goals:
            raise UsageError.of("--target", _nothing_to_plan_for(own))
        unplanned = () if asked or own.min_assessed is None else ("min_assessed",)
        return plan(case, goals, effort or {}, unplanned)

    def forecast(self, case: Case, until: date) -> Forecast:
        """What changes by itself from the day after the case's up to and including the last day."""
        from assessor.inquiry.forecasting import forecast

        return forecast(case, until)

    def _check(self, gates: Gates) -> None:
        if gates.baseline is not None and gates.baseline.get("schema") != "dtassess/result/v1":
            raise UsageError.of("--baseline", "this is not a result: its `schema` is not dtassess/result/v1")
        self._refuse_unknown("--require", [wanted.benchmark for wanted in gates.require])

    def _refuse_unknown(self, flag: str, benchmarks: Sequence[str]) -> None:
        for name in benchmarks:
            if name not in self._reasoner.benchmarks:
                from assessor.model.nearest import advice

                hint = advice(name, self._reasoner.benchmarks, listing="dtassess benchmarks list")
                raise UsageError.of(flag, f"there is no benchmark {quoted(name)}; {hint}")


def _nothing_to_plan_for(own: Targets) -> str:
    if own.min_assessed is None:
        return "there is nothing to plan for: name a target such as green, or set targets in the profile"
    only = "the profile's only target is min_assessed, which asks for controls, whatever they give"
    return f"there is nothing to plan for: {only}; name a target such as green"


def evidence_home(profile: Profile) -> Path:
    """Where a profile's evidence paths start if nobody says otherwise: its folder, or the working directory."""
    return Path() if profile.path == "-" else Path(profile.path).parent


def open_assessor(*, rules: Sequence[Path] = (), default_rules: bool = True, engine: str = "auto") -> Assessor:
    """An assessor with the default pack, unless it is left out, and the packs in the given folders.

    `engine` is `auto`, `durable` or `plain`. Raises RulesError with every problem of the packs, and UsageError for an
    engine that cannot be had.
    """
    from assessor.assessment.reasoner import Reasoner, derive
    from assessor.engine.choose import build_engine
    from assessor.engine.compiler import compile_program
    from assessor.loading.packs import load_knowledge

    knowledge = load_knowledge(tuple(rules), default=default_rules, derive=derive)
    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    added = [pack.pack for pack in (knowledge.packs[1:] if default_rules else knowledge.packs)]
    return Assessor(Reasoner(knowledge, build_engine(program, name=engine, trusted=knowledge.trusted, packs=added)))


def load_profile(path: str | Path) -> Profile:
    """The profile in a file, checked against the default pack. Raises ProfileError with every problem of the file."""
    return _default().load(path)


def assess(
    profile: Profile,
    *,
    as_of: date | None = None,
    basis: Basis | None = None,
    gates: Gates = NO_GATES,
    evidence_root: Path | None = None,
) -> Result:
    """The result of a profile by the default pack; see `Assessor.assess`."""
    return _default().assess(profile, as_of=as_of, basis=basis, gates=gates, evidence_root=evidence_root)


def today() -> date:
    """Today in UTC: the only clock."""
    from datetime import UTC, datetime

    return datetime.now(UTC).date()


@cache
def version() -> str:
    """The version of the distribution."""
    from assessor import __version__

    return __version__


@cache
def _default() -> Assessor:
    return open_assessor()
