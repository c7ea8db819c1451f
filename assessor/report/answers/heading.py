"""How an answer about one profile begins: what was looked at, by which rules, on which day and basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.page import Labelled, Title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from assessor.model.knowledge import PackIdentity
    from assessor.model.profile import Profile
    from assessor.report.page import Block, Cell


def heading(
    profile: Profile, rules: Iterable[PackIdentity], as_of: date, rows: Sequence[tuple[str, Cell]]
) -> Iterator[Block]:
    """The title, and lines on the profile and the rules with the answer's own `rows` below them."""
    yield Title(f"{profile.name} {profile.version}" if profile.version else profile.name, as_of.isoformat())
    packs = ", ".join(f"{pack.pack} {pack.version}" for pack in rules) or "none"
    yield Labelled((("Profile", profile.path), ("Rules", packs), *rows))
