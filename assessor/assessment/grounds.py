"""What in the profile a given fact rests on: the last step of a proof, from a fact to controls and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES, claims
from assessor.assessment.places import Places
from assessor.model.fact import Fact
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.assessment.evidence import Judged
    from assessor.assessment.scope import Scope
    from assessor.model.place import Location, Place
    from assessor.model.profile import Profile

_STANDS_AS = {
    "stray-claim": ("claim-finding", 3),
    "stray-layer": ("layer-finding", 2),
    "control": ("control-finding", 1),
    "evidence-item": ("evidence-finding", 2),
    "characteristic": ("characteristic-finding", 1),
    "declared-cell": ("declaration-finding", 1),
    "target": ("target-finding", 2),
    "exception": ("exception-finding", 1),
}
"""For a kind of given fact: the kind of finding that stands in the same place, and how many values they share."""


class Grounds:
    """Finds, for the given facts of one profile's run, the places in the profile that they were read from."""

    def __init__(self, profile: Profile, judged: Sequence[Sequence[Judged]], scope: Scope) -> None:
        self._profile = profile
        self._levels = dict(zip(BASES, scope.levels, strict=True))
        self._places = Places(profile, judged)
        self._speakers: dict[tuple[str, str], list[int]] = {}
        for at, control in enumerate(profile.controls):
            for cell in claims(control, profile.twin.layers):
                self._speakers.setdefault(cell, []).append(at)

    def of(self, fact: Fact) -> tuple[Location, ...]:
        """The places, in the file's order; empty for what no place says: silence, the rules' own knowledge, a sum."""
        return tuple(self._profile.location(place) for place in sorted(set(self._found(fact))))

    def _found(self, fact: Fact) -> Iterator[Place]:
        values = fact.values
        if fact.kind == "has-level":
            basis, requirement, level = values
            for cell, found in self._levels[Basis(basis)].items():
                if (cell.requirement, found) == (requirement, level):
                    yield from self._claims(*cell)
        elif fact.kind == "level":
            yield from self._claims(*values[1:3])
        elif fact.kind == "claimed-cell":
            yield from self._claims(*values[:2])
        elif fact.kind in _STANDS_AS:
            kind, width = _STANDS_AS[fact.kind]
            yield self._places.of(Fact(kind, ("", *values[:width])))

    def _claims(self, requirement: str, layer: str) -> Iterator[Place]:
        for at in self._speakers.get((requirement, layer), ()):
            control = self._profile.controls[at].id
            yield self._places.of(Fact("claim-finding", ("", control, requirement, layer)))
