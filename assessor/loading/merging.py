"""Several packs as one body of knowledge: what they bring adds up, and nothing may be there twice. Reads no files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import Problem
from assessor.loading.folder import below
from assessor.loading.pack import PACK, RATING
from assessor.loading.requirements import REQUIREMENTS
from assessor.model.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.loading.pack import Pack
    from assessor.loading.requirements import Csf
    from assessor.model.knowledge import Policy
    from assessor.model.place import Location


def merge(csf: Csf, packs: Sequence[Pack], problems: list[Problem], *, trusted: bool) -> Knowledge | None:
    """What the packs know together; None without a policy. What does not fit together is added to the problems.

    At least one pack. The packs come in the order in which the second of two equal things is the one too many.
    """
    packs = list(_distinct(packs, problems))
    problems += _doubles(packs)
    problems += _missing(packs)
    policy = _policy(packs, problems)
    if policy is None:
        return None
    return Knowledge(
        packs=tuple(pack.identity for pack in packs if pack.identity),
        requirements=tuple(sorted((r for p in packs for r in p.requirements), key=lambda r: REQUIREMENTS.index(r.id))),
        csf_publication=csf.publication,
        csf_rights=csf.rights,
        functions=csf.functions,
        categories=csf.categories,
        benchmarks=tuple(
            sorted((b for p in packs for b in p.benchmarks), key=lambda b: (b.number is None, b.number or 0, b.id))
        ),
        policy=policy,
        kinds=tuple(sorted((kind for pack in packs for kind in pack.kinds), key=lambda kind: kind.name)),
        rules=tuple(sorted((rule for pack in packs for rule in pack.rules), key=lambda rule: rule.id)),
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


def _doubles(packs: Sequence[Pack]) -> Iterator[Problem]:
    """What is there twice, said where it is the second time."""
    yield from _twice("kind", ((kind.name, kind.location) for pack in packs for kind in pack.kinds))
    yield from _twice("rule", ((rule.id, rule.location) for pack in packs for rule in pack.rules))
    yield from _twice("benchmark", ((b.id, b.location) for pack in packs for b in pack.benchmarks))
    yield from _twice("requirement", ((r.id, r.location) for pack in packs for r in pack.requirements))


def _twice(what: str, named: Iterable[tuple[str, Location]]) -> Iterator[Problem]:
    first: dict[str, Location] = {}
    for name, location in named:
        if name in first:
            yield Problem(*location, f"the {what} {name} is there already: {first[name]}")
        else:
            first[name] = location


def _missing(packs: Sequence[Pack]) -> Iterator[Problem]:
    """The requirements that no pack brings; one whose file could not be used is not missing."""
    brought = {r.id for pack in packs for r in pack.requirements}
    brought |= {name.removeprefix("requirements/").removesuffix(".yaml") for pack in packs for name in pack.files}
    missing = [id_ for id_ in REQUIREMENTS if id_ not in brought]
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
