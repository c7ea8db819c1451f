"""What answers take for granted where the rules of a pack look at more than the levels of cells on one basis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.nearest import enumerated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.assessment.supposing import Supposing
    from assessor.inquiry.goals import Goal
    from assessor.inquiry.rulebook import Rulebook


def limits(goals: Iterable[Goal], supposing: Supposing, rulebook: Rulebook) -> tuple[str, ...]:
    """What is taken for granted of cells that are brought to full, in sentences without a full stop."""
    kinds = [goal.kind for goal in goals]
    told = [] if supposing.basis is supposing.bases[-1] else [_every_basis(supposing)]
    if found := beside_levels(kinds, rulebook):
        told.append(f"{found}, which is taken as it is")
    return tuple(told)


def _every_basis(supposing: Supposing) -> str:
    others = enumerated([str(basis) for basis in supposing.bases if basis is not supposing.basis], "and")
    return f"the rules look at the bases {others} too, so a cell counts as full where it is so on every basis"


def beside_levels(verdicts: Iterable[str], rulebook: Rulebook) -> str:
    """What the rules behind some kinds of verdicts look at beside levels, as a sentence to go on; or nothing."""
    kinds = dict.fromkeys(kind for verdict in verdicts for kind in rulebook.beside_levels(verdict))
    return f"the rules look at facts of the kind {enumerated(list(kinds), 'and')} too" if kinds else ""
