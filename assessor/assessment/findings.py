"""From the facts that rules derived as findings to findings: their words, their places, their waivers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assessor.assessment.exceptions import Exceptions, open_findings
from assessor.assessment.places import Places, Subject
from assessor.errors import AssessorFault, Problem, RulesError
from assessor.model.place import START
from assessor.model.result import Finding, Waiver
from assessor.model.rule import is_variable
from assessor.model.vocabulary import SEVERITY_ORDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from assessor.assessment.cells import CellId
    from assessor.assessment.evidence import Judged
    from assessor.model.fact import Deduction, Fact, Step
    from assessor.model.knowledge import Knowledge
    from assessor.model.place import Place
    from assessor.model.profile import Profile
    from assessor.model.rule import Kind, Report, Rule
    from assessor.model.vocabulary import Level

FINDING = "-finding"
"""How the names of the kinds of findings end."""

_VARIABLE = re.compile(r"\{([^{}]+)\}")


class FindingReader:
    """Reads the findings of one profile out of a run's facts."""

    def __init__(self, profile: Profile, knowledge: Knowledge, judged: Sequence[Sequence[Judged]], as_of: date) -> None:
        self._profile = profile
        self._rules = {rule.id: rule for rule in knowledge.rules}
        self._kinds = {kind.name: kind for kind in knowledge.kinds}
        self._order = {requirement.id: at for at, requirement in enumerate(knowledge.requirements)}
        self._places = Places(profile, judged)
        self._exceptions = Exceptions(profile, as_of)

    def read(
        self, deduction: Deduction, levels: Mapping[CellId, Level], declared: Mapping[CellId, int]
    ) -> tuple[Finding, ...]:
        """All findings, by severity, place, rule, requirement, layer and control; `levels` are the gate's basis's."""
        waivable = open_findings(deduction, levels, declared)
        found = [
            self._finding(deduction, number, waivable.get(deduction.facts[number], frozenset()))
            for kind in self._kinds
            if kind.endswith(FINDING)
            for number in deduction.numbers(kind)
        ]
        return tuple(sorted(found, key=self._rank))

    def _finding(self, deduction: Deduction, number: int, cells: frozenset[CellId]) -> Finding:
        fact, step = deduction.facts[number], deduction.steps[number][0]
        rule = self._rules[step.rule]
        report = rule.report
        if report is None:  # the loader lets no rule derive a finding without saying how it reads
            raise AssessorFault(f"the rule `{rule.id}` derives a finding and has no message")
        about, place = self._subject(fact, rule)
        bound = bindings(rule, step, deduction.facts, self._kinds)
        return Finding(
            rule=rule.id,
            severity=report.severity,
            message=worded(report, bound),
            remediation=report.remediation,
            location=self._profile.location(place),
            waived=self._waiver(cells),
            requirement=about.requirement,
            layer=about.layer,
            control=about.control,
            benchmark=about.benchmark,
            subject=about.subject,
        )

    def _subject(self, fact: Fact, rule: Rule) -> tuple[Subject, Place]:
        """What the finding is about and where that stands; a rule of a pack can name what is not there."""
        try:
            about = self._places.about(dict(zip(self._kinds[fact.kind].fields, fact.values, strict=True)))
            place = self._places.of(fact)
        except (KeyError, ValueError, IndexError):
            about, place = Subject(requirement=""), START
        if about.requirement is not None and about.requirement not in self._order:
            message = f"the rule derives {fact.kind} of {', '.join(fact.values[1:])}, which the profile does not have"
            raise RulesError([Problem(*rule.location, message)])
        return about, place

    def _waiver(self, cells: frozenset[CellId]) -> Waiver | None:
        entry = self._exceptions.waiver(cells)
        if entry is None:
            return None
        place = self._profile.location(entry.marks.place)
        return Waiver(reason=entry.reason, approved_by=entry.approved_by, expires=entry.expires, location=place)

    def _rank(self, finding: Finding) -> tuple[object, ...]:
        requirement = self._order.get(finding.requirement or "", -1)
        return (
            SEVERITY_ORDER.index(finding.severity),
            finding.location,
            finding.rule,
            requirement,
            finding.layer or "",
            finding.control or "",
            finding.message,
        )


def worded(report: Report, bound: Mapping[str, str]) -> str:
    """The message of a finding, for what the variables of its rule stood for."""
    return _VARIABLE.sub(lambda match: bound[match[1]], report.message)


def bindings(rule: Rule, step: Step, facts: Sequence[Fact], kinds: Mapping[str, Kind]) -> dict[str, str]:
    """What the variables of a rule stood for in one derivation, by name without the `$`."""
    bound: dict[str, str] = {}
    for pattern, number in zip(rule.when, step.inputs, strict=True):
        values = dict(zip(kinds[pattern.kind].fields, facts[number].values, strict=True))
        bound.update({str(term)[1:]: values[field] for field, term in pattern.terms if is_variable(term)})
    if rule.lookup and step.row:
        bound[rule.lookup.value[1:]] = step.row.value
    return bound
