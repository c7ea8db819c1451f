"""Profiles as text for the tests of loading, and what reading them gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assessor.errors import ProfileError
from assessor.loading.profiles import Vocabulary, read_profile
from assessor.loading.schemas import schema

if TYPE_CHECKING:
    from assessor.model.profile import Profile

REQUIREMENTS = tuple(each["const"] for each in schema("profile")["$defs"]["requirement"]["anyOf"])
BENCHMARKS = ("etsi-ts-103-846", "iso-23247-1", "itu-t-y-3090")
KNOWN = Vocabulary(REQUIREMENTS, BENCHMARKS)

MINIMAL = """\
schema: dtassess/profile/v1
name: line-7
controls: []
"""

CONTROL = """\
schema: dtassess/profile/v1
name: line-7
controls:
  - id: AC-1
    title: Tokens on every call
    requirements: [authentication]
    status: implemented
"""

FULL = """\
schema: dtassess/profile/v1
name: bottling-line-7
version: "2.3"
owner: OT security
description: Twin of bottling line 7, plant Graz
twin:
  use_cases: [manufacturing, cps]
  layers: [network, data]
  reference_architecture: true
  cross_layer: false
  characteristics: {personal_data: false, actuation: true, federated: null}
controls:
  - id: AC-1
    title: OIDC tokens on every call
    requirements: [authorization, authentication]
    layers: [system, network]
    status: implemented
    activation: enforced
    responsibility: operator
    owner: platform team
    description: The gateway asks for a token.
    caveats: Revoked tokens live on for a minute.
    evidence:
      - type: configuration
        path: evidence/gateway.yaml
        date: 2026-10-01
        expires: 2027-10-01
        sha256: E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855
        note: section 4
      - {type: documentation, url: "https://example.org/tokens"}
  - id: 2
    title: No audit trail yet
    requirements: [auditing]
    status: not-implemented
not_applicable:
  - {requirement: physical-protection, layers: [data], reason: A rented service.}
exceptions:
  - {requirement: auditing, reason: Replaced soon., approved_by: CISO, ticket: 0123, expires: 2027-01-31}
targets:
  rating: green
  basis: evidenced
  min_score: 59.96
  min_assessed: 80
  benchmarks: [itu-t-y-3090, etsi-ts-103-846]
  requirements: {privacy: orange, authentication: green}
"""


def profile_of(text: str | bytes) -> Profile:
    """The profile that a valid text is."""
    return read_profile(text if isinstance(text, bytes) else text.encode(), "twin.yaml", KNOWN)


def problems_of(text: str | bytes) -> list[str]:
    """What is wrong with a text that is no valid profile, as `line:column: message`."""
    with pytest.raises(ProfileError) as raised:
        profile_of(text)
    return [str(problem).removeprefix("twin.yaml:") for problem in raised.value.problems]
