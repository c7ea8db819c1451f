"""What a plan or a counterfactual is to reach, and whether it is reached."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import CellId
from assessor.inquiry.standing import rank
from assessor.model.number import exactly
from assessor.model.vocabulary import Layer, Level

if TYPE_CHECKING:
    from assessor.assessment.supposing import Supposed


class Goal(NamedTuple):
    """A verdict, and what it should be at least: a goal is not missed by going beyond it."""

    kind: str
    """`rating`, `band`, `score`, `cap`, `function`, `category`, `requirement`, `cell` or `benchmark`."""
    id: str
    """Of the thing judged; of a cell `trust/data`; of rating, band and score the kind again."""
    wanted: str | Fraction
    """A band, a level, a benchmark's verdict, `covered`, `does-not-hold` of a cap; of the score a number up to 100."""

    @property
    def words(self) -> str:
        """What is wanted, as text: `green`, `at least 60`."""
        return f"at least {exactly(self.wanted)}" if isinstance(self.wanted, Fraction) else str(self.wanted)

    def __str__(self) -> str:
        return f"{self.id} {self.words}"


def cell_of(name: str) -> CellId:
    """The cell of a name such as `trust/data`. Raises ValueError for a layer that does not exist."""
    requirement, _, layer = name.partition("/")
    return CellId(requirement, Layer(layer))


def reached(goal: Goal, supposed: Supposed) -> bool:
    """Whether the verdicts reach the goal. What is out of scope, or not there, reaches nothing."""
    if isinstance(goal.wanted, Fraction):
        return supposed.score is not None and supposed.score >= goal.wanted
    if goal.kind == "cap":
        return goal.id not in supposed.caps
    if goal.kind in {"category", "function"}:
        return goal.id in (supposed.categories if goal.kind == "category" else supposed.functions)
    if goal.kind == "cell":
        return rank("cell", supposed.levels.get(cell_of(goal.id), Level.NOT_APPLICABLE)) >= rank("cell", goal.wanted)
    return _ranked(goal, supposed)


def _ranked(goal: Goal, supposed: Supposed) -> bool:
    if goal.kind == "benchmark":
        return rank("benchmark", supposed.benchmark(goal.id)) >= rank("benchmark", str(goal.wanted))
    found = {"rating": supposed.rating, "band": supposed.band}.get(goal.kind) or supposed.bands[goal.id]
    return rank("requirement", found) >= rank("requirement", str(goal.wanted))
