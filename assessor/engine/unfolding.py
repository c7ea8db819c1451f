"""Lists of values unfolded: a variant of the rule for each choice in `when`, an exclusion for each in `unless`.

What is unfolded has one value in every test.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.engine.program import Clause, Premise


class Variant(NamedTuple):
    """A clause without lists."""

    when: tuple[Premise, ...]
    unless: tuple[Premise, ...]


def variants(clause: Clause) -> Iterator[Variant]:
    """The variants of a clause. A fact that matches one choice matches no other, so no activation comes twice."""
    unless = tuple([single for premise in clause.unless for single in _singles(premise)])
    for when in product(*map(_singles, clause.when)):
        yield Variant(when, unless)


def variant_count(clause: Clause) -> int:
    """How many variants there are, without making them."""
    return prod(map(_single_count, clause.when))


def antecedent_count(clause: Clause) -> int:
    """How many patterns one variant has, those of `unless` unfolded."""
    return len(clause.when) + sum(map(_single_count, clause.unless))


def _singles(premise: Premise) -> list[Premise]:
    if all(len(values) == 1 for _, values in premise.tests):
        return [premise]
    choices = product(*([(position, (value,)) for value in values] for position, values in premise.tests))
    return [premise._replace(tests=choice) for choice in choices]


def _single_count(premise: Premise) -> int:
    return prod(len(values) for _, values in premise.tests)
