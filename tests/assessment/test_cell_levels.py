from __future__ import annotations

import pytest
from twins import assess, cell, control, found, out, profile, requirement_of

STATUSES = ("implemented", "partial", "planned", "not-implemented")


def level(*controls, **fields) -> str:
    return cell(assess(profile(*controls, **fields)), "trust", "data")


@pytest.mark.parametrize(
    ("status", "activation", "expected"),
    [
        ("implemented", "enforced", "full"),
        ("implemented", "default", "full"),
        ("implemented", "opt-in", "partial"),
        ("partial", "enforced", "partial"),
        ("partial", "default", "partial"),
        ("partial", "opt-in", "partial"),
        ("planned", "enforced", "none"),
        ("planned", "opt-in", "none"),
        ("not-implemented", "enforced", "none"),
        ("not-implemented", "opt-in", "none"),
    ],
)
def test_status_and_activation_decide_what_one_control_gives(status, activation, expected):
    assert level(control("trust", "data", status=status, activation=activation)) == expected


@pytest.mark.parametrize(
    ("status", "activation", "expected"),
    [
        ("partial", "default", "partial"),
        ("not-implemented", "default", "partial"),
        ("planned", "default", "full"),
        ("implemented", "opt-in", "full"),
        ("implemented", "default", "full"),
    ],
)
def test_beside_a_full_control_a_shortfall_lowers_and_nothing_else_does(status, activation, expected):
    other = control("trust", "data", id="C-2", status=status, activation=activation)
    assert level(control("trust", "data"), other) == expected


def test_a_shortfall_counts_in_every_basis_without_evidence():
    result = assess(
        profile(control("trust", "data"), control("trust", "data", id="C-2", status="not-implemented", items=[]))
    )
    assert {cell(result, "trust", "data", basis) for basis in ("claimed", "evidenced", "current")} == {"partial"}


def test_a_partial_control_without_evidence_lowers_where_it_does_not_count():
    result = assess(profile(control("trust", "data"), control("trust", "data", id="C-2", status="partial", items=[])))
    assert cell(result, "trust", "data", "current") == "partial"


def test_a_full_control_that_does_not_count_on_a_basis_leaves_a_partial_one_partial():
    controls = control("trust", "data", items=[]), control("trust", "data", id="C-2", activation="opt-in")
    result = assess(profile(*controls))
    assert [cell(result, "trust", "data", basis) for basis in ("claimed", "current")] == ["full", "partial"]


def test_a_control_speaks_of_its_own_layers_only():
    result = assess(profile(control("trust", "system")))
    assert [cell(result, "trust", layer) for layer in ("data", "system", "network")] == ["none", "full", "none"]


def test_layers_outside_the_twin_are_passed_over_with_a_warning():
    result = assess(profile(control("trust", "data network"), layers="data"))
    assert list(requirement_of(result, "trust").bases["current"].cells) == ["data"]
    (finding,) = found(result, "layer-out-of-scope")
    assert (finding.severity, finding.control, finding.layer) == ("warning", "C-1", "network")


def test_a_cell_under_not_applicable_is_out_of_scope_even_where_a_control_claims_it():
    result = assess(profile(control("trust"), not_applicable=[out("trust", "data")]))
    assert [cell(result, "trust", layer) for layer in ("data", "system", "network")] == [
        "not-applicable",
        "full",
        "full",
    ]
    (finding,) = found(result, "claim-out-of-scope")
    assert (finding.severity, finding.control, finding.requirement, finding.layer) == (
        "warning",
        "C-1",
        "trust",
        "data",
    )


def test_full_and_not_implemented_on_one_cell_is_a_contradiction():
    result = assess(
        profile(control("trust", "data system"), control("trust", "data", id="C-2", status="not-implemented"))
    )
    (finding,) = found(result, "contradicting-controls")
    assert (finding.severity, finding.requirement, finding.layer) == ("warning", "trust", "data")


def test_full_and_partial_on_one_cell_is_no_contradiction():
    result = assess(profile(control("trust", "data"), control("trust", "data", id="C-2", status="partial")))
    assert found(result, "contradicting-controls") == []


@pytest.mark.parametrize("status", STATUSES)
def test_a_cell_is_assessed_as_soon_as_a_control_speaks_of_it(status):
    result = assess(profile(control("trust", "data", status=status, items=[])))
    assert requirement_of(result, "trust").silent == ("system", "network")
