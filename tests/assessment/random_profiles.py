"""Profiles at random, for properties that hold of every profile."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from twins import LAYERS, REQUIREMENTS, accepted, control, evidence, out, profile

from assessor.model.vocabulary import Characteristic

DAYS = st.dates(date(2026, 9, 1), date(2027, 3, 1))
SOME_LAYERS = st.lists(st.sampled_from(LAYERS), min_size=1, unique=True)


@st.composite
def items(draw):
    return evidence(date=draw(st.none() | DAYS), expires=draw(st.none() | DAYS))


@st.composite
def controls(draw):
    return [
        control(
            draw(st.lists(st.sampled_from(REQUIREMENTS), min_size=1, max_size=8, unique=True)),
            draw(SOME_LAYERS),
            id=f"C-{number}",
            status=draw(st.sampled_from(["implemented", "implemented", "partial", "planned", "not-implemented"])),
            activation=draw(st.sampled_from(["enforced", "default", "opt-in"])),
            items=draw(st.lists(items(), max_size=3)),
        )
        for number in range(draw(st.integers(0, 8)))
    ]


@st.composite
def profiles(draw):
    declared = st.builds(out, st.sampled_from(REQUIREMENTS), SOME_LAYERS)
    waived = st.builds(accepted, st.sampled_from(REQUIREMENTS), SOME_LAYERS, DAYS)
    layers = draw(SOME_LAYERS)
    return profile(
        *draw(controls()),
        layers=" ".join(layer for layer in LAYERS if layer in layers),
        characteristics=draw(st.dictionaries(st.sampled_from([c.value for c in Characteristic]), st.booleans())),
        not_applicable=draw(st.lists(declared, max_size=6)),
        exceptions=draw(st.lists(waived, max_size=4)),
    )
