"""Where a result comes from: what it takes to get the very same one again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from assessor.model.vocabulary import Characteristic, EvidenceState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.result import Result


_KNOWN = {True: "yes", False: "no", None: "unknown"}


class Provenance(NamedTuple):
    """What is not in the result as it is shown."""

    characteristics: tuple[tuple[str, str], ...]
    """All that there are, with yes, no or unknown."""
    options: tuple[tuple[str, str], ...]
    """Those that were given, with their values in words; the first in the result's own order."""
    evidence: tuple[tuple[EvidenceState, int], ...]
    """How many evidence items are in each state."""


def provenance_of(result: Result) -> Provenance:
    """The options and the evidence of a result."""
    count = Counter(item.state for item in result.inputs.evidence)
    return Provenance(
        characteristics=tuple(
            (name.replace("_", " "), _KNOWN[result.profile.twin.characteristics.get(name)]) for name in Characteristic
        ),
        options=tuple(_options(result.inputs.options).items()),
        evidence=tuple((state, count[state]) for state in EvidenceState if count[state]),
    )


def _options(options: Mapping[str, object]) -> dict[str, str]:
    return {name.replace("_", " "): _in_words(value) for name, value in options.items()}


def _in_words(value: object) -> str:
    if value is None or value == []:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(_in_words, value))
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values() if part is not None)
    return str(value)
