"""What a valid profile is read as: values, defaults, places, and the document that says it in full."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from fractions import Fraction

import pytest
from profile_texts import BENCHMARKS, CONTROL, FULL, KNOWN, MINIMAL, REQUIREMENTS, profile_of

from assessor.errors import AssessorFault, ProfileError
from assessor.loading import profiles
from assessor.loading.profiles import Vocabulary, read_profile
from assessor.model.document import to_document
from assessor.model.place import Location, Place
from assessor.model.vocabulary import (
    Activation,
    Band,
    Basis,
    Characteristic,
    EvidenceType,
    Layer,
    Responsibility,
    Status,
    UseCase,
)


def test_everything_a_profile_says_is_read() -> None:
    profile = profile_of(FULL)
    assert (profile.name, profile.version, profile.owner) == ("bottling-line-7", "2.3", "OT security")
    assert profile.description == "Twin of bottling line 7, plant Graz"
    assert profile.path == "twin.yaml"
    assert profile.sha256 == hashlib.sha256(FULL.encode()).hexdigest()
    twin = profile.twin
    assert twin.use_cases == (UseCase.MANUFACTURING, UseCase.CPS)
    assert (twin.reference_architecture, twin.cross_layer) == (True, False)
    assert list(twin.characteristics.items()) == [
        (Characteristic.ACTUATION, True),
        (Characteristic.PERSONAL_DATA, False),
    ]
    control, second = profile.controls
    assert (control.id, control.title, control.owner) == ("AC-1", "OIDC tokens on every call", "platform team")
    assert control.requirements == ("authorization", "authentication")
    assert control.layers == (Layer.SYSTEM, Layer.NETWORK)
    assert (control.status, control.activation) == (Status.IMPLEMENTED, Activation.ENFORCED)
    assert control.responsibility is Responsibility.OPERATOR
    assert (control.description, control.caveats) == (
        "The gateway asks for a token.",
        "Revoked tokens live on for a minute.",
    )
    item, link = control.evidence
    assert (item.type, item.path, item.url) == (EvidenceType.CONFIGURATION, "evidence/gateway.yaml", None)
    assert (item.date, item.expires) == (date(2026, 10, 1), date(2027, 10, 1))
    assert (item.note, item.sha256) == ("section 4", "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")
    assert (link.url, link.path, link.date) == ("https://example.org/tokens", None, None)
    assert (second.id, second.status) == ("2", Status.NOT_IMPLEMENTED)
    (entry,) = profile.not_applicable
    assert (entry.requirement, entry.layers, entry.reason) == (
        "physical-protection",
        (Layer.DATA,),
        "A rented service.",
    )
    (risk,) = profile.exceptions
    assert (risk.requirement, risk.reason, risk.approved_by) == ("auditing", "Replaced soon.", "CISO")
    assert (risk.ticket, risk.expires) == ("0123", date(2027, 1, 31))
    targets = profile.targets
    assert (targets.rating, targets.basis) == (Band.GREEN, Basis.EVIDENCED)
    assert (targets.min_score, targets.min_assessed) == (Fraction(1499, 25), Fraction(80))
    assert targets.benchmarks == ("itu-t-y-3090", "etsi-ts-103-846")
    assert list(targets.requirements.items()) == [("authentication", Band.GREEN), ("privacy", Band.ORANGE)]


def test_the_layers_of_a_twin_have_one_order_and_are_the_default_of_its_parts() -> None:
    profile = profile_of(FULL)
    assert profile.twin.layers == (Layer.DATA, Layer.NETWORK)
    assert profile.controls[1].layers == (Layer.DATA, Layer.NETWORK)
    assert profile.exceptions[0].layers == (Layer.DATA, Layer.NETWORK)


def test_what_was_left_out_has_its_default() -> None:
    profile = profile_of(CONTROL)
    assert profile.twin.layers == (Layer.DATA, Layer.SYSTEM, Layer.NETWORK)
    assert dict(profile.twin.characteristics) == {}
    assert (profile.version, profile.not_applicable, profile.exceptions) == (None, (), ())
    assert (profile.targets.rating, profile.targets.basis, dict(profile.targets.requirements)) == (None, None, {})
    (control,) = profile.controls
    assert control.layers == profile.twin.layers
    assert (control.activation, control.responsibility, control.evidence) == (Activation.DEFAULT, None, ())


def test_null_is_as_if_left_out() -> None:
    optional = ["version", "owner", "description", "twin", "not_applicable", "exceptions", "targets", "based_on"]
    nulls = "".join(f"{key}:\n" for key in optional)
    assert to_document(profile_of(MINIMAL + nulls)) == to_document(profile_of(MINIMAL))
    inner = "twin: {layers: ~, use_cases: , characteristics: ~, cross_layer: null}\n"
    inner += "targets: {benchmarks: , requirements: {trust: ~}}\n"
    assert to_document(profile_of(MINIMAL + inner)) == to_document(profile_of(MINIMAL))


def test_scalars_are_text_as_written_where_text_is_expected() -> None:
    profile = profile_of(MINIMAL.replace("line-7", "2026-10-01") + "version: 2.30\nowner: no\ndescription: 0x1F\n")
    assert (profile.name, profile.version, profile.owner, profile.description) == ("2026-10-01", "2.30", "no", "0x1F")
    assert {type(each) for each in (profile.name, profile.version, profile.owner, profile.description)} == {str}


def test_places_are_those_of_the_file() -> None:
    profile = profile_of(FULL)
    control = profile.controls[0]
    assert profile.marks.key("controls") == Place(12, 1)
    assert control.marks.place == Place(13, 5)
    assert control.marks.value("status") == Place(17, 13)
    assert control.marks.entry("requirements", 1) == Place(15, 35)
    assert control.evidence[0].marks.value("date") == Place(26, 15)
    assert profile.twin.characteristics_marks.key("actuation") == Place(11, 43)
    assert profile.targets.requirements_marks.key("authentication") == Place(45, 35)
    assert profile.exceptions[0].marks.value("expires") == Place(38, 95)
    assert profile.location(Place(13, 5)) == Location("twin.yaml", 13, 5)


def test_what_was_left_out_stands_where_its_owner_does() -> None:
    profile = profile_of("# a twin\n" + MINIMAL)
    assert profile.twin.marks.place == profile.twin.characteristics_marks.place == Place(2, 1)
    assert profile.targets.marks.place == profile.targets.requirements_marks.place == Place(2, 1)
    inner = profile_of(MINIMAL + "twin:\n  cross_layer: true\ntargets:\n  rating: green\n")
    assert inner.twin.characteristics_marks.place == Place(5, 3)
    assert inner.targets.requirements_marks.place == Place(7, 3)


@pytest.mark.parametrize("text", [MINIMAL, CONTROL, FULL], ids=["minimal", "control", "full"])
def test_the_document_says_the_profile_in_full(text: str) -> None:
    profile = profile_of(text)
    document = to_document(profile)
    again = profile_of(json.dumps(document))
    assert again._replace(sha256=profile.sha256) == profile
    assert to_document(again) == document


def test_the_keys_of_the_document_stand_in_the_documented_order() -> None:
    document = to_document(profile_of(FULL))
    assert list(document) == [
        "schema",
        "name",
        "version",
        "owner",
        "description",
        "twin",
        "controls",
        "not_applicable",
        "exceptions",
        "targets",
    ]
    assert document["targets"] == {
        "rating": "green",
        "basis": "evidenced",
        "min_score": 59.96,
        "min_assessed": 80,
        "benchmarks": ["itu-t-y-3090", "etsi-ts-103-846"],
        "requirements": {"authentication": "green", "privacy": "orange"},
    }


def test_a_vocabulary_may_be_smaller_than_the_schema_s() -> None:
    small = Vocabulary(("trust", "privacy"), ())
    text = CONTROL.replace("[authentication]", "[trust]")
    assert read_profile(text.encode(), "f", small).controls[0].requirements == ("trust",)
    wanted = "targets: {benchmarks: [iso-23247-1], requirements: {auditing: green}}\n"
    entry = "not_applicable:\n  - {requirement: availability, reason: x}\n"
    with pytest.raises(ProfileError) as raised:
        read_profile((CONTROL + wanted + entry).encode(), "f", small)
    assert [str(problem) for problem in raised.value.problems] == [
        "f:6:20: control AC-1: requirement 'authentication' is not known; known: trust, privacy",
        "f:8:24: targets.benchmark 'iso-23247-1' is not known; none is known",
        "f:8:53: targets.requirements: unknown key 'auditing'; known: trust, privacy",
        "f:10:19: not_applicable entry 1: requirement 'availability' is not known; known: privacy, trust",
    ]


def test_a_profile_that_is_refused_for_no_reason_is_our_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "accepted", lambda document, known: None)
    with pytest.raises(AssessorFault, match=r"^a\.yaml was refused as a profile, but nothing is wrong with it$"):
        read_profile(MINIMAL.encode(), "a.yaml", KNOWN)


@pytest.mark.parametrize(("key", "most"), [("controls", 2000), ("evidence", 200)])
def test_limits_are_met_and_told(key: str, most: int) -> None:
    def text(count: int) -> str:
        if key == "controls":
            each = "\n  - {{id: {}, title: x, requirements: [trust], status: planned}}"
            return MINIMAL.replace(" []", "".join(map(each.format, range(count))))
        each = "\n      - {{type: scan, path: '{}'}}"
        return CONTROL + "    evidence:" + "".join(map(each.format, range(count)))

    profile = profile_of(text(most))
    assert most in {len(profile.controls), len(profile.controls[0].evidence)}
    with pytest.raises(ProfileError) as raised:
        profile_of(text(most + 1))
    (problem,) = raised.value.problems
    assert problem.message.endswith(f"{key} has {most + 1:,} entries; {most:,} is the most")


def test_of_very_many_problems_a_thousand_are_told() -> None:
    each = "  - {{id: {}, title: x, requirements: [trust, foo], status: done}}\n"
    text = MINIMAL.replace(" []", "") + "".join(map(each.format, range(700)))
    with pytest.raises(ProfileError) as raised:
        profile_of(text)
    *told, last = raised.value.problems
    assert len(told) == 1000
    assert str(last) == "twin.yaml:504:47: this and what follows is not told: there are more than 1,000 problems"


def test_of_very_many_unknown_words_the_first_by_place_are_told() -> None:
    text = CONTROL.replace("[authentication]", "[foo]") + "targets:\n  benchmarks:\n"
    with pytest.raises(ProfileError) as raised:
        profile_of(text + "".join(map("    - document-{}\n".format, range(1200))))
    *told, last = raised.value.problems
    assert [each.line for each in told] == [6, 10, *range(10, 1008)]
    assert str(last) == "twin.yaml:1008:7: this and what follows is not told: there are more than 1,000 problems"


def test_the_vocabulary_of_the_tests_is_the_schema_s() -> None:
    assert len(REQUIREMENTS) == 20
    assert (KNOWN.requirements, KNOWN.benchmarks) == (REQUIREMENTS, BENCHMARKS)
