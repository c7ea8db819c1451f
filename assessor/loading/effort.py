"""What it takes to bring cells to full, as a file says it."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.errors import InputError, Problem, quoted
from assessor.loading.own_files import read_own_file
from assessor.loading.requirements import REQUIREMENTS
from assessor.model.nearest import advice
from assessor.model.vocabulary import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.loading.fields import Fields

_CELLS = [f"{requirement}/{layer}" for requirement in REQUIREMENTS for layer in Layer]


def read_effort(path: str) -> Mapping[str, Fraction]:
    """The efforts of a file (`schemas/effort.schema.json`), by requirement (`trust`) and by cell (`trust/data`).

    Raises InputError with every problem of the file.
    """
    fields = read_own_file(path, "effort")
    problems = [*_unknown(fields, "requirements", REQUIREMENTS), *_unknown(fields, "cells", _CELLS)]
    if problems:
        raise InputError(problems)
    named = [fields.mapping("requirements"), fields.mapping("cells")]
    return {name: Fraction(exact) for of in named for name in of if (exact := of.exact(name))}


def _unknown(fields: Fields, key: str, known: list[str] | tuple[str, ...]) -> Iterator[Problem]:
    of = fields.mapping(key)
    for name in of:
        if name not in known:
            what = "requirement" if key == "requirements" else "cell"
            yield Problem(*of.at_key(name), f"{key}: there is no {what} {quoted(name)}; {advice(name, known)}")
