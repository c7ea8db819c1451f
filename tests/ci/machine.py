"""A machine of somebody's CI: a copy of the checkout, an environment without ours, profiles to assess."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[2]
DAY = "2026-11-23"

needs_compiler = pytest.mark.skipif(
    sys.version_info < (3, 13)
    and not (Path(sysconfig.get_path("include"), "Python.h").exists() and shutil.which(os.environ.get("CC", "cc"))),
    reason="pip builds durable-rules here, and there is no C compiler or no Python.h",
)
"""For what installs dtassess by pip alone."""

GOOD = """\
schema: dtassess/profile/v1
name: pump
controls:
  - id: AC-1
    title: Tokens
    requirements: [authentication, authorization, governance, monitoring, response, recovery]
    status: implemented
    evidence: [{type: policy, url: "https://example.org", date: 2026-10-01}]
"""
POOR = "schema: dtassess/profile/v1\nname: poor\ncontrols: []\n"
NOTHING = """\
schema: dtassess/profile/v1
name: model on a shelf
controls: []
not_applicable:
""" + "".join(
    f"  - {{requirement: {path.stem}, reason: it runs nowhere}}\n"
    for path in sorted((ROOT / "rules" / "core" / "requirements").glob("*.yaml"))
)
BROKEN = "schema: dtassess/profile/v1\nname: broken\nowners: x\ncontrols: []\n"


def copied(folder: Path, source: Path = ROOT) -> Path:
    """A copy of a checkout as it is now, without what tools left in it."""
    left_out = shutil.ignore_patterns(
        *(".git", ".venv*", ".*_cache", ".hypothesis", ".coverage*", "__pycache__", "build", "dist", "site"),
        *("node_modules", "golden"),
    )
    return Path(shutil.copytree(source, folder, ignore=left_out))


def plain_environment() -> dict[str, str]:
    """The environment as a fresh login has it: nothing of pytest, coverage or Git hooks, and no locale."""
    ours = (
        "COV",
        "DTASSESS",
        "GIT_",
        "GITHUB_",
        "INPUT_",
        "LC_",
        "LANG",
        "PRE_COMMIT",
        "PYTEST",
        "PYTHON",
        "VIRTUAL_ENV",
    )
    plain = {name: value for name, value in os.environ.items() if not name.startswith(ours) or "SSL" in name}
    # The Python that the tests run with is the machine's.
    return {
        **plain,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "/usr/bin:/bin")]),
    }


def run(
    command: list[str], cwd: Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """What a program does, its standard error among its output."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={**plain_environment(), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
