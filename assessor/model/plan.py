"""A plan: the cheapest cells to bring to full for some targets, and what each brings."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from assessor.model.knowledge import PackIdentity
    from assessor.model.place import Location
    from assessor.model.profile import Profile
    from assessor.model.result import OpenCell
    from assessor.model.vocabulary import Band, Basis, Layer, Level


class Way(StrEnum):
    """What it takes to bring a cell to full."""

    EVIDENCE = "evidence"
    """The cell is full as it is claimed, and only lacks evidence on the basis."""
    SHORTFALL = "shortfall"
    """A control admits that the cell is not whole, and has to be finished or narrowed."""
    CONTROL = "control"
    """No control is full there: one has to be added, finished or switched on."""


class Named(NamedTuple):
    """A control of the profile, and its place."""

    control: str
    location: Location


class Act(NamedTuple):
    """What is to be done in the profile for one cell."""

    requirement: str
    layer: Layer
    level: Level
    """As it is, on the basis; where rules look at other bases too, on the one that asks the most."""
    way: Way
    text: str
    """In a sentence, without a full stop."""
    controls: tuple[Named, ...]
    """Those that are to change, in the file's order; none where one is to be added."""
    also: tuple[str, ...]
    """Other cells that the same act brings to full, such as `trust/data`, where it is the act of one control."""


class Gain(NamedTuple):
    """What a step adds to those before it."""

    score: Fraction
    """Points, exact."""
    functions: tuple[str, ...]
    """Functions that come to be covered."""
    rating: Band | None
    """The rating that it brings about; None where it stays as it was."""


class PlanStep(NamedTuple):
    """One cell to bring to full."""

    act: Act
    effort: Fraction
    gain: Gain


class Target(NamedTuple):
    """What the plan is for; `met` tells whether that is so without any step."""

    kind: str
    """`rating`, `score`, `benchmark`, `requirement`, `function`, `category` or `cell`."""
    id: str
    wanted: str
    met: bool


class Standing(NamedTuple):
    """Rating and score before the plan, or after it."""

    rating: Band
    score: Fraction | None


class Plan(NamedTuple):
    """The cheapest way to all targets together, on one basis, as far as that can be told (`cheapest`).

    `reachable` tells whether there is one; if not there are no steps and `reason` says why. Of a plan without a step
    that is reachable, `reason` says that the targets are met already.
    """

    profile: Profile
    rules: tuple[PackIdentity, ...]
    as_of: date
    basis: Basis
    targets: tuple[Target, ...]
    unplanned: tuple[str, ...]
    """The profile's own targets that no plan of cells is made for: `min_assessed`."""
    reachable: bool
    reason: str | None
    effort: Fraction | None
    """Of all steps; None where there is no way."""
    steps: tuple[PlanStep, ...]
    """In the order in which they bring the most for their effort: first functions that are not covered, then score."""
    before: Standing
    after: Standing | None
    """After all steps; None where there is no way."""
    open: tuple[OpenCell, ...]
    """The cells in scope that the plan leaves less than full, as they are."""
    cheapest: bool = True
    """Whether no set of cells of less effort reaches the targets. False where the rules of a pack leave that open."""
    limits: tuple[str, ...] = ()
    """What the plan takes for granted because of what the rules of a pack look at, in sentences."""
