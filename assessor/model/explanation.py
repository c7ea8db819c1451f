"""An explanation: a verdict with its proof, what is missing for a better one, and what would change it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from assessor.model.knowledge import PackIdentity
    from assessor.model.place import Location
    from assessor.model.profile import Profile
    from assessor.model.vocabulary import Basis

ANY = "*"
"""What stands in a statement for something that may be anything: `function * is covered`."""


class Ground(StrEnum):
    """What a statement of a proof rests on."""

    RULE = "rule"
    """A rule that fired; the premises are what it matched, looked up, found absent or counted."""
    ARITHMETIC = "arithmetic"
    """Levels, scores, benchmark verdicts: reckoned from the premises."""
    PROFILE = "profile"
    """What the profile says, or one of its evidence files shows."""
    KNOWLEDGE = "knowledge"
    """What the rule packs say: the requirements, the tables."""
    ABSENCE = "absence"
    """Nothing says otherwise: no rule derives it, no control speaks of it."""


class Proof(NamedTuple):
    """A true statement, and what it rests on."""

    statement: str
    ground: Ground
    rule: str | None = None
    """The id of the rule; None if the ground is another."""
    title: str | None = None
    """What the rule says, in a few words."""
    fact: tuple[str, Mapping[str, str]] | None = None
    """The kind and the fields of the fact that it is, if it is one of those that rules see; of an absence, of the fact
    that there is none of, where a field that is left out may be anything."""
    premises: tuple[Proof, ...] = ()
    location: Location | None = None
    """In the profile, or of the rule or table row."""


class Missing(NamedTuple):
    """A statement that does not hold, and with which a better verdict could be reached."""

    statement: str
    rule: str | None
    """The rule that wants it; None if arithmetic does."""
    location: Location | None


class Change(NamedTuple):
    """One change of the profile, or of what stands behind it."""

    text: str
    """In a sentence, without a full stop."""
    to: str | None
    """The verdict that it brings, or the set that it is of; None where that is not worked out."""
    cells: tuple[str, ...]
    """The cells that it brings to full, such as `trust/data`; none where something is lost."""
    location: Location | None
    """Where in the profile; None for something that is to be added."""


class Explanation(NamedTuple):
    """Why a verdict is as it is, on one basis."""

    profile: Profile
    rules: tuple[PackIdentity, ...]
    as_of: date
    basis: Basis
    kind: str
    """`rating`, `band`, `score`, `cap`, `function`, `category`, `requirement`, `cell`, `benchmark` or `finding`."""
    target: str
    """The thing judged, by its id."""
    verdict: str | None
    """In the word that a result has for it, a score rounded; None where there is none."""
    better: str | None
    """The next better verdict; None where there is none, or it is a number."""
    proof: Proof
    further: tuple[Proof, ...]
    """What else, each by itself, leads to the same verdict by the rules."""
    missing: tuple[Missing, ...]
    """For the next better verdict, or for a cap or a finding to be there that is not; empty where there is none."""
    up: tuple[tuple[Change, ...], ...]
    """Up to five of the smallest sets of changes, each of which brings a better verdict, the smallest first."""
    down: tuple[Change, ...]
    """Every single change of which the rules say that it brings a worse verdict, in the file's order."""
    up_limits: tuple[str, ...] = ()
    """Why `up` may lack sets, or what it takes for granted, in sentences; empty where it is all there is to know."""
    down_limits: tuple[str, ...] = ()
    """The same of `down`."""
