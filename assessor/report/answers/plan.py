"""A plan (`dtassess/plan/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import exactly, shown
from assessor.report.document import to_location_object
from assessor.report.page import Labelled, Paragraph, Section, State, Table, Title

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from assessor.model.plan import Plan, PlanStep, Standing, Target
    from assessor.report.document import Document
    from assessor.report.page import Block, Page


def to_object(plan: Plan) -> Document:
    """The plan as plain values. Efforts are numbers as they were given; points are rounded."""
    return {
        "schema": "dtassess/plan/v1",
        "profile": {"name": plan.profile, "path": plan.path},
        "as_of": plan.as_of.isoformat(),
        "basis": str(plan.basis),
        "targets": [_target(target) for target in plan.targets],
        "unplanned": list(plan.unplanned),
        "reachable": plan.reachable,
        "reason": plan.reason,
        "effort": _plain(plan.effort),
        "steps": [_step(step) for step in plan.steps],
        "before": _standing(plan.before),
        "after": _standing(plan.after),
        "open": [
            {"requirement": cell.requirement, "layer": str(cell.layer), "level": str(cell.level)} for cell in plan.open
        ],
    }


def _target(target: Target) -> Document:
    return {"kind": target.kind, "id": target.id, "wanted": target.wanted, "met": target.met}


def _step(step: PlanStep) -> Document:
    return {
        "requirement": step.act.requirement,
        "layer": str(step.act.layer),
        "from": str(step.act.level),
        "do": str(step.act.way),
        "text": step.act.text,
        "controls": [{"id": one.control, "location": to_location_object(one.location)} for one in step.act.controls],
        "effort": _plain(step.effort),
        "gain": {
            "score": shown(step.gain.score),
            "functions": list(step.gain.functions),
            "rating": None if step.gain.rating is None else str(step.gain.rating),
        },
    }


def _standing(standing: Standing) -> Document:
    return {"rating": str(standing.rating), "score": None if standing.score is None else shown(standing.score)}


def _plain(number: Fraction) -> int | float:
    return number.numerator if number.denominator == 1 else float(number)


def page(plan: Plan) -> Page:
    """The plan for people: what it is for, whether there is a way, its steps, and what it leaves."""
    return tuple(_blocks(plan))


def _blocks(plan: Plan) -> Iterator[Block]:
    yield Title(f"Plan for {plan.profile}", plan.as_of.isoformat())
    yield Labelled(tuple(_head(plan)))
    if not plan.steps:
        return
    yield Section("STEPS", "each a cell to bring to full; the most for its effort first")
    rows = [_row(number, step) for number, step in enumerate(plan.steps, 1)]
    yield Table((">", "cell", "from", ">score", "what it takes"), rows)
    if plan.open:
        yield Section("STILL OPEN", f"{len(plan.open)} cells that the targets do not need")
        yield Paragraph(_left(plan))


def _head(plan: Plan) -> Iterator[tuple[str, str | State]]:
    yield "Profile", plan.path
    yield "Basis", str(plan.basis)
    for number, target in enumerate(plan.targets):
        label = "" if number else "Targets" if len(plan.targets) > 1 else "Target"
        text = f"{target.id} {target.wanted}"
        yield label, State("passed", f"{text} (met already)") if target.met else State("failed", text)
    for name in plan.unplanned:
        yield "Not planned", f"the profile's target {name}: it asks for controls, whatever they give"
    if not plan.reachable:
        yield "No way", plan.reason or ""
        return
    if not plan.steps:
        yield "Nothing to do", "every target is met already"
        return
    cells = "1 cell" if len(plan.steps) == 1 else f"{len(plan.steps)} cells"
    yield "Cheapest way", f"{cells}, effort {exactly(plan.effort)}; there is none of less"
    yield "Rating", _change(str(plan.before.rating), str(plan.after.rating))
    yield "Score", _change(_number(plan.before.score), _number(plan.after.score))


def _change(before: str, after: str) -> str:
    return f"stays {before}" if before == after else f"{before} to {after}"


def _number(score: Fraction | None) -> str:
    return "none" if score is None else str(shown(score))


def _row(number: int, step: PlanStep) -> tuple[str | State, ...]:
    act, gain = step.act, step.gain
    takes = f"{act.way}: {act.text}"
    if step.effort != 1:
        takes += f" (effort {exactly(step.effort)})"
    if act.controls:
        lines = [str(one.location.line) for one in act.controls]
        takes += f" ({'line' if len(lines) == 1 else 'lines'} {', '.join(lines)})"
    if gain.functions:
        takes += f"; covers {' '.join(gain.functions)}"
    if gain.rating is not None:
        takes += f"; the rating is {gain.rating}"
    return str(number), f"{act.requirement}/{act.layer}", State(act.level), f"+{shown(gain.score)}", takes


def _left(plan: Plan) -> str:
    """The cells that stay open, by requirement: `trust (data none, system partial)`."""
    by_requirement: dict[str, list[str]] = {}
    for cell in plan.open:
        by_requirement.setdefault(cell.requirement, []).append(f"{cell.layer} {cell.level}")
    return ", ".join(f"{requirement} ({', '.join(cells)})" for requirement, cells in by_requirement.items())
