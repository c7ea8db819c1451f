"""The assessment: profile, state of its files, day and rules in; result out. It reads no clock and no file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.assessment.gate import gate_of
from assessor.assessment.options import options
from assessor.assessment.run import Run
from assessor.model.document import to_document
from assessor.model.result import Inputs, ItemState, Result, Tool
from assessor.model.vocabulary import Basis

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from assessor.assessment.reasoner import Reasoner
    from assessor.model.gates import Gates
    from assessor.model.profile import Profile
    from assessor.model.result import Check
    from assessor.model.vocabulary import FileState


def assess(
    profile: Profile,
    reasoner: Reasoner,
    *,
    version: str,
    as_of: date,
    files: Mapping[tuple[int, int], FileState],
    basis: Basis | None,
    gates: Gates,
) -> Result:
    """The result of one profile on one day.

    `basis` is that of gates and findings: if None, the targets' own, else current. Raises RulesError where the rules
    leave a verdict out or contradict each other.
    """
    on = gate_basis(profile, gates, basis)

    run = Run(reasoner, profile, files, as_of=as_of, basis=on, gates=gates)
    outcome = run.outcome
    result = Result(
        tool=Tool(name="dtassess", version=version, engine=reasoner.engine.name),
        rules=reasoner.knowledge.packs,
        profile=profile,
        as_of=as_of,
        basis=on,
        summary=outcome.summary(run.caps_if_unknown_were_true()),
        assessed=outcome.measures.assessed,
        requirements=outcome.requirements(run.deduction),
        functions=outcome.functions(),
        categories=outcome.categories(),
        benchmarks=outcome.benchmarks(reasoner.derived),
        findings=run.findings,
        gate=gate_of((*run.checks, *_expiring(run))),
        inputs=Inputs(profile=to_document(profile), evidence=tuple(_states(run)), options=options(on, gates)),
        deduction=run.deduction,
        speaker=run.reckoning.speaker,
    )
    if gates.baseline is None:
        return result
    from assessor.assessment.baseline import ratchet

    return result._replace(gate=ratchet(gates.baseline, result))


def gate_basis(profile: Profile, gates: Gates, asked: Basis | None) -> Basis:
    """The basis of gates and findings: the one asked for, else that of the targets if they are a gate, else current."""
    return asked or (profile.targets.basis if gates.targets else None) or Basis.CURRENT


def _expiring(run: Run) -> Iterator[Check]:
    """The check on coming days, if one is wanted."""
    if run.gates.fail_if_expiring is not None:
        from assessor.assessment.expiring import expiring_check

        yield expiring_check(run, run.gates.fail_if_expiring)


def _states(run: Run) -> Iterator[ItemState]:
    for control, items in zip(run.reckoning.profile.controls, run.judged, strict=True):
        for index, item in enumerate(items):
            yield ItemState(control=control.id, index=index, state=item.state)
