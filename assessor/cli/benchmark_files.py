"""Benchmark files of a user's own, which work wherever a benchmark's id does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.cli.flags import names_file
from assessor.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.api import Assessor


def with_benchmark_files(assessor: Assessor, named: Iterable[str]) -> tuple[Assessor, Mapping[str, str]]:
    """An assessor that knows the benchmarks of the files among the names too, and the id that each name stands for.

    Raises InputError with the problems of all the files.
    """
    ids: dict[str, str] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(named):
        ids[name] = name
        if names_file(name):
            try:
                benchmark = assessor.read_benchmark(name)
            except InputError as error:
                problems.extend(error.problems)
            else:
                assessor, ids[name] = assessor.with_benchmarks([benchmark]), benchmark.id
    if problems:
        raise InputError(problems)
    return assessor, ids
