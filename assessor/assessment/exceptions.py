"""Which findings the profile's exceptions waive. An exception never changes a level, a band, a rating or a score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import CellId
from assessor.model.fact import Fact
from assessor.model.vocabulary import Layer, Level

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from assessor.assessment.verdicts import Facts
    from assessor.model.profile import AcceptedRisk, Profile

WAIVABLE = ("requirement-finding", "declaration-finding", "cell-finding", "claim-finding")


class Exceptions:
    """The exceptions of a profile on a day, by their positions in the file."""

    def __init__(self, profile: Profile, as_of: date) -> None:
        self._entries = profile.exceptions
        self._covers = tuple(
            frozenset(CellId(entry.requirement, layer) for layer in entry.layers) for entry in profile.exceptions
        )
        self._valid = frozenset(at for at, entry in enumerate(profile.exceptions) if as_of <= entry.expires)

    def waiver(self, cells: frozenset[CellId]) -> AcceptedRisk | None:
        """Of the valid exceptions that waive a finding on these cells, the first to expire; None if it stands."""
        taking_part = [self._entries[at] for at in self._taking_part(cells, self._valid)]
        return min(taking_part, key=lambda e: (e.expires, e.reason, e.approved_by), default=None)

    def facts(self, wanted: Collection[frozenset[CellId]]) -> Iterator[Fact]:
        """Of each exception: whether it is valid, and whether it waives something or, once expired, still would.

        `wanted` has the cells of each finding that can be waived.
        """
        everyone = frozenset(range(len(self._entries)))
        at_work = {at for cells in wanted for at in self._taking_part(cells, self._valid)}
        standing = [cells for cells in wanted if not self._taking_part(cells, self._valid)]
        would_work = {at for cells in standing for at in self._taking_part(cells, everyone)}
        for at, entry in enumerate(self._entries):
            valid = at in self._valid
            effect = "something" if at in (at_work if valid else would_work) else "nothing"
            state = "valid" if valid else "expired"
            yield Fact("exception", (str(at + 1), entry.requirement, state, effect))

    def _taking_part(self, cells: frozenset[CellId], among: frozenset[int]) -> tuple[int, ...]:
        """Those that cover some of the cells, if together they cover all; else none."""
        part = tuple(at for at in sorted(among) if self._covers[at] & cells)
        covered = frozenset[CellId]().union(*(self._covers[at] for at in part))
        return part if cells and cells <= covered else ()


def open_findings(
    known: Facts, levels: Mapping[CellId, Level], declared: Collection[CellId]
) -> dict[Fact, frozenset[CellId]]:
    """The waivable findings, each with the cells that have to be covered; `levels` are those of the gate's basis.

    A finding on a requirement needs its cells in scope that are not full, one on a declaration the declared cells.
    """
    short = _by_requirement(cell for cell, level in levels.items() if level is not Level.FULL)
    out = _by_requirement(declared)
    found: dict[Fact, frozenset[CellId]] = {}
    for kind in WAIVABLE:
        for values in known.of(kind):
            if kind == "requirement-finding":
                cells = short.get(values[1], frozenset())
            elif kind == "declaration-finding":
                cells = out.get(values[1], frozenset())
            else:
                cells = _cell(*values[-2:])
            found[Fact(kind, values)] = cells
    return found


def _cell(requirement: str, layer: str) -> frozenset[CellId]:
    """The one cell; none where a pack's rule names a layer that does not exist, which is reported with the finding."""
    return frozenset({CellId(requirement, Layer(layer))}) if layer in frozenset(Layer) else frozenset()


def _by_requirement(cells: Collection[CellId] | Iterator[CellId]) -> dict[str, frozenset[CellId]]:
    grouped: dict[str, set[CellId]] = {}
    for cell in cells:
        grouped.setdefault(cell.requirement, set()).add(cell)
    return {requirement: frozenset(of) for requirement, of in grouped.items()}
