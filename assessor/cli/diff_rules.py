"""The rules that are at hand for a comparison, opened as they are needed, each set of packs once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.cli.benchmark_files import with_benchmark_files
from assessor.loading.identity import identify

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from assessor.api import Assessor
    from assessor.assessment.reasoner import Reasoner
    from assessor.cli.flags import Setup
    from assessor.model.gates import Gates
    from assessor.model.knowledge import Knowledge, PackIdentity

    Packs = tuple[PackIdentity, ...]


class Rules:
    """The default pack, and the packs in the folders that the command line names.

    `old` are the folders for an old side that is a profile; for results, all of them are at hand.
    """

    def __init__(self, setup: Setup, old: Sequence[Path], benchmarks: Sequence[str]) -> None:
        # For dozens of short runs the plain engine is the faster one; what they say is the same.
        self._setup = setup._replace(engine="plain") if setup.engine == "auto" else setup
        self._old, self._benchmarks = tuple(old), benchmarks
        self._opened: dict[Packs, Assessor] = {}

    def for_profile(self, *, old: bool) -> Assessor:
        """The assessor of a side that is a profile. Raises RulesError and UsageError."""
        setup = self._setup._replace(rules=self._old) if old and self._old else self._setup
        return self._open(setup)

    def for_packs(self, packs: Packs) -> Assessor | None:
        """The assessor with exactly these packs; None if one of them is not at hand. Raises RulesError."""
        if packs in self._opened:
            return self._opened[packs]
        folders = [self._folders[pack] for pack in packs if pack in self._folders]
        default = self._default in packs
        if not packs or len(folders) + default < len(packs):
            return None
        assessor = self._open(self._setup._replace(rules=tuple(folders), default_rules=default))
        return assessor if assessor.knowledge.packs == packs else None

    def judgeable(self, assessor: Assessor, gates: Gates) -> Gates:
        """The gates without those on benchmarks that the rules do not know."""
        known = {benchmark.id for benchmark in assessor.knowledge.benchmarks}
        return gates._replace(require=tuple(one for one in gates.require if one.benchmark in known))

    def any(self) -> Assessor:
        """Some assessor: one that is open, or the default one. Raises RulesError and UsageError."""
        if not self._opened:
            self._open(self._setup._replace(rules=(), default_rules=True))
        return next(iter(self._opened.values()))

    def hands(self) -> Mapping[Packs, Reasoner]:
        """The rules that were opened."""
        return {packs: assessor.reasoner for packs, assessor in self._opened.items()}

    def _open(self, setup: Setup) -> Assessor:
        assessor, _ = with_benchmark_files(setup.open(), self._benchmarks)
        return self._opened.setdefault(assessor.knowledge.packs, assessor)

    @cached_property
    def known(self) -> Knowledge:
        """What the default pack knows. Raises RulesError."""
        from assessor.loading.packs import load_knowledge

        return load_knowledge()

    @property
    def _default(self) -> PackIdentity:
        return self.known.packs[0]

    @cached_property
    def _folders(self) -> Mapping[PackIdentity, Path]:
        return {identify(path): path for path in (*self._old, *self._setup.rules)}
