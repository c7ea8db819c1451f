"""Reading the rules' verdicts out of facts, each exactly once: what two rules contradict, or none says, is an error."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from assessor.errors import Problem, RulesError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

V = TypeVar("V")


class Facts(Protocol):
    """Facts by kind: those of a run that is under way, or of one that is over."""

    def of(self, kind: str) -> Iterator[tuple[str, ...]]:
        """The values of the facts of a kind."""


def verdicts(
    facts: Facts, kind: str, subjects: Iterable[tuple[str, ...]], read: Callable[[str], V]
) -> dict[tuple[str, ...], V]:
    """What the facts of a kind say of each subject: their last value, read, where the others are the subject.

    Raises RulesError where nothing or more than one thing is said, or a word that `read` does not know: then the rules
    are incomplete or contradict each other, and there is no verdict.
    """
    said: dict[tuple[str, ...], list[str]] = {}
    for values in facts.of(kind):
        said.setdefault(values[:-1], []).append(values[-1])
    return {subject: _only(kind, subject, said.get(subject, []), read) for subject in subjects}


def _only(kind: str, subject: tuple[str, ...], words: list[str], read: Callable[[str], V]) -> V:
    about = f"the {kind} of {' '.join(reversed(subject))}"
    if len(words) > 1:
        raise _no_verdict(f"the rules contradict each other on {about}: {' and '.join(sorted(words))}")
    if not words:
        raise _no_verdict(f"no rule says {about}")
    try:
        return read(words[0])
    except ValueError:
        raise _no_verdict(f"the rules say {words[0]!r} as {about}, which is no such verdict") from None


def _no_verdict(message: str) -> RulesError:
    return RulesError([Problem("rules", 0, 0, message)])


def by_basis(facts: Facts, kind: str) -> dict[str, set[str]]:
    """For a kind of basis and subject: the subjects on each basis."""
    found: dict[str, set[str]] = {}
    for basis, subject in facts.of(kind):
        found.setdefault(basis, set()).add(subject)
    return found
