from __future__ import annotations

from fractions import Fraction

import pytest
from twins import REQUIREMENTS, assess, benchmark_of, control, everything, out, profile, reasoner

TS_846 = "confidentiality integrity availability authentication authorization accountability"


def on(result, benchmark="etsi-ts-103-846", basis="current"):
    return benchmark_of(result, benchmark).bases[basis]


def test_all_full_is_met():
    judged = on(assess(profile(control(TS_846))))
    assert (judged.verdict, judged.coverage, judged.open) == ("met", 100, ())
    assert set(judged.requirements.values()) == {"met"}


def test_met_with_a_cell_out_of_scope_is_met_in_scope_only():
    result = assess(profile(control(TS_846), not_applicable=[out("integrity", "data")]))
    assert (on(result).verdict, benchmark_of(result, "etsi-ts-103-846").out_of_scope) == ("met-in-scope", 1)


def test_a_requirement_without_a_cell_left_is_not_applicable_and_the_others_decide():
    judged = on(assess(profile(control(TS_846), not_applicable=[out("integrity")])))
    assert (judged.requirements["integrity"], judged.verdict) == ("not-applicable", "met-in-scope")


def test_all_missing_is_not_met():
    judged = on(assess(profile(control("privacy"))))
    assert (judged.verdict, judged.coverage) == ("not-met", 0)
    assert set(judged.requirements.values()) == {"missing"}


def test_anything_between_is_partial():
    judged = on(assess(profile(control("integrity", "data"))))
    assert (judged.verdict, judged.requirements["integrity"]) == ("partial", "partial")
    assert judged.coverage == Fraction(100, 18)


@pytest.mark.parametrize("benchmark", ["iso-23247-1", "etsi-ts-103-828"])
def test_a_document_that_asks_for_nothing_requires_nothing(benchmark):
    judged = on(assess(everything()), benchmark)
    assert (judged.verdict, judged.coverage, judged.requirements) == ("nothing-required", None, {})


def test_nothing_is_required_where_all_that_is_asked_is_out_of_scope():
    result = assess(profile(not_applicable=[out(r) for r in TS_846.split()]))
    assert (on(result).verdict, on(result).coverage, benchmark_of(result, "etsi-ts-103-846").out_of_scope) == (
        "nothing-required",
        None,
        18,
    )


def test_only_the_layers_that_the_document_applies_to_are_asked_for():
    result = assess(profile(control("authorization", "data")))
    assert (on(result, "ietf-asdf-digital-twin").verdict, benchmark_of(result, "ietf-asdf-digital-twin").asked) == (
        "met",
        1,
    )


def test_open_cells_come_by_requirement_and_layer_with_their_level():
    judged = on(assess(profile(control(TS_846, "data"), control("integrity", "system", id="C-2", activation="opt-in"))))
    assert [tuple(map(str, cell)) for cell in judged.open[:4]] == [
        ("confidentiality", "system", "none"),
        ("confidentiality", "network", "none"),
        ("integrity", "system", "partial"),
        ("integrity", "network", "none"),
    ]


def test_functions_missing_are_the_published_ones_that_the_profile_does_not_cover():
    assert set(on(assess(profile(control(TS_846)))).functions_missing) == {"DE", "RS", "RC", "GV"}
    assert on(assess(everything())).functions_missing == ()


def test_functions_missing_are_unknown_where_the_published_ones_are():
    assert on(assess(everything()), "etsi-gr-zsm-015").functions_missing is None


def test_beyond_are_the_addressed_requirements_that_the_document_does_not_ask_for():
    assert on(assess(profile(control("privacy integrity")))).beyond == ("privacy",)


def test_each_basis_is_judged_apart():
    result = assess(profile(control(TS_846, items=[])))
    assert [on(result, basis=basis).verdict for basis in ("claimed", "evidenced", "current")] == [
        "met",
        "not-met",
        "not-met",
    ]


def test_published_and_derived_stand_side_by_side_with_the_doubts():
    ts = benchmark_of(assess(profile()), "etsi-ts-103-846")
    assert (ts.published.band, ts.derived.band, ts.derived.functions) == ("green", "orange", ("PR",))
    assert ts.doubts
    assert ts.clauses_verified is False


def test_a_derived_coverage_does_not_depend_on_the_profile():
    assert reasoner().derived["itu-t-y-3091"].band == "green"
    assert assess(profile()).benchmarks[10].derived == assess(everything()).benchmarks[10].derived


def test_benchmarks_come_by_number():
    assert [b.id for b in assess(profile()).benchmarks][:3] == ["iso-23247-1", "iso-23247-2", "iso-23247-3"]
    assert len(assess(profile()).benchmarks) == 27


def test_requirements_of_a_benchmark_come_in_the_order_of_the_paper():
    for judged in assess(profile()).benchmarks:
        named = list(judged.bases["current"].requirements)
        assert named == [r for r in REQUIREMENTS if r in named]
