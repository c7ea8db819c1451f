"""The plain matcher: joins by dictionaries, in Python alone. The other's reference, and what runs where it cannot.

Since all the kinds that a rule reads are complete when its stage comes, each rule is matched once, and an index of a
kind is made once a run.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from assessor.engine.port import MOST_MATCHES, UnboundedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assessor.engine.port import Matches
    from assessor.engine.program import Clause, Premise
    from assessor.model.fact import Fact

    Values = tuple[str, ...]
    Numbered = tuple[int, Values]
    Index = dict[object, list[Numbered]]
    Row = tuple[tuple[int, ...], Values]


class _Probe(NamedTuple):
    """How facts that match a premise are found: the index to ask, and the key in what has matched so far."""

    facts: tuple[str, tuple[tuple[int, Values], ...], tuple[int, ...]]
    """The kind, the tests that its facts pass, and the fields that they are indexed by."""
    key: Callable[[Values], object]


class _Search(NamedTuple):
    """A clause, ready to be matched."""

    rule: int
    when: tuple[_Probe, ...]
    unless: tuple[_Probe, ...]


class PlainMatcher:
    """Matches clauses in this process, without any state between runs."""

    name = "plain"

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._stages: dict[int, list[_Search]] = {}
        for clause in clauses:
            self._stages.setdefault(clause.stage, []).append(_search(clause))

    @contextmanager
    def session(self) -> Iterator[PlainSession]:
        """A new run."""
        yield PlainSession(self._stages)


class PlainSession:
    """The facts of one run, and the indexes of them."""

    def __init__(self, stages: dict[int, list[_Search]]) -> None:
        self._stages = stages
        self._facts: dict[str, list[Numbered]] = {}
        self._indexes: dict[tuple[object, ...], Index] = {}

    def advance(self, stage: int, facts: Sequence[tuple[int, Fact]]) -> Matches:
        """The matches of one stage."""
        for number, (kind, values) in facts:
            self._facts.setdefault(kind, []).append((number, values))
        searches = self._stages.get(stage, ())
        return {search.rule: found for search in searches if (found := self._match(search))}

    def _match(self, search: _Search) -> list[tuple[int, ...]]:
        """Every way in which facts match a clause: from one premise to the next by index."""
        first, *others = search.when
        rows: list[Row] = [((number,), values) for number, values in self._index(first).get(None, ())]
        for probe in others:
            found = self._index(probe).get
            key = probe.key
            longer = (((*inputs, n), row + values) for inputs, row in rows for n, values in found(key(row), ()))
            rows = list(islice(longer, MOST_MATCHES + 1))
            if len(rows) > MOST_MATCHES:
                raise UnboundedError(search.rule)
        for probe in search.unless:
            index, key = self._index(probe), probe.key
            rows = [row for row in rows if key(row[1]) not in index]
        return [inputs for inputs, _ in rows]

    def _index(self, probe: _Probe) -> Index:
        """The facts that a premise's tests let pass, by the fields that it joins."""
        index = self._indexes.get(probe.facts)
        if index is None:
            kind, tests, fields = probe.facts
            facts = self._facts.get(kind, [])
            for position, allowed in tests:
                facts = [fact for fact in facts if fact[1][position] in allowed]
            index = self._indexes[probe.facts] = _by_key(facts, fields)
        return index


def _by_key(facts: list[Numbered], fields: tuple[int, ...]) -> Index:
    if not fields:
        return {None: facts} if facts else {}
    key = itemgetter(*fields)
    index: Index = {}
    for fact in facts:
        index.setdefault(key(fact[1]), []).append(fact)
    return index


def _search(clause: Clause) -> _Search:
    offsets = [0]
    for premise in clause.when:
        offsets.append(offsets[-1] + premise.width)
    when, unless = ([_probe(premise, offsets) for premise in part] for part in (clause.when, clause.unless))
    return _Search(clause.rule, tuple(when), tuple(unless))


def _probe(premise: Premise, offsets: Sequence[int]) -> _Probe:
    fields = tuple([field for field, _, _ in premise.joins])
    slots = tuple([offsets[earlier] + position for _, earlier, position in premise.joins])
    return _Probe((premise.kind, premise.tests, fields), _getter(slots))


def _getter(positions: tuple[int, ...]) -> Callable[[Values], object]:
    """What picks the key of a join; the same for all where nothing is joined."""
    return itemgetter(*positions) if positions else _no_key


def _no_key(_: Values) -> None:
    """Every fact is found under None."""
