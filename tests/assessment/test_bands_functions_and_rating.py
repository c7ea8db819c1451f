from __future__ import annotations

import pytest
from twins import REQUIREMENTS, assess, band, control, everything, out, profile, verdict

ONE_OF_EACH = {
    "GV": "governance", "ID": "maintainability", "PR": "trust", "DE": "monitoring", "RS": "response", "RC": "recovery",
}  # fmt: skip


@pytest.mark.parametrize(
    ("controls", "expected"),
    [
        ([control("trust")], "green"),
        ([control("trust", "data")], "orange"),
        ([control("trust", activation="opt-in")], "orange"),
        ([control("trust", "data", activation="opt-in")], "orange"),
        ([control("trust", status="planned")], "red"),
        ([], "red"),
    ],
)
def test_a_requirement_is_green_if_all_cells_are_full_red_if_all_are_none_else_orange(controls, expected):
    assert band(assess(profile(*controls)), "trust") == expected


def test_a_requirement_without_a_cell_in_scope_has_no_colour_and_no_score():
    result = assess(everything(not_applicable=[out("trust")]))
    assert band(result, "trust") == "not-applicable"
    assert next(r for r in result.requirements if r.id == "trust").bases["current"].score is None


def test_only_the_layers_of_the_twin_and_in_scope_make_the_band():
    result = assess(profile(control("trust", "data"), layers="data system", not_applicable=[out("trust", "system")]))
    assert band(result, "trust") == "green"


@pytest.mark.parametrize("function", ONE_OF_EACH)
def test_each_function_is_covered_by_the_primary_category_of_an_addressed_requirement(function):
    result = assess(profile(control(ONE_OF_EACH[function], "data", activation="opt-in")))
    assert verdict(result).functions == (function,)


def test_secondary_categories_are_shown_and_never_counted():
    result = assess(profile(control("auditing")))
    auditing = next(r for r in result.requirements if r.id == "auditing")
    assert (auditing.primary, auditing.secondary) == ("PR.PS", ("DE.AE",))
    assert verdict(result).functions == ("PR",)
    covered = {category.id: category.covered["current"] for category in result.categories}
    assert (covered["PR.PS"], covered["DE.AE"], covered["PR.DS"]) == (True, None, False)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "red"), (1, "orange"), (3, "orange"), (4, "green"), (5, "green"), (6, "green")]
)
def test_the_band_counts_functions(count, expected):
    requirements = list(ONE_OF_EACH.values())[:count]
    result = assess(profile(*([control(requirements)] if requirements else [])))
    assert verdict(result).band == expected


def test_functions_and_categories_come_in_the_order_of_the_framework():
    result = assess(everything())
    assert [function.id for function in result.functions] == ["GV", "ID", "PR", "DE", "RS", "RC"]
    assert verdict(result).functions == ("GV", "ID", "PR", "DE", "RS", "RC")
    assert len(result.categories) == 22
    assert [category.id for category in result.categories][:7] == [
        "GV.OC",
        "GV.RM",
        "GV.RR",
        "GV.PO",
        "GV.OV",
        "GV.SC",
        "ID.AM",
    ]


def test_requirements_come_in_the_order_of_the_paper():
    assert tuple(requirement.id for requirement in assess(profile()).requirements) == REQUIREMENTS


def test_everything_full_is_green_without_a_cap():
    summary = verdict(assess(everything()))
    assert (summary.band, summary.rating, summary.caps, summary.caps_possible) == ("green", "green", (), ())


def test_a_red_mandatory_requirement_caps_a_green_band():
    result = assess(profile(control([r for r in REQUIREMENTS if r != "privacy"])))
    summary = verdict(result)
    assert (summary.band, summary.rating, summary.caps) == ("green", "orange", ("mandatory-red",))


def test_a_red_recommended_requirement_caps_nothing():
    result = assess(profile(control([r for r in REQUIREMENTS if r != "secure-coding"])))
    assert (verdict(result).rating, verdict(result).caps) == ("green", ())


