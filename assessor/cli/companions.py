"""What goes with a result and takes work of its own: made for one profile, and only what some report shows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from assessor.report.contents import Assessed, Companion

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from assessor.api import Assessor
    from assessor.assessment.case import Case
    from assessor.cli.baseline import Baseline
    from assessor.cli.flags import Setup
    from assessor.model.diff import Diff
    from assessor.model.forecast import Forecast
    from assessor.model.plan import Plan
    from assessor.model.profile import Targets


def accompanied(case: Case, assessor: Assessor, companions: Collection[Companion], data: bytes) -> Assessed:
    """The result of a case with those of the companions that are wanted, but for what changed.

    `data` are the bytes of the profile's file.
    """
    return Assessed(
        case.assess(),
        plan=_plan(case, assessor) if Companion.PLAN in companions else None,
        forecast=_forecast(case, assessor) if Companion.FORECAST in companions else None,
        source=data.decode("utf-8-sig", "replace") if Companion.SOURCE in companions else None,
    )


def _plan(case: Case, assessor: Assessor) -> Plan:
    return assessor.plan(case, () if _has_goals(case.profile.targets) else ("green",))


def _has_goals(targets: Targets) -> bool:
    from assessor.inquiry.naming import own_goals

    return bool(own_goals(targets))


def _forecast(case: Case, assessor: Assessor) -> Forecast:
    days = timedelta(days=assessor.knowledge.policy.expiring_within_days)
    until = date.max if date.max - case.as_of < days else case.as_of + days
    return assessor.forecast(case, until)


def changes_since(baseline: Baseline, case: Case, setup: Setup, benchmarks: Sequence[str]) -> Diff:
    """What changed from the baseline to the case, and whose doing it is; `benchmarks` are files that both may name.

    Raises UsageError with every problem of what the baseline was made from.
    """
    from assessor.api import version
    from assessor.cli.diff_rules import Rules
    from assessor.inquiry.diffing.diff import diff
    from assessor.inquiry.diffing.sides import side_of_case, side_of_result
    from assessor.loading.recorded import recorded

    rules = Rules(setup, (), benchmarks)
    requirements = tuple(one.id for one in rules.known.requirements)
    old = side_of_result(recorded(baseline.document, baseline.data, baseline.path, requirements))
    rules.for_packs(old.packs)
    rules.for_profile(old=False)
    new = side_of_case(case.profile.path, case)
    return diff(old, new, rules.hands(), stand_in=rules.any().knowledge.packs, version=version())
