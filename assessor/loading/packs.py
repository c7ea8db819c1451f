"""All that an assessment knows beside the profile: the default pack, already compiled, and the packs that a user adds.

The default pack is `rules/core` with what stands beside it below `rules/`: the kinds of facts, CSF 2.0 and the 27
documents. A wheel carries it compiled; a checkout compiles it anew when a rule, or the code that reads rules, changed.
What reads YAML is imported only where YAML has to be read.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from assessor.errors import AssessorFault, RulesError
from assessor.loading.bundled import checkout, prebuilt_knowledge
from assessor.loading.cache import keep, recall
from assessor.loading.compiled import decode, encode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from assessor.model.knowledge import Coverage, Knowledge

    Derive = Callable[[Knowledge], Mapping[str, Coverage]]
    """Works out what rules derive from the benchmarks' ticks; this takes an engine, which is not known here."""

_KEPT = "build/knowledge/knowledge.json"
_RULES = "rules"
_READERS = ("assessor/loading", "assessor/model", "assessor/engine", "assessor/assessment", "schemas")
"""What, beside the rules, the compiled form of a checkout depends on."""


def load_knowledge(packs: Sequence[Path] = (), *, default: bool = True, derive: Derive | None = None) -> Knowledge:
    """What the default pack and the given ones know together.

    Without the default pack its rules, requirements and constants are left out, and the kinds of facts, CSF 2.0 and the
    27 documents stay; the given packs then bring all 20 requirements and a rating.yaml. The order of the packs changes
    nothing. Where the default pack is compiled anew, what `derive` makes of it is kept with it. Raises RulesError with
    all problems of all files.
    """
    if default and not packs:
        return default_knowledge(derive)
    from assessor.loading.added_packs import read_packs

    found = read_packs(packs, default_knowledge(), default=default)
    if found.problems or not found.knowledge:
        raise RulesError(found.problems)
    return found.knowledge


def default_knowledge(derive: Derive | None = None) -> Knowledge:
    """What the default pack knows. Raises RulesError where a checkout's is broken, AssessorFault where a wheel's is."""
    prebuilt = prebuilt_knowledge()
    return knowledge_of_wheel(prebuilt) if prebuilt else knowledge_of_checkout(checkout(), derive)


def knowledge_of_wheel(prebuilt: Path) -> Knowledge:
    """The default pack as a wheel carries it. Raises AssessorFault if the file is not what was built."""
    try:
        return decode(prebuilt.read_bytes())
    except (OSError, ValueError) as error:
        message = f"{prebuilt} is damaged; install dtassess again ({error})"
        raise AssessorFault(message) from error


def knowledge_of_checkout(root: Path, derive: Derive | None = None) -> Knowledge:
    """The default pack of a checkout: as it was kept if nothing changed since, else read anew. Raises RulesError."""
    key = _state(root)
    kept = _kept(root, key)
    if kept and (kept.derived or not derive):
        return kept
    knowledge = kept or _read(root)
    if derive:
        knowledge = knowledge._replace(derived=derive(knowledge))
    if key:
        keep(root / _KEPT, key, encode(knowledge))
    return knowledge


def _kept(root: Path, key: bytes | None) -> Knowledge | None:
    data = recall(root / _KEPT, key) if key else None
    try:
        return decode(data) if data is not None else None
    except ValueError:
        return None  # whole, under the right key, and yet not ours: as if it were not there


def _read(root: Path) -> Knowledge:
    from assessor.loading.default_pack import read_default_pack

    return read_default_pack(root / _RULES)


def _state(root: Path) -> bytes | None:
    """Changes whenever a file does that the compiled form depends on: names, sizes, times of change, inodes.

    None where that cannot be told, as for a link that leads nowhere.
    """
    version = str(root / "pyproject.toml")
    try:
        states = [_status(version, os.stat(version)), *_states(root / _RULES, "")]  # noqa: PTH116 as below
        for folder in _READERS:
            states += _states(root / folder, (".py", ".json"))
    except OSError:
        return None
    prefix = len(str(root)) + 1
    return "\n".join(sorted([state[prefix:] for state in states])).encode("utf-8", "surrogateescape")


def _states(folder: Path | str, suffix: str | tuple[str, ...]) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _states(entry.path, suffix)
            elif entry.name.endswith(suffix):
                yield _status(entry.path, entry.stat())


def _status(path: str, status: os.stat_result) -> str:
    return f"{path} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} {status.st_ino}"
