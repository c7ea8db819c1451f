"""The marks of states: each has a shape of its own, so that none is told by its colour alone."""

from __future__ import annotations

from assessor.model.vocabulary import Band, Level, RequirementVerdict, Severity, Verdict

SILENT = "silent"
"""The state of a cell in scope that no control speaks of."""
NOT_ASKED = "not asked"
"""The state of a cell that a benchmark does not ask for."""

_SHAPES: dict[str, str] = {
    Level.FULL: "full",
    Level.PARTIAL: "partial",
    Level.NONE: "none",
    Level.NOT_APPLICABLE: "out",
    SILENT: "silent",
    NOT_ASKED: "silent",
    Band.GREEN: "full",
    Band.ORANGE: "partial",
    Band.RED: "none",
    RequirementVerdict.MISSING: "none",
    Verdict.MET: "full",
    Verdict.MET_IN_SCOPE: "full",
    Verdict.NOT_MET: "none",
    Verdict.NOTHING_REQUIRED: "out",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.NOTE: "note",
    "passed": "passed",
    "failed": "error",
}
"""The drawing of each state, by its id in `symbols.html`; a shape has one colour."""

_WORDS: dict[str, str] = {Level.NOT_APPLICABLE: "out of scope"}


def shape(state: str) -> str:
    """The drawing of a state, which alone says its colour."""
    return _SHAPES[state]


def words(state: str) -> str:
    """A state as a reader is told it."""
    return _WORDS.get(state, state.replace("-", " "))
