"""`dtassess --version`: the tool, its rules and its engine."""

from __future__ import annotations

from assessor.cli import console


def show_version() -> None:
    """Print the versions that a result depends on."""
    from assessor.api import open_assessor, version

    assessor = open_assessor()
    lines = [f"dtassess {version()}"]
    lines += [f"rules {pack.pack} {pack.version} sha256 {pack.sha256}" for pack in assessor.knowledge.packs]
    console.write("\n".join([*lines, f"engine {assessor.engine}"]) + "\n")
