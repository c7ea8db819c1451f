"""The result in a file, sound in all that a document made from it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assessor.errors import UsageError
from assessor.loading.encoding import LARGEST_FILE
from assessor.loading.results import read_bytes, read_result, refuse
from assessor.loading.shapes import (
    UnfitError,
    check,
    is_day,
    is_score,
    is_text,
    one_of,
    or_none,
)
from assessor.loading.source import declared_format
from assessor.model.vocabulary import Applicability, Basis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.loading.shapes import Shape, Test

_PROFILE = "dtassess/profile"
_OPTIONAL_TEXT, _OPTIONAL_DAY, _OPTIONAL_SCORE = map(or_none, (is_text, is_day, is_score))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _fits(shape: Shape) -> Test:
    """A test of whether a value has the shape."""

    def test(value: Any) -> bool:
        try:
            check(value, shape)
        except UnfitError:
            return False
        return True

    return test


_EVIDENCE: Shape = {
    "type": is_text,
    **dict.fromkeys(("url", "path", "sha256", "note"), _OPTIONAL_TEXT),
    **dict.fromkeys(("date", "expires"), _OPTIONAL_DAY),
}
_CONTROL: Shape = {
    **dict.fromkeys(("id", "title", "status", "activation"), is_text),
    **dict.fromkeys(("responsibility", "caveats"), _OPTIONAL_TEXT),
    "requirements": [is_text],
    "layers": [is_text],
    "evidence": or_none(_fits([_EVIDENCE])),
}
_WAIVER: Shape = {"reason": is_text, "approved_by": is_text, "expires": is_day}
_REQUIREMENT: Shape = {
    "applicability": one_of(Applicability),
    "reasons": [is_text],
    "controls": [is_text],
    **{basis: {"score": _OPTIONAL_SCORE} for basis in Basis},
}
_SHAPE: Shape = {
    "tool": {"name": is_text},
    "summary": {"assessed": _OPTIONAL_SCORE, **{basis: {"caps": [is_text], "functions": [is_text]} for basis in Basis}},
    "requirements": [_REQUIREMENT],
    "benchmarks": [{basis: {"coverage": _OPTIONAL_SCORE} for basis in Basis}],
    "findings": [
        {"location": {"path": is_text, "line": _is_count, "column": _is_count}, "waived": or_none(_fits(_WAIVER))}
    ],
    "gate": {"checks": [{"expected": is_text, "actual": is_text}]},
    "inputs": {"profile": {"description": _OPTIONAL_TEXT, "controls": [_CONTROL]}},
}
"""What `read_result` leaves open and a document tells."""


def read_result_file(path: str) -> Mapping[str, Any]:
    """The JSON form of the one result in a file, or in standard input for `-`.

    Raises UsageError with every problem of the file, and with what to do where it is a profile.
    """
    data = read_bytes(path)
    if (declared_format(data[:LARGEST_FILE]) or "").startswith(_PROFILE):
        told = "this is a profile, and a result is wanted: assess it first, with `--report json=FILE`"
        raise UsageError.of(path, told)
    document = read_result(data, path)
    try:
        check(document, _SHAPE)
    except UnfitError as error:
        refuse(data, path, error.where)
    return document
