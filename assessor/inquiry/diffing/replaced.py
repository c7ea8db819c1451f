"""Findings that took the place of others: what was grave is milder now, or the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.ranking import NOT_THERE, WAIVED, Standing, is_better_off, takes_the_place
from assessor.model.vocabulary import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from assessor.inquiry.standing import Key, Said
    from assessor.model.ranking import Identity
    from assessor.model.vocabulary import Basis

    Told = tuple[Key, Identity, str]
    """A finding, what it is about and how grave it is."""


def replaced(
    keys: Iterable[Key], before: Mapping[Key, Said], after: Mapping[Key, Said], basis: Basis
) -> frozenset[Key]:
    """The milder of two findings of which one took the place of the other: only the graver one counts."""
    changed = [(key, key.finding.about, before.get(key), after.get(key)) for key in keys if key.finding]
    came = [(key, about, str(now)) for key, about, was, now in changed if was is None and now != WAIVED]
    went = [(key, about, str(was)) for key, about, was, now in changed if now is None and was != WAIVED]
    was, now = (_standings(said, basis) for said in (before, after))
    return frozenset((*_milder(came, went, was, now), *_milder(went, came, now, was)))


def _milder(
    came: Iterable[Told], went: Iterable[Told], was: Mapping[str, Standing], now: Mapping[str, Standing]
) -> Iterator[Key]:
    """Those that came and took the place of a graver one that went."""
    gone: dict[Identity, list[str]] = {}
    for _, about, severity in went:
        gone.setdefault(about, []).append(severity)

    def better_off(requirement: str) -> bool:
        return is_better_off(was.get(requirement, NOT_THERE), now.get(requirement, NOT_THERE))

    return (key for key, about, severity in came if takes_the_place(severity, about, gone, better_off))


def _standings(said: Mapping[Key, Said], basis: Basis) -> Mapping[str, Standing]:
    """The requirements as they stand on a basis."""
    cells: dict[str, dict[Layer, Said]] = {}
    for key, level in said.items():
        if key.kind == "cell" and key.basis is basis:
            requirement, _, layer = key.id.rpartition("/")
            cells.setdefault(requirement, {})[Layer(layer)] = level
    bands = {key.id: band for key, band in said.items() if key.kind == "requirement" and key.basis is basis}
    return {name: Standing(band, cells.get(name, {})) for name, band in bands.items()}
