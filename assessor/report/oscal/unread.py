"""What could not be assessed, as a result of its own: a document never looks complete without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.oscal.pieces import Piece, present, prop, props
from assessor.report.oscal.values import UNKNOWN_DAY, markdown, start_of, token

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem
    from assessor.model.knowledge import Knowledge
    from assessor.report.oscal.values import Identities

_REMARK = "No control was reviewed here."


def not_assessed(
    problems: Sequence[Problem], knowledge: Knowledge | None, identities: Identities, day: str | None
) -> Piece:
    """A result without a finding, that says for every problem what it is; `day` is that of other results, if any."""
    moment = start_of(day or UNKNOWN_DAY)
    return present(
        uuid=identities.of("not-assessed", *map(str, problems)),
        title="NOT ASSESSED: an input could not be used",
        description=(
            "Nothing was assessed here, and so nothing is satisfied: what was given could not be used. "
            "Each observation is one thing that is wrong."
        ),
        start=moment,
        end=moment,
        props=props(prop("outcome", "not-assessed"), prop("problems", len(problems))),
        reviewed_controls={"control-selections": [_nothing(knowledge)]},
        observations=[_problem(one, identities, moment) for one in problems],
        remarks=None if day else f"No day is known: {UNKNOWN_DAY} stands for it.",
    )


def _nothing(knowledge: Knowledge | None) -> Piece:
    """A selection of no control. OSCAL has none that is empty: without the rules it is one that no catalog has."""
    if knowledge and knowledge.requirements:
        left_out = [{"control-id": token(one.id)} for one in knowledge.requirements]
        return {"include-all": {}, "exclude-controls": left_out, "remarks": _REMARK}
    return {"include-controls": [{"control-id": "none-was-reviewed"}], "remarks": _REMARK}


def _problem(problem: Problem, identities: Identities, moment: str) -> Piece:
    place = f"{problem.path}:{problem.line}:{problem.column}" if problem.line else problem.path
    return present(
        uuid=identities.of("problem", str(problem)),
        title=markdown(problem.path) or "-",
        description=markdown(problem) or "-",
        props=props(prop("location", place)),
        methods=["EXAMINE"],
        types=["finding"],
        collected=moment,
    )
