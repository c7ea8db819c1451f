"""How reports for people word what is said of benchmarks, wherever they say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import shown
from assessor.model.vocabulary import Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from assessor.model.knowledge import Benchmark, Clause, Coverage
    from assessor.model.result import BenchmarkOnBasis
    from assessor.model.vocabulary import Basis

UNVERIFIED = "clause not verified"
"""What is said of a document, or of a requirement, of which no clause is known."""

_IN_BRIEF = {
    Verdict.MET: (Level.FULL, "met"),
    Verdict.MET_IN_SCOPE: (Level.FULL, "in scope"),
    Verdict.PARTIAL: (Level.PARTIAL, "partial"),
    Verdict.NOT_MET: (Level.NONE, "not met"),
    Verdict.NOTHING_REQUIRED: (Level.NOT_APPLICABLE, "nothing"),
}


def in_brief(verdict: Verdict) -> tuple[Level, str]:
    """The level whose mark and colour a verdict takes, and the verdict in a word."""
    return _IN_BRIEF[verdict]


def number(value: Fraction | None) -> str:
    """A number as reports show it, or a dash where there is none."""
    return "-" if value is None else f"{shown(value):.1f}"


def standing_words(basis: Basis, standing: BenchmarkOnBasis) -> str:
    """The coverage and the verdict on a basis: `current 50.0 partial`."""
    coverage = "" if standing.coverage is None else f" {number(standing.coverage)}"
    return f"{basis}{coverage} {standing.verdict.replace('-', ' ')}"


def coverage_words(coverage: Coverage) -> str:
    """A band with its functions: `orange (PR)`."""
    if coverage.band is None:
        return "nothing"
    if coverage.functions is None:
        return f"{coverage.band} (functions unknown)"
    return f"{coverage.band} ({' '.join(coverage.functions) or 'no function'})"


def about_clauses(benchmark: Benchmark) -> str:
    """What is said over a document's clauses; nothing where some were read in its own full text."""
    if not benchmark.clauses:
        return f"{UNVERIFIED}: no full text was read"
    if benchmark.clauses_verified:
        return ""
    return "its full text was not read; what is known is told with its confidence"


def without_clause_words(requirements: Sequence[str]) -> str:
    """What is said of requirements of which no clause is known, beside others of which one is."""
    return f"{UNVERIFIED}: {', '.join(requirements)}"


def clause_words(clause: Clause) -> str:
    """What a clause is called, what it speaks of, and how sure that is."""
    return f"{clause.title} ({clause.requirement}; confidence {clause.confidence}, from: {clause.basis})"
