from __future__ import annotations

from datetime import date

import pytest
from twins import TODAY, accepted, assess, control, evidence, out, profile, reasoner

from assessor.assessment.evidence import judge_all
from assessor.assessment.grounds import Grounds
from assessor.assessment.reckoning import Reckoning
from assessor.assessment.scope import scope_of
from assessor.model.fact import Fact
from assessor.model.place import Marks, Place
from assessor.model.profile import Targets
from assessor.model.vocabulary import Band, Basis


def at(line: int, **entries: list[int]) -> Marks:
    places = {name: [Place(line, column) for column in columns] for name, columns in entries.items()}
    return Marks(Place(line, 1), entries=places)


OLD = evidence(expires=date(2026, 1, 1), marks=Marks(Place(12, 1), values={"expires": Place(13, 9)}))
FIRST = control("trust privacy", "data network", id="C-1", items=[OLD])._replace(
    marks=at(10, requirements=[20, 30], layers=[21, 31])
)
SECOND = control("privacy", "data", id="C-2")._replace(marks=at(40, requirements=[20]))
TWIN = profile(
    FIRST,
    SECOND,
    layers="data system",
    characteristics={"exposed": True},
    not_applicable=[out("trust", "data")._replace(marks=Marks(Place(50, 3), values={"requirement": Place(50, 16)}))],
    exceptions=[accepted("audit")._replace(marks=at(60))],
    targets=Targets(rating=Band.GREEN, marks=Marks(Place(70, 1), keys={"rating": Place(71, 3)})),
)


def places(*fact: str) -> list[tuple[int, int]]:
    kind, *values = fact
    judged = judge_all(TWIN, {}, TODAY, reasoner().knowledge.policy)
    reckoning = Reckoning(TWIN, reasoner().knowledge, judged, gate=Basis.CURRENT, share=False)
    scope = scope_of(reckoning.cells, reckoning.declared, excluded=())
    grounds = Grounds(TWIN, judged, scope)
    return [(line, column) for _, line, column in grounds.of(Fact(kind, tuple(values)))]


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (("has-level", "current", "privacy", "full"), [(10, 30), (40, 20)]),
        (("has-level", "current", "privacy", "none"), []),
        (("level", "current", "privacy", "data", "full"), [(10, 30), (40, 20)]),
        (("level", "current", "privacy", "system", "none"), []),
        (("claimed-cell", "privacy", "data", "full"), [(10, 30), (40, 20)]),
        (("stray-claim", "C-1", "trust", "data"), [(10, 20)]),
        (("stray-layer", "C-1", "network"), [(10, 31)]),
        (("control", "C-2", "implemented", "some"), [(40, 1)]),
        (("evidence-item", "C-1", "1", "expired", "url", "why"), [(13, 9)]),
        (("declared-cell", "trust", "data"), [(50, 16)]),
        (("target", "rating", "rating", "missed", "green", "red"), [(71, 3)]),
        (("exception", "1", "trust", "valid", "nothing"), [(60, 1)]),
        (("characteristic", "exposed", "true"), [(1, 1)]),
        (("requirement", "trust", "basic"), []),
        (("score", "current", "shallow", "under"), []),
    ],
)
def test_a_given_fact_rests_on_the_lines_that_say_it(fact, expected):
    assert places(*fact) == expected


def test_every_step_of_every_proof_goes_back_to_given_facts_and_they_to_the_profile_or_the_rules():
    of = TWIN._replace(exceptions=(), targets=Targets())
    deduction = assess(of).deduction
    for number, steps in enumerate(deduction.steps):
        for step in steps:
            assert all(one < number for one in (*step.inputs, *step.counted))
            assert step.rule in {rule.id for rule in reasoner().knowledge.rules}
            if step.row:
                assert step.row.location.line > 0
    given = {fact.kind for fact, steps in zip(deduction.facts, deduction.steps, strict=True) if not steps}
    assert given <= {kind.name for kind in reasoner().knowledge.kinds if kind.given}
