"""The constants of rules, held against the vocabularies: a misspelt one would never match, without a word.

A field of one of these names holds the same in every kind, a pack's own included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import Problem, quoted
from assessor.loading.requirements import REQUIREMENTS
from assessor.model.nearest import advice
from assessor.model.rule import is_variable
from assessor.model.vocabulary import Applicability, Band, Characteristic, Layer, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from assessor.loading.requirements import Csf
    from assessor.model.rule import Pattern, Rule


def constant_problems(rules: Iterable[Rule], csf: Csf) -> Iterator[Problem]:
    """Every constant that is none of the values of its field."""
    values = _values(csf)
    for rule in rules:
        counted = [rule.count.pattern] if rule.count else []
        for pattern in (*rule.when, *rule.unless, *counted, *rule.then):
            yield from _problems(pattern, values)


def _values(csf: Csf) -> Mapping[str, Sequence[str]]:
    """The values of the fields that have a vocabulary, by the field's name."""
    return {
        "requirement": REQUIREMENTS,
        "layer": tuple(Layer),
        "characteristic": tuple(Characteristic),
        "category": tuple([category.id for category in csf.categories]),
        "function": tuple([function.id for function in csf.functions]),
        "level": tuple(Level),
        "band": tuple(Band),
        "rating": tuple(Band),
        "applicability": tuple(Applicability),
    }


def _problems(pattern: Pattern, values: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    for field, term in pattern.terms:
        if field in values and not is_variable(term):
            for constant in (term,) if isinstance(term, str) else term:
                if constant not in values[field]:
                    message = f"there is no {field} {quoted(constant)}; {advice(constant, values[field])}"
                    yield Problem(*pattern.location, message)
