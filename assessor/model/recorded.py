"""An earlier result as its file has it: what it says, and what it keeps of what it was made from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from assessor.model.gates import Gates
    from assessor.model.knowledge import PackIdentity
    from assessor.model.profile import Profile
    from assessor.model.vocabulary import Basis


class Recorded(NamedTuple):
    """A result file that has the form of one. Whether it says what its inputs give is another question."""

    path: str
    """Of the result's file."""
    document: Mapping[str, Any]
    """The JSON form of the result."""
    profile: Profile
    """What was assessed; its places are those of its own file if that is still what it was, else they mean nothing."""
    placed: bool
    """Whether they do."""
    broken: frozenset[tuple[int, int]]
    """The evidence items whose file was broken, by the positions of the control and of the item."""
    as_of: date
    basis: Basis
    """Of gates and findings."""
    gates: Gates
    """Without the baseline, which a result does not keep."""
    had_baseline: bool
    rules: tuple[PackIdentity, ...]
    version: str
    """Of the tool."""
