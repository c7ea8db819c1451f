"""The options of a run as a result records them, so that it can be assessed again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import exactly

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from assessor.model.gates import Gates
    from assessor.model.vocabulary import Basis


def options(basis: Basis, gates: Gates) -> Mapping[str, object]:
    """Every option with its value, null where it was not set; numbers as exact text."""
    return {
        "basis": basis,
        "targets": gates.targets,
        "fail_under": gates.fail_under,
        "min_score": _text(gates.min_score),
        "min_assessed": _text(gates.min_assessed),
        "require": [{"benchmark": one.benchmark, "coverage": _text(one.coverage)} for one in gates.require],
        "fail_on": gates.fail_on,
        "fail_if_expiring": gates.fail_if_expiring,
        "baseline": gates.baseline is not None,
    }


def _text(number: Fraction | None) -> str | None:
    return None if number is None else exactly(number)
