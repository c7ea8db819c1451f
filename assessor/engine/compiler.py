"""Rules as values -> a program that any engine runs, with every check made before an engine sees it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from assessor.engine.limits import beyond_limits
from assessor.engine.program import Program
from assessor.engine.resolving import resolve
from assessor.engine.stages import reckon
from assessor.engine.vocabulary import Vocabulary
from assessor.errors import RulesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.engine.program import CompiledRule
    from assessor.model.fact import TableRow
    from assessor.model.rule import Kind, Rule


def compile_program(
    kinds: Iterable[Kind], rules: Iterable[Rule], tables: Mapping[str, Mapping[str, TableRow]]
) -> Program:
    """The program of these rules. Equal rules give equal programs, in whatever order they come.

    Raises RulesError with all problems: names that do not exist, variables that nothing binds, patterns that share no
    variable, incomplete or forbidden conclusions, ids and kinds that stand twice, circles, and limits of the engines.
    """
    vocabulary = Vocabulary(kinds, tables)
    ordered = _by_id(rules, vocabulary)
    resolved = filter(None, [resolve(rule, vocabulary) for rule in ordered])
    stages, circles = reckon(vocabulary.kinds, ordered)
    compiled = tuple([_placed(rule, number, stages) for number, rule in enumerate(resolved)])
    problems = [*vocabulary.problems, *circles, *beyond_limits(vocabulary.kinds.values(), compiled)]
    if problems:
        raise RulesError(problems)
    return Program(kinds=vocabulary.kinds, rules=compiled, stages=stages, last=max(stages.values(), default=0))


def _by_id(rules: Iterable[Rule], vocabulary: Vocabulary) -> list[Rule]:
    ordered = sorted(rules, key=lambda rule: (rule.id, rule.location))
    for first, second in pairwise(ordered):
        if first.id == second.id:
            vocabulary.say(second.location, f"the rule `{second.id}` stands at {first.location} too")
    return ordered


def _placed(rule: CompiledRule, number: int, stages: Mapping[str, int]) -> CompiledRule:
    """The rule with its number and stage: that of the first of its kinds that has to be complete."""
    stage = min(stages[conclusion.kind] for conclusion in rule.conclusions)
    return rule.placed(number, stage)
