"""What `compare` reads: the profile, and what it is held beside; all that is wrong is found in one run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from assessor.cli.benchmark_files import with_benchmark_files
from assessor.cli.flags import Reading, names_file
from assessor.cli.problems import Problems
from assessor.errors import UsageError, quoted
from assessor.loading.inputs import STANDARD_INPUT, read_input
from assessor.loading.source import declared_format
from assessor.model.comparison import Filters
from assessor.model.vocabulary import UseCase

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assessor.api import Assessor
    from assessor.cli.question import Question
    from assessor.model.knowledge import Benchmark
    from assessor.model.profile import Profile

    Wanted = Mapping[str, Sequence[str]]
    """The values of the flags that filter, by flag; those that were not given are left out."""

_PROFILE, _BENCHMARK = "dtassess/profile/", "dtassess/benchmark/"


class Compared(NamedTuple):
    """A profile, what it is held beside, and an assessor that knows all of it."""

    assessor: Assessor
    profile: Profile
    benchmarks: tuple[str, ...] = ()
    """Ids, in the order in which they were named."""
    others: tuple[Profile, ...] = ()
    """In the order in which they were named."""


def read_ranked(asked: Question, wanted: Wanted) -> tuple[Compared, Filters]:
    """The profile and the filters of the ranking. Raises InputError with all that is wrong."""
    assessor, problems = asked.open(), Problems()
    with problems.kept():
        filters = filters_of(wanted, assessor.knowledge.benchmarks)
    with problems.kept():
        profile = asked.load(assessor)
    problems.finish()
    return Compared(assessor, profile), filters


def read_compared(asked: Question, names: Iterable[str]) -> Compared:
    """The profile, and the benchmarks and profiles of those names. Raises InputError with all that is wrong.

    Benchmark files come first: a profile's targets may name what is in them.
    """
    assessor, problems = asked.open(), Problems()
    benchmarks, paths = _sorted_out(names, problems)
    others: list[Profile] = []
    with problems.kept():
        assessor, ids = with_benchmark_files(assessor, benchmarks)
        with problems.kept():
            _refuse_unknown(ids, assessor)
        with problems.kept():
            profile = asked.load(assessor)
        for path in paths:
            with problems.kept():
                others.append(assessor.load(path))
    problems.finish()
    return Compared(assessor, profile, tuple(dict.fromkeys(ids.values())), tuple(others))


def filters_of(wanted: Wanted, benchmarks: Sequence[Benchmark]) -> Filters:
    """The filters as the benchmarks spell their values. Raises UsageError for what none of them has."""
    reading = Reading()
    filters = Filters(
        use_cases=tuple(case for case in UseCase if case in wanted.get("--use-case", ())),
        bodies=_spelled(reading, "--body", wanted, [one.body for one in benchmarks]),
        types=_spelled(reading, "--type", wanted, [one.type for one in benchmarks]),
    )
    reading.finish()
    return filters


def _spelled(reading: Reading, flag: str, wanted: Wanted, known: Iterable[str | None]) -> tuple[str, ...]:
    """The known words that the flag's values are, whatever their case; each once."""
    words = tuple(dict.fromkeys(word for word in known if word))
    found: dict[str, None] = {}
    for text in wanted.get(flag, ()):
        same = [word for word in words if word.casefold() == text.casefold()]
        found.update(dict.fromkeys(same or [reading.choice(flag, text, words)]))
    return tuple(found)


def _sorted_out(names: Iterable[str], problems: Problems) -> tuple[list[str], list[str]]:
    """The names of benchmarks, ids and paths, and the paths of profiles; a file is asked what it is."""
    benchmarks: list[str] = []
    profiles: dict[str, str] = {}
    for name in names:
        if not names_file(name):
            benchmarks.append(name)
            continue
        with problems.kept():
            if _is_profile(name):
                profiles.setdefault(os.path.realpath(name), name)
            else:
                benchmarks.append(name)
    return benchmarks, list(profiles.values())


def _is_profile(path: str) -> bool:
    """Whether a file is a profile, and not a benchmark. Raises UsageError for one that is neither.

    A file that cannot be judged is told by the word for a benchmark's format in it; reading it says what is wrong.
    """
    data = read_input(path)
    declared = declared_format(data)
    if declared is None:
        return _BENCHMARK.encode() not in data
    if not declared.startswith((_PROFILE, _BENCHMARK)):
        wanted = f"`schema: {_PROFILE}v1` nor `schema: {_BENCHMARK}v1`"
        raise UsageError.of(path, f"the file says neither {wanted}, and --with takes a profile or a benchmark")
    return declared.startswith(_PROFILE)


def _refuse_unknown(ids: Mapping[str, str], assessor: Assessor) -> None:
    reading, known = Reading(), [one.id for one in assessor.knowledge.benchmarks]
    for name in ids:
        if name == STANDARD_INPUT:
            reading.refuse("--with", "- is for PROFILE alone; name a file")
        elif not names_file(name) and any(sign in name for sign in "./\\"):
            reading.refuse("--with", f"{quoted(name)} is neither an id nor a file that ends in .yaml, .yml or .json")
        elif not names_file(name):
            reading.benchmarks("--with", [name], known)
    reading.finish()
