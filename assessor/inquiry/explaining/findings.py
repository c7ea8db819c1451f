"""Why a finding is there, or is not."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from assessor.assessment.findings import FINDING
from assessor.assessment.places import Places
from assessor.errors import UsageError, quoted
from assessor.inquiry.explaining.counterfactuals import Counterfactuals
from assessor.inquiry.explaining.lacking import Lacking
from assessor.inquiry.explaining.proving import Prover
from assessor.inquiry.goals import Goal
from assessor.inquiry.naming import own_goals
from assessor.inquiry.rulebook import Rulebook
from assessor.inquiry.standing import WAIVED, finding_id
from assessor.model.explanation import Change, Explanation, Ground, Proof
from assessor.model.nearest import advice
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Band, Characteristic, Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence, Set

    from assessor.assessment.case import Case
    from assessor.inquiry.naming import Name
    from assessor.model.result import Finding

ABSENT = "absent"
_TARGETS = ("rating", "min_score", "min_assessed", "benchmarks", "requirements")
"""The keys of targets, which findings on them are about."""
_GOALS = {"rating": "rating", "min_score": "score", "benchmarks": "benchmark", "requirements": "requirement"}
"""The kind of goal that a target is."""
_NOT_WORKED_OUT = "which losses would bring the finding about is not worked out"


class FindingExplainer:
    """Explains findings of one case, which are on the basis of its gate."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._run = case.run()
        self._prover = Prover(case, self._run)
        self._kinds = {kind.name: kind for kind in case.reasoner.knowledge.kinds}
        self._rules = {rule.id: rule for rule in case.reasoner.knowledge.rules}
        self._rulebook = Rulebook(case.reasoner.knowledge)
        self._places = Places(case.profile, self._run.judged)

    def explain(self, name: Name) -> Explanation:
        """The explanation of one finding, or of all that a name says as much of as they are about.

        Raises UsageError where the name says something that no finding can be about.
        """
        rule, _, about = name.id.partition("/")
        parts = self._parts(rule, about)
        found = [one for one in self._run.findings if one.rule == rule and parts <= _about(one)]
        lacking = Lacking(self._run.deduction, self._case.reasoner.knowledge)
        up, up_limits = self._up(found)
        return Explanation(
            profile=self._case.profile,
            rules=self._case.reasoner.knowledge.packs,
            as_of=self._case.as_of,
            basis=self._case.basis,
            kind=name.kind,
            target=name.id,
            verdict=_word(found),
            better=ABSENT if found else None,
            proof=self._proof(name, found),
            further=(),
            missing=() if found else lacking.behind(*self._wanted(name)),
            up=up,
            down=tuple(self._down(found)),
            up_limits=up_limits,
            down_limits=() if any(finding.waived is None for finding in found) else (_NOT_WORKED_OUT,),
        )

    def _parts(self, rule: str, about: str) -> frozenset[str]:
        """What a finding is said to be about, part by part; links among them have slashes of their own."""
        profile = self._case.profile
        known = {*self._run.reckoning.order, *Layer, *Characteristic, *self._case.reasoner.benchmarks}
        known |= {control.id for control in profile.controls} | set(_TARGETS)
        known |= {item.path or item.url or "" for control in profile.controls for item in control.evidence}
        parts, rest = set(), about
        while rest:
            part = max((one for one in known if f"{rest}/".startswith(f"{one}/")), key=len, default="")
            if not part:
                there = [finding_id(one) for one in self._run.findings if one.rule == rule]
                hint = advice(f"{rule}/{about}", there) if there else advice(rest, sorted(known))
                raise UsageError.of("TARGET", f"there is no finding {quoted(f'{rule}/{about}')}; {hint}")
            parts.add(part)
            rest = rest[len(part) + 1 :]
        return frozenset(parts)

    def _proof(self, name: Name, found: Sequence[Finding]) -> Proof:
        if not found:
            return self._prover.absent(*self._wanted(name))
        numbered = {number: finding for finding in found for number in self._numbers(finding)}
        proofs = tuple(self._of(finding, number) for number, finding in numbered.items())
        if len(proofs) == 1:
            return proofs[0]
        return Proof(
            statement=f"there are {len(proofs)} findings of {name.id}", ground=Ground.ARITHMETIC, premises=proofs
        )

    def _of(self, finding: Finding, number: int) -> Proof:
        """The proof of a finding, or of one of several that cannot be told apart, in its own words."""
        proof = self._prover.number(number)
        message = proof.statement.removeprefix(f"finding {finding.rule}: ")
        return proof._replace(
            statement=f"finding {finding_id(finding)}: {message}",
            premises=(*proof.premises, *_waiver(finding)),
        )

    def _numbers(self, finding: Finding) -> Sequence[int]:
        """The facts that a finding is, by their numbers."""
        about = (finding.requirement, finding.layer, finding.control, finding.benchmark, finding.subject)
        return self._numbered.get((finding.rule, about), ())

    @cached_property
    def _numbered(self) -> Mapping[tuple[str, tuple[str | None, ...]], Sequence[int]]:
        """The facts that findings are, by rule and by what they are about."""
        numbered: dict[tuple[str, tuple[str | None, ...]], list[int]] = {}
        for kind in self._kinds.values():
            for number in self._run.deduction.numbers(kind.name) if kind.name.endswith(FINDING) else ():
                values = self._run.deduction.facts[number].values
                about = self._places.about(dict(zip(kind.fields, values, strict=True)))
                numbered.setdefault((values[0], tuple(about)), []).append(number)
        return numbered

    def _wanted(self, name: Name) -> tuple[str, Mapping[str, str]]:
        """The fact that the finding would be, as far as its name says."""
        rule, *about = name.id.split("/")
        concluded = next(one for one in self._case.reasoner.knowledge.rules if one.id == rule).then
        kind = next(pattern.kind for pattern in concluded if pattern.kind.endswith(FINDING))
        fields = self._kinds[kind].fields
        known = {"requirement": self._run.reckoning.order, "layer": tuple(Layer)}
        known["control"] = tuple(control.id for control in self._case.profile.controls)
        return kind, {"rule": rule} | {
            field: part for field in fields for part in about if part in known.get(field, ())
        }

    def _up(self, found: Sequence[Finding]) -> tuple[tuple[tuple[Change, ...], ...], tuple[str, ...]]:
        """What makes the findings go, and the limits of that.

        Cells where a verdict is behind each of them, else what their rule says is to be done.
        """
        standing = [finding for finding in found if finding.waived is None]
        goals = [goal for finding in standing if (goal := self._goal(finding))]
        if not standing:
            return (), ()
        if len(goals) == len(standing):
            counterfactuals = Counterfactuals(self._case, self._run, self._case.supposing(self._run))
            sets, limits = counterfactuals.smallest(list(dict.fromkeys(goals)))
            return tuple(counterfactuals.changes(cells, lambda _: ABSENT) for cells in sets), limits
        told = (Change(one.remediation.rstrip("."), None, (), one.location) for one in standing)
        return (tuple(told),), ()

    def _goal(self, finding: Finding) -> Goal | None:
        """The verdict with which the finding would not be; None where that is no verdict on cells.

        The rule of a pack may look at a band on another basis, or at several bands: of that no more is known.
        """
        if not self._rulebook.of_default_pack(self._rules[finding.rule]):
            return None
        for number in self._numbers(finding):
            for given in self._run.deduction.steps[number][0].inputs:
                kind, values = self._run.deduction.facts[given]
                if kind == "requirement-band" and values[2] in BAND_ORDER[:-1]:
                    better = BAND_ORDER[BAND_ORDER.index(Band(values[2])) + 1]
                    return Goal("requirement", values[1], str(better))
                if kind == "target":
                    return self._own_goal(*values[:2])
        return None

    def _own_goal(self, target: str, subject: str) -> Goal | None:
        kind = _GOALS.get(target)
        named = (goal for goal in own_goals(self._case.profile.targets) if goal.kind == kind)
        return next((goal for goal in named if goal.id in {kind, subject}), None)

    def _down(self, found: Sequence[Finding]) -> Iterator[Change]:
        """A waiver that ends: what is waived counts again."""
        for finding in found:
            if finding.waived:
                text = f"the exception of {finding.waived.approved_by} ends"
                yield Change(text=text, to=str(finding.severity), cells=(), location=finding.waived.location)


def _about(finding: Finding) -> Set[str]:
    """All that a finding is about."""
    about = (finding.requirement, finding.layer, finding.control, finding.benchmark, finding.subject)
    return {part for part in about if part}


def _word(found: Sequence[Finding]) -> str:
    """The gravest severity; `waived` where all are, `absent` where there is none."""
    standing = [finding.severity for finding in found if finding.waived is None]
    if standing:
        return str(min(standing, key=SEVERITY_ORDER.index))
    return WAIVED if found else ABSENT


def _waiver(finding: Finding) -> Iterator[Proof]:
    if finding.waived:
        waived = finding.waived
        statement = f"it is waived through {waived.expires}, approved by {waived.approved_by}: {waived.reason}"
        yield Proof(statement=statement, ground=Ground.PROFILE, location=waived.location)
