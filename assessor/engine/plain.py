"""The plain matcher: joins by dictionaries, in Python alone. The reference for the other, and what runs where it cannot.

Since all the kinds that a rule reads are complete when its stage comes, each rule is matched once, and an index of a
kind is made once a run.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from assessor.engine.port import MOST_MATCHES, Unbounded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from assessor.engine.port import Activation
    from assessor.engine.program import Clause, Premise
    from assessor.model.fact import Fact

    Values = tuple[str, ...]
    Numbered = tuple[int, Values]
    Row = tuple[tuple[int, ...], Values]


class _Probe(NamedTuple):
    """How facts that match a premise are found: the index to ask, and the key in what has matched so far."""

    index: tuple[str, tuple[tuple[int, Values], ...], tuple[int, ...]]
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
        self._indexes: dict[tuple[object, ...], dict[object, list[Numbered]]] = {}

    def advance(self, stage: int, facts: Sequence[tuple[int, Fact]]) -> Iterator[Activation]:
        """The activations of one stage."""
        for number, (kind, values) in facts:
            self._facts.setdefault(kind, []).append((number, values))
        for search in self._stages.get(stage, ()):
            for inputs, _ in self._match(search):
                yield search.rule, inputs

    def _match(self, search: _Search) -> Iterable[Row]:
        rows: list[Row] = [((), ())]
        for probe in search.when:
            index = self._index(probe)
            key = probe.key
            found = (
                ((*inputs, number), row + values) for inputs, row in rows for number, values in index.get(key(row), ())
            )
            rows = list(islice(found, MOST_MATCHES + 1))
            if len(rows) > MOST_MATCHES:
                raise Unbounded(search.rule)
        for probe in search.unless:
            index = self._index(probe)
            rows = [row for row in rows if probe.key(row[1]) not in index]
        return rows

    def _index(self, probe: _Probe) -> dict[object, list[Numbered]]:
        index = self._indexes.get(probe.index)
        if index is None:
            index = self._indexes[probe.index] = {}
            kind, tests, fields = probe.index
            key = _getter(fields)
            for fact in self._facts.get(kind, ()):
                values = fact[1]
                if all(values[position] in allowed for position, allowed in tests):
                    index.setdefault(key(values), []).append(fact)
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
