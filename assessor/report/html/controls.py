"""The controls as the profile has them, with the state of their evidence and links where a link is safe to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlsplit

from assessor.errors import harmless

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.profile import Control, Evidence
    from assessor.model.result import Result
    from assessor.model.vocabulary import EvidenceState

_FOLLOWED = frozenset({"http", "https"})
_STANDS_IN_LINKS = "%/:=&?~#+!$,;'@()*[]"


class Item(NamedTuple):
    """One evidence item."""

    evidence: Evidence
    state: EvidenceState
    name: str
    """Its file or its link, as written."""
    link: str | None
    """The address to follow; None for what is shown as text alone."""


class Row(NamedTuple):
    """One control."""

    control: Control
    line: int
    items: tuple[Item, ...]


def controls_of(result: Result) -> tuple[Row, ...]:
    """The controls in the file's order."""
    states = {(one.control, one.index): one.state for one in result.inputs.evidence}
    return tuple(
        Row(control, control.marks.place.line, tuple(_items(control, states))) for control in result.profile.controls
    )


def _items(control: Control, states: dict[tuple[str, int], EvidenceState]) -> Iterator[Item]:
    for index, evidence in enumerate(control.evidence):
        name = evidence.url or evidence.path or ""
        yield Item(evidence, states[control.id, index], name, link(evidence.url))


def link(url: str | None) -> str | None:
    """The address as a browser may follow it: of the web, with a host, and showing all of itself; else None."""
    if url is None or harmless(url) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:  # a host that is none
        return None
    if parts.scheme.lower() not in _FOLLOWED or not parts.netloc:
        return None
    return quote(url, safe=_STANDS_IN_LINKS)
