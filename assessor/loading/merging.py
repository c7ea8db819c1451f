"""Several packs as one body of knowledge: what they bring adds up, and nothing may be there twice. Reads no files."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from assessor.errors import Problem
from assessor.loading.folder import below
from assessor.loading.pack import PACK, RATING
from assessor.loading.requirements import REQUIREMENTS
from assessor.model.knowledge import Knowledge
from assessor.model.place import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.loading.pack import Pack
    from assessor.loading.requirements import Csf
    from assessor.model.knowledge import Policy

T = TypeVar("T")


def merge(csf: Csf, packs: Sequence[Pack], problems: list[Problem], *, trusted: bool) -> Knowledge | None:
    """What the packs know together; None without a policy. What does not fit together is added to the problems.

    At least one pack. Of things that are there twice, the first stands, in the order of the packs.
    """
    packs = list(_distinct(packs, problems))
    kinds = _once("kind", [(kind.name, kind.location, kind) for pack in packs for kind in pack.kinds], problems)
    rules = _once("rule", [(rule.id, rule.location, rule) for pack in packs for rule in pack.rules], problems)
    benchmarks = _once("benchmark", [(b.id, b.location, b) for pack in packs for b in pack.benchmarks], problems)
    requirements = _once(
        "requirement", [(r.id, _whole(r.location), r) for pack in packs for r in pack.requirements], problems
    )
    problems += _missing(packs)
    policy = _policy(packs, problems)
    if policy is None:
        return None
    return Knowledge(
        packs=tuple([pack.identity for pack in packs if pack.identity]),
        requirements=tuple([requirements[id_] for id_ in REQUIREMENTS if id_ in requirements]),
        csf_publication=csf.publication,
        csf_rights=csf.rights,
        functions=csf.functions,
        categories=csf.categories,
        benchmarks=tuple(sorted(benchmarks.values(), key=lambda b: b.rank)),
        policy=policy,
        kinds=tuple([kind for _, kind in sorted(kinds.items())]),
        rules=tuple([rule for _, rule in sorted(rules.items())]),
        trusted=trusted,
    )


def _distinct(packs: Sequence[Pack], problems: list[Problem]) -> Iterator[Pack]:
    """The packs without those whose id another has; all that such a pack holds would be there twice."""
    first: dict[str, Pack] = {}
    for pack in packs:
        name = pack.identity.pack if pack.identity else None
        if name in first:
            message = f"the pack {name} is there already: {below(first[name].shown, PACK)}"
            problems.append(Problem(*pack.location, message))
            continue
        if name:
            first[name] = pack
        yield pack


def _once(what: str, named: Iterable[tuple[str, Location, T]], problems: list[Problem]) -> dict[str, T]:
    """The things by name; each that comes after another of its name is a problem, said where it stands."""
    first: dict[str, Location] = {}
    things: dict[str, T] = {}
    for name, location, thing in named:
        if name in first:
            at = str(first[name]) if first[name].line else first[name].path
            problems.append(Problem(*location, f"the {what} {name} is there already: {at}"))
        else:
            first[name], things[name] = location, thing
    return things


def _whole(location: Location) -> Location:
    """The file as a whole."""
    return Location(location.path, 0, 0)


def _missing(packs: Sequence[Pack]) -> Iterator[Problem]:
    """The requirements that no pack brings; one whose file could not be used is not missing."""
    brought = {r.id for pack in packs for r in pack.requirements}
    tried = {name for pack in packs for name in pack.files}
    missing = [id_ for id_ in REQUIREMENTS if id_ not in brought and f"requirements/{id_}.yaml" not in tried]
    if missing:
        message = f"no requirements/<id>.yaml of this pack or another describes {', '.join(missing)}"
        yield Problem(packs[-1].shown, 0, 0, message)


def _policy(packs: Sequence[Pack], problems: list[Problem]) -> Policy | None:
    """The one policy. One that could not be used is not missing."""
    policies = [pack.policy for pack in packs if pack.policy]
    places = [below(pack.shown, RATING) for pack in packs if pack.policy or RATING in pack.files]
    problems += [Problem(place, 0, 0, f"there is a rating.yaml already: {places[0]}") for place in places[1:]]
    if not places:
        problems.append(Problem(packs[-1].shown, 0, 0, "no rating.yaml in this pack or another sets the constants"))
    return policies[0] if policies else None
