"""Better and worse: how two verdicts on the same thing compare, and when two findings are the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Said = str | float | None
"""A verdict in the word or number that a result has for it; None for what there is none of."""

COVERED, NOT_COVERED = "covered", "not-covered"
PASSED, FAILED = "passed", "failed"
WAIVED = "waived"
HOLDS, LIFTED = "holds", "does-not-hold"
"""What a cap does."""

IDENTITY = ("rule", "requirement", "layer", "control", "benchmark", "subject")
"""What makes a finding the same as one of another result: its rule and what it is about, not its place."""

_VERDICTS = (Verdict.NOT_MET, Verdict.PARTIAL, Verdict.MET_IN_SCOPE, Verdict.MET)
LADDERS: Mapping[str, tuple[Said, ...]] = {
    "rating": BAND_ORDER,
    "band": BAND_ORDER,
    "cap": (HOLDS, LIFTED),
    "function": (NOT_COVERED, COVERED),
    "category": (NOT_COVERED, COVERED),
    "requirement": BAND_ORDER,
    "cell": (Level.NONE, Level.PARTIAL, Level.FULL),
    "benchmark": _VERDICTS,
    "gate": (FAILED, PASSED),
    "finding": SEVERITY_ORDER,
}
"""The verdicts of each kind, from worst to best."""


def rank(kind: str, said: Said) -> float:
    """How good a verdict is among those of its kind; what left the scope, or is not there, ranks with the worst.

    A finding is the better the milder it is; one that is waived, or not there, is best.
    """
    if kind == "score":
        return -1.0 if said is None else float(said)
    order = LADDERS[kind]
    if said in order:
        return order.index(said)
    return len(order) if kind == "finding" else 0


def joined(identity: Iterable[str | None]) -> str:
    """The id of a finding, from the values of the fields in `IDENTITY`."""
    return "/".join(part for part in identity if part)


def takes_the_place(severity: str, about: str, gone: Mapping[str, Iterable[str]]) -> bool:
    """Whether a finding that was not there before is the milder one in the place of a graver one that is gone.

    `gone` has the severities of the findings that are gone, by what they were about. A requirement that was red and is
    orange has another finding than before, and is better off.
    """
    return any(rank("finding", one) < rank("finding", severity) for one in gone.get(about, ()))
