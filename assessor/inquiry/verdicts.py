"""The verdicts that can be questioned: what each is, what it depends on, and what the next better one would be."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.assessment.cells import CellId
from assessor.inquiry.goals import Goal, cell_of
from assessor.inquiry.rulebook import FACTS, Rulebook
from assessor.model.number import shown
from assessor.model.ranking import COVERED, HOLDS, LADDERS, LIFTED, NOT_COVERED
from assessor.model.vocabulary import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Set

    from assessor.assessment.reasoner import Reasoner
    from assessor.assessment.supposing import Supposed
    from assessor.inquiry.naming import Name


class Questioned:
    """One verdict on one basis, whatever it is supposed of."""

    def __init__(self, name: Name, reasoner: Reasoner) -> None:
        self.name = name
        self._reasoner = reasoner
        self._knowledge = reasoner.knowledge
        self._rulebook = Rulebook(reasoner.knowledge)

    def word(self, supposed: Supposed) -> str | None:
        """The verdict in the word that a result has for it, a score rounded; None where there is none."""
        kind, name = self.name
        words: dict[str, Callable[[], str | None]] = {
            "rating": lambda: supposed.rating,
            "band": lambda: supposed.band,
            "score": lambda: None if supposed.score is None else str(shown(supposed.score)),
            "cap": lambda: HOLDS if name in supposed.caps else LIFTED,
            "function": lambda: COVERED if name in supposed.functions else NOT_COVERED,
            "category": lambda: self._category(supposed),
            "requirement": lambda: supposed.bands[name],
            "cell": lambda: supposed.levels.get(cell_of(name), Level.NOT_APPLICABLE),
            "benchmark": lambda: supposed.benchmark(name),
        }
        return words[kind]()

    def _category(self, supposed: Supposed) -> str | None:
        if self.name.id in supposed.categories:
            return COVERED
        return NOT_COVERED if self._rulebook.concluded(FACTS["category"], "category", self.name.id) else None

    def standing(self, supposed: Supposed) -> float | Fraction:
        """How good the verdict is; of a score the exact number."""
        if self.name.kind == "score":
            return Fraction(-1) if supposed.score is None else supposed.score
        word, ladder = self.word(supposed), LADDERS[self.name.kind]
        return ladder.index(word) if word in ladder else -1

    def better(self, supposed: Supposed) -> Goal | None:
        """The next better verdict as a goal; None where there is none, or a number."""
        kind, name = self.name
        ladder, word = LADDERS.get(kind, ()), self.word(supposed)
        if word not in ladder or word == ladder[-1]:
            return None
        if word == Verdict.MET_IN_SCOPE:
            return None  # what it lacks is out of scope
        if kind == "benchmark" and word == Verdict.PARTIAL and self.about(supposed) <= supposed.levels.keys():
            return Goal(kind, name, str(Verdict.MET))  # nothing that it asks for is out of scope
        return Goal(kind, name, str(ladder[ladder.index(word) + 1]))

    def about(self, supposed: Supposed) -> Set[CellId]:
        """The cells in scope on which the verdict can depend."""
        kind, name = self.name
        if kind == "cell":
            return {cell_of(name)} & supposed.levels.keys()
        if kind == "benchmark":
            one = self._reasoner.benchmarks[name]
            return {CellId(requirement, layer) for requirement in one.requirements for layer in one.applied_to}
        wanted = self.requirements() if self._by_default() else supposed.bands
        return {cell for cell in supposed.levels if cell.requirement in wanted}

    def _by_default(self) -> bool:
        """Whether the verdict comes about as the default pack has it: then it is known which requirements matter."""
        return self.name.kind not in FACTS or self._rulebook.by_default(FACTS[self.name.kind])

    def requirements(self) -> tuple[str, ...]:
        """The requirements that bear on the verdict by the default pack: one, a category's or function's, or all."""
        kind, name = self.name
        every = self._knowledge.requirements
        if kind == "requirement":
            return (name,)
        if kind == "category":
            return tuple(requirement.id for requirement in every if requirement.primary == name)
        if kind == "function":
            within = {category.id for category in self._knowledge.categories if category.function == name}
            return tuple(requirement.id for requirement in every if requirement.primary in within)
        return tuple(requirement.id for requirement in every)
