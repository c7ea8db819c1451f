"""The rules at work: an engine with the knowledge it runs on, and what it makes of the benchmarks' own ticks."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.alike import treat_bases_alike
from assessor.assessment.cells import BASES
from assessor.assessment.dependencies import kinds_behind
from assessor.assessment.given import tick_facts
from assessor.assessment.verdicts import by_basis, verdicts
from assessor.model.knowledge import Coverage
from assessor.model.vocabulary import Band

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from assessor.engine.port import Engine
    from assessor.model.knowledge import Benchmark, Knowledge
    from assessor.model.vocabulary import Basis

_VERDICTS = ("rating", "requirement-band", "category-covered", "function-covered", "applicability")


class Reasoner:
    """Made once and used for any number of profiles, one at a time."""

    def __init__(self, knowledge: Knowledge, engine: Engine) -> None:
        self.knowledge = knowledge
        self.engine = engine
        self.benchmarks: Mapping[str, Benchmark] = {benchmark.id: benchmark for benchmark in knowledge.benchmarks}

    @cached_property
    def treats_bases_alike(self) -> bool:
        """Whether bases that stand alike need the rules only once; with a pack each has its facts."""
        return self.knowledge.trusted and treat_bases_alike(self.knowledge)

    def bases_behind(self, basis: Basis, kinds: Collection[str] | None = None) -> tuple[Basis, ...]:
        """The bases on whose levels it depends what the rules say on one of them, of such kinds: that one, or all."""
        return (basis,) if self.treats_bases_alike or treat_bases_alike(self.knowledge, kinds) else BASES

    @cached_property
    def kinds_behind_caps(self) -> frozenset[str]:
        """The kinds of facts on which it depends whether a cap holds."""
        return kinds_behind("cap", self.knowledge)

    @cached_property
    def kinds_behind_verdicts(self) -> frozenset[str]:
        """The kinds of facts on which verdicts on the twin depend; findings do not count among these."""
        return frozenset[str]().union(*(kinds_behind(kind, self.knowledge) for kind in _VERDICTS))

    @cached_property
    def derived(self) -> Mapping[str, Coverage]:
        """What the rules derive from each benchmark's ticks: its band and functions, had a profile all of them."""
        known = self.knowledge.derived or {}
        new = [benchmark for benchmark in self.knowledge.benchmarks if benchmark.id not in known]
        return {**known, **self._derived(new)} if new else known

    def _derived(self, benchmarks: Sequence[Benchmark]) -> Mapping[str, Coverage]:
        facts = self.engine.run(tick_facts(benchmarks))
        functions = by_basis(facts, "function-covered")
        bands = verdicts(facts, "band", [(benchmark.id,) for benchmark in benchmarks], Band)
        return {
            benchmark.id: Coverage(
                band=bands[(benchmark.id,)],
                functions=tuple(f.id for f in self.knowledge.functions if f.id in functions.get(benchmark.id, ())),
            )
            for benchmark in benchmarks
        }


def derive(knowledge: Knowledge) -> Mapping[str, Coverage]:
    """What the rules of trusted knowledge derive from each benchmark's ticks, to be kept with it."""
    from assessor.engine.choose import build_engine
    from assessor.engine.compiler import compile_program

    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    engine = build_engine(program, name="plain", trusted=True, packs=())
    return Reasoner(knowledge._replace(derived=None), engine).derived
