"""All that an assessment depends on, as one value: to assess it, to look closer, or to change one thing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.assessment.assess import assess
from assessor.assessment.run import Run
from assessor.assessment.supposing import Supposing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from assessor.assessment.reasoner import Reasoner
    from assessor.model.gates import Gates
    from assessor.model.profile import Profile
    from assessor.model.result import Result
    from assessor.model.vocabulary import Basis, FileState


class Case(NamedTuple):
    """A profile on a day: with other evidence, rules, options or another day it is another case (`_replace`)."""

    reasoner: Reasoner
    profile: Profile
    files: Mapping[tuple[int, int], FileState]
    """What is on disk for each evidence item with a path, by the positions of its control and of the item."""
    as_of: date
    basis: Basis
    """Of gates and findings."""
    gates: Gates
    version: str
    """Of the tool."""

    def assess(self) -> Result:
        """The whole result. Raises RulesError where the rules leave a verdict out or contradict each other."""
        return assess(
            self.profile,
            self.reasoner,
            version=self.version,
            as_of=self.as_of,
            files=self.files,
            basis=self.basis,
            gates=self.gates,
        )

    def run(self) -> Run:
        """The run of the rules behind the result: its facts with their proofs, its checks, its findings."""
        return Run(self.reasoner, self.profile, self.files, as_of=self.as_of, basis=self.basis, gates=self.gates)

    def supposing(self, run: Run) -> Supposing:
        """What the rules would say on the case's basis if cells stood otherwise; `run` is the case's own."""
        return Supposing(run)
