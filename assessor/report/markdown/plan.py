"""The first steps of the cheapest way to the targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import nearly, shown
from assessor.report.layout import few
from assessor.report.markdown.parts import Part, Rank
from assessor.report.markdown.wording import count
from assessor.report.page import Paragraph, State, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.plan import Plan, PlanStep
    from assessor.report.page import Block, Cell

_FIRST = 8


def plan(found: Plan) -> Part:
    """What the plan is for, and its first steps; the rest is counted, with the command that has all of it."""
    return Part(tuple(_blocks(found)), Rank.DETAIL, f"Plan: {_fold(found)}")


def _fold(found: Plan) -> str:
    if not found.reachable:
        return "the targets cannot be reached"
    if found.effort is None or not found.steps:
        return "every target is met"
    return f"{count(len(found.steps), 'cell')}, effort {nearly(found.effort)}"


def _blocks(found: Plan) -> Iterator[Block]:
    targets = ", ".join(f"{one.id} {one.wanted}{' (met already)' * one.met}" for one in found.targets)
    yield Paragraph(f"To {targets}, on the basis {found.basis}.")
    if found.reason and not found.reachable:
        yield Paragraph(found.reason)
    if not found.steps:
        return
    heads = ("cell", "from", ">score", "what it takes")
    yield Table(heads, [_row(step) for step in found.steps[:_FIRST]])
    if found.after is not None:
        rest = len(found.steps) - _FIRST
        more = f"{count(rest, 'more step')} below these: dtassess plan. " if rest > 0 else ""
        cheaper = "no cheaper set of cells exists" if found.cheapest else "a cheaper set of cells may exist"
        yield Paragraph(f"{more}All together: rating {found.after.rating}, {cheaper}.")


def _row(step: PlanStep) -> Sequence[Cell]:
    act, gain = step.act, step.gain
    takes = "; ".join(
        [
            f"{act.text}{_where(step)}",
            *([f"fills {few(act.also)} too"] if act.also else []),
            *([f"covers {' '.join(gain.functions)}"] if gain.functions else []),
            *([f"the rating is {gain.rating}"] if gain.rating else []),
        ]
    )
    return f"{act.requirement}/{act.layer}", State(act.level), f"+{shown(gain.score)}", takes


def _where(step: PlanStep) -> str:
    return f" ({', '.join(str(one.location) for one in step.act.controls)})" if step.act.controls else ""
