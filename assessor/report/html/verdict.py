"""What the page says first: the gate, the rating on the three bases, and the gap between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Applicability, Band, Basis
from assessor.report.html.charts import width

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from fractions import Fraction

    from assessor.model.knowledge import Knowledge
    from assessor.model.result import BasisSummary, Result
    from assessor.model.vocabulary import Layer

SCORE_WIDTH = 216
"""How long the bar of a score of 100 is."""
_LACKING = {Basis.EVIDENCED: "have no evidence", Basis.CURRENT: "have evidence, but none that is current"}


class Cap(NamedTuple):
    """A rule that keeps the rating down, and on which bases it does or could."""

    rule: str
    title: str
    description: str
    states: Mapping[Basis, str]
    """`holds`, `possible` or `no`."""


class OnBasis(NamedTuple):
    """The verdict on one basis."""

    basis: Basis
    summary: BasisSummary
    red: int
    """How many of the mandatory requirements are red."""
    bar: str
    reach: str
    """Where the bar would end, were every silent cell full."""


class Step(NamedTuple):
    """What is lost from one basis to the next, stricter one."""

    upper: Basis
    lower: Basis
    lacking: str
    """What those controls lack that count on the upper one alone."""
    ratings: tuple[Band, Band]
    points: Fraction | None
    """None where there is no score."""
    cells: Mapping[str, list[Layer]]
    """The cells that are not what they were, by requirement."""

    @property
    def number(self) -> int:
        """How many cells that are."""
        return sum(map(len, self.cells.values()))


class Verdict(NamedTuple):
    """All of it, for one result."""

    bases: tuple[OnBasis, ...]
    mandatory: int
    caps: tuple[Cap, ...]
    steps: tuple[Step, Step]
    failed: int
    """How many of the enforced checks did not pass."""

    @property
    def gap(self) -> bool:
        """Whether anything is other on one basis than on another."""
        return any(step.cells or step.points or len(set(step.ratings)) > 1 for step in self.steps)

    @property
    def possible(self) -> bool:
        """Whether some cap could hold."""
        return any("possible" in cap.states.values() for cap in self.caps)


def verdict_of(result: Result, knowledge: Knowledge) -> Verdict:
    """The verdict on a twin."""
    first, second = (_step(result, upper, lower) for upper, lower in pairwise(Basis))
    return Verdict(
        bases=tuple(_on_basis(result, basis) for basis in Basis),
        mandatory=sum(one.applicability is Applicability.MANDATORY for one in result.requirements),
        caps=tuple(_caps(result, knowledge)),
        steps=(first, second),
        failed=sum(check.enforced and not check.passed for check in result.gate.checks),
    )


def _on_basis(result: Result, basis: Basis) -> OnBasis:
    summary = result.summary[basis]
    mandatory = (one for one in result.requirements if one.applicability is Applicability.MANDATORY)
    return OnBasis(
        basis=basis,
        summary=summary,
        red=sum(one.bases[basis].band is Band.RED for one in mandatory),
        bar=width(summary.score, SCORE_WIDTH),
        reach=width(summary.score_range[1] if summary.score_range else None, SCORE_WIDTH),
    )


def _caps(result: Result, knowledge: Knowledge) -> Iterator[Cap]:
    rules = {rule.id: rule for rule in knowledge.rules}
    for name in sorted({cap for one in result.summary.values() for cap in one.caps + one.caps_possible}):
        states = {basis: _cap_state(name, result.summary[basis]) for basis in Basis}
        yield Cap(rule=name, title=rules[name].title, description=rules[name].description, states=states)


def _cap_state(name: str, summary: BasisSummary) -> str:
    return "holds" if name in summary.caps else "possible" if name in summary.caps_possible else "no"


def _step(result: Result, upper: Basis, lower: Basis) -> Step:
    above, below = result.summary[upper], result.summary[lower]
    cells = {
        one.title: [
            layer for layer, level in one.bases[upper].cells.items() if level is not one.bases[lower].cells[layer]
        ]
        for one in result.requirements
    }
    return Step(
        upper=upper,
        lower=lower,
        lacking=_LACKING[lower],
        ratings=(above.rating, below.rating),
        points=None if above.score is None or below.score is None else above.score - below.score,
        cells={title: layers for title, layers in cells.items() if layers},
    )