def test_a_score_under_fifty_caps_and_fifty_does_not():
    half = profile(control(REQUIREMENTS, activation="opt-in"))
    assert (verdict(assess(half)).score, verdict(assess(half)).caps) == (50, ())
    less = profile(
        control(REQUIREMENTS[1:], activation="opt-in"), control(REQUIREMENTS[0], "data", id="C-2", activation="opt-in")
    )
    summary = verdict(assess(less))
    assert summary.score < 50
    assert (summary.caps, summary.rating) == (("shallow",), "orange")


@pytest.mark.parametrize("requirement", ["authentication", "authorization", "integrity"])
def test_a_twin_that_commands_is_capped_by_each_watched_cell_that_is_none(requirement):
    rest = [r for r in REQUIREMENTS if r != requirement]
    controls = control(rest), control(requirement, "data system", id="C-2")
    for actuation, caps in ((True, ("actuation-unprotected",)), (False, ())):
        result = assess(profile(*controls, characteristics={**dict.fromkeys(KNOWN, False), "actuation": actuation}))
        assert verdict(result).caps == caps


KNOWN = ("safety_critical", "personal_data", "federated", "exposed", "autonomous", "third_party_models")


@pytest.mark.parametrize("gap", ["partial", "out of scope"])
def test_a_watched_cell_that_is_partial_or_out_of_scope_does_not_cap(gap):
    declared = [out("integrity", "network")] if gap == "out of scope" else []
    weak = control("integrity", "network", id="C-2", activation="opt-in")
    strong = control("integrity", "data system", id="C-3")
    rest = control([r for r in REQUIREMENTS if r != "integrity"])
    known = {**dict.fromkeys(KNOWN, False), "actuation": True}
    result = assess(profile(rest, weak, strong, characteristics=known, not_applicable=declared))
    assert verdict(result).caps == ()


def test_an_exposed_twin_is_capped_without_logical_protection_on_the_network():
    rest = control([r for r in REQUIREMENTS if r != "logical-protection"])
    known = {**dict.fromkeys(KNOWN, False), "actuation": False, "exposed": True}
    result = assess(profile(rest, control("logical-protection", "data", id="C-2"), characteristics=known))
    assert verdict(result).caps == ("exposed-unprotected",)


def test_caps_are_listed_even_where_they_lower_nothing():
    summary = verdict(assess(profile()))
    assert (summary.band, summary.rating, summary.caps) == ("red", "red", ("mandatory-red", "shallow"))


def test_an_unknown_characteristic_cannot_cap_but_its_caps_are_listed_as_possible():
    rest = control([r for r in REQUIREMENTS if r != "integrity"])
    of = profile(rest, control("integrity", "data system", id="C-2"), characteristics={})
    summary = verdict(assess(of))
    assert (summary.rating, summary.caps, summary.caps_possible) == ("green", (), ("actuation-unprotected",))


def test_possible_caps_include_what_unknown_characteristics_would_demand():
    summary = verdict(assess(profile(control([r for r in REQUIREMENTS if r != "recovery"]), characteristics={})))
    assert (summary.caps, summary.caps_possible) == ((), ("mandatory-red",))


def test_each_basis_has_its_own_verdict():
    result = assess(profile(control(REQUIREMENTS, items=[])))
    assert [verdict(result, basis).band for basis in ("claimed", "evidenced", "current")] == ["green", "red", "red"]
    assert verdict(result, "claimed").caps == ()


def test_nothing_in_scope_is_red_without_a_score_and_an_error():
    result = assess(everything(not_applicable=[out(requirement) for requirement in REQUIREMENTS]))
    summary = verdict(result)
    assert (summary.band, summary.rating, summary.score, summary.score_range) == ("red", "red", None, None)
    assert result.assessed is None
    assert ("nothing-in-scope", "error") in [(f.rule, f.severity) for f in result.findings]
