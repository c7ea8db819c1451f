"""A profile beside benchmarks and other profiles: what `compare` answers.

Numbers are exact fractions from 0 to 100; what does not apply is None. Requirements come in the paper's order, layers
as data, system, network, controls in the file's order, unless a field says otherwise.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from assessor.model.knowledge import Benchmark, PackIdentity
    from assessor.model.place import Location
    from assessor.model.profile import Control, Profile
    from assessor.model.result import BasisSummary, BenchmarkResult, RequirementOnBasis, Tool
    from assessor.model.vocabulary import Applicability, Basis, Layer, Level, UseCase


class Direction(StrEnum):
    """How the profile stands to another one, on one thing."""

    AHEAD = "ahead"
    BEHIND = "behind"
    EQUAL = "equal"
    MIXED = "mixed"
    """Ahead in one part of it, behind in another, or out of scope in one part alone."""
    SCOPE = "scope"
    """In scope for only one of the two, so that neither is better."""


class Filters(NamedTuple):
    """Which benchmarks are ranked: those that pass every filter that is set, by any of its values."""

    use_cases: tuple[UseCase, ...] = ()
    bodies: tuple[str, ...] = ()
    """As the benchmarks spell them."""
    types: tuple[str, ...] = ()
    """As the benchmarks spell them."""


class Contribution(NamedTuple):
    """What one control does for a cell that it speaks of."""

    control: Control
    level: Level
    """What it gives where it counts."""
    shortfall: bool
    """Whether it keeps the cell from being full, on every basis."""
    bases: tuple[Basis, ...]
    """Those on which what it gives counts; none if it gives nothing."""
    location: Location
    """Where it names the requirement."""


class OutOfScope(NamedTuple):
    """Why a cell is out of scope."""

    reason: str
    """The declaration's own words, or ours where the twin lacks the layer or a rule says so."""
    location: Location | None
    """Of the declaration, if that is why."""


class CellStanding(NamedTuple):
    """How a profile stands on one cell."""

    requirement: str
    layer: Layer
    levels: Mapping[Basis, Level]
    silent: bool
    """Whether the cell is in scope and no control speaks of it."""
    controls: tuple[Contribution, ...]
    """Empty where the cell is out of scope."""
    out_of_scope: OutOfScope | None


class FunctionBeside(NamedTuple):
    """A CSF function: what was published of a benchmark, what its ticks give, what the profile covers."""

    id: str
    name: str
    published: bool | None
    """None where the published functions are unknown, or nothing was published."""
    derived: bool
    covered: Mapping[Basis, bool]


class BesideBenchmark(NamedTuple):
    """The profile beside one benchmark."""

    benchmark: Benchmark
    result: BenchmarkResult
    fits_use_case: bool | None
    """Whether the two have a use case in common; None where one of them names none."""
    functions: tuple[FunctionBeside, ...]
    """GV ID PR DE RS RC."""
    cells: tuple[CellStanding, ...] | None
    """All that the benchmark asks for; None in a ranking."""

    @property
    def without_clause(self) -> tuple[str, ...]:
        """The requirements that it asks for without a clause being known that says so."""
        return without_clause(self.benchmark)


class SummaryBeside(NamedTuple):
    """The verdicts on the two twins on one basis, and how the first stands to the other in each."""

    this: BasisSummary
    other: BasisSummary
    rating: Direction
    band: Direction
    score: Direction
    functions: Direction
    """Ahead where the profile covers all that the other does, and more."""


class CellBeside(NamedTuple):
    """One cell of two profiles. A layer that a twin lacks is out of its scope."""

    layer: Layer
    this: CellStanding
    other: CellStanding
    directions: Mapping[Basis, Direction]

    @property
    def direction(self) -> Direction:
        """The directions on the three bases together."""
        return together(self.directions.values())


class SidesOnBasis(NamedTuple):
    """One requirement of two profiles on one basis; the direction is that of its cells together."""

    this: RequirementOnBasis
    other: RequirementOnBasis
    direction: Direction


class RequirementBeside(NamedTuple):
    """One requirement of two profiles."""

    id: str
    this: Applicability
    other: Applicability
    bases: Mapping[Basis, SidesOnBasis]
    cells: tuple[CellBeside, ...]
    """Of all three layers, less those that both twins lack."""

    @property
    def direction(self) -> Direction:
        """The directions on the three bases together."""
        return together(sides.direction for sides in self.bases.values())


class BesideProfile(NamedTuple):
    """The profile beside another one, assessed on the same day by the same rules."""

    profile: Profile
    """The other one."""
    summary: Mapping[Basis, SummaryBeside]
    requirements: tuple[RequirementBeside, ...]
    """All twenty, in the paper's order, each with its direction."""


class Comparison(NamedTuple):
    """The whole answer."""

    tool: Tool
    rules: tuple[PackIdentity, ...]
    profile: Profile
    as_of: date
    basis: Basis
    """The basis of the gate, by which benchmarks are ranked."""
    filters: Filters | None
    """Of the ranking; None where it was said what to compare with."""
    benchmarks: tuple[BesideBenchmark, ...]
    """Ranked by coverage on the basis, highest first and None last, then by rank; or as they were asked for."""
    profiles: tuple[BesideProfile, ...]
    """As they were asked for."""


def without_clause(benchmark: Benchmark) -> tuple[str, ...]:
    """The requirements that a benchmark asks for without a clause being known that says so."""
    known = {clause.requirement for clause in benchmark.clauses}
    return tuple(requirement for requirement in benchmark.requirements if requirement not in known)


def together(directions: Iterable[Direction]) -> Direction:
    """What several directions amount to: the one that differs from equal, or mixed where there are several."""
    different = set(directions) - {Direction.EQUAL}
    if not different:
        return Direction.EQUAL
    return different.pop() if len(different) == 1 else Direction.MIXED
