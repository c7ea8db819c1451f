"""What changed against a baseline: what got worse first, then what got better, each with whose doing it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.diff import Direction
from assessor.report.answers.diff import page
from assessor.report.answers.diff_numbers import short
from assessor.report.answers.diff_tables import change_cell
from assessor.report.layout import few
from assessor.report.markdown.parts import Part, Rank
from assessor.report.markdown.wording import count
from assessor.report.page import Inline, Paragraph, Section, State, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from assessor.model.diff import Because, Change, Diff
    from assessor.report.page import Block, Cell

_MARKS = {Direction.WORSE: "failed", Direction.BETTER: "passed"}
_NAMED, _NAME = 6, 60
_REASONS, _REASON = 2, 300
_ONE_OF_ITS_KIND = frozenset({"rating", "score"})


def changes(diff: Diff) -> Part:
    """The changes for worse and for better on the gate's basis, with what changed alike in one row."""
    return Part(tuple(_blocks(diff)), Rank.FIRST)


def every_change(diff: Diff) -> Part:
    """The whole comparison, on all three bases, with everything that is behind it."""
    blocks = tuple(block for block in page(diff) if not isinstance(block, Title))
    return Part(blocks, Rank.EVERY_CHANGE, f"All changes, on the three bases: {len(diff.changes)}")


def _blocks(diff: Diff) -> Iterator[Block]:
    told = {direction: _telling(diff, direction) for direction in _MARKS}
    yield Section("Changed since the baseline")
    yield Paragraph(_in_a_sentence(diff, told))
    for direction, found in told.items():
        if found:
            yield Table((direction, "before, now", "whose doing"), tuple(_rows(_alike(found))))


def _in_a_sentence(diff: Diff, told: Mapping[Direction, Sequence[Change]]) -> str:
    counts = ", ".join(f"{len(found) or 'nothing'} {direction}" for direction, found in told.items())
    others = len(diff.changes) - sum(map(len, told.values()))
    beside = f"; {count(others, 'other change')} in the fold of all changes" if others else ""
    differs = f" The two differ in {', '.join(diff.differs)}." if diff.differs else ""
    return f"Since {diff.old.as_of} ({diff.old.path}), on the basis {diff.new.basis}: {counts}{beside}.{differs}"


def _telling(diff: Diff, direction: Direction) -> list[Change]:
    """The changes on the gate's basis without the cells of requirements that changed the same way: that is no news."""
    found = [one for one in diff.changes if one.basis is diff.new.basis and one.direction is direction]
    requirements = {one.id for one in found if one.kind == "requirement"}
    return [one for one in found if one.kind != "cell" or one.id.rpartition("/")[0] not in requirements]


def _alike(found: Sequence[Change]) -> list[list[Change]]:
    """The changes of one kind, and of findings of one rule, that went from the same to the same for the same cause."""
    alike: dict[object, list[Change]] = {}
    for one in found:
        rule = _rule(one) if one.kind == "finding" else ""
        alike.setdefault((one.kind, rule, one.before, one.after, one.cause), []).append(one)
    return list(alike.values())


def _rows(rows: Sequence[Sequence[Change]]) -> Iterator[Sequence[Cell]]:
    above = ""
    for same in rows:
        why = _why(same)
        mark = State(_MARKS[same[0].direction], "")
        yield Inline((mark, _what(same))), _went(same[0]), "the same" if why == above else why
        above = why


def _went(change: Change) -> Cell:
    if change.kind != "finding" or (change.before is not None and change.after is not None):
        return change_cell(change)
    return f"new {change.after}" if change.before is None else f"{change.before} gone"


def _what(same: Sequence[Change]) -> str:
    first, finding = same[0], same[0].kind == "finding"
    if first.kind in _ONE_OF_ITS_KIND:
        return first.kind
    if len(same) == 1:
        return f"{_rule(first)}: {first.message}" if finding and first.message else f"{first.kind} {first.id}"
    names = few([short(one.id.partition("/")[2] if finding else one.id, _NAME) for one in same], _NAMED)
    return f"{len(same)} {f'{_rule(first)}' if finding else f'{first.kind}s'}: {names}"


def _rule(change: Change) -> str:
    return change.id.partition("/")[0]


def _why(same: Sequence[Change]) -> str:
    reasons = list(dict.fromkeys(because for one in same for because in one.because))
    if not reasons:
        return str(same[0].cause)
    if len(reasons) > _REASONS:
        return f"{same[0].cause}: {_reason(reasons[0])} and {len(reasons) - 1} more"
    return f"{same[0].cause}: {'; '.join(map(_reason, reasons))}"


def _reason(because: Because) -> str:
    return short(because.text, _REASON) + (f" ({because.location})" if because.location else "")
