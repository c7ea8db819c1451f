"""Benchmark files of a user's own, which work wherever a benchmark's id does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assessor.cli.flags import names_file
from assessor.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.api import Assessor


def with_benchmark_files(assessor: Assessor, named: Iterable[str]) -> tuple[Assessor, Mapping[str, str]]:
    """An assessor that knows the benchmarks of the files among the names too, and the id that each name stands for.

    A file that is named in several ways is read once. Raises InputError with the problems of all the files.
    """
    ids: dict[str, str] = {}
    read: dict[str, str] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys(named):
        file = os.path.realpath(name)
        if not names_file(name):
            ids[name] = name
        elif file in read:
            ids[name] = read[file]
        else:
            try:
                benchmark = assessor.read_benchmark(name)
            except InputError as error:
                problems.extend(error.problems)
            else:
                assessor = assessor.with_benchmarks([benchmark])
                ids[name] = read[file] = benchmark.id
    if problems:
        raise InputError(problems)
    return assessor, ids
