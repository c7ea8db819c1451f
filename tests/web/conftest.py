"""The tests that need Node and Chromium: they run where both are there, and say so where they do not.

With DTASSESS_WEB=required, as in CI, what is missing is an error.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tools import missing

HERE = Path(__file__).resolve().parent
_REQUIRED = os.environ.get("DTASSESS_WEB") == "required"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    lacking = missing()
    if not lacking:
        return
    if _REQUIRED:
        pytest.exit(f"tests/web cannot run, and DTASSESS_WEB is required: {lacking}", returncode=1)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=f"tests/web is not run: {lacking}"))
