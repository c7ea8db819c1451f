"""Comparisons by the rules, against the method said once more (`oracle`)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import oracle
import pytest
from hypothesis import HealthCheck, given, settings
from random_profiles import profiles
from twins import LAYERS, REQUIREMENTS, TODAY, control, everything, evidence, out, profile, reasoner

from assessor.assessment.case import Case
from assessor.assessment.reasoner import Reasoner
from assessor.inquiry.comparing.compare import compare, fits, rank_benchmarks
from assessor.model.comparison import Direction, Filters
from assessor.model.gates import NO_GATES
from assessor.model.number import shown
from assessor.model.place import Marks, Place
from assessor.model.vocabulary import Basis, Layer, UseCase

STALE = evidence(expires=date(2026, 1, 31))
NO_FILTERS = Filters()


def case_of(of, basis="current", by=None):
    return Case(by or reasoner(), of, {}, TODAY, Basis(basis), NO_GATES, "test")


def ranked(of, filters=NO_FILTERS, basis="current", by=None):
    return rank_benchmarks(case_of(of, basis, by), filters)


def beside(of, benchmark="etsi-ts-103-846"):
    return compare(case_of(of), [benchmark], []).benchmarks[0]


def against(of, other, basis="current"):
    return compare(case_of(of, basis), [], [case_of(other, basis)]).profiles[0]


def ids(comparison):
    return [one.benchmark.id for one in comparison.benchmarks]


def of_use_cases(of, *use_cases):
    return of._replace(twin=of.twin._replace(use_cases=tuple(map(UseCase, use_cases))))


def cell_of(found, requirement, layer):
    return next(one for one in found.cells if (one.requirement, one.layer) == (requirement, layer))


def requirement_of(found, requirement):
    return next(one for one in found.requirements if one.id == requirement)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(profiles())
def test_the_cells_of_a_benchmark_are_as_the_method_says(of):
    found = beside(of, "itu-t-x-2011")
    scope = oracle.in_scope(of)
    for cell in found.cells:
        at = (cell.requirement, str(cell.layer))
        if at not in scope:
            assert set(cell.levels.values()) == {"not-applicable"}
            assert (cell.controls, cell.silent) == ((), False)
            assert cell.out_of_scope.reason
            continue
        assert cell.out_of_scope is None
        there = oracle.speakers(of, at)
        assert [one.control for one in cell.controls] == there
        assert cell.silent == (not there)
        for basis in Basis:
            assert cell.levels[basis] == oracle.level(of, at, basis, TODAY)
            giving = [
                c for c in there if oracle.counts(c, basis, TODAY) and (oracle.is_full(c) or oracle.is_partial(c))
            ]
            assert [one.control for one in cell.controls if basis in one.bases] == giving


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(profiles())
def test_benchmarks_are_ranked_by_exact_coverage_with_none_at_the_end(of):
    for basis in Basis:
        keys = []
        for one in ranked(of, basis=basis).benchmarks:
            known = one.benchmark
            coverage = oracle.benchmark(of, known.requirements, known.applied_to, basis, TODAY)[1]
            keys.append((coverage is None, -(coverage or 0), known.rank))
        assert keys == sorted(keys)
        assert len(keys) == 27


def test_coverages_that_look_alike_are_ranked_by_what_they_are():
    knowledge = reasoner().knowledge
    own = knowledge.benchmarks[1]._replace(number=None, applied_to=LAYERS)
    benchmarks = own._replace(id="a", requirements=REQUIREMENTS[:-1]), own._replace(id="z", requirements=REQUIREMENTS)
    by = Reasoner(knowledge._replace(benchmarks=benchmarks), reasoner().engine)
    of = profile(control(REQUIREMENTS[:3]), control("secure-coding", "data", id="C-2", status="partial"))
    found = [(one.benchmark.id, one.result.bases[Basis.CURRENT].coverage) for one in ranked(of, by=by).benchmarks]
    assert found == [("z", Fraction(950, 60)), ("a", Fraction(900, 57))]
    assert {shown(coverage) for _, coverage in found} == {15.8}


def test_filters_stand_together_and_the_values_of_one_are_alternatives():
    of = profile()
    etsi = Filters(bodies=("ETSI",))
    assert {one.benchmark.body for one in ranked(of, etsi).benchmarks} == {"ETSI"}
    assert len(ranked(of, etsi).benchmarks) == 6
    both = Filters(bodies=("ETSI", "NIST"))
    assert len(ranked(of, both).benchmarks) == 8
    assert ids(ranked(of, both._replace(use_cases=(UseCase.ENERGY,)))) == ["nist-ir-8356", "etsi-ts-103-845"]
    assert ids(ranked(of, both._replace(use_cases=(UseCase.ENERGY,), types=("TS",)))) == ["etsi-ts-103-845"]
    assert ids(ranked(of, Filters(bodies=("NIST",), types=("TS",)))) == []


def test_a_benchmark_fits_if_it_has_a_use_case_of_the_profile():
    of = of_use_cases(profile(), "energy", "health")
    fit = {one.benchmark.number: one.fits_use_case for one in ranked(of).benchmarks}
    assert (fit[24], fit[21], fit[2]) == (True, False, None)
    assert {one.fits_use_case for one in ranked(profile()).benchmarks} == {None}
    assert fits(reasoner().benchmarks["iso-23247-2"], [UseCase.ENERGY]) is None


def test_controls_stand_behind_their_cells_with_what_they_give_and_their_lines():
    marks = Marks(entries={"requirements": [Place(7, 20), Place(7, 36)]})
    of = profile(
        control("trust integrity", "data", id="A")._replace(marks=marks),
        control("integrity", "data network", id="B", status="partial", items=[]),
        control("integrity", "network", id="C", activation="opt-in", items=[STALE]),
        control("integrity", "network", id="D", status="planned"),
        control("integrity", "network", id="E", status="not-implemented"),
    )
    data, network = cell_of(beside(of), "integrity", "data"), cell_of(beside(of), "integrity", "network")
    assert [(one.control.id, str(one.level), one.shortfall) for one in data.controls] == [
        ("A", "full", False),
        ("B", "partial", True),
    ]
    assert str(data.controls[0].location) == "twin.yaml:7:36"
    assert {one.control.id: (str(one.level), one.shortfall, len(one.bases)) for one in network.controls} == {
        "B": ("partial", True, 1),
        "C": ("partial", False, 2),
        "D": ("none", False, 0),
        "E": ("none", True, 0),
    }
    assert [str(network.levels[basis]) for basis in Basis] == ["partial", "partial", "none"]


def test_a_cell_out_of_scope_says_why_and_where():
    marks = Marks(values={"requirement": Place(30, 18)})
    declared = out("integrity", "data", "nothing is stored")._replace(marks=marks)
    of = profile(
        control(REQUIREMENTS), layers="data system", not_applicable=[declared], characteristics={"personal_data": False}
    )
    reasons = {
        (cell.requirement, str(cell.layer)): (cell.out_of_scope.reason, str(cell.out_of_scope.location))
        for cell in beside(of, "itu-t-x-2011").cells
        if cell.out_of_scope
    }
    assert reasons["integrity", "data"] == ("nothing is stored", "twin.yaml:30:18")
    assert reasons["integrity", "network"] == ("the twin has no network layer", "twin.yaml:1:1")
    assert reasons["privacy", "system"] == ("personal_data takes it out of scope", "twin.yaml:1:1")
    assert ("integrity", "system") not in reasons


def test_published_functions_stand_beside_what_ticks_give_and_what_is_covered():
    of = profile(control("monitoring", items=[]))
    functions = {one.id: one for one in beside(of).functions}
    assert [name for name, one in functions.items() if one.published] == ["GV", "PR", "DE", "RS", "RC"]
    assert [name for name, one in functions.items() if one.derived] == ["PR"]
    assert functions["DE"].covered == {Basis.CLAIMED: True, Basis.EVIDENCED: False, Basis.CURRENT: False}
    assert {one.published for one in beside(of, "etsi-gr-zsm-015").functions} == {None}


def test_clauses_that_are_not_known_are_named():
    assert beside(profile()).without_clause == REQUIREMENTS[:6]
    network = beside(profile(), "irtf-nmrg-network-digital-twin-arch")
    assert network.without_clause == ("trust",)
    assert len(network.benchmark.clauses) == 26


def test_benchmarks_come_as_they_were_asked_for():
    asked = ["nist-ir-8356", "iso-23247-2"]
    assert ids(compare(case_of(profile()), asked, [])) == asked


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(profiles(), profiles())
def test_two_profiles_beside_each_other_are_as_the_method_says(of, other):
    order = ["none", "partial", "full"]
    found, turned = against(of, other), against(other, of)
    scopes = oracle.in_scope(of), oracle.in_scope(other)
    for one in found.requirements:
        assert [pair.layer for pair in one.cells] == [x for x in Layer if x in of.twin.layers or x in other.twin.layers]
        for pair in one.cells:
            at = (one.id, str(pair.layer))
            for basis in Basis:
                inside = [at in scope for scope in scopes]
                if inside == [True, True]:
                    mine, theirs = (order.index(oracle.level(each, at, basis, TODAY)) for each in (of, other))
                    expected = "equal" if mine == theirs else "ahead" if mine > theirs else "behind"
                else:
                    expected = "scope" if any(inside) else "equal"
                assert pair.directions[basis] == expected
        back = requirement_of(turned, one.id)
        swap = {"ahead": "behind", "behind": "ahead"}
        assert back.direction == swap.get(one.direction, one.direction)
    for basis in Basis:
        mine, theirs = (oracle.verdict(each, basis, TODAY) for each in (of, other))
        assert found.summary[basis].this.rating == mine["rating"]
        assert found.summary[basis].other.rating == theirs["rating"]


def test_requirements_come_in_the_papers_order_each_with_its_direction():
    this = profile(
        control("trust", "data"), control("integrity", "data", id="B"), not_applicable=[out("auditing", "data")]
    )
    other = profile(
        control("trust", "system"),
        control("privacy", id="B"),
        control("governance", id="C"),
        layers="data system network",
    )
    found = against(this, other)
    directions = {one.id: str(one.direction) for one in found.requirements}
    assert tuple(directions) == REQUIREMENTS
    assert {name: direction for name, direction in directions.items() if direction != "equal"} == {
        "integrity": "ahead",
        "auditing": "scope",
        "trust": "mixed",
        "privacy": "behind",
        "governance": "behind",
    }


def test_a_profile_is_its_own_equal():
    of = profile(control("trust", "data"), control("integrity", id="B", items=[STALE]))
    found = against(of, of)
    assert {one.direction for one in found.requirements} == {Direction.EQUAL}
    for one in found.summary.values():
        assert {one.rating, one.band, one.score, one.functions} == {Direction.EQUAL}


def test_the_summary_says_who_is_ahead():
    nothing = profile(not_applicable=[out(requirement) for requirement in REQUIREMENTS])
    found = against(everything(), profile(control("monitoring"))).summary[Basis.CURRENT]
    assert (found.rating, found.band, found.score, found.functions) == ("ahead", "ahead", "ahead", "ahead")
    assert against(profile(), nothing).summary[Basis.CURRENT].score == "scope"
    assert against(nothing, nothing).summary[Basis.CURRENT].score == "equal"
    parted = against(profile(control("monitoring")), profile(control("recovery"))).summary[Basis.CURRENT]
    assert (parted.functions, parted.score) == ("mixed", "equal")


def test_the_other_profiles_own_basis_changes_nothing():
    this, other = profile(control("trust")), profile(control("trust", items=[]))
    one = compare(case_of(this), [], [case_of(other, "claimed")]).profiles[0]
    assert one == compare(case_of(this), [], [case_of(other, "current")]).profiles[0]


def test_a_benchmark_that_does_not_exist_is_a_key_error():
    with pytest.raises(KeyError):
        compare(case_of(profile()), ["none"], [])
