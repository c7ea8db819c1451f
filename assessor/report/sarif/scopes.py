"""What the runs of a file are about."""

from __future__ import annotations

import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from assessor.report.fingerprint import fingerprints
from assessor.report.sarif.words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.errors import Problem
    from assessor.model.profile import Profile
    from assessor.model.result import Result
    from assessor.report.contents import Assessed, Contents
    from assessor.report.sarif.target import Target

_LONGEST_NAME = 60


class Scope(NamedTuple):
    """What one run is about: profiles, inputs, or both."""

    category: str
    """What tells it from the other runs of a file, and makes it the same one in a later file."""
    words: str
    assessed: Sequence[tuple[Assessed, Sequence[str]]] = ()
    """Profiles with the fingerprints of their findings."""
    inputs: bool = False
    """Whether it is on the inputs."""
    problems: Sequence[Problem] = ()
    """What is wrong with inputs."""
    valid: Sequence[Profile] = ()
    """Inputs with which nothing is wrong, and which were not assessed."""


def scopes_of(contents: Contents, target: Target) -> list[Scope]:
    """A scope for each profile, in their order, and one for the inputs; a single one where a file may not have so many.

    Inputs have one if something is wrong with them, if there is nothing else to tell, or if the target wants it always.
    """
    assessed = list(zip(contents.assessed, fingerprints(contents.results), strict=True))
    scopes = [
        Scope(category, f"The profile {plain(one[0].result.profile.name)}.", [one])
        for category, one in zip(_categories(contents.results), assessed, strict=True)
    ]
    inputs = Scope("inputs", "The inputs.", inputs=True, problems=contents.problems, valid=contents.valid)
    if contents.problems or not assessed or target.always_inputs:
        scopes.append(inputs)
    if len(scopes) <= target.runs:
        return scopes
    return [inputs._replace(category="all", words="All profiles and the inputs.", assessed=assessed)]


def _categories(results: Sequence[Result]) -> Iterator[str]:
    """A category for each profile, from its twin's name; of several with the same name, from their paths too."""
    names = Counter(result.profile.name for result in results)
    for result in results:
        name, path = result.profile.name, result.profile.path
        told = name if names[name] == 1 else f"{name}\0{path}"
        short = re.sub(r"[^A-Za-z0-9._-]+", "-", name)[:_LONGEST_NAME].strip("-")
        digest = sha256(told.encode("utf-8", "backslashreplace")).hexdigest()[:8]
        yield f"profile/{short}" if short == told else f"profile/{f'{short}-{digest}'.lstrip('-')}"
