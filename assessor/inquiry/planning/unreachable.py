"""Why a goal cannot be reached however many cells are brought to full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import CellId
from assessor.assessment.gate import number_text
from assessor.inquiry.goals import cell_of
from assessor.inquiry.rulebook import FACTS, Rulebook
from assessor.model.nearest import enumerated
from assessor.model.vocabulary import Band, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.assessment.case import Case
    from assessor.assessment.supposing import Supposed, Supposing
    from assessor.inquiry.goals import Goal


def why_not(goal: Goal, case: Case, supposing: Supposing) -> str:
    """One sentence, without a full stop, on a goal that is missed with every cell in scope at full."""
    best = supposing.full(list(supposing.as_is.levels))
    if not best.levels:
        return f"{goal} cannot be reached: nothing is in scope"
    return f"{goal} cannot be reached: {_reason(goal, case, best)}"


def _reason(goal: Goal, case: Case, best: Supposed) -> str:
    if goal.kind in {"rating", "band"}:
        return "; ".join(_of_rating(goal, case, best))
    if goal.kind == "benchmark":
        return _of_benchmark(goal, case, best)
    if goal.kind == "cell":
        return f"{cell_of(goal.id).requirement} on {cell_of(goal.id).layer} is out of scope"
    if goal.kind == "score":
        return f"with every cell in scope full the score is {number_text(best.score)}"
    return _of_rules(goal, case)


def _of_rules(goal: Goal, case: Case) -> str:
    if not Rulebook(case.reasoner.knowledge).by_default(FACTS[goal.kind]):
        return "the rules do not say so even with every cell in scope full"
    if goal.kind == "requirement":
        return f"{goal.id} is not applicable: it has no cell in scope"
    return f"no requirement with its primary category in {goal.id} has a cell in scope"


def _of_rating(goal: Goal, case: Case, best: Supposed) -> Iterator[str]:
    if best.band is not Band.GREEN:
        functions = [function.id for function in case.reasoner.knowledge.functions if function.id in best.functions]
        covered = f"only {enumerated(functions, 'and')} can be covered" if functions else "no function can be covered"
        yield f"{covered}, so the band is {best.band} at best"
    caps = sorted(best.caps)
    if goal.kind == "rating" and caps:
        held = "the cap" if len(caps) == 1 else "the caps"
        yield f"{held} {enumerated(caps, 'and')} would hold even with every cell in scope full"


def _of_benchmark(goal: Goal, case: Case, best: Supposed) -> str:
    benchmark = case.reasoner.benchmarks[goal.id]
    asked = {CellId(requirement, layer) for requirement in benchmark.requirements for layer in benchmark.applied_to}
    out = len(asked - best.levels.keys())
    if not asked:
        return "it asks for nothing"
    reaches = best.benchmark(goal.id)
    if reaches is Verdict.NOTHING_REQUIRED:
        return f"all of the {len(asked)} cells that it asks for are out of scope"
    left_out = "is" if out == 1 else "are"
    return f"{out} of the {len(asked)} cells that it asks for {left_out} out of scope, so it is {reaches} at best"
