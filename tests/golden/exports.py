"""The golden exports: what is open on two platforms, the catalog, and one benchmark, as `dtassess export` prints them.

`python tests/golden/exports.py` writes the expected files anew; look at the difference before it is committed.
"""

from __future__ import annotations

import contextlib
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from assessor.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

HERE = Path(__file__).resolve().parent
EXPORTS = {
    "eclipse-ditto.poam.json": ("oscal-poam", "-"),
    "fiware-orion-ld.poam.json": ("oscal-poam", "-"),
    "oscal-catalog.json": ("oscal-catalog",),
    "oscal-profile-etsi-ts-103-846.json": ("oscal-profile", "etsi-ts-103-846"),
}
"""The name of each expected file, and what makes it; - is the expected result of the scenario that it begins with."""


def file_of(name: str) -> Path:
    """Where an expected export stands."""
    return HERE / "exports" / name


def expected(name: str) -> str:
    """What is printed."""
    result = HERE / name.partition(".")[0] / "expected.json"
    given = result.read_text(encoding="utf-8").replace('"masked"', f'"{"0" * 64}"') if result.exists() else ""
    out, into = (io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8", newline="") for text in ("", given))
    with contextlib.redirect_stdout(out), _standard_input(into):
        assert main(["export", *EXPORTS[name]]) == 0
    return out.buffer.getvalue().decode()


@contextlib.contextmanager
def _standard_input(stream: TextIO) -> Iterator[None]:
    before, sys.stdin = sys.stdin, stream
    try:
        yield
    finally:
        sys.stdin = before


if __name__ == "__main__":
    for each in EXPORTS:
        file_of(each).write_text(expected(each), encoding="utf-8")
