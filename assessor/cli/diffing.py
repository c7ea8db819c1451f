"""From what a command line of `diff` names to the two sides of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.cli.diff_rules import Rules
from assessor.cli.inputs import profile_paths
from assessor.errors import InputError, UsageError
from assessor.inquiry.diffing.sides import side_of_case, side_of_result
from assessor.loading.recorded import recorded
from assessor.loading.results import is_result, read_bytes, read_result
from assessor.model.gates import NO_GATES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import TypeVar

    from assessor.cli.configured import Origins
    from assessor.cli.flags import Setup
    from assessor.errors import Problem
    from assessor.inquiry.diffing.sides import Side
    from assessor.model.diff import Diff
    from assessor.model.vocabulary import Basis

    Found = TypeVar("Found")

STANDARD_INPUT = "-"


class Request(NamedTuple):
    """What a command line asks of `diff`, its flags checked as far as they can be without looking at the two."""

    old: str
    new: str
    as_of: date | None
    old_as_of: date | None
    basis: Basis | None
    setup: Setup
    old_rules: tuple[Path, ...]
    benchmarks: tuple[str, ...]
    evidence_root: Path | None
    origins: Origins


class _Source(NamedTuple):
    """One of the two as it was read."""

    path: str
    data: bytes
    result: Mapping[str, Any] | None
    """The document of a result; None for a profile."""


def compare(request: Request) -> Diff:
    """The comparison. Raises InputError with every problem of both sides."""
    from assessor.api import version
    from assessor.inquiry.diffing.diff import diff

    if request.old == request.new == STANDARD_INPUT:
        raise UsageError.of(STANDARD_INPUT, "OLD and NEW cannot both be standard input")
    old, new = _all([lambda: _read(request.old), lambda: _read(request.new)])
    _check(request, old)
    rules = Rules(request.setup, request.old_rules, request.benchmarks)
    old_result, new_result = _all([lambda: _recorded(old, rules), lambda: _recorded(new, rules)])
    first, second = _all(
        [
            lambda: old_result or _assessed(request, rules, old, new_result, is_old=True),
            lambda: new_result or _assessed(request, rules, new, old_result, is_old=False),
        ]
    )
    stand_in = rules.any().knowledge.packs  # which opens the default pack where no rules are at hand
    answer = diff(first, second, rules.hands(), stand_in=stand_in, version=version())
    note = _without_effect(request, old, new)
    return answer._replace(notes=(*answer.notes, note)) if note else answer


def _all(steps: Sequence[Callable[[], Found]]) -> list[Found]:
    """What each step gives; raises InputError with the problems of all of them."""
    found: list[Found] = []
    problems: list[Problem] = []
    for step in steps:
        try:
            found.append(step())
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(problems)
    return found


def _read(argument: str) -> _Source:
    paths, problems = profile_paths([argument])
    if problems:
        raise InputError(problems)
    if len(paths) > 1:
        raise UsageError.of(argument, f"the folder holds {len(paths)} profiles; name one of them, such as {paths[0]}")
    data = read_bytes(paths[0])
    return _Source(paths[0], data, read_result(data, paths[0]) if is_result(data) else None)


def _check(request: Request, old: _Source) -> None:
    if old.result and request.old_as_of:
        raise UsageError.of("--old-as-of", f"OLD is a result, and a result has its own day: {old.result['as_of']}")


def _without_effect(request: Request, old: _Source, new: _Source) -> str:
    """The flags that two results leave nothing to do, in a sentence; empty if there is none."""
    given = {"--as-of": request.as_of, "--basis": request.basis, "--evidence-root": request.evidence_root}
    flags = [flag for flag, value in given.items() if value is not None and not request.origins.gave(flag)]
    if not flags or old.result is None or new.result is None:
        return ""
    from assessor.model.nearest import enumerated

    return f"Two results are compared as they were recorded, without {enumerated(flags, 'and')}."


def _recorded(source: _Source, rules: Rules) -> Side | None:
    """The side that a result is; None for a profile. Its rules are opened if they are at hand."""
    if source.result is None:
        return None
    requirements = tuple(one.id for one in rules.known.requirements)
    result = recorded(source.result, source.data, source.path, requirements)
    rules.for_packs(result.rules)
    return side_of_result(result)


def _assessed(request: Request, rules: Rules, source: _Source, beside: Side | None, *, is_old: bool) -> Side:
    """The side that a profile is, assessed with the gates and the basis of a result that stands beside it."""
    assessor = rules.for_profile(old=is_old)
    profile = assessor.read(source.data, source.path)
    gates = rules.judgeable(assessor, beside.gates) if beside else NO_GATES
    as_of = request.old_as_of or request.as_of if is_old else request.as_of
    basis = request.basis or (beside.asked if beside else None)
    root = request.evidence_root
    return side_of_case(source.path, assessor.case(profile, as_of=as_of, basis=basis, gates=gates, evidence_root=root))
