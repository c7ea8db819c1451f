"""The verdicts and the gate of a profile, which no result tells: properties of its run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.document import to_number, to_rules_object
from assessor.report.terminal import harmless

if TYPE_CHECKING:
    from assessor.model.result import Check, Result
    from assessor.report.document import Document


def verdict(result: Result) -> Document:
    """How a profile stands on the basis of its gate, and whether it passes."""
    summary = result.summary[result.basis]
    return {
        "name": harmless(result.profile.name),
        "asOf": result.as_of.isoformat(),
        "basis": str(result.basis),
        "rating": str(summary.rating),
        "band": str(summary.band),
        "caps": list(summary.caps),
        "score": to_number(summary.score),
        "assessed": to_number(result.assessed),
        "gate": {"passed": result.gate.passed, "checks": [_check(check) for check in result.gate.checks]},
        "engine": result.tool.engine,
        "rules": to_rules_object(result.rules),
    }


def _check(check: Check) -> Document:
    return {
        "name": check.name,
        "expected": harmless(check.expected),
        "actual": harmless(check.actual),
        "passed": check.passed,
        "enforced": check.enforced,
    }
