"""Which pack a folder is, without reading its rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import Problem, RulesError
from assessor.loading.folder import fingerprint, read_folder
from assessor.loading.pack import PACK, opened
from assessor.model.knowledge import PackIdentity

if TYPE_CHECKING:
    from pathlib import Path


def identify(path: Path) -> PackIdentity:
    """The pack's id, its version and the SHA-256 of its files. Raises RulesError with what is wrong with these."""
    folder = read_folder(path, path.as_posix())
    problems = list(folder.problems)
    file = next((file for file in folder.files if file.name == PACK), None)
    fields = opened(file.data, file.shown, "pack", problems) if file else None
    if fields is None or problems:
        raise RulesError(problems or [Problem(folder.shown, 0, 0, f"is no pack: {PACK} is missing")])
    return PackIdentity(pack=fields.text("id"), version=fields.text("version"), sha256=fingerprint(folder.files))
