"""The parts of a comparison as plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Basis
from assessor.report.document import to_benchmark_object, to_location_object, to_number, to_profile_object
from assessor.report.reference.benchmarks import clause_objects, difference_objects

if TYPE_CHECKING:
    from assessor.model.comparison import (
        BesideBenchmark,
        BesideProfile,
        CellBeside,
        CellStanding,
        Contribution,
        Filters,
        FunctionBeside,
        RequirementBeside,
        SidesOnBasis,
        SummaryBeside,
    )
    from assessor.report.document import Document


def filters_object(filters: Filters) -> Document:
    """The filters; those that were not set are empty."""
    return {
        "use_case": list(map(str, filters.use_cases)),
        "body": list(filters.bodies),
        "type": list(filters.types),
    }


def benchmark_object(beside: BesideBenchmark) -> Document:
    """A benchmark as in a result, with what else is known of it, and with the cells where they were asked for."""
    benchmark = beside.benchmark
    return {
        **to_benchmark_object(beside.result),
        "number": benchmark.number,
        "body": benchmark.body,
        "document": benchmark.document,
        "type": benchmark.type,
        "applied_to": list(map(str, benchmark.applied_to)),
        "use_cases": list(map(str, benchmark.use_cases)),
        "fits_use_case": beside.fits_use_case,
        "differences": difference_objects(benchmark),
        "band_difference": benchmark.band_difference,
        "clauses": clause_objects(benchmark),
        "without_clause": list(beside.without_clause),
        "functions": [_function(function) for function in beside.functions],
        "cells": None if beside.cells is None else [_asked_cell(cell) for cell in beside.cells],
    }


def other_object(beside: BesideProfile) -> Document:
    """Another profile beside this one."""
    return {
        **to_profile_object(beside.profile),
        "summary": {str(basis): _summary(beside.summary[basis]) for basis in Basis},
        "requirements": [_requirement(requirement) for requirement in beside.requirements],
    }


def _function(function: FunctionBeside) -> Document:
    return {
        "id": function.id,
        "name": function.name,
        "published": function.published,
        "derived": function.derived,
        **{str(basis): function.covered[basis] for basis in Basis},
    }


def _asked_cell(cell: CellStanding) -> Document:
    levels = {str(basis): str(cell.levels[basis]) for basis in Basis}
    return {"requirement": cell.requirement, "layer": str(cell.layer), **levels, **_ground(cell)}


def _ground(cell: CellStanding) -> Document:
    """What the levels of a cell rest on."""
    out = cell.out_of_scope
    return {
        "silent": cell.silent,
        "out_of_scope": None
        if out is None
        else {"reason": out.reason, "location": None if out.location is None else to_location_object(out.location)},
        "controls": [_contribution(one) for one in cell.controls],
    }


def _contribution(one: Contribution) -> Document:
    return {
        "id": one.control.id,
        "title": one.control.title,
        "status": str(one.control.status),
        "activation": str(one.control.activation),
        "level": str(one.level),
        "shortfall": one.shortfall,
        "bases": list(map(str, one.bases)),
        "location": to_location_object(one.location),
    }


def _summary(beside: SummaryBeside) -> Document:
    this, other = beside.this, beside.other
    return {
        "rating": _pair(str(this.rating), str(other.rating), beside.rating),
        "band": _pair(str(this.band), str(other.band), beside.band),
        "score": _pair(to_number(this.score), to_number(other.score), beside.score),
        "functions": _pair(list(this.functions), list(other.functions), beside.functions),
    }


def _requirement(beside: RequirementBeside) -> Document:
    return {
        "id": beside.id,
        "direction": str(beside.direction),
        "applicability": {"this": str(beside.this), "other": str(beside.other)},
        **{str(basis): _sides(beside.bases[basis]) for basis in Basis},
        "cells": [_cell(cell) for cell in beside.cells],
    }


def _sides(sides: SidesOnBasis) -> Document:
    return {
        "direction": str(sides.direction),
        "this": {"band": str(sides.this.band), "score": to_number(sides.this.score)},
        "other": {"band": str(sides.other.band), "score": to_number(sides.other.score)},
    }


def _cell(beside: CellBeside) -> Document:
    this, other = beside.this, beside.other
    return {
        "layer": str(beside.layer),
        "direction": str(beside.direction),
        **{str(on): _pair(str(this.levels[on]), str(other.levels[on]), beside.directions[on]) for on in Basis},
        "this": _ground(this),
        "other": _ground(other),
    }


def _pair(this: object, other: object, direction: str) -> Document:
    return {"this": this, "other": other, "direction": str(direction)}
