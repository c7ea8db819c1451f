"""Node, Chromium and the packages of package.json, as the tests here start them."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"


def chromium() -> str | None:
    """The browser's program, if it is installed."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def missing() -> str:
    """What is missing for these tests, in words; empty if nothing is."""
    lacking = [name for name, found in (("Node", shutil.which("node")), ("Chromium", chromium())) if not found]
    if lacking:
        return f"{' and '.join(lacking)} not found"
    return "" if MODULES.is_dir() else "no node_modules; `make web` installs them"


def node(script: str, *arguments: str, timeout: float = 120) -> str:
    """What a script of this folder prints. Raises CalledProcessError with what it said on standard error."""
    return run(["node", str(HERE / script), *arguments], timeout=timeout)


def run(command: Sequence[str], timeout: float = 120) -> str:
    """What a program prints; its standard error is in the exception where it fails."""
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, timeout=timeout, check=False)
    if done.returncode:
        message = f"{command[0]} ended with {done.returncode}: {done.stderr[-2000:]}"
        raise AssertionError(message)
    return done.stdout
