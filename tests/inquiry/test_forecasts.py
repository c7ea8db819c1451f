"""Forecasts: which day is meant, and the same as assessing every single day anew."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_profiles import profiles
from twins import REQUIREMENTS, TODAY, accepted, assess, control, evidence, profile, reasoner

from assessor.assessment.case import Case
from assessor.assessment.reasoner import Reasoner
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.inquiry.forecasting import forecast
from assessor.inquiry.standing import standing
from assessor.model.gates import NO_GATES, Gates, Require
from assessor.model.place import Location, Marks, Place
from assessor.model.profile import Targets
from assessor.model.rule import Pattern, Rule
from assessor.model.vocabulary import Band, Basis, EvidenceState, FileState, Severity

CURRENT = EvidenceState.CURRENT
DAY = timedelta(days=1)


def on(text: str) -> date:
    return date.fromisoformat(text)


def forecast_of(of, until="2027-12-31", *, basis="current", gates=NO_GATES, files=None, by=None, as_of=TODAY):
    case = Case(by or reasoner(), of, files or {}, as_of, Basis(basis), gates, "test")
    return forecast(case, until if isinstance(until, date) else on(until))


def dated(days) -> dict[str, list[str]]:
    return {str(day.date): [thing.id for thing in day.expires] for day in days if day.expires}


def said(days, kind, name=None) -> dict[str, tuple[object, object]]:
    return {
        str(day.date): (change.before, change.after)
        for day in days
        for change in day.changes
        if (change.kind, change.id) == (kind, name or kind)
    }


# Which day.


def test_the_day_of_expires_still_counts_and_the_next_one_is_the_first_that_does_not():
    days = forecast_of(profile(control("trust", items=[evidence(expires=on("2026-12-03"))]))).days
    assert dated(days) == {"2026-12-04": ["C-1#1"]}
    assert said(days, "requirement", "trust") == {"2026-12-04": ("green", "red")}
    assert days[0].expires[0].reason == "counts through 2026-12-03"


def test_evidence_dated_in_the_future_begins_to_count_on_its_date():
    coming = evidence(date=on("2026-12-03"), expires=on("2029-12-03"))
    days = forecast_of(profile(control("trust", items=[coming]))).days
    assert [(str(day.date), [thing.id for thing in day.begins], day.expires) for day in days] == [
        ("2026-12-03", ["C-1#1"], ())
    ]
    assert days[0].begins[0].reason == "dated 2026-12-03"
    assert said(days, "cell", "trust/data") == {"2026-12-03": ("none", "full")}


def test_an_exception_holds_through_its_day():
    gates = Gates(fail_on=Severity.ERROR)
    of = profile(
        control([r for r in REQUIREMENTS if r != "trust"]), exceptions=[accepted("trust", expires=on("2026-11-30"))]
    )
    days = forecast_of(of, gates=gates).days
    assert dated(days) == {"2026-12-01": ["1"]}
    assert said(days, "gate") == {"2026-12-01": ("passed", "failed")}
    assert days[0].expires[0][2:4] == ("trust on data, system, network", "valid through 2026-11-30")


def aged(days: int) -> Reasoner:
    knowledge = reasoner().knowledge
    return Reasoner(knowledge._replace(policy=knowledge.policy._replace(max_age_days=days)), reasoner().engine)


def test_evidence_that_a_pack_lets_age_expires_on_the_first_day_on_which_it_is_too_old():
    of = profile(control("trust", items=[evidence(date=on("2026-10-01"), expires=on("2027-10-01"))]))
    days = forecast_of(of, by=aged(60)).days
    assert dated(days) == {"2026-12-01": ["C-1#1"]}
    assert days[0].expires[0].reason == "dated 2026-10-01, and evidence counts for 60 days"


def test_until_is_the_last_day_and_the_day_after_as_of_the_first():
    ends_today = evidence(expires=TODAY)
    later = evidence(expires=on("2026-12-03"))
    of = profile(control("trust", items=[ends_today]), control("privacy", id="C-2", items=[later]))
    assert dated(forecast_of(of, "2026-12-04").days) == {"2026-11-24": ["C-1#1"], "2026-12-04": ["C-2#1"]}
    assert dated(forecast_of(of, "2026-12-03").days) == {"2026-11-24": ["C-1#1"]}
    assert forecast_of(of, "2026-12-03").first == on("2026-11-24")


def test_nothing_that_had_expired_before_expires_again():
    of = profile(
        control(items=[evidence(expires=on("2026-11-22"))]), exceptions=[accepted("trust", expires=on("2026-11-22"))]
    )
    assert forecast_of(of).days == ()


def test_beyond_the_last_day_that_there_is_nothing_comes():
    of = profile(control(items=[evidence(expires=date.max)]), exceptions=[accepted("trust", expires=date.max)])
    assert forecast_of(of, date.max, as_of=date.max - 40 * DAY).days == ()
    almost = profile(control(items=[evidence(expires=date.max - DAY)]))
    assert dated(forecast_of(almost, date.max, as_of=date.max - 40 * DAY).days) == {"9999-12-31": ["C-1#1"]}


def test_the_first_days_that_there_are_are_no_trouble():
    of = profile(control(items=[evidence(date=date.min, expires=date.min + 3 * DAY)]))
    assert dated(forecast_of(of, "0001-02-01", as_of=date.min).days) == {"0001-01-05": ["C-1#1"]}


def test_what_never_counts_neither_begins_nor_expires():
    broken = evidence(path="gone.txt", date=on("2026-12-01"), expires=on("2027-02-03"))
    expired_before_its_date = evidence(date=on("2026-12-24"), expires=on("2026-12-03"))
    of = profile(control(items=[broken, expired_before_its_date]))
    assert forecast_of(of, files={(0, 0): FileState.MISSING}).days == ()
    assert len(forecast_of(of).days) == 2


def test_a_day_on_which_evidence_begins_to_count_is_listed_although_nothing_changes():
    of = profile(control(items=[evidence(), evidence(date=on("2026-12-24"))]))
    (day,) = forecast_of(of).days
    assert ([thing.id for thing in day.begins], day.expires, day.changes) == (["C-1#2"], (), ())


def test_a_day_on_which_evidence_expires_is_listed_although_nothing_changes():
    of = profile(control(items=[evidence(), evidence(expires=on("2026-12-03"))]))
    (day,) = forecast_of(of).days
    assert ([thing.id for thing in day.expires], day.changes) == (["C-1#2"], ())


@pytest.mark.parametrize("basis", ["claimed", "evidenced"])
def test_on_another_basis_evidence_expires_and_no_level_changes(basis):
    of = profile(control("trust", items=[evidence(expires=on("2026-12-03"))]))
    assert [(str(day.date), day.changes) for day in forecast_of(of, basis=basis).days] == [("2026-12-04", ())]


def test_what_expires_is_at_the_line_of_the_date_that_decides():
    def marked(item, line):
        places = {"date": Place(line, 9), "expires": Place(line + 1, 12)}
        return item._replace(marks=Marks(Place(line, 3), values=places))

    old = marked(evidence(date=on("2026-10-01"), expires=on("2027-10-01")), 10)
    short = marked(evidence(date=on("2026-11-20"), expires=on("2026-12-03")), 20)
    coming = marked(evidence(date=on("2026-12-01")), 30)
    of = profile(
        control("trust", items=[old]),
        control("privacy", id="C-2", items=[short]),
        control("auditing", id="C-3", items=[coming]),
    )
    days = forecast_of(of, "2026-12-31", by=aged(60)).days
    assert [thing.location for day in days for thing in (*day.expires, *day.begins)] == [
        Location("twin.yaml", 10, 9),
        Location("twin.yaml", 30, 9),
        Location("twin.yaml", 21, 12),
    ]


# The gate and the rating.


def test_a_gate_that_falls_and_recovers_is_told_both_times_and_the_first_failure_is_the_fall():
    of = profile(control(REQUIREMENTS, items=[evidence(expires=on("2026-12-03")), evidence(date=on("2026-12-06"))]))
    found = forecast_of(of, gates=Gates(fail_under=Band.GREEN))
    assert said(found.days, "gate") == {"2026-12-04": ("passed", "failed"), "2026-12-06": ("failed", "passed")}
    assert said(found.days, "gate", "rating") == said(found.days, "gate")
    assert (found.first_gate_failure, found.first_rating_change) == (on("2026-12-04"), on("2026-12-04"))
    assert [(one.id, one.check.actual) for one in found.failing] == [("rating", "red")]


def test_a_gate_that_fails_today_and_tomorrow_fails_first_on_the_first_day_of_the_forecast():
    found = forecast_of(profile(), gates=Gates(fail_under=Band.ORANGE))
    assert (found.today.passed, found.first_gate_failure) == (False, on("2026-11-24"))


def test_a_gate_that_fails_today_and_passes_tomorrow_may_not_fail_at_all():
    of = profile(control(REQUIREMENTS, items=[evidence(date=on("2026-11-24"))]))
    found = forecast_of(of, gates=Gates(fail_under=Band.GREEN))
    assert (found.today.passed, found.first_gate_failure, found.failing) == (False, None, ())


def test_without_a_check_there_is_no_gate_to_fail():
    found = forecast_of(profile(control(REQUIREMENTS, items=[evidence(expires=on("2026-12-03"))])))
    assert (found.today.passed, found.first_gate_failure, said(found.days, "gate")) == (None, None, {})
    assert found.first_rating_change == on("2026-12-04")


def test_the_profiles_own_targets_are_the_gate_and_a_second_check_of_a_name_is_numbered():
    of = profile(control(REQUIREMENTS, items=[evidence(expires=on("2026-12-03"))]), targets=Targets(rating=Band.GREEN))
    found = forecast_of(of, gates=Gates(fail_under=Band.ORANGE))
    assert [one.id for one in found.today.checks] == ["rating", "rating#2"]
    assert [change.id for change in found.days[0].changes if change.kind == "gate"] == ["gate", "rating", "rating#2"]


def test_findings_are_not_listed_and_count_in_the_gate():
    of = profile(control(REQUIREMENTS, items=[evidence(expires=on("2027-01-14")), evidence()]))
    days = forecast_of(of, gates=Gates(fail_on=Severity.NOTE)).days
    assert said(days, "gate", "findings") == {"2026-12-15": ("passed", "failed")}
    assert {change.kind for day in days for change in day.changes} == {"gate"}


def test_a_change_says_whether_it_is_for_the_better():
    of = profile(
        control("trust", items=[evidence(expires=on("2026-12-03"))]),
        control("privacy", id="C-2", items=[evidence(date=on("2026-12-10"))]),
    )
    assert [{str(change.direction) for change in day.changes} for day in forecast_of(of).days] == [
        {"worse"},
        {"better"},
    ]


def test_what_leaves_the_scope_at_its_worst_becomes_neither_better_nor_worse():
    leaves = Rule(
        id="a",
        title="",
        description="",
        source="",
        when=(
            pattern("evidence-item", control="$control", item="$item", state="expired", source="$of", detail="$why"),
        ),
        then=(pattern("excluded", requirement="trust", characteristic="$control"),),
        pack="plant",
        location=Location("pack/a.yaml", 1, 1),
    )
    of = profile(control("privacy", items=[evidence(expires=on("2026-12-03"))]))
    (day,) = forecast_of(of, by=with_rule(leaves)).days
    about = {change.id: change[2:] for change in day.changes if "trust" in change.id}
    assert about["trust"] == ("red", "not-applicable", "other")
    assert about["trust/data"] == ("none", "not-applicable", "other")


def pattern(kind, **terms) -> Pattern:
    return Pattern(kind, tuple(terms.items()), Location("pack/a.yaml", 1, 1))


def with_rule(more) -> Reasoner:
    knowledge = reasoner().knowledge
    knowledge = knowledge._replace(rules=(*knowledge.rules, more))
    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    return Reasoner(knowledge, build_engine(program, name="plain", trusted=True, packs=["core"]))


# Every single day.


def assessed_day_by_day(of, until, **how):
    """The days of a forecast as full assessments of each day have them, the first failure, and today's gate."""
    first = before = assess(of, **how)
    days, failure, day = [], None, TODAY
    while day < until:
        day += DAY
        now = assess(of, as_of=day, **how)
        if failure is None and now.gate.passed is False:
            failure = day
        was, then = verdicts(before), verdicts(now)
        changes = [
            (kind, name, was[kind, name], then[kind, name])
            for kind, name in then
            if was[kind, name] != then[kind, name]
        ]
        expires = [
            *turned(before, now, CURRENT),
            *(str(at) for at, e in enumerate(of.exceptions, 1) if e.expires + DAY == day),
        ]
        begins = turned(now, before, CURRENT)
        if changes or expires or begins:
            days.append((day, expires, begins, changes))
        before = now
    return days, failure, first.gate


