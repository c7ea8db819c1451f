"""What `validate` says of profiles that are valid; what is wrong with the others goes to standard error."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.model.profile import Profile
    from assessor.report.view import View


def text(profiles: Iterable[Profile], view: View) -> str:
    """A line a profile: `twin.yaml: ok: 29 controls, 78 evidence items`."""
    return "".join(
        f"{harmless(profile.path, unicode=view.unicode)}: ok: {_contents(profile)}\n" for profile in profiles
    )


def _contents(profile: Profile) -> str:
    items = sum(len(control.evidence) for control in profile.controls)
    return f"{_number(len(profile.controls), 'control')}, {_number(items, 'evidence item')}"


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
