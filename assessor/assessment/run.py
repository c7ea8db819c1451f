"""One run of the rules over one profile on one day."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES
from assessor.assessment.evidence import judge_all
from assessor.assessment.exceptions import Exceptions, open_findings
from assessor.assessment.findings import FindingReader
from assessor.assessment.gate import Standing, flag_checks, target_checks, unwaived
from assessor.assessment.outcome import Outcome
from assessor.assessment.reckoning import Reckoning
from assessor.assessment.verdicts import by_basis
from assessor.model.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date

    from assessor.assessment.cells import CellId
    from assessor.assessment.reasoner import Reasoner
    from assessor.assessment.verdicts import Facts
    from assessor.model.fact import Deduction
    from assessor.model.gates import Gates
    from assessor.model.profile import Profile
    from assessor.model.result import Check, Finding
    from assessor.model.vocabulary import Band, Basis, FileState, Level, Severity


class Run:
    """What the rules say of a profile on a day, with the gates' basis; the facts first, the rest when it is asked."""

    def __init__(
        self,
        reasoner: Reasoner,
        profile: Profile,
        files: Mapping[tuple[int, int], FileState],
        *,
        as_of: date,
        basis: Basis,
        gates: Gates,
        reckoning: Reckoning | None = None,
        only: Collection[str] | None = None,
    ) -> None:
        """Run the rules.

        `reckoning` is what was reckoned of the day already, if it was; with `only`, the rules say what is of these
        kinds and what comes before (see `kinds_behind`), and nothing else may be asked.
        """
        self.reasoner, self.profile, self.files = reasoner, profile, files
        self.as_of, self.basis, self.gates = as_of, basis, gates
        if reckoning is None:
            judged = judge_all(profile, files, as_of, reasoner.knowledge.policy)
            share = reasoner.treats_bases_alike
            reckoning = Reckoning(profile, reasoner.knowledge, judged, gate=basis, share=share)
        self.judged = reckoning.judged
        self.reckoning = reckoning
        self.deduction = self._deduced(reckoning.given(), only)
        self.outcome = Outcome(reckoning, self.deduction)

    def _deduced(self, given: Iterator[Fact], only: Collection[str] | None) -> Deduction:
        supply = {**self.reckoning.suppliers(), "target": self._targets, "exception": self._exceptions}
        if only is not None:
            given = (fact for fact in given if fact.kind in only)
            supply = {kind: supplier for kind, supplier in supply.items() if kind in only}
        return self.reasoner.engine.run(given, supply, only=only)

    def again(self, as_of: date, reckoning: Reckoning | None = None, only: Collection[str] | None = None) -> Run:
        """A run over the same profile, with the same gates, on another day."""
        return Run(
            self.reasoner,
            self.profile,
            self.files,
            as_of=as_of,
            basis=self.basis,
            gates=self.gates,
            reckoning=reckoning,
            only=only,
        )

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, on the basis of the gates."""
        reader = FindingReader(self.profile, self.reasoner.knowledge, self.judged, self.as_of)
        return reader.read(self.deduction, self._levels(self.outcome), self.reckoning.declared)

    @cached_property
    def checks(self) -> tuple[Check, ...]:
        """The checks of the profile's targets and of the run's flags, but for those on other days and a baseline."""
        return self.checks_where(unwaived(self.findings) if self.gates.fail_on else {})

    def checks_where(self, findings: Mapping[Severity, int]) -> tuple[Check, ...]:
        """The checks if so many findings of each severity were not waived."""
        standing = self._standing(self.outcome)
        wanted = target_checks(self.profile.targets, standing) if self.gates.targets else ()
        return (*(target.check for target in wanted), *flag_checks(self.gates, standing, findings))

    @property
    def rating(self) -> Band:
        """The rating on the basis of the gates."""
        return self.outcome.ratings[(self.basis,)]

    def caps_if_unknown_were_true(self) -> Mapping[str, Collection[str]]:
        """The caps of each basis that would hold if every unknown characteristic were true; empty if none is."""
        if not self._unknown():
            return {}
        facts = self._deduced(self.reckoning.given_if_unknown_were_true(), self.reasoner.kinds_behind_caps)
        return by_basis(self.reckoning.facts(facts), "cap")

    def _unknown(self) -> bool:
        return any(value == "unknown" for _, value in self.deduction.of("characteristic"))

    def _levels(self, outcome: Outcome) -> Mapping[CellId, Level]:
        return outcome.scope.levels[BASES.index(self.basis)]

    def _standing(self, outcome: Outcome) -> Standing:
        at = BASES.index(self.basis)
        return Standing(
            rating=outcome.ratings[(self.basis,)],
            score=outcome.measures.score(at),
            assessed=outcome.measures.assessed,
            bands={requirement: outcome.bands[(self.basis, requirement)] for requirement in self.reckoning.order},
            benchmark=lambda name: outcome.benchmark(self.reasoner.benchmarks[name], self.basis),
        )

    def _targets(self, known: Facts) -> Iterator[Fact]:
        if self.gates.targets:
            for key, subject, check in target_checks(
                self.profile.targets, self._standing(Outcome(self.reckoning, known))
            ):
                outcome = "reached" if check.passed else "missed"
                yield Fact("target", (key, subject, outcome, check.expected, check.actual))

    def _exceptions(self, known: Facts) -> Iterator[Fact]:
        levels = self._levels(Outcome(self.reckoning, known))
        open_cells = open_findings(known, levels, self.reckoning.declared)
        yield from Exceptions(self.profile, self.as_of).facts(tuple(open_cells.values()))
