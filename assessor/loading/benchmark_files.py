"""A benchmark of a user's own, in a file outside any pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import Problem, RulesError
from assessor.loading.benchmarks import benchmark, name_problems
from assessor.loading.own_files import read_own_file

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.model.knowledge import Benchmark


def read_benchmark_file(path: str, known: Iterable[Benchmark]) -> Benchmark:
    """The benchmark in a file (`schemas/benchmark.schema.json`).

    Raises InputError with every problem of the file, among them an id that one of the known benchmarks has or
    that stands for another verdict.
    """
    fields = read_own_file(path, "benchmark")
    found = benchmark(fields)
    problems = list(name_problems(found))
    if found.number is not None:
        message = "number is for the study's documents; leave it out of one of your own"
        problems.append(Problem(*fields.at("number"), message))
    for other in known:
        if other.id == found.id:
            at = f"{other.location.path}:{other.location.line}"
            problems.append(Problem(*found.location, f"the benchmark {found.id} is there already: {at}"))
    if problems:
        raise RulesError(problems)
    return found
