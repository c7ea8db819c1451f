"""Why a requirement is asked for, or is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Applicability

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.assessment.reckoning import Reckoning
    from assessor.model.fact import Deduction
    from assessor.model.profile import Profile


def reasons(deduction: Deduction, reckoning: Reckoning) -> dict[str, tuple[str, ...]]:
    """For each requirement: the ids of the rules nearest to what was given, sorted.

    For one that is not applicable, the rules that exclude it, then the reasons that the profile gives, in its order.
    """
    asked: dict[tuple[str, ...], set[str]] = {}
    for number in deduction.numbers("asked"):
        asked[deduction.facts[number].values] = set(_first_rules(deduction, number))
    excluded: dict[str, set[str]] = {}
    for number in deduction.numbers("excluded"):
        excluded.setdefault(deduction.facts[number].values[0], set()).update(_first_rules(deduction, number))
    applies = {values[0]: values[1] for values in deduction.of("applicability")}
    return {
        requirement: tuple(sorted(excluded.get(requirement, ()))) + _declared_reasons(requirement, reckoning.profile)
        if applies[requirement] == Applicability.NOT_APPLICABLE
        else tuple(sorted(asked[requirement, applies[requirement]]))
        for requirement in reckoning.order
    }


def _declared_reasons(requirement: str, profile: Profile) -> tuple[str, ...]:
    """The reason of every entry on a layer of the twin, each once."""
    entries = (entry for entry in profile.not_applicable if entry.requirement == requirement)
    named = (entry.reason for entry in entries if any(layer in profile.twin.layers for layer in entry.layers))
    return tuple(dict.fromkeys(named))


def _first_rules(deduction: Deduction, number: int) -> Iterator[str]:
    """The rules behind a fact that rest on given facts alone, of all its derivations."""
    todo, seen = [number], {number}
    while todo:
        for step in deduction.steps[todo.pop()]:
            derived = [one for one in step.inputs if deduction.steps[one]]
            if not derived:
                yield step.rule
            todo += [one for one in derived if one not in seen]
            seen.update(derived)
