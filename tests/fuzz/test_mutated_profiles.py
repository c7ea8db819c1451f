"""Two thousand mutants; `mutants.py` makes as many more as one likes."""

from __future__ import annotations

import pytest
from mutants import LONGEST, mutant, verdict

HUNDREDS = range(20)


@pytest.mark.parametrize("hundred", HUNDREDS)
def test_a_mutated_profile_is_read_or_refused_soon(hundred: int) -> None:
    outcomes = [verdict(mutant(number)) for number in range(100 * hundred, 100 * hundred + 100)]
    assert max(seconds for _, seconds in outcomes) < LONGEST
    assert {outcome for outcome, _ in outcomes} == {"valid", "refused"}


def test_a_mutant_can_be_made_again() -> None:
    assert mutant(4711) == mutant(4711) != mutant(4712)
