"""What a run wants of a profile beside the profile's own targets."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.vocabulary import Band, Severity


class Require(NamedTuple):
    """A benchmark that must be met, or whose coverage must reach a number from 0 to 100."""

    benchmark: str
    coverage: Fraction | None = None


class Gates(NamedTuple):
    """The gates of one run; what is None is not asked."""

    fail_under: Band | None = None
    min_score: Fraction | None = None
    min_assessed: Fraction | None = None
    require: tuple[Require, ...] = ()
    fail_on: Severity | None = None
    fail_if_expiring: int | None = None
    """Days, from 0."""
    targets: bool = True
    """Whether the profile's own targets are a gate too."""
    baseline: Mapping[str, object] | None = None
    """An earlier result's JSON form; it replaces the other gates, which are then shown and not enforced."""

    def exact(self) -> Gates:
        """The same with every number as a fraction; a float is taken for the decimal that it is written as."""
        return self._replace(
            min_score=_fraction(self.min_score),
            min_assessed=_fraction(self.min_assessed),
            require=tuple(one._replace(coverage=_fraction(one.coverage)) for one in self.require),
        )


def _fraction(number: Fraction | None) -> Fraction | None:
    return None if number is None else Fraction(str(number))


NO_GATES = Gates()
"""The profile's own targets alone."""
