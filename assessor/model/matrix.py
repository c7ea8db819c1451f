"""Which documents ask for which requirements, and how few of them ask for all: what `benchmarks matrix` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assessor.model.knowledge import Benchmark


class SmallestSets(NamedTuple):
    """The smallest sets of documents that together ask for every requirement that any of them asks for."""

    size: int
    """How many documents each has; 0 where nothing is asked for."""
    count: int  # type: ignore[assignment] # not the tuple's method
    """How many such sets there are."""
    first: tuple[tuple[int, ...], ...]
    """The first of them, each as ascending positions among the documents, in the order of these."""


class Matrix(NamedTuple):
    """The requirements, in the paper's order, against the documents, by number and then by id."""

    requirements: tuple[str, ...]
    benchmarks: tuple[Benchmark, ...]
    smallest: SmallestSets

    def asking(self, requirement: str) -> tuple[Benchmark, ...]:
        """The documents that ask for a requirement."""
        return tuple(benchmark for benchmark in self.benchmarks if requirement in benchmark.requirements)

    def members(self, found: tuple[int, ...]) -> tuple[Benchmark, ...]:
        """The documents of one of the smallest sets."""
        return tuple(self.benchmarks[at] for at in found)

    @property
    def asked_by_none(self) -> tuple[str, ...]:
        """The requirements that no document asks for."""
        return tuple(requirement for requirement in self.requirements if not self.asking(requirement))
