"""A security profile: what a digital twin is and which controls its project claims, with evidence.

Lists keep the file's order. What was left out of the file has its default here (see each field), so nothing further
down asks twice; `marks` tell where each thing stands and take no part in comparisons.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.model.place import NOWHERE, Location, Marks, Place
from assessor.model.vocabulary import Activation, Basis, Characteristic, Layer

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping
    from fractions import Fraction

    from assessor.model.vocabulary import Band, EvidenceType, Responsibility, Status, UseCase

ALL_LAYERS = tuple(Layer)

NOTHING: Mapping[Any, Any] = MappingProxyType({})
"""What a mapping that was left out is."""


class Evidence(NamedTuple):
    """One item behind a control. Exactly one of `url` (never fetched) and `path` (below the evidence root) is set."""

    type: EvidenceType
    url: str | None = None
    path: str | None = None
    date: datetime.date | None = None
    """Collected on."""
    expires: datetime.date | None = None
    """The last day on which it counts."""
    sha256: str | None = None
    """64 hex digits as written; compared without case."""
    note: str | None = None
    marks: Marks = NOWHERE


class Control(NamedTuple):
    """Something that is done, or admitted not to be done, for one or more requirements on some layers."""

    id: str
    title: str
    requirements: tuple[str, ...]
    layers: tuple[Layer, ...]
    """As written, or the twin's layers where left out; may name layers that the twin does not have."""
    status: Status
    activation: Activation = Activation.DEFAULT
    responsibility: Responsibility | None = None
    owner: str | None = None
    description: str | None = None
    caveats: str | None = None
    evidence: tuple[Evidence, ...] = ()
    marks: Marks = NOWHERE


class NotApplicable(NamedTuple):
    """Cells that the profile takes out of scope, and why."""

    requirement: str
    layers: tuple[Layer, ...]
    """As written, or the twin's layers where left out."""
    reason: str
    marks: Marks = NOWHERE


class AcceptedRisk(NamedTuple):
    """An entry of `exceptions`: somebody accepts that cells are not full, through the day of `expires`."""

    requirement: str
    layers: tuple[Layer, ...]
    """As written, or the twin's layers where left out."""
    reason: str
    approved_by: str
    expires: datetime.date
    ticket: str | None = None
    marks: Marks = NOWHERE


class Twin(NamedTuple):
    """The twin itself. A characteristic that is not in the mapping is unknown."""

    use_cases: tuple[UseCase, ...] = ()
    layers: tuple[Layer, ...] = ALL_LAYERS
    """In the order data, system, network, whatever the file's."""
    reference_architecture: bool | None = None
    cross_layer: bool | None = None
    characteristics: Mapping[Characteristic, bool] = NOTHING
    marks: Marks = NOWHERE
    characteristics_marks: Marks = NOWHERE


class Targets(NamedTuple):
    """What the project wants of itself; each that is set is a gate. Numbers are exact, from 0 to 100."""

    rating: Band | None = None
    basis: Basis | None = None
    min_score: Fraction | None = None
    min_assessed: Fraction | None = None
    benchmarks: tuple[str, ...] = ()
    requirements: Mapping[str, Band] = NOTHING
    marks: Marks = NOWHERE
    requirements_marks: Marks = NOWHERE


class Profile(NamedTuple):
    """A whole profile that is valid by the schema and by the checks beyond it."""

    name: str
    path: str
    """As the user gave it; `-` for standard input."""
    sha256: str
    """Of the file's bytes, in lower-case hex."""
    twin: Twin
    controls: tuple[Control, ...]
    version: str | None = None
    owner: str | None = None
    description: str | None = None
    not_applicable: tuple[NotApplicable, ...] = ()
    exceptions: tuple[AcceptedRisk, ...] = ()
    targets: Targets = Targets()
    marks: Marks = NOWHERE

    def location(self, place: Place) -> Location:
        """The place as one in this profile's file."""
        return Location(self.path, place.line, place.column)
