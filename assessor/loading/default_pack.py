"""The default pack from its YAML, for whoever builds its compiled form; a start that finds that form is not here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.errors import Problem, RulesError
from assessor.loading import requirements
from assessor.loading.folder import fingerprint, read_folder
from assessor.loading.merging import merge
from assessor.loading.pack import opened, read_pack

if TYPE_CHECKING:
    from pathlib import Path

    from assessor.loading.folder import Folder
    from assessor.loading.requirements import Csf
    from assessor.model.knowledge import Knowledge

SHOWN = "rules"
CORE = "core"
_CSF = "csf/functions.yaml"
_REPRODUCTION = "reproduction.yaml"


def read_default_pack(root: Path) -> Knowledge:
    """What the files below `rules/` know; their places begin with `rules/`, wherever that is. Raises RulesError.

    The pack's SHA-256 is that of all these files but cases (see `fingerprint`), not of `core` alone.
    """
    folder = read_folder(root, SHOWN)
    problems = list(folder.problems)
    csf = _csf(folder, problems)
    shared = [file for file in folder.files if not file.name.startswith((f"{CORE}/", _CSF, _REPRODUCTION))]
    core = read_pack(folder.part(CORE), csf, problems)
    if core.identity:
        core.identity = core.identity._replace(sha256=fingerprint(folder.files))
    packs = [read_pack(folder._replace(files=tuple(shared)), csf, problems), core]
    knowledge = merge(csf, packs, problems, trusted=True)
    if problems or not knowledge:
        raise RulesError(problems)
    return knowledge


def _csf(folder: Folder, problems: list[Problem]) -> Csf:
    """CSF 2.0, without which nothing else can be read; the other file that is no pack's is checked on the way."""
    csf = None
    for file in folder.files:
        if file.name == _CSF and (fields := opened(file.data, file.shown, "csf", problems)):
            csf = requirements.csf(fields)
        elif file.name == _REPRODUCTION:
            opened(file.data, file.shown, "reproduction", problems)
    if csf is None:
        missing = Problem(f"{SHOWN}/{_CSF}", 0, 0, "without it, no rules can be read")
        raise RulesError([*problems, missing])
    return csf
