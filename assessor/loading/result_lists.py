"""What the lists of a result must hold: each requirement and function once, and the benchmarks of its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.errors import quoted
from assessor.loading.packs import default_knowledge
from assessor.loading.requirements import REQUIREMENTS
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    Told = tuple[str, str]
    """A place such as `requirements[3].id`, and what is wrong there."""

_NAMED = 3
_ON_BENCHMARK = "benchmark:"
_EACH = {
    "requirement": "a result has each requirement once",
    "function": "a result has each function once",
    "benchmark": "a result has each benchmark of its rules once",
}


def gaps(document: Mapping[str, Any]) -> Iterator[Told]:
    """What is missing from the lists of a result of sound shape, is there twice or does not belong.

    A result by the default pack that is at hand has each of its benchmarks; one by other rules has some, and those that
    it speaks of elsewhere.
    """
    known = default_knowledge()
    yield from _each_once(document, "requirement", REQUIREMENTS)
    yield from _each_once(document, "function", [one.id for one in known.functions])
    yield from _cells(document["requirements"])
    yield from _twice(document, "benchmark")
    default = known.packs[0]
    if any((one["pack"], one["sha256"]) == (default.pack, default.sha256) for one in document["rules"]):
        yield from _lacking(document, "benchmark", [one.id for one in known.benchmarks])
    elif not document["benchmarks"]:
        yield "benchmarks", f"`benchmarks` is empty; {_EACH['benchmark']}"
    yield from _spoken_of(document)


def _each_once(document: Mapping[str, Any], what: str, ids: Collection[str]) -> Iterator[Told]:
    for index, entry in enumerate(document[f"{what}s"]):
        if entry["id"] not in ids:
            from assessor.model.nearest import advice

            yield f"{what}s[{index}].id", f"there is no {what} {quoted(entry['id'])}; {advice(entry['id'], ids)}"
    yield from _twice(document, what)
    yield from _lacking(document, what, ids)


def _twice(document: Mapping[str, Any], what: str) -> Iterator[Told]:
    seen = set()
    for index, entry in enumerate(document[f"{what}s"]):
        if entry["id"] in seen:
            told = f"the {what} {quoted(entry['id'])} is given twice; {_EACH[what]}"
            yield f"{what}s[{index}].id", told
        seen.add(entry["id"])


def _lacking(document: Mapping[str, Any], what: str, ids: Collection[str]) -> Iterator[Told]:
    there = {entry["id"] for entry in document[f"{what}s"]}
    missing = [one for one in ids if one not in there]
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        yield f"{what}s", f"`{what}s` lacks {', '.join(missing[:_NAMED])}{more}; {_EACH[what]}"


def _cells(requirements: Sequence[Mapping[str, Any]]) -> Iterator[Told]:
    """Each requirement has the twin's layers on each basis."""
    layers = None
    for index, requirement in enumerate(requirements):
        for basis in Basis:
            found = list(requirement[basis]["cells"])
            layers = layers or found
            if found != layers:
                where = f"requirements[{index}].{basis}.cells"
                yield where, f"`{where}` has other layers than `requirements[0].{Basis.CLAIMED}.cells`"


def _spoken_of(document: Mapping[str, Any]) -> Iterator[Told]:
    """The benchmarks that findings are about and checks are on are there."""
    there = {entry["id"] for entry in document["benchmarks"]}
    spoken = {f"findings[{at}].benchmark": one["benchmark"] for at, one in enumerate(document["findings"])}
    for at, check in enumerate(document["gate"]["checks"]):
        if check["name"].startswith(_ON_BENCHMARK):
            spoken[f"gate.checks[{at}].name"] = check["name"].removeprefix(_ON_BENCHMARK)
    for where, benchmark in spoken.items():
        if benchmark is not None and benchmark not in there:
            yield where, f"`benchmarks` lacks {quoted(benchmark)}, of which this speaks"
