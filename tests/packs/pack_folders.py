"""Packs on disk for tests: the good pack, the default one, and changes to them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.errors import Problem

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def good_pack(folder: Path, name: str = "pack") -> Path:
    """A copy of the good pack."""
    return Path(shutil.copytree(HERE / "good", folder / name))


def core_pack(folder: Path) -> Path:
    """A copy of the default pack's own folder."""
    return Path(shutil.copytree(ROOT / "rules" / "core", folder / "core"))


def small_checkout(folder: Path) -> Path:
    """A copy of what the compiled form of a checkout depends on."""
    root = folder / "checkout"
    for part in ("rules", "schemas", *(f"assessor/{name}" for name in ("loading", "model", "engine", "assessment"))):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", root)
    return root


def rewrite(path: Path, old: str, new: str) -> None:
    """Put new text in place of old, which has to be there."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def said(problems: Iterable[Problem]) -> list[str]:
    """Problems as the command prints them."""
    return [str(problem) for problem in problems]
