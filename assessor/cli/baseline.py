"""An earlier result that a run is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.loading.results import read_bytes, read_result

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Baseline(NamedTuple):
    """The file of a result, and the result in it."""

    path: str
    data: bytes
    document: Mapping[str, Any]
    """The JSON form of one result (`dtassess/result/v1`), sound as far as it is compared."""


def read_baseline(path: Path) -> Baseline:
    """The result in a file. Raises `UsageError` with every problem of the file."""
    data = read_bytes(str(path))
    return Baseline(str(path), data, read_result(data, str(path)))
