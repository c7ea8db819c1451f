"""The changes as tables: a table a kind, with what changed alike on several bases, or layers, in one row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.model.diff import Direction
from assessor.model.ranking import COVERED, FAILED, NOT_COVERED, PASSED
from assessor.model.vocabulary import Band, Basis, Level, Verdict
from assessor.report.answers.diff_numbers import short
from assessor.report.layout import few
from assessor.report.page import Inline, Node, Section, State, Table, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.diff import Change, Diff
    from assessor.model.ranking import Said
    from assessor.report.answers.diff_numbers import Numbers
    from assessor.report.page import Block, Cell

_MARKS = {Direction.BETTER: "passed", Direction.WORSE: "failed", Direction.OTHER: "silent"}
_STATES = {
    **{band.value: band.value for band in Band},
    **{level.value: level.value for level in Level},
    COVERED: "passed",
    NOT_COVERED: "failed",
    PASSED: "passed",
    FAILED: "failed",
    Verdict.MET.value: Level.FULL.value,
    Verdict.MET_IN_SCOPE.value: Level.FULL.value,
    Verdict.NOT_MET.value: Level.NONE.value,
    Verdict.NOTHING_REQUIRED.value: Level.NOT_APPLICABLE.value,
}
_SECTIONS = (
    ("VERDICT", "score and functions", ("rating", "score", "function")),
    ("REQUIREMENTS", "the bands", ("requirement",)),
    ("CELLS", "the levels, by requirement", ("cell",)),
    ("BENCHMARKS", "the verdicts", ("benchmark",)),
    ("GATE", "", ("gate",)),
)
_NAMED = 6
_SUBJECT = 60
_EACH = 5
"""So many findings of one rule that changed alike are told one by one."""


class _Row(NamedTuple):
    """Changes that differ in nothing but the basis, or the layer."""

    name: str
    first: Change
    bases: tuple[Basis, ...]


def tables(diff: Diff, numbers: Numbers) -> Iterator[Block]:
    """A section for each kind of verdict that changed, and the findings."""
    for title, beside, kinds in _SECTIONS:
        rows = _layered(_folded([change for change in diff.changes if change.kind in kinds]))
        if rows:
            yield from _section(title, beside, rows, numbers)
    findings = [change for change in diff.changes if change.kind == "finding"]
    if findings:
        yield Section("FINDINGS", str(diff.new.basis))
        yield Tree(tuple(_findings(findings, numbers)))


def change_cell(change: Change) -> Inline:
    """`red to green`, with the marks of both."""
    return Inline((_said(change.before), "to", _said(change.after)))


def _said(said: Said) -> str | State:
    if said is None:
        return "none there"
    state = _STATES.get(str(said))
    return State(state, str(said)) if state else str(said)


def _folded(changes: Sequence[Change]) -> list[_Row]:
    """The changes of one thing that are alike on several bases as one row."""
    rows: dict[object, _Row] = {}
    for one in changes:
        key = one.kind, one.id, one.before, one.after, one.cause, one.because
        row = rows.setdefault(key, _Row(_name(one), one, ()))
        rows[key] = row._replace(bases=(*row.bases, one.basis))
    return list(rows.values())


def _name(change: Change) -> str:
    return change.kind if change.kind in {"rating", "score"} else short(change.id)


def _layered(rows: Sequence[_Row]) -> list[_Row]:
    """The rows of a requirement's cells that are alike on several layers as one: `trust: data, system`."""
    layers: dict[object, list[_Row]] = {}
    for row in rows:
        one = row.first
        requirement = one.id.rpartition("/")[0] if one.kind == "cell" else one.id
        key = one.kind, requirement, row.bases, one.before, one.after, one.cause, one.because
        layers.setdefault(key, []).append(row)
    return [
        same[0]._replace(
            name=f"{same[0].name.rpartition('/')[0]}: {', '.join(one.name.rpartition('/')[2] for one in same)}"
        )
        if same[0].first.kind == "cell"
        else same[0]
        for same in layers.values()
    ]


def _section(title: str, beside: str, rows: Sequence[_Row], numbers: Numbers) -> Iterator[Block]:
    """The rows as a table; where all are of the same bases, these are named once."""
    bases = {row.bases for row in rows}
    common = _bases(bases.pop()) if len(bases) == 1 else ""
    yield Section(title, "; ".join(filter(None, (common, beside))))
    heads = ("", "from, to", "why") if common else ("", "basis", "from, to", "why")
    yield Table(heads, tuple(_cells(row, numbers, with_bases=not common) for row in rows))


def _cells(row: _Row, numbers: Numbers, *, with_bases: bool) -> Sequence[Cell]:
    name = Inline((State(_MARKS[row.first.direction], ""), row.name))
    bases = (_bases(row.bases),) if with_bases else ()
    return (name, *bases, change_cell(row.first), numbers.of(row.first))


def _bases(bases: Sequence[Basis]) -> str:
    return "all bases" if len(bases) == len(Basis) else ", ".join(bases)


def told_together(changes: Sequence[Change]) -> list[list[Change]]:
    """The findings, worse ones first, and those of one rule that changed alike together where they are many."""
    alike: dict[object, list[Change]] = {}
    for one in sorted(changes, key=lambda one: one.direction is not Direction.WORSE):
        alike.setdefault((_rule(one), one.before, one.after, one.cause), []).append(one)
    return [part for same in alike.values() for part in ([same] if len(same) > _EACH else [[one] for one in same])]


def are_counted(changes: Sequence[Change]) -> bool:
    """Whether findings are so many and so little to worry about that what is behind each is left to programs."""
    return len(changes) > 1 and changes[0].direction is not Direction.WORSE


def _findings(changes: Sequence[Change], numbers: Numbers) -> Iterator[Node]:
    for same in told_together(changes):
        first = same[0]
        mark, happened = _MARKS[first.direction], _happened(first)
        if len(same) > 1:
            about = few([short(one.id.partition("/")[2], _SUBJECT) for one in same], _NAMED)
            why = str(first.cause) if are_counted(same) else numbers.of_all(same)
            yield Node(State(mark, f"{happened}: {_rule(first)}, {len(same)} times: {about}"), why)
        else:
            about = short(first.id.partition("/")[2], _SUBJECT)
            said = first.message if first.direction is Direction.WORSE and first.message else about
            yield Node(State(mark, f"{happened} {_rule(first)}: {short(said)}".removesuffix(": ")), numbers.of(first))


def _rule(change: Change) -> str:
    return change.id.partition("/")[0]


def _happened(change: Change) -> str:
    if change.before is None:
        return f"new {change.after}"
    return f"gone {change.before}" if change.after is None else f"{change.before} to {change.after}"
