"""A profile beside benchmarks and other profiles (`dtassess/comparison/v1`), for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.answers.comparison_benchmark import benchmark_blocks
from assessor.report.answers.comparison_object import benchmark_object, filters_object, other_object
from assessor.report.answers.comparison_profile import profile_blocks
from assessor.report.answers.comparison_ranking import ranking_blocks, side_by_side
from assessor.report.answers.heading import heading
from assessor.report.document import to_profile_object, to_rules_object

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.comparison import Comparison
    from assessor.report.document import Document
    from assessor.report.page import Block, Page


def to_object(comparison: Comparison) -> Document:
    """The comparison as plain values; numbers are rounded, what does not apply is None."""
    filters = comparison.filters
    return {
        "schema": "dtassess/comparison/v1",
        "rules": to_rules_object(comparison.rules),
        "profile": to_profile_object(comparison.profile),
        "use_cases": list(map(str, comparison.profile.twin.use_cases)),
        "as_of": comparison.as_of.isoformat(),
        "basis": str(comparison.basis),
        "filters": None if filters is None else filters_object(filters),
        "ranking": None if filters is None else [one.benchmark.id for one in comparison.benchmarks],
        "benchmarks": [benchmark_object(one) for one in comparison.benchmarks],
        "profiles": [other_object(one) for one in comparison.profiles],
    }


def page(comparison: Comparison) -> Page:
    """The comparison for people: what was compared, then a ranking, or one thing after the other."""
    return tuple(_blocks(comparison))


def _blocks(comparison: Comparison) -> Iterator[Block]:
    profile = comparison.profile
    rows = (
        ("Basis", f"{comparison.basis}, where no other is named"),
        ("Use cases", ", ".join(profile.twin.use_cases) or "the profile names none"),
    )
    yield from heading(profile, comparison.rules, comparison.as_of, rows)
    if comparison.filters is not None:
        yield from ranking_blocks(comparison, comparison.filters)
        return
    if len(comparison.benchmarks) > 1:
        yield from side_by_side(comparison)
    for benchmark in comparison.benchmarks:
        yield from benchmark_blocks(benchmark, comparison.basis)
    for other in comparison.profiles:
        yield from profile_blocks(other, comparison.basis)
