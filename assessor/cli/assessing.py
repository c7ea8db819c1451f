"""One run of `assess`: every profile that can be assessed is, and what cannot be is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.cli import console
from assessor.cli.exit_codes import NOT_PASSED, PASSED, UNUSABLE
from assessor.cli.flags import Reading, names_file
from assessor.cli.inputs import profile_paths
from assessor.cli.outputs import Outputs, deliver
from assessor.cli.report_files import refuse_evidence, refuse_inputs
from assessor.errors import InputError
from assessor.report.contents import Assessed, Companion, Contents

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from assessor.api import Assessor
    from assessor.cli.baseline import Baseline
    from assessor.cli.configured import Origins
    from assessor.cli.flags import Setup
    from assessor.model.gates import Gates
    from assessor.model.profile import Profile
    from assessor.model.result import Result
    from assessor.model.vocabulary import Basis


class Request(NamedTuple):
    """What a command line asks of `assess`, its flags checked as far as they can be without rules."""

    profiles: tuple[str, ...]
    as_of: date | None
    basis: Basis | None
    gates: Gates
    evidence_root: Path | None
    setup: Setup
    benchmarks: tuple[str, ...]
    exit_zero: bool
    outputs: Outputs
    baseline: Baseline | None
    origins: Origins

    @property
    def benchmark_files(self) -> list[str]:
        """The benchmark files among what the flags name."""
        return [name for name in self.named if names_file(name)]

    @property
    def named(self) -> list[str]:
        """All benchmarks that the flags name, by id or file."""
        return [*self.benchmarks, *(wanted.benchmark for wanted in self.gates.require)]


def assess_all(request: Request) -> int:
    """Assess, report, and say how it went. Raises `UsageError` for flags that cannot be used."""
    paths, problems = profile_paths(request.profiles)
    _check_paths(request, paths)
    try:
        assessor, ids = _with_files(request)
    except InputError as error:
        return _end(request, Contents(problems=[*problems, *error.problems]))
    files = request.benchmark_files
    request = _named_by_id(request, ids)
    _check_benchmarks(request, assessor)
    assessed: list[Assessed] = []
    reading = Reading()
    request = request._replace(as_of=request.as_of or _today())
    for path in paths:
        try:
            assessed.append(_assessed(request, assessor, path, files, reading))
        except InputError as error:
            problems.extend(error.problems)
    reading.finish()
    return _end(request, Contents(assessed, problems, assessor.knowledge))


def _assessed(request: Request, assessor: Assessor, path: str, files: Sequence[str], reading: Reading) -> Assessed:
    """One profile assessed, with all that a report shows of it. Raises InputError."""
    from assessor.loading.inputs import read_input

    data = read_input(path)
    profile = assessor.read(data, path)
    _check_evidence(request, profile, reading)
    case = assessor.case(
        profile, as_of=request.as_of, basis=request.basis, gates=request.gates, evidence_root=request.evidence_root
    )
    companions = request.outputs.companions
    if not companions:
        return Assessed(case.assess())
    from assessor.cli.companions import accompanied, changes_since

    assessed = accompanied(case, assessor, companions, data)
    if request.baseline is None or Companion.CHANGES not in companions:
        return assessed
    return assessed._replace(changes=changes_since(request.baseline, case, request.setup, files))


def _check_paths(request: Request, paths: Sequence[str]) -> None:
    reading = Reading()
    refuse_inputs(reading, request.outputs.reports, paths)
    refuse_inputs(reading, request.outputs.reports, request.benchmark_files, "benchmark")
    if request.origins.file is not None:
        refuse_inputs(reading, request.outputs.reports, [request.origins.file], "configuration")
    if request.gates.baseline is not None and len(paths) > 1:
        reading.refuse("--baseline", f"a baseline is the result of one profile, and there are {len(paths)}")
    reading.finish()


def _with_files(request: Request) -> tuple[Assessor, Mapping[str, str]]:
    """The assessor, and the ids of the benchmarks that the flags name. Raises `InputError`."""
    assessor = request.setup.open()
    if not request.benchmark_files:
        return assessor, {name: name for name in request.named}
    from assessor.cli.benchmark_files import with_benchmark_files

    return with_benchmark_files(assessor, request.named)


def _named_by_id(request: Request, ids: Mapping[str, str]) -> Request:
    require = tuple(wanted._replace(benchmark=ids[wanted.benchmark]) for wanted in request.gates.require)
    return request._replace(
        benchmarks=tuple(ids[name] for name in request.benchmarks), gates=request.gates._replace(require=require)
    )


def _check_evidence(request: Request, profile: Profile, reading: Reading) -> None:
    if request.outputs.reports:
        from assessor.api import evidence_home

        refuse_evidence(reading, request.outputs.reports, profile, request.evidence_root or evidence_home(profile))


def _check_benchmarks(request: Request, assessor: Assessor) -> None:
    reading = Reading()
    known = [benchmark.id for benchmark in assessor.knowledge.benchmarks]
    reading.benchmarks("--benchmark", request.benchmarks, known)
    reading.benchmarks("--require", [wanted.benchmark for wanted in request.gates.require], known)
    reading.finish()


def _today() -> date:
    from assessor.api import today

    return today()


def _tell_failed(results: Sequence[Result]) -> None:
    """A line for each profile whose gate did not pass, for a log that has no report."""
    for result in results:
        if result.gate.passed is False:
            failed = (check for check in result.gate.checks if check.enforced and not check.passed)
            checks = ", ".join(f"{check.name} ({check.expected} wanted, {check.actual} found)" for check in failed)
            console.error(f"{result.profile.path}: the gate did not pass: {checks}")


def _end(request: Request, contents: Contents) -> int:
    found = InputError(request.origins.placed(contents.problems)).problems
    try:
        failures = deliver(request.outputs, contents._replace(problems=found), request.benchmarks)
    finally:
        console.problems(found)
    console.problems(request.origins.placed(failures))
    if request.outputs.quiet:
        _tell_failed(contents.results)
    if found or failures:
        return UNUSABLE
    passed = all(result.gate.passed is not False for result in contents.results)
    return PASSED if passed or request.exit_zero else NOT_PASSED
