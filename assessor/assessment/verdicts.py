"""Reading the rules' verdicts out of facts, each exactly once: what two rules contradict, or none says, is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from assessor.errors import Problem, RulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from assessor.model.rule import Rule

V = TypeVar("V")

DEFAULT_PACK = "core"
"""The id of the default pack, whose rules are the last to be blamed."""


class Facts(Protocol):
    """Facts by kind: those of a run that is under way, or of one that is over."""

    def of(self, kind: str) -> Iterator[tuple[str, ...]]:
        """The values of the facts of a kind."""


def verdicts(
    facts: Facts, kind: str, subjects: Iterable[tuple[str, ...]], read: Callable[[str], V], rules: Iterable[Rule] = ()
) -> dict[tuple[str, ...], V]:
    """What the facts of a kind say of each subject: their last value, read, where the others are the subject.

    Raises RulesError where nothing or more than one thing is said, or a word that `read` does not know: then the rules
    are incomplete or contradict each other, and there is no verdict. `rules` are those among which to look for whose
    doing it is.
    """
    said: dict[tuple[str, ...], list[str]] = {}
    for values in facts.of(kind):
        said.setdefault(values[:-1], []).append(values[-1])
    try:
        return {subject: _only(kind, subject, said.get(subject, []), read) for subject in subjects}
    except ValueError as problem:
        raise RulesError(_blamed(str(problem), kind, rules)) from None


def _only(kind: str, subject: tuple[str, ...], words: list[str], read: Callable[[str], V]) -> V:
    """The one word, read. Raises ValueError with what is wrong, in a sentence."""
    if len(words) == 1:
        try:
            return read(words[0])
        except ValueError:
            message = f"the rules say {words[0]!r} as the {kind} of {' '.join(reversed(subject))}"
            raise ValueError(f"{message}, which is no such verdict") from None
    about = f"the {kind} of {' '.join(reversed(subject))}"
    if words:
        raise ValueError(f"the rules contradict each other on {about}: {' and '.join(sorted(words))}")
    raise ValueError(f"no rule says {about}")


def _blamed(message: str, kind: str, rules: Iterable[Rule]) -> list[Problem]:
    """The message at each rule that concludes the kind: those of packs that were added, if there are any."""
    concluding = [rule for rule in rules if any(pattern.kind == kind for pattern in rule.then)]
    added = [rule for rule in concluding if rule.pack != DEFAULT_PACK]
    told = [Problem(*rule.location, f"{message}; `{rule.id}` concludes {kind}") for rule in added or concluding]
    return told or [Problem("rules", 0, 0, message)]


def by_basis(facts: Facts, kind: str) -> dict[str, set[str]]:
    """For a kind of basis and subject: the subjects on each basis."""
    found: dict[str, set[str]] = {}
    for basis, subject in facts.of(kind):
        found.setdefault(basis, set()).add(subject)
    return found