def verdicts(result):
    return {
        (key.kind, key.id): word
        for key, word in standing(result).items()
        if key.basis == result.basis and key.kind != "finding"
    }


def turned(before, now, state):
    """The items that were in a state and no longer are."""
    pairs = zip(before.inputs.evidence, now.inputs.evidence, strict=True)
    return [f"{one.control}#{one.index + 1}" for one, other in pairs if one.state == state != other.state]


def drawn_together(of):
    """The profile with its dates, which lie half a year around today, a sixth as far from today."""

    def nearer(day):
        return day if day is None else TODAY + (day - TODAY) // 6

    def item(one):
        return one._replace(date=nearer(one.date), expires=nearer(one.expires))

    return of._replace(
        controls=tuple(c._replace(evidence=tuple(map(item, c.evidence))) for c in of.controls),
        exceptions=tuple(e._replace(expires=nearer(e.expires)) for e in of.exceptions),
    )


SOON = st.integers(-2, 24).map(lambda days: TODAY + days * DAY)
LATER = st.integers(0, 24).map(lambda days: TODAY + days * DAY)


@st.composite
def nearly_whole(draw):
    """A profile that may pass every gate today: all is full, for as long as its evidence lasts."""

    def items():
        passing = st.builds(lambda expires: evidence(expires=expires), LATER)
        coming = st.builds(lambda day, more: evidence(date=day, expires=day + more * DAY), SOON, st.integers(0, 9))
        return [draw(passing), *draw(st.lists(passing | coming, max_size=2))]

    parts = draw(st.integers(1, 4))
    controls = [control(REQUIREMENTS[at::parts], id=f"C-{at}", items=items()) for at in range(parts)]
    more = [
        control(draw(st.sampled_from(REQUIREMENTS)), id=f"D-{at}", items=items(), status="partial")
        for at in range(draw(st.integers(0, 1)))
    ]
    waived = draw(st.lists(st.builds(accepted, st.sampled_from(REQUIREMENTS), expires=SOON), max_size=6))
    return profile(*controls, *more, exceptions=[one for one in waived if one.expires >= TODAY])


