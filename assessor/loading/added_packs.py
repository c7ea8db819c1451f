"""The packs that a user gives, read from YAML and added to the default pack or put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor.errors import Problem, UsageError
from assessor.loading.benchmarks import name_problems
from assessor.loading.default_pack import CORE, SHOWN
from assessor.loading.folder import below, read_folder
from assessor.loading.merging import merge
from assessor.loading.pack import KINDS, PACK, RATING, Pack, read_pack
from assessor.loading.requirements import Csf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assessor.loading.cases import RuleCases
    from assessor.loading.folder import Folder
    from assessor.model.knowledge import Knowledge
    from assessor.model.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the packs know as far as they could be read, and what is wrong with the rest."""

    knowledge: Knowledge | None
    """None without any constants for the arithmetic, and where a pack's kinds, or a pack, could not be read."""
    problems: tuple[Problem, ...]
    rules: tuple[Rule, ...]
    """The given packs' own."""
    cases: tuple[RuleCases, ...]
    """Of these rules, where cases were read."""


def read_packs(paths: Sequence[Path], base: Knowledge, *, default: bool) -> Reading:
    """What the packs and the default pack know together.

    Without `default`, only what the default pack has for every pack: kinds, CSF 2.0 and the 27 documents.
    """
    if not default and not paths:
        message = "without the default pack, a pack of your own has to bring all 20 requirements and a rating.yaml"
        raise UsageError.of("--no-default-rules", message)
    problems: list[Problem] = []
    given = [pack for path in paths if (pack := _read(path, _csf(base), problems))]
    if len(given) < len(paths):  # what the others lack may be in the folder that is no pack
        return _unread(problems)
    given.sort(key=lambda pack: (pack.identity.pack if pack.identity else "", pack.shown))
    return _reading(base, given, problems, default=default)


def read_for_test(path: Path, base: Knowledge) -> Reading:
    """What one pack knows on top of the default pack, with the cases of its rules.

    A pack with the default pack's id is that pack or a draft of it, and is read in its place.
    """
    problems: list[Problem] = []
    pack = _read(path, _csf(base), problems, with_cases=True)
    if pack is None:
        return _unread(problems)
    default = pack.identity is None or pack.identity.pack != base.packs[0].pack
    return _reading(base, [pack], problems, default=default)


def _reading(base: Knowledge, given: Sequence[Pack], problems: list[Problem], *, default: bool) -> Reading:
    for pack in given:
        problems += _presumptions(pack)
    packs = [_default_pack(base) if default else _shared(base), *given]
    knowledge = merge(_csf(base), packs, problems, trusted=False)
    cases = tuple([cases for pack in given for cases in pack.cases])
    rules = tuple([rule for pack in given for rule in pack.rules])
    if any(KINDS in pack.files and not pack.kinds for pack in given):
        knowledge = None
    return Reading(knowledge=knowledge, problems=tuple(problems), rules=rules, cases=cases)


def _csf(base: Knowledge) -> Csf:
    return Csf(
        publication=base.csf_publication,
        rights=base.csf_rights,
        functions=base.functions,
        categories=base.categories,
    )


def _unread(problems: Sequence[Problem]) -> Reading:
    return Reading(knowledge=None, problems=tuple(problems), rules=(), cases=())


def _read(path: Path, csf: Csf, problems: list[Problem], *, with_cases: bool = False) -> Pack | None:
    """The pack in a folder; None if the folder is none, of which nothing more is said than why."""
    folder = read_folder(path, path.as_posix())
    if PACK not in folder.names:
        problems += _why_no_pack(folder)
        return None
    problems += folder.problems
    return read_pack(folder, csf, problems, with_cases=with_cases)


def _why_no_pack(folder: Folder) -> Sequence[Problem]:
    places = {folder.shown, below(folder.shown, PACK)}
    found = [problem for problem in folder.problems if problem.path in places]
    return found or [Problem(folder.shown, 0, 0, f"is no pack: {PACK} is missing")]


def _presumptions(pack: Pack) -> Iterator[Problem]:
    """What only the project's own files may say."""
    for kind in pack.kinds:
        if kind.given:
            message = f"the kind {kind.name} cannot be given: a pack's own kinds are derived by its rules"
            yield Problem(*kind.location, message)
    for benchmark in pack.benchmarks:
        yield from name_problems(benchmark)
        if benchmark.number is not None:
            yield Problem(*benchmark.location, "number is for the study's documents; leave it out of one of your own")


def _default_pack(base: Knowledge) -> Pack:
    """The whole of the default pack."""
    (identity,) = base.packs
    return Pack(
        shown=f"{SHOWN}/{CORE}",
        files=frozenset({PACK, RATING}),
        identity=identity,
        policy=base.policy,
        kinds=list(base.kinds),
        requirements=list(base.requirements),
        benchmarks=list(base.benchmarks),
        rules=list(base.rules),
    )


def _shared(base: Knowledge) -> Pack:
    """What stands beside the default pack's own folder."""
    own = f"{SHOWN}/{CORE}/"
    return Pack(
        shown=SHOWN,
        kinds=[kind for kind in base.kinds if not kind.location.path.startswith(own)],
        benchmarks=[benchmark for benchmark in base.benchmarks if not benchmark.location.path.startswith(own)],
    )
