"""An earlier result that a run is held against."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from assessor.errors import UsageError
from assessor.model.vocabulary import Band, Basis, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_FLAG = "--baseline"
_LARGEST = 64 * 1024 * 1024
_SUBJECT = ("rule", "requirement", "layer", "control", "benchmark", "subject")


def read_baseline(path: Path) -> Mapping[str, object]:
    """The JSON form of one result (`dtassess/result/v1`), whole as far as it is compared. Raises `UsageError`."""
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as problem:
        raise UsageError.of(_FLAG, f"`{path}` cannot be read: {problem.strerror}") from problem
    if len(data) > _LARGEST:
        raise UsageError.of(_FLAG, f"`{path}` is larger than {_LARGEST} bytes")
    return _result(path, data)


def _result(path: Path, data: bytes) -> Mapping[str, object]:
    try:
        document: Any = json.loads(data)
    except (ValueError, RecursionError) as problem:
        raise UsageError.of(_FLAG, f"`{path}` is not JSON: {problem}") from problem
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema == "dtassess/results/v1":
        raise UsageError.of(_FLAG, f"`{path}` holds several results; a baseline is the result of one profile")
    if schema != "dtassess/result/v1":
        raise UsageError.of(_FLAG, f"`{path}` is not a result: its `schema` is not dtassess/result/v1")
    try:
        _walk(document)
    except (AttributeError, LookupError, TypeError, ValueError) as problem:
        raise UsageError.of(_FLAG, f"`{path}` is not a whole result: {problem!r}") from problem
    result: Mapping[str, object] = document
    return result


def _walk(document: Any) -> None:
    """Touch all that is compared, so that what is missing or of another kind is found before anything is assessed."""
    for basis in Basis:
        summary = document["summary"][basis]
        _check(Band, summary["band"], summary["rating"])
        _check(_score, summary["score"])
        for requirement in document["requirements"]:
            _check(_word, requirement["id"])
            _check(Band, requirement[basis]["band"])
        for benchmark in document["benchmarks"]:
            _check(_word, benchmark["id"])
            _check(Verdict, benchmark[basis]["verdict"])
    for finding in document["findings"]:
        _check(_word, *(finding[name] or "" for name in _SUBJECT))
        _check(dict, finding["waived"] or {})


def _check(kind: Callable[[Any], object], *values: Any) -> None:
    for value in values:
        kind(value)


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r:.40} is not text")
    return value


def _score(value: Any) -> None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 100):  # noqa: PLR2004
        raise ValueError(f"{value!r:.40} is not a number from 0 to 100")
