"""Better and worse: how two verdicts on the same thing compare, and when two findings are the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from assessor.model.result import Finding
    from assessor.model.vocabulary import Layer

Said = str | float | None
"""A verdict in the word or number that a result has for it; None for what there is none of."""

COVERED, NOT_COVERED = "covered", "not-covered"
PASSED, FAILED = "passed", "failed"
WAIVED = "waived"
HOLDS, LIFTED = "holds", "does-not-hold"
"""What a cap does."""

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


class Identity(NamedTuple):
    """What makes a finding the same as one of another result: its rule and what it is about, not its place.

    As text it is the finding's id. Two of them can read alike (`A/B` may be a control, or a control and its evidence),
    so they are compared as they are.
    """

    rule: str
    requirement: str | None
    layer: str | None
    control: str | None
    benchmark: str | None
    subject: str | None

    @property
    def about(self) -> Identity:
        """What the finding is about, whatever the rule."""
        return self._replace(rule="")

    def __str__(self) -> str:
        return "/".join(part for part in self if part)


IDENTITY = Identity._fields


def identity_of(finding: Finding) -> Identity:
    """The identity of a finding."""
    return Identity(*(getattr(finding, field) for field in IDENTITY))


def identity_in(finding: Mapping[str, Any]) -> Identity:
    """The identity of a finding in the JSON form of a result."""
    return Identity(*(finding[field] for field in IDENTITY))


class Standing(NamedTuple):
    """How a requirement stands on a basis: its band, and the levels of its cells by layer."""

    band: Said
    cells: Mapping[Layer, Said]


NOT_THERE = Standing(None, {})


def is_better_off(before: Standing, after: Standing) -> bool:
    """Whether a requirement has a better band, and not by asking for less: no cell of it left the scope."""
    levels = LADDERS["cell"]
    left = any(level in levels and after.cells.get(layer) not in levels for layer, level in before.cells.items())
    return not left and rank("requirement", after.band) > rank("requirement", before.band)


def takes_the_place(
    severity: str, about: Identity, gone: Mapping[Identity, Iterable[str]], better_off: Callable[[str], bool]
) -> bool:
    """Whether a finding that was not there before is the milder one in the place of a graver one that is gone.

    `gone` has the severities of the findings that are gone, by what they were about. A requirement that was red and is
    orange has another finding than before, and is better off; of one that is not (`better_off`), a milder finding is
    new all the same.
    """
    if about.requirement is not None and not better_off(about.requirement):
        return False
    return any(rank("finding", one) < rank("finding", severity) for one in gone.get(about, ()))
