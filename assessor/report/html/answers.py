"""Answers to questions (a plan, a forecast, what changed) as parts of the report: their own pages, less the title."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.report.answers import diff, forecast, plan
from assessor.report.page import Labelled, Paragraph, Section, State, Table, Title, Tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.diff import Diff
    from assessor.model.forecast import Forecast
    from assessor.model.plan import Plan
    from assessor.report.page import Block, Cell, Page

_FIRST = 10
"""So many steps of a plan are shown."""
_SAID_ELSEWHERE = frozenset({"Profile", "Rules", "Basis"})
_LEFT_OUT = frozenset({"STILL OPEN"})
"""Sections that the report's own grid tells."""


class Part(NamedTuple):
    """A block under its heading, if it has one; the template asks what it is by the fields that are not empty."""

    heading: str = ""
    note: str = ""
    """What is said beside the heading, as a sentence."""
    text: str = ""
    rows: Sequence[tuple[str, Cell]] = ()
    table: Table | None = None
    tree: Tree | None = None


def plan_parts(plan_: Plan) -> tuple[Part, ...]:
    """What a plan is for, and its first steps."""
    return tuple(_parts([_as_plan(block) for block in plan.page(plan_)]))


def forecast_parts(forecast_: Forecast) -> tuple[Part, ...]:
    """What happens by itself, day by day."""
    return tuple(_parts(forecast.page(forecast_)))


def changes_parts(changes: Diff) -> tuple[Part, ...]:
    """What is other than in the baseline."""
    return tuple(_parts(diff.page(changes)))


def _as_plan(block: Block) -> Block:
    """The block with a table's first rows only, and with targets that are not met called so in words."""
    match block:
        case Table(heads, rows):
            return Table(heads, rows[:_FIRST])
        case Labelled(rows):
            return Labelled([(label, _target(cell)) for label, cell in rows])
        case _:
            return block


def _target(cell: Cell) -> Cell:
    return State(cell.state, f"{cell.words} (not met)") if isinstance(cell, State) and cell.state == "failed" else cell


def steps_left_out(plan_: Plan) -> int:
    """How many steps of a plan are not shown."""
    return max(len(plan_.steps) - _FIRST, 0)


def _parts(page: Page) -> Iterator[Part]:
    """The blocks, each with the heading that stands right above it."""
    above = Part()
    skipped = False
    for block in page:
        if isinstance(block, Section):
            if above.heading:
                yield above
            skipped = block.text in _LEFT_OUT
            above = Part() if skipped else Part(_lowered(block.text), _sentence(block.beside))
        elif not skipped and not isinstance(block, Title):
            yield _filled(above, block)
            above = Part()
    if above.heading:
        yield above


def _filled(part: Part, block: Block) -> Part:
    match block:
        case Paragraph(text):
            return part._replace(text=text)
        case Labelled(rows):
            return part._replace(rows=tuple(row for row in rows if row[0] not in _SAID_ELSEWHERE))
        case Table():
            return part._replace(table=block)
        case Tree():
            return part._replace(tree=block)
        case _:
            raise AssertionError(block)


def _lowered(title: str) -> str:
    return title.capitalize() if title.isupper() else title


def _sentence(text: str) -> str:
    return f"{first_up(text)}." if text else ""


def first_up(text: str) -> str:
    """The text as a sentence begins, the rest of it as it is."""
    return text[:1].upper() + text[1:]
