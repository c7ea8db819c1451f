"""Why a verdict is as it is: its proof, what a better one lacks, and what would change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.cells import BASES
from assessor.inquiry.explaining.counterfactuals import NOTHING, Counterfactuals
from assessor.inquiry.explaining.findings import FindingExplainer
from assessor.inquiry.explaining.lacking import Lacking
from assessor.inquiry.explaining.proving import Prover
from assessor.inquiry.goals import cell_of
from assessor.inquiry.rulebook import FACTS
from assessor.inquiry.verdicts import Questioned
from assessor.model.explanation import Explanation, Ground, Missing, Proof
from assessor.model.fact import Fact
from assessor.model.ranking import COVERED
from assessor.model.vocabulary import Level

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from assessor.assessment.case import Case
    from assessor.assessment.cells import CellId
    from assessor.inquiry.explaining.counterfactuals import Found
    from assessor.inquiry.goals import Goal
    from assessor.inquiry.naming import Name


def explain(case: Case, name: Name) -> Explanation:
    """The explanation of a verdict on the case's basis; `name` as `naming` gives it, or that of a finding."""
    return FindingExplainer(case).explain(name) if name.kind == "finding" else _Explainer(case, name).explain()


class _Explainer:
    """Explains one verdict of one case."""

    def __init__(self, case: Case, name: Name) -> None:
        self._case = case
        self._name = name
        self._run = case.run()
        self._supposing = case.supposing(self._run)
        self._questioned = Questioned(name, case.reasoner)
        self._prover = Prover(case, self._run)
        self._counterfactuals = Counterfactuals(case, self._run, self._supposing)

    def explain(self) -> Explanation:
        """The explanation."""
        as_is = self._supposing.as_is
        better = self._questioned.better(as_is)
        up = self._up(better)
        return Explanation(
            profile=self._case.profile,
            rules=self._case.reasoner.knowledge.packs,
            as_of=self._case.as_of,
            basis=self._case.basis,
            kind=self._name.kind,
            target=self._name.id,
            verdict=self._questioned.word(as_is),
            better=None if better is None else str(better.wanted),
            proof=self._proof(),
            further=self._further(),
            missing=tuple(self._missing(better)),
            up=tuple(self._counterfactuals.changes(cells, self._questioned.word) for cells in up.sets),
            down=tuple(self._counterfactuals.falls(self._questioned)),
            up_limits=up.limits,
            down_limits=self._counterfactuals.limits_of_falls(self._name.kind),
        )

    def _proof(self) -> Proof:
        kind, name = self._name
        if kind == "score":
            return self._prover.score()
        if kind == "cell":
            return self._prover.cell(cell_of(name))
        if kind == "benchmark":
            return self._prover.benchmark(self._case.reasoner.benchmarks[name])
        if kind == "requirement":
            return self._requirement(name)
        if kind in {"function", "category", "cap"}:
            return self._prover.fact(Fact(FACTS[kind], (self._case.basis, name))) or self._not_covered()
        return self._said(kind)

    def _further(self) -> tuple[Proof, ...]:
        """Other derivations of a rating, or of a cap: other caps, other requirements that hold one up."""
        basis, (kind, name) = self._case.basis, self._name
        if kind == "rating":
            return (*self._prover.further(kind, (basis,)), *self._prover.further("cap", (basis,)))
        return self._prover.further(kind, (basis, name)) if kind == "cap" else ()

    def _said(self, kind: str, *about: str) -> Proof:
        """The proof of the one fact of a kind about these on the basis."""
        (found,) = self._prover.said(kind, (self._case.basis, *about))
        return found

    def _requirement(self, requirement: str) -> Proof:
        """The band of a requirement, and what the rules ask of it."""
        band = self._said("requirement-band", requirement)
        (applies,) = self._prover.said("applicability", (requirement,))
        band_is, applies_as = (one.fact[1] if one.fact else {} for one in (band, applies))
        both = dict.fromkeys((band_is["band"], applies_as["applicability"]))
        return Proof(
            statement=f"{requirement} is {' and '.join(both)} ({self._case.basis})",
            ground=Ground.ARITHMETIC,
            premises=(band, applies),
        )

    def _not_covered(self) -> Proof:
        """That no requirement is addressed that would cover it; of a cap, that no rule derives it."""
        kind, name = self._name
        if kind == "cap":
            return self._prover.absent(kind, {"basis": self._case.basis, kind: name})
        requirements = self._questioned.requirements()
        nobody = Proof(statement=f"no requirement has its primary category in {name}", ground=Ground.KNOWLEDGE)
        absent = self._prover.absent(FACTS[kind], {"basis": self._case.basis, kind: name})
        return absent._replace(premises=tuple(self._said("requirement-band", one) for one in requirements) or (nobody,))

    def _missing(self, better: Goal | None) -> Iterator[Missing]:
        """What the next better verdict lacks; of a cap that does not hold, what it lacks to hold."""
        kind, name = self._name
        if kind == "cap" and better is None:
            yield from self._lacking(kind, {"basis": str(self._case.basis), kind: name})
        if better is None or kind == "cap":
            return
        if kind == "cell":
            yield from (Missing(statement, None, None) for statement in self._cell_lacks(cell_of(name)))
        elif kind == "benchmark":
            yield from map(self._not_full, sorted(self._open(), key=list(self._supposing.as_is.levels).index))
        else:
            yield from self._lacking(FACTS[kind], self._wanted(kind, name, better))

    def _lacking(self, kind: str, values: Mapping[str, str]) -> tuple[Missing, ...]:
        return Lacking(self._run.deduction, self._case.reasoner.knowledge).behind(kind, values)

    def _cell_lacks(self, cell_id: CellId) -> Iterator[str]:
        """What the next better level of a cell wants and does not have."""
        cell, basis = self._supposing.reckoning.cells[cell_id], self._case.basis
        about = f"{cell_id.requirement} on {cell_id.layer}"
        if cell.level(BASES.index(basis)) is Level.NONE:
            yield f"a control that is full or partial counts for {about} ({basis})"
            return
        if cell.full <= BASES.index(basis):
            yield f"a control that is full counts for {about} ({basis})"
        if cell.shortfall:
            yield f"no control admits a shortfall for {about}"

    def _wanted(self, kind: str, name: str, better: Goal) -> dict[str, str]:
        """The fields of the fact that would say the better verdict."""
        about = {} if name == kind else {kind: name}
        said = "band" if kind == "requirement" else kind
        verdict = {} if better.wanted == COVERED else {said: str(better.wanted)}
        return {"basis": str(self._case.basis), **about, **verdict}

    def _open(self) -> Iterator[CellId]:
        levels = self._supposing.as_is.levels
        return (cell for cell in self._questioned.about(self._supposing.as_is) if self._short(levels.get(cell)))

    @staticmethod
    def _short(level: Level | None) -> bool:
        return level is not None and level is not Level.FULL

    def _not_full(self, cell: CellId) -> Missing:
        level = self._supposing.as_is.levels[cell]
        return Missing(f"{cell.requirement} on {cell.layer} is full (it is {level})", None, None)

    def _up(self, better: Goal | None) -> Found:
        if self._name.kind == "score":
            return self._counterfactuals.most_gaining()
        return self._counterfactuals.smallest([better]) if better else NOTHING
