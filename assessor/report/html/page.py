"""The whole page: an overview where there are several profiles, each of them, and what could not be assessed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.report.html.answers import Part, changes_parts, forecast_parts, plan_parts, steps_left_out
from assessor.report.html.benchmarks import COVERAGE_WIDTH, Bar, Chosen, bars_of, chosen_of
from assessor.report.html.charts import Radar, radar
from assessor.report.html.controls import Row, controls_of
from assessor.report.html.findings import Findings, findings_of
from assessor.report.html.provenance import Provenance, provenance_of
from assessor.report.html.requirements import GridGroup, grid_of
from assessor.report.html.verdict import SCORE_WIDTH, Verdict, verdict_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.errors import Problem
    from assessor.model.forecast import Forecast
    from assessor.model.knowledge import Knowledge
    from assessor.model.plan import Plan
    from assessor.model.result import Result
    from assessor.report.contents import Assessed, Contents
    from assessor.report.view import View

_SECTIONS = (
    ("verdict", "Verdict"),
    ("changes", "Since the baseline"),
    ("functions", "Functions"),
    ("requirements", "Requirements"),
    ("findings", "Findings"),
    ("plan", "First steps"),
    ("forecast", "What expires"),
    ("benchmark", "Benchmark in detail"),
    ("benchmarks", "All benchmarks"),
    ("controls", "Controls and evidence"),
    ("provenance", "Provenance"),
)


class Assessment(NamedTuple):
    """One profile as the page shows it."""

    id: str
    """What the ids of its parts begin with."""
    result: Result
    knowledge: Knowledge
    verdict: Verdict
    radar: Radar | None
    grid: tuple[GridGroup, ...]
    findings: Findings
    plan: Plan | None
    plan_parts: tuple[Part, ...]
    steps_left_out: int
    forecast: Forecast | None
    forecast_parts: tuple[Part, ...]
    changes_parts: tuple[Part, ...] | None
    """None where there is no baseline."""
    chosen: Chosen
    bars: tuple[Bar, ...]
    controls: tuple[Row, ...]
    provenance: Provenance

    @property
    def sections(self) -> list[tuple[str, str]]:
        """The ids and titles of its sections."""
        return [one for one in _SECTIONS if one[0] != "changes" or self.changes_parts is not None]

    @property
    def silent(self) -> int:
        """How many cells in scope no control speaks of."""
        return sum(len(one.silent) for one in self.result.requirements)


class Page(NamedTuple):
    """Everything that the page shows."""

    profiles: tuple[Assessment, ...]
    problems: Sequence[Problem]
    score_width: int = SCORE_WIDTH
    coverage_width: int = COVERAGE_WIDTH

    @property
    def single(self) -> bool:
        """Whether the page is about one twin and nothing else."""
        return len(self.profiles) == 1 and not self.problems

    @property
    def title(self) -> str:
        """What a browser's tab and a list of bookmarks call the page."""
        if not self.profiles:
            return "Nothing was assessed"
        if not self.single:
            count = f"{len(self.profiles)} digital {'twin' if len(self.profiles) == 1 else 'twins'} assessed"
            return f"{count}, not all of what was given" if self.problems else count
        result = self.profiles[0].result
        return f"{result.profile.name}: {result.summary[result.basis].rating} on {result.as_of}"


def page_of(contents: Contents, view: View) -> Page:
    """The page of some contents; where there are results there is knowledge."""
    knowledge = contents.knowledge
    profiles = (
        ()
        if knowledge is None
        else (_profile(f"p{number}", assessed, view, knowledge) for number, assessed in enumerate(contents.assessed, 1))
    )
    return Page(tuple(profiles), contents.problems)


def _profile(name: str, assessed: Assessed, view: View, knowledge: Knowledge) -> Assessment:
    result, plan, forecast, changes = assessed.result, assessed.plan, assessed.forecast, assessed.changes
    return Assessment(
        id=name,
        result=result,
        knowledge=knowledge,
        verdict=verdict_of(result, knowledge),
        radar=radar(result.functions),
        grid=grid_of(result),
        findings=findings_of(result),
        plan=plan,
        plan_parts=() if plan is None else plan_parts(plan),
        steps_left_out=0 if plan is None else steps_left_out(plan),
        forecast=forecast,
        forecast_parts=() if forecast is None else forecast_parts(forecast),
        changes_parts=None if changes is None else changes_parts(changes),
        chosen=chosen_of(result, view.benchmarks, knowledge),
        bars=bars_of(result, knowledge),
        controls=controls_of(result),
        provenance=provenance_of(result),
    )
