"""The packs that a user gives, read from YAML and added to the default pack or put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assessor.errors import Problem, UsageError
from assessor.loading.default_pack import SHOWN
from assessor.loading.folder import below, read_folder
from assessor.loading.merging import merge
from assessor.loading.pack import PACK, RATING, Pack, read_pack
from assessor.loading.requirements import Csf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from assessor.loading.cases import RuleCases
    from assessor.model.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What could be read, what is wrong with the rest, and the cases of the given packs' rules if they were wanted."""

    knowledge: Knowledge | None
    problems: tuple[Problem, ...]
    cases: tuple[RuleCases, ...] = ()


def read_packs(paths: Sequence[Path], base: Knowledge, *, default: bool, with_cases: bool = False) -> Reading:
    """What the packs and the default pack know together.

    Without `default`, only what the default pack has for every pack: kinds, CSF 2.0 and the 27 documents.
    """
    if not default and not paths:
        message = "without the default pack, a pack of your own has to bring all 20 requirements and a rating.yaml"
        raise UsageError.of("--no-default-rules", message)
    problems: list[Problem] = []
    csf = Csf(
        publication=base.csf_publication,
        rights=base.csf_rights,
        functions=base.functions,
        categories=base.categories,
    )
    given = [_read(path, csf, problems, with_cases=with_cases) for path in paths]
    given.sort(key=lambda pack: (pack.identity.pack if pack.identity else "", pack.shown))
    for pack in given:
        problems += _presumptions(pack)
    knowledge = merge(csf, [_default_pack(base) if default else _shared(base), *given], problems, trusted=False)
    cases = tuple(cases for pack in given for cases in pack.cases)
    return Reading(knowledge=knowledge, problems=tuple(problems), cases=cases)


def _read(path: Path, csf: Csf, problems: list[Problem], *, with_cases: bool) -> Pack:
    shown = path.as_posix()
    files, trouble = read_folder(path, shown)
    problems += trouble
    pack = read_pack(files, shown, csf, problems, with_cases=with_cases)
    if not trouble and PACK not in pack.files:
        problems.append(Problem(below(shown, PACK), 0, 0, "is missing: it says which pack the folder is"))
    return pack


def _presumptions(pack: Pack) -> Iterator[Problem]:
    """What only the project's own files may say."""
    for kind in pack.kinds:
        if kind.given:
            message = f"the kind {kind.name} cannot be given: a pack's own kinds are derived by its rules"
            yield Problem(*kind.location, message)
    for benchmark in pack.benchmarks:
        if benchmark.number is not None:
            yield Problem(*benchmark.location, "number is for the study's documents; leave it out of one of your own")


def _default_pack(base: Knowledge) -> Pack:
    """The whole of the default pack."""
    (identity,) = base.packs
    return Pack(
        shown=f"{SHOWN}/core",
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
    own = f"{SHOWN}/core/"
    return Pack(
        shown=SHOWN,
        kinds=[kind for kind in base.kinds if not kind.location.path.startswith(own)],
        benchmarks=[benchmark for benchmark in base.benchmarks if not benchmark.location.path.startswith(own)],
    )
