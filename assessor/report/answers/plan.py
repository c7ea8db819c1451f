"""A plan (`dtassess/plan/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import nearly, shown
from assessor.report.answers.heading import heading
from assessor.report.document import to_location_object, to_profile_object, to_rules_object
from assessor.report.layout import few
from assessor.report.page import Paragraph, Section, State, Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from assessor.model.plan import Plan, PlanStep, Standing, Target
    from assessor.report.document import Document
    from assessor.report.page import Block, Page


_SURELY = "Cheapest way", "no cheaper set exists"
_AS_FAR_AS_KNOWN = (
    "A way",
    "a cheaper set may exist, since with these rules a verdict can get worse when a cell gets better",
)


def to_object(plan: Plan) -> Document:
    """The plan as plain values. Efforts are numbers as they were given; points are rounded."""
    return {
        "schema": "dtassess/plan/v1",
        "profile": to_profile_object(plan.profile),
        "rules": to_rules_object(plan.rules),
        "as_of": plan.as_of.isoformat(),
        "basis": str(plan.basis),
        "targets": [_target(target) for target in plan.targets],
        "unplanned": list(plan.unplanned),
        "reachable": plan.reachable,
        "reason": plan.reason,
        "effort": None if plan.effort is None else _plain(plan.effort),
        "steps": [_step(step) for step in plan.steps],
        "before": _standing(plan.before),
        "after": None if plan.after is None else _standing(plan.after),
        "open": [
            {"requirement": cell.requirement, "layer": str(cell.layer), "level": str(cell.level)} for cell in plan.open
        ],
        "cheapest": plan.cheapest,
        "limits": list(plan.limits),
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
        "also": list(step.act.also),
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
    yield from heading(plan.profile, plan.rules, plan.as_of, tuple(_head(plan)))
    if not plan.steps:
        return
    yield Section("STEPS", "cells to bring to full: first what covers a function, then what scores most for its effort")
    heads = (">", "cell", "from", ">effort", ">score", "what it takes")
    rows = [_row(number, step) for number, step in enumerate(plan.steps, 1)]
    told = [at for at, head in enumerate(heads) if head != ">effort" or any(step.effort != 1 for step in plan.steps)]
    yield Table([heads[at] for at in told], [[row[at] for at in told] for row in rows])
    if any(step.act.also for step in plan.steps):
        yield Paragraph("An act that fills other cells as well is counted once for each of them that is a step.")
    if plan.open:
        count = "1 cell that the targets do" if len(plan.open) == 1 else f"{len(plan.open)} cells that the targets do"
        yield Section("STILL OPEN", f"{count} not need")
        yield Paragraph(_left(plan))


def _head(plan: Plan) -> Iterator[tuple[str, str | State]]:
    yield "Basis", str(plan.basis)
    for number, target in enumerate(plan.targets):
        label = "" if number else "Targets" if len(plan.targets) > 1 else "Target"
        text = f"{target.id} {target.wanted}"
        yield label, State("passed", f"{text} (met already)") if target.met else State("failed", text)
    for name in plan.unplanned:
        yield "Not planned", f"the profile's target {name}: it asks for controls, whatever they give"
    if plan.effort is None or plan.after is None:
        yield "No way", plan.reason or ""
    elif not plan.steps:
        yield "Nothing to do", "every target is met already"
    else:
        cells = "1 cell" if len(plan.steps) == 1 else f"{len(plan.steps)} cells"
        way, cheaper = _SURELY if plan.cheapest else _AS_FAR_AS_KNOWN
        yield way, f"{cells}, effort {nearly(plan.effort)}; {cheaper}"
        yield "Rating", _change(str(plan.before.rating), str(plan.after.rating))
        yield "Score", _change(_number(plan.before.score), _number(plan.after.score))
    for limit in plan.limits:
        yield "Note", limit


def _change(before: str, after: str) -> str:
    return f"stays {before}" if before == after else f"{before} to {after}"


def _number(score: Fraction | None) -> str:
    return "none" if score is None else str(shown(score))


def _row(number: int, step: PlanStep) -> tuple[str | State, ...]:
    act, gain = step.act, step.gain
    takes = f"{act.way}: {act.text}"
    if act.controls:
        lines = [str(one.location.line) for one in act.controls]
        takes += f" ({'line' if len(lines) == 1 else 'lines'} {', '.join(lines)})"
    if act.also:
        takes += f"; fills {few(act.also)} too"
    if gain.functions:
        takes += f"; covers {' '.join(gain.functions)}"
    if gain.rating is not None:
        takes += f"; the rating is {gain.rating}"
    cell = f"{act.requirement}/{act.layer}"
    return str(number), cell, State(act.level), nearly(step.effort), f"+{shown(gain.score)}", takes


def _left(plan: Plan) -> str:
    """The cells that stay open, by requirement: `trust (data none, system partial)`."""
    by_requirement: dict[str, list[str]] = {}
    for cell in plan.open:
        by_requirement.setdefault(cell.requirement, []).append(f"{cell.layer} {cell.level}")
    return ", ".join(f"{requirement} ({', '.join(cells)})" for requirement, cells in by_requirement.items())