GATES = st.builds(
    Gates,
    fail_under=st.sampled_from([None, Band.ORANGE, Band.GREEN]),
    min_score=st.sampled_from([None, Fraction(5), Fraction(20), Fraction(70)]),
    min_assessed=st.sampled_from([None, Fraction(10)]),
    require=st.sampled_from([(), (Require("etsi-gr-zsm-015"),), (Require("iso-23247-2", Fraction(10)),)]),
    fail_on=st.sampled_from([None, *Severity]),
)
FILES = st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 1)), st.just(FileState.MISSING), max_size=2)
TWINS = profiles().map(drawn_together) | nearly_whole() | nearly_whole()


@given(
    TWINS,
    st.sampled_from(["current", "current", "current", "evidenced", "claimed"]),
    GATES,
    st.just({}) | FILES,
    st.none() | st.integers(50, 70),
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_a_forecast_is_what_assessing_each_day_anew_says(of, basis, gates, files, age):
    until = TODAY + 20 * DAY
    how = {"basis": basis, "gates": gates, "files": files, "by": aged(age) if age else None}
    found = forecast_of(of, until, **how)
    days, failure, gate = assessed_day_by_day(of, until, **how)
    assert [
        (
            day.date,
            [thing.id for thing in day.expires],
            [thing.id for thing in day.begins],
            [change[:4] for change in day.changes],
        )
        for day in found.days
    ] == days
    assert found.first_gate_failure == failure
    assert (found.today.passed, tuple(one.check for one in found.today.checks)) == (gate.passed, gate.checks)


@given(nearly_whole(), GATES, st.integers(0, 20))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_the_gate_on_coming_days_fails_on_the_forecasts_first_failure(of, gates, within):
    found = forecast_of(of, TODAY + 20 * DAY, gates=gates)
    expiring = assess(of, gates=gates._replace(fail_if_expiring=within)).gate.checks[-1]
    if found.today.passed:
        soon = found.first_gate_failure and found.first_gate_failure <= TODAY + within * DAY
        assert expiring.passed is not bool(soon)
        assert not soon or expiring.actual.endswith(f" on {found.first_gate_failure}")
