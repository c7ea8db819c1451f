"""An earlier result that a run is held against."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.loading.results import read_bytes, read_result

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_baseline(path: Path) -> Mapping[str, object]:
    """The JSON form of one result (`dtassess/result/v1`), sound as far as it is compared.

    Raises `UsageError` with every problem of the file.
    """
    return read_result(read_bytes(str(path)), str(path))
