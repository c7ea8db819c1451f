"""Counts of rules as needs: so many more facts, or fewer, until there is a number that the rule does not want.

Each group of cells that is done makes one more fact that is counted, or one less, than there are as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.cells import CellId
from assessor.inquiry.planning.cheapest import Need
from assessor.model.rule import is_variable
from assessor.model.vocabulary import BAND_ORDER, Basis, Layer, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from assessor.assessment.supposing import Supposed
    from assessor.inquiry.planning.openings import Cells, Openings
    from assessor.model.fact import Deduction
    from assessor.model.rule import Count, Term


class _Tally(NamedTuple):
    """The groups of cells with which a count changes by one each."""

    groups: tuple[Cells, ...]
    rises: bool
    whole: bool = False
    """Whether a group does so only once all of its cells are raised."""


class Counted:
    """The counts of rules over a twin as it is, and how they change as its open cells are raised."""

    def __init__(self, openings: Openings) -> None:
        self._openings = openings
        self._book = openings.rulebook
        self._deduction: Deduction = openings.supposing.as_is.deduction
        self._kinds = {kind.name: kind for kind in self._book.knowledge.kinds}
        self._tallies: dict[tuple[str, frozenset[tuple[str, Term]]], _Tally | None] = {}

    def bringing(self, kind: str, values: Mapping[str, str]) -> Cells | None:
        """The open cells of which any one brings a fact about that is not there, and without which none do.

        None where that is not so of any cells.
        """
        tally = self._found(kind, values)
        if tally is None or tally.whole or not tally.rises:
            return None
        return tally.groups[0] if tally.groups else frozenset()

    def otherwise(self, count: Count, found: int, bound: Mapping[str, str]) -> tuple[Cells, Need | None]:
        """The cells that can change a count, and what it takes from `found` to a number that is not wanted.

        None where no such number can be reached, or where that cannot be told from cells: then any of them may.
        """
        kind = count.pattern.kind
        terms = {field: _filled(term, bound) for field, term in count.pattern.terms}
        tally = self._found(kind, terms)
        if tally is None:
            return self._openings.all, None
        step = 1 if tally.rises else -1
        as_is, most = self._number(kind, terms), len(tally.groups)
        numbers = range(found + step, as_is + step * (most + 1), step)
        wanted = next((number for number in numbers if number not in count.among), None)
        if wanted is None:
            return frozenset(), None
        cells = frozenset[CellId]().union(*tally.groups)
        return cells, Need(tally.groups, abs(wanted - as_is), tally.whole)

    def _found(self, kind: str, terms: Mapping[str, Term]) -> _Tally | None:
        key = kind, frozenset(terms.items())
        if key not in self._tallies:
            self._tallies[key] = self._tally(kind, terms)
        return self._tallies[key]

    def _number(self, kind: str, terms: Mapping[str, Term]) -> int:
        """How many facts are counted as it is."""
        return len(self._matching(kind, terms, self._openings.supposing.as_is))

    def _matching(self, kind: str, terms: Mapping[str, Term], supposed: Supposed) -> set[tuple[str, ...]]:
        """The facts that are counted, by their values."""
        fields = self._kinds[kind].fields
        return {
            values
            for values in supposed.deduction.of(kind)
            if all(_allows(terms, field, value) for field, value in zip(fields, values, strict=True))
        }

    def _tally(self, kind: str, terms: Mapping[str, Term]) -> _Tally | None:
        """What changes a count of facts of a kind with these terms; None where that is not known."""
        if any(map(is_variable, terms.values())) or terms.get("basis") not in list(Basis):
            return None
        if kind == "level":
            return self._levels(terms)
        if kind == "has-level" and isinstance(terms.get("level"), str):
            return self._with_a_cell(terms)
        if self._kinds[kind].given or not self._book.by_default(kind):
            return self._tried(kind, terms)
        if kind == "requirement-band":
            return self._bands(terms)
        named = self._named(kind)
        return self._covered(kind, terms, named) if named else None

    def _tried(self, kind: str, terms: Mapping[str, Term]) -> _Tally | None:
        """What is found by raising each cell alone, and then all but those that change a fact."""
        supposing, every = self._openings.supposing, self._openings.all
        before, after = (self._matching(kind, terms, one) for one in (supposing.as_is, supposing.full(every)))
        if before - after and after - before:
            return None
        alone = {cell: self._matching(kind, terms, supposing.full([cell])) for cell in sorted(every)}
        groups = []
        for fact in sorted(before ^ after):
            groups.append(frozenset(cell for cell in alone if (fact in alone[cell]) is (fact in after)))
            others = self._matching(kind, terms, supposing.full(every - groups[-1]))
            if (fact in others) is (fact in after):
                return None  # other cells do it together
        return _Tally(tuple(groups), rises=before <= after)

    def _named(self, kind: str) -> Mapping[str, Cells]:
        """By what facts of a kind are about: the open cells of which one is enough for the fact to be there."""
        openings, knowledge = self._openings, self._book.knowledge
        if kind == "function-covered":
            return {one.id: openings.function(one.id) for one in knowledge.functions}
        if kind == "category-covered":
            return {one.id: openings.category(one.id) for one in knowledge.categories}
        return {one.id: openings.of([one.id]) for one in knowledge.requirements} if kind == "addressed" else {}

    def _covered(self, kind: str, terms: Mapping[str, Term], named: Mapping[str, Cells]) -> _Tally:
        field = self._kinds[kind].fields[1]
        there = {about for basis, about in self._deduction.of(kind) if basis == terms["basis"]}
        return _Tally(
            self._groups(named[one] for one in named if one not in there and _allows(terms, field, one)), True
        )

    def _levels(self, terms: Mapping[str, Term]) -> _Tally:
        """A cell that is raised is full, and is no longer what it was."""
        rises = _allows(terms, "level", Level.FULL)
        changing = (
            frozenset({CellId(requirement, Layer(layer))})
            for basis, requirement, layer, level in self._deduction.of("level")
            if basis == terms["basis"] and _allows(terms, "requirement", requirement) and _allows(terms, "layer", layer)
            if _allows(terms, "level", level) is not rises
        )
        return _Tally(self._groups(changing), rises)

    def _with_a_cell(self, terms: Mapping[str, Term]) -> _Tally:
        """A requirement has a full cell with the first that is raised, and none of a lower level with the last."""
        level = terms["level"]
        levels = self._openings.levels_on(Basis(str(terms["basis"])))
        of_level = _by_requirement(cell for cell, found in levels.items() if found == level)
        if level != Level.FULL:
            return _Tally(self._groups(of_level[r] for r in of_level if _allows(terms, "requirement", r)), False, True)
        others = _by_requirement(cell for cell in levels if cell.requirement not in of_level)
        return _Tally(self._groups(others[r] for r in others if _allows(terms, "requirement", r)), True)

    def _bands(self, terms: Mapping[str, Term]) -> _Tally | None:
        """With its first cell a requirement is no longer red, with its last one it is green."""
        wanted = [_allows(terms, "band", band) for band in BAND_ORDER]
        rises = wanted[-1]
        if wanted != sorted(wanted, reverse=not rises):
            return None
        levels = self._openings.levels_on(Basis(str(terms["basis"])))
        short = _by_requirement(cell for cell, level in levels.items() if level is not Level.FULL)
        changing = (
            short.get(requirement, frozenset())
            for basis, requirement, band in self._deduction.of("requirement-band")
            if basis == terms["basis"] and _allows(terms, "requirement", requirement)
            if band in BAND_ORDER and _allows(terms, "band", band) is not rises
        )
        return _Tally(self._groups(changing), rises, whole=wanted[0] is wanted[1])

    def _groups(self, found: Iterable[Cells]) -> tuple[Cells, ...]:
        """The open cells of each, where there are any."""
        return tuple(group for cells in found if (group := cells & self._openings.all))


def _by_requirement(cells: Iterable[CellId]) -> dict[str, Cells]:
    grouped: dict[str, set[CellId]] = {}
    for cell in cells:
        grouped.setdefault(cell.requirement, set()).add(cell)
    return {requirement: frozenset(of) for requirement, of in grouped.items()}


def _filled(term: Term, bound: Mapping[str, str]) -> Term:
    """A constant for a variable that stands for something."""
    return bound.get(term[1:], term) if isinstance(term, str) and is_variable(term) else term


def _allows(terms: Mapping[str, Term], field: str, value: str) -> bool:
    """Whether a field may have a value; one that the terms leave out may have any."""
    term = terms.get(field, value)
    return value == term if isinstance(term, str) else value in term
