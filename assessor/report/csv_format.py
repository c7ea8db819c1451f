"""A result as a table of comma-separated values, for spreadsheets and for programs that read no JSON.

Quoted as in RFC 4180, but for lines that end in a line feed alone, which every reader takes and no shell stumbles over;
no text holds one, so a line is a row. UTF-8, and without a byte order mark unless `bom=yes` asks for one: Excel needs
one to find letters beyond ASCII by itself, and programs take it for a part of the first column's name.

What could not be assessed is a row too, the first of all, with nothing but its path and the columns at the end that say
what is wrong: no table looks complete without it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.model.number import shown
from assessor.model.vocabulary import Basis
from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from assessor.errors import Problem
    from assessor.model.knowledge import Coverage
    from assessor.model.result import OpenCell, Result
    from assessor.report.contents import Contents
    from assessor.report.view import View

Value = str | Fraction | bool | int | Iterable[str] | None
Columns = Mapping[str, Callable[[Any], Value]]
"""The columns of a table by their names, each with what a row's subject has there."""

_FORMULA = re.compile(r"""(^|[,;\t|"'])(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])""")
"""Where a spreadsheet would begin a formula, full-width forms too: at the start of a cell, and behind what would be
the end of one for a reader that takes another separator or quote than ours."""


class _Table(NamedTuple):
    subjects: Callable[[Result], Iterable[object]]
    columns: Columns


def render(contents: Contents, view: View) -> str:
    """The table that the options name: what could not be assessed, then the results' rows in their order."""
    table = _TABLES[view.options["table"]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*_PROFILE, *table.columns, *_PROBLEM])
    for problem in contents.problems:
        writer.writerow(_problem(problem, table))
    for result in contents.results:
        profile = _cells(_PROFILE, result)
        for subject in table.subjects(result):
            writer.writerow([*profile, *_cells(table.columns, subject), *[""] * len(_PROBLEM)])
    return "\ufeff" * (view.options["bom"] == "yes") + text.getvalue()


def _problem(problem: Problem, table: _Table) -> list[str]:
    profile = [_cell(problem.path) if name == "path" else "" for name in _PROFILE]
    return [*profile, *[""] * len(table.columns), *_cells(_PROBLEM, problem)]


def _cells(columns: Columns, subject: object) -> list[str]:
    return [_cell(value_of(subject)) for value_of in columns.values()]


def _cell(value: Value) -> str:
    """The value as text; whatever comes from a file stays text in a spreadsheet."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Fraction():
            return str(shown(value))
        case int():
            return str(value)
        case str():
            return _FORMULA.sub(r"\1\2'", harmless(value))
        case several:
            return _cell("; ".join(several))


def _by_basis(name: str, value_of: Callable[[Any, Basis], Value]) -> Columns:
    """A column for each basis: `claimed_band`, `evidenced_band`, `current_band`."""

    def on(basis: Basis) -> Callable[[Any], Value]:
        return lambda subject: value_of(subject, basis)

    return {f"{basis}_{name}": on(basis) for basis in Basis}


def _coverage(name: str, coverage_of: Callable[[Any], Coverage]) -> Columns:
    """A column for the band and one for the functions."""
    return {
        f"{name}_band": lambda subject: coverage_of(subject).band,
        f"{name}_functions": lambda subject: _functions(coverage_of(subject).functions),
    }


def _functions(known: Iterable[str] | None) -> Value:
    """The functions; what is unknown does not look like none."""
    return "unknown" if known is None else known


def _open(cells: Iterable[OpenCell]) -> list[str]:
    return [f"{cell.requirement}/{cell.layer} {cell.level}" for cell in cells]


_PROFILE: Columns = {
    "profile": lambda result: result.profile.name,
    "path": lambda result: result.profile.path,
    "as_of": lambda result: result.as_of.isoformat(),
    "basis": lambda result: result.basis,
}
"""What every row begins with; the basis is the gate's and the findings'."""

_PROBLEM: Columns = {
    "problem": lambda problem: problem.message,
    "problem_line": lambda problem: problem.line or None,
    "problem_column": lambda problem: problem.column or None,
}
"""What every row ends with: nothing, unless it says what could not be assessed."""

_TABLES = {
    "requirements": _Table(
        lambda result: result.requirements,
        {
            "requirement": lambda one: one.id,
            "title": lambda one: one.title,
            "group": lambda one: one.group,
            "applicability": lambda one: one.applicability,
            "reasons": lambda one: one.reasons,
            "primary_category": lambda one: one.primary,
            "secondary_categories": lambda one: one.secondary,
            **_by_basis("band", lambda one, basis: one.bases[basis].band),
            **_by_basis("score", lambda one, basis: one.bases[basis].score),
            "silent_layers": lambda one: one.silent,
            "controls": lambda one: one.controls,
        },
    ),
    "cells": _Table(
        lambda result: product(result.requirements, result.profile.twin.layers),
        {
            "requirement": lambda cell: cell[0].id,
            "layer": lambda cell: cell[1],
            "group": lambda cell: cell[0].group,
            "applicability": lambda cell: cell[0].applicability,
            **_by_basis("level", lambda cell, basis: cell[0].bases[basis].cells[cell[1]]),
            "silent": lambda cell: cell[1] in cell[0].silent,
        },
    ),
    "functions": _Table(
        lambda result: result.functions,
        {
            "function": lambda one: one.id,
            "name": lambda one: one.name,
            **_by_basis("covered", lambda one, basis: one.bases[basis].covered),
            **_by_basis("score", lambda one, basis: one.bases[basis].score),
            "requirements": lambda one: one.requirements,
        },
    ),
    "benchmarks": _Table(
        lambda result: result.benchmarks,
        {
            "benchmark": lambda one: one.id,
            "title": lambda one: one.title,
            **_coverage("published", lambda one: one.published),
            **_coverage("derived", lambda one: one.derived),
            "clauses_verified": lambda one: one.clauses_verified,
            "cells_asked": lambda one: one.asked,
            "cells_out_of_scope": lambda one: one.out_of_scope,
            **_by_basis("verdict", lambda one, basis: one.bases[basis].verdict),
            **_by_basis("coverage", lambda one, basis: one.bases[basis].coverage),
            **_by_basis("open", lambda one, basis: _open(one.bases[basis].open)),
            **_by_basis("functions_missing", lambda one, basis: _functions(one.bases[basis].functions_missing)),
            **_by_basis("beyond", lambda one, basis: one.bases[basis].beyond),
            "doubts": lambda one: one.doubts,
        },
    ),
    "findings": _Table(
        lambda result: result.findings,
        {
            "rule": lambda one: one.rule,
            "severity": lambda one: one.severity,
            "message": lambda one: one.message,
            "remediation": lambda one: one.remediation,
            "requirement": lambda one: one.requirement,
            "layer": lambda one: one.layer,
            "control": lambda one: one.control,
            "benchmark": lambda one: one.benchmark,
            "subject": lambda one: one.subject,
            "file": lambda one: one.location.path,
            "line": lambda one: one.location.line,
            "column": lambda one: one.location.column,
            "waived": lambda one: one.waived is not None,
            "waived_reason": lambda one: one.waived and one.waived.reason,
            "waived_by": lambda one: one.waived and one.waived.approved_by,
            "waived_through": lambda one: one.waived and one.waived.expires.isoformat(),
        },
    ),
}
