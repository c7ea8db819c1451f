"""What tells a finding apart from others and makes it the same one in a later report, wherever it has moved to."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING

from assessor.model.ranking import identity_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.model.result import Finding, Result


def fingerprints(results: Iterable[Result]) -> list[list[str]]:
    """64 hex digits for each finding of each result, in their order, no two alike.

    They come from the twin's name and from what the finding is about, not from lines; findings that are alike in all
    that are counted.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    return [[_fingerprint(result.profile.name, one, seen) for one in result.findings] for result in results]


def _fingerprint(twin: str, finding: Finding, seen: Counter[tuple[str, ...]]) -> str:
    identity = (twin, *(part or "" for part in identity_of(finding)))
    seen[identity] += 1
    told = "\0".join((*identity, str(seen[identity])))
    return sha256(told.encode("utf-8", "backslashreplace")).hexdigest()
