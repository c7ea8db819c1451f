"""The figures of docs/platforms.md are what the assessor gives."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from assessor import Profile, Result, assess, load_profile
from assessor.model.number import shown
from assessor.model.vocabulary import Activation, Basis, Characteristic

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "platforms.md").read_text(encoding="utf-8")
PLATFORMS = ("azure-digital-twins", "eclipse-arrowhead", "eclipse-basyx-go", "eclipse-ditto", "fiware-orion-ld")
AS_OF = date(2026, 11, 23)


def profile(name: str) -> Profile:
    return load_profile(ROOT / "profiles" / f"{name}.yaml")


def assessed(name: str) -> Result:
    return assess(profile(name), as_of=AS_OF)


def row(result: Result) -> str:
    """A platform's row of the table."""
    verdict = result.summary[Basis.CURRENT]
    red = [
        requirement.id
        for requirement in result.requirements
        if requirement.applicability == "mandatory" and requirement.bases[Basis.CURRENT].band == "red"
    ]
    low, high = verdict.score_range or (Fraction(0), Fraction(0))
    cells = [
        result.profile.name,
        verdict.rating,
        verdict.band,
        f"{len(verdict.functions)} of 6",
        f"{shown(verdict.score or Fraction(0))}",
        f"{shown(low)} to {shown(high)}",
        f"{shown(result.assessed or Fraction(0))} %",
        ", ".join(red) or "none",
        ", ".join(verdict.caps),
    ]
    return f"| {' | '.join(cells)} |"


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_table_has_the_platforms_own_figures(name: str) -> None:
    assert row(assessed(name)) in PAGE.splitlines()


@pytest.mark.parametrize("name", PLATFORMS)
def test_the_three_bases_agree(name: str) -> None:
    summary = assessed(name).summary
    assert summary[Basis.CLAIMED] == summary[Basis.EVIDENCED] == summary[Basis.CURRENT]


@pytest.mark.parametrize("name", PLATFORMS)
def test_switching_on_what_is_opt_in_moves_no_rating_and_no_score_by_more_than_two_and_a_half(name: str) -> None:
    delivered = profile(name)
    switched_on = delivered._replace(
        controls=tuple(c._replace(activation=Activation.DEFAULT) for c in delivered.controls),
    )
    before, after = (assess(each, as_of=AS_OF).summary[Basis.CURRENT] for each in (delivered, switched_on))
    assert after.rating == before.rating
    assert before.score is not None
    assert after.score is not None
    assert 0 <= after.score - before.score <= Fraction(5, 2)


def with_characteristics(name: str, **values: bool) -> Result:
    """The result of a platform with these characteristics beside its own."""
    own = profile(name)
    characteristics = {**own.twin.characteristics, **{Characteristic(key): value for key, value in values.items()}}
    twin = own.twin._replace(characteristics=characteristics)
    return assess(own._replace(twin=twin), as_of=AS_OF)


def test_a_local_cloud_that_is_exposed_would_have_the_same_caps_rating_and_score() -> None:
    before = assessed("eclipse-arrowhead").summary[Basis.CURRENT]
    after = with_characteristics("eclipse-arrowhead", exposed=True).summary[Basis.CURRENT]
    assert (after.caps, after.rating, after.score) == (before.caps, before.rating, before.score)


def test_a_twin_on_azure_digital_twins_that_drives_devices_gets_a_further_cap() -> None:
    caps = with_characteristics("azure-digital-twins", actuation=True).summary[Basis.CURRENT].caps
    assert set(caps) - set(assessed("azure-digital-twins").summary[Basis.CURRENT].caps) == {"actuation-unprotected"}


@pytest.mark.parametrize("name", ["eclipse-basyx-go", "fiware-orion-ld"])
def test_a_platform_whose_actuation_is_open_lists_the_cap_that_it_could_bring(name: str) -> None:
    assert "actuation-unprotected" in assessed(name).summary[Basis.CURRENT].caps_possible


def test_the_declaration_of_ditto_on_physical_protection_is_an_error() -> None:
    errors = [finding.rule for finding in assessed("eclipse-ditto").findings if finding.severity == "error"]
    assert "mandated-not-applicable" in errors
