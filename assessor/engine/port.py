"""What an engine is, for those who use one; and what a matcher is, for those who write one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assessor.errors import AssessorError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from contextlib import AbstractContextManager

    from assessor.model.fact import Deduction, Fact

    Supplier = Callable[["Known"], Iterable[Fact]]
    """Reckons the facts of one given kind from the facts that are known when its stage opens."""

    Matches = Mapping[int, Sequence[tuple[int, ...]]]
    """By a rule's number: the numbers of the facts that matched its `when`, in that order, for each time they did."""


MOST_MATCHES = 500_000
"""How often the rules of one run may match; beyond it they are taken to match without bound."""

MOST_FACTS = 600_000
"""How many facts one run may have."""


class UnboundedError(AssessorError):
    """A rule, by its number, matched more than MOST_MATCHES times. The driver says it with the rule's place."""

    def __init__(self, rule: int) -> None:
        self.rule = rule
        super().__init__(rule)


class Known(Protocol):
    """The facts of a run so far."""

    def of(self, kind: str) -> Iterator[tuple[str, ...]]:
        """The values of the facts of a kind, in the order of their numbers."""
        ...


class Engine(Protocol):
    """Derives all that follows from facts."""

    @property
    def name(self) -> str:
        """`durable` or `plain`."""
        ...

    def run(
        self,
        facts: Iterable[Fact],
        supply: Mapping[str, Supplier] | None = None,
        *,
        only: Collection[str] | None = None,
    ) -> Deduction:
        """All facts that follow, each with its derivations; if `only` is given, by rules that conclude those kinds.

        Facts of any kind may be given. `supply` reckons given kinds with `after`, each at the opening of its stage.
        Raises AssessorFault for a fact that its kind does not allow, and for a supplier of another kind; RulesError
        where the rules fire without bound or, in a process of their own, end it.
        """
        ...


class Session(Protocol):
    """One run of a matcher."""

    def advance(self, stage: int, facts: Sequence[tuple[int, Fact]]) -> Matches:
        """Every match of the rules of a stage, each once, in any order.

        `facts` are the numbered facts that are new since the last call; stages come ascending. Raises UnboundedError.
        """
        ...


class Matcher(Protocol):
    """Finds which facts match which rules, and nothing else."""

    name: str

    def session(self) -> AbstractContextManager[Session]:
        """A new run, with no facts. One at a time."""
        ...
