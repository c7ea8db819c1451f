"""Security profiles: from bytes to a `Profile`, or all that is wrong with them, each with its place.

A valid profile pays for no schema; what is refused is explained by the schema and by the checks beyond it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.loading.acceptance import Vocabulary, accepted
from assessor.loading.source import read_document

if TYPE_CHECKING:
    from assessor.model.profile import Profile

__all__ = ["Vocabulary", "read_profile"]


def read_profile(data: bytes, path: str, known: Vocabulary) -> Profile:
    """The profile that the bytes of a file are; `path` is what messages and the profile call it.

    Raises ProfileError with everything that is wrong, AssessorFault if nothing is and the profile was refused.
    """
    document = read_document(data, path)
    profile = None if document.problems else accepted(document, known)
    if profile is None:
        from assessor.loading.refusal import refusal  # late: it takes longer than an assessment

        raise refusal(document, known)
    return profile
