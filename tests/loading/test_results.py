"""Results are read whole or refused with a place; what they were made from comes back as it was."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from twins import REQUIREMENTS, TODAY, accepted, control, evidence, out, profile, reasoner

from assessor.assessment.assess import assess
from assessor.errors import InputError
from assessor.loading.identity import identify
from assessor.loading.packs import load_knowledge
from assessor.loading.plain_values import LARGEST_RESULT
from assessor.loading.recorded import recorded
from assessor.loading.results import is_result, read_bytes, read_result
from assessor.model.gates import NO_GATES, Gates, Require
from assessor.model.profile import Targets
from assessor.model.vocabulary import Band, Basis, FileState, Severity
from assessor.report.document import to_json_object
from assessor.report.json_format import dumps
from assessor.report.yaml_format import dumps as dumps_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from assessor.model.profile import Profile

ITEMS = [evidence(path="a.txt", expires=date(2027, 1, 1)), evidence(date=None)]
TWIN = profile(control("trust", id="A", items=ITEMS), control("privacy", id="B"), exceptions=[accepted("trust")])


def document_of(of: Profile = TWIN, gates: Gates = NO_GATES) -> dict[str, Any]:
    result = assess(
        of,
        reasoner(),
        version="1.2",
        as_of=TODAY,
        files={(0, 0): FileState.OTHER_SHA256},
        basis=Basis.EVIDENCED,
        gates=gates,
    )
    return json.loads(dumps(to_json_object(result)))


def read(document: Any, path: str = "r.json") -> Any:
    data = document if isinstance(document, bytes) else dumps(document).encode()
    return recorded(read_result(data, path), data, path, REQUIREMENTS)


def problems(document: Any) -> list[str]:
    with pytest.raises(InputError) as caught:
        read(document)
    return list(map(str, caught.value.problems))


def test_what_a_result_was_made_from_comes_back() -> None:
    gates = Gates(
        fail_under=Band.ORANGE,
        min_score=Fraction(200, 3),
        min_assessed=Fraction(5, 2),
        require=(Require("iso-23247-2"), Require("etsi-ts-103-846", Fraction(50))),
        fail_on=Severity.WARNING,
        fail_if_expiring=30,
        targets=False,
    )
    found = read(document_of(gates=gates))
    assert found.profile == TWIN._replace(path="twin.yaml")
    assert (found.gates, found.had_baseline, found.basis, found.as_of) == (gates, False, Basis.EVIDENCED, TODAY)
    assert found.broken == {(0, 0)}
    assert (found.version, found.rules, found.placed) == ("1.2", reasoner().knowledge.packs, False)


def test_json_and_yaml_with_or_without_a_mark_of_the_byte_order_are_one() -> None:
    document = document_of()
    for data in (dumps(document).encode(), b"\xef\xbb\xbf" + dumps(document).encode(), dumps_yaml(document).encode()):
        assert is_result(data)
        assert read_result(data, "r") == document
    assert not is_result(b"schema: dtassess/profile/v1\nname: x\n")


def test_options_that_an_earlier_version_did_not_have_are_as_if_not_given() -> None:
    document = document_of()
    document["inputs"]["options"] = {"basis": "evidenced"}
    assert read(document).gates == NO_GATES


def test_entries_that_are_alike_only_because_layers_are_written_out_are_both_kept() -> None:
    twin = TWIN._replace(not_applicable=(out("governance"), out("governance")), exceptions=TWIN.exceptions * 2)
    assert read(document_of(twin)).profile == twin


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (("as_of",), "2026-02-30", "`as_of` is not what a result has there"),
        (("as_of",), "0000-01-01", "`as_of` is not what a result has there"),
        (("tool",), 1, "tool must be a mapping, not '1'"),
        (("rules", 0, "sha256"), "abc", "rule 1: sha256 'abc' is not of the right form"),
        (("summary", "claimed", "score"), True, "score must be a number from 0 to 100"),
        (("functions", 2, "current", "covered"), "yes", "covered must be true or false"),
        (("requirements", 3, "claimed", "cells", "data"), "half", "'half' is not known"),
        (("findings", 0, "severity"), "bad", "'bad' is not known"),
        (("gate", "passed"), 3, "passed must be true or false"),
        (("inputs", "evidence", 0, "index"), -1, "index must be a whole number from 0"),
        (("inputs", "evidence", 0, "index"), 9, "`inputs.evidence` has item 9 of the control 'A'"),
        (("inputs", "evidence", 0, "control"), "Z", "`inputs.evidence` has item 0 of the control 'Z'"),
        (("inputs", "options"), [], "options must be a mapping"),
        (("inputs", "options", "min_score"), "1/0", "`inputs.options.min_score` is not what a result has there"),
        (("inputs", "options", "min_score"), "101", "`inputs.options.min_score` is not what a result has there"),
        (("inputs", "options", "fail_if_expiring"), True, "`inputs.options.fail_if_expiring` is not"),
        (("inputs", "options", "fail_if_expiring"), 10**30, "`inputs.options.fail_if_expiring` is not"),
        (("findings", 0, "requirement"), 5, "`findings[0].requirement` is not what a result has there"),
        (("inputs", "options", "basis"), "claimed", "`basis` is not the one of `inputs.options`"),
        (("inputs", "profile", "controls", 0, "status"), "done", "control A: status 'done' is not known"),
        (("inputs", "profile", "controls", 1, "id"), "A", "the control id 'A' is given twice"),
        (("inputs", "profile", "nmae"), "x", "unknown key 'nmae'; did you mean name?"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(path: tuple[Any, ...], value: Any, problem: str) -> None:
    document = document_of()
    owner = document
    for key in path[:-1]:
        owner = owner[key]
    owner[path[-1]] = value
    for data in (dumps(document).encode(), dumps_yaml(document).encode()):
        found = problems(data)
        assert any(problem in one for one in found), found
        assert all(re.match(r"r\.json:[0-9]+:[0-9]+: ", one) for one in found), found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"as_of": "2026-11-23"', '"as_of": "0000-01-01"', "`as_of` is not what a result has there"),
        ('"rule": "evidence-broken"', '"rule": 5', "`findings[0].rule` is not what a result has there"),
        ('"fail_on": null', '"fail_on": "bad"', "`inputs.options.fail_on` is not what a result has there"),
        ('"A", "index": 0', '"A", "index": 9', "item 9 of the control 'A', and `inputs.profile` has not"),
    ],
)
@pytest.mark.parametrize("several", [False, True], ids=["alone", "of several"])
def test_the_place_is_that_of_the_value(old: str, new: str, message: str, several: bool) -> None:  # noqa: FBT001
    document = document_of()
    text = dumps({"schema": "dtassess/results/v1", "results": [document]} if several else document)
    assert old in text
    lines = text.replace(old, new, 1).splitlines()
    at = next(number for number, line in enumerate(lines) if new in line)
    value = lines[at].index(new) + new.rindex(": ") + len(": ")
    (problem,) = problems("\n".join(lines).encode())
    assert (problem.startswith(f"r.json:{at + 1}:{value + 1}: `"), problem.endswith(message)) == (True, True), problem


@pytest.mark.parametrize("bases", [["current"], ["claimed", "evidenced", "current"]])
def test_a_requirement_with_other_layers_than_the_rest_is_refused(bases: list[str]) -> None:
    document = document_of()
    for basis in bases:
        del document["requirements"][4][basis]["cells"]["data"]
    found = problems(document)
    assert len(found) == len(bases)
    for basis in bases:
        told = f"`requirements[4].{basis}.cells` has other layers than `requirements[0].claimed.cells`"
        assert any(re.match(r"r\.json:[0-9]+:[0-9]+: " + re.escape(told), one) for one in found), found


@pytest.mark.parametrize(
    ("key", "change", "message"),
    [
        ("requirements", lambda all_: all_[1:], "`requirements` lacks confidentiality; a result has each requirement"),
        ("requirements", lambda _: [], "`requirements` lacks confidentiality, integrity, availability and 17 more; a"),
        ("requirements", lambda all_: [*all_, all_[3]], "the requirement 'authentication' is given twice; a result"),
        (
            "requirements",
            lambda all_: [{**all_[0], "id": "confidentialty"}, *all_[1:]],
            "there is no requirement 'confidentialty'; did you mean confidentiality?",
        ),
        ("functions", lambda all_: all_[:5], "`functions` lacks RC; a result has each function once"),
        (
            "functions",
            lambda all_: [*all_, all_[0]],
            "the function 'GV' is given twice; a result has each function once",
        ),
        (
            "benchmarks",
            lambda all_: all_[1:],
            "`benchmarks` lacks iso-23247-1; a result has each benchmark of its rules",
        ),
        ("benchmarks", lambda _: [], "`benchmarks` lacks iso-23247-1, iso-23247-2, iso-23247-3 and 24 more; a result"),
        ("benchmarks", lambda all_: [*all_, all_[0]], "the benchmark 'iso-23247-1' is given twice; a result has each"),
    ],
)
def test_a_result_holds_each_thing_once(key: str, change: Any, message: str) -> None:
    document = document_of()
    document[key] = change(document[key])
    found = problems(document)
    assert any(re.match(r"r\.json:[0-9]+:[0-9]+: " + re.escape(message), one) for one in found), found


def test_a_result_by_other_rules_has_at_least_the_benchmarks_that_it_speaks_of() -> None:
    gates = Gates(require=(Require("etsi-ts-103-846", Fraction(50)),))
    document = document_of(TWIN._replace(targets=Targets(benchmarks=("iso-23247-1",))), gates)
    document["rules"][0]["sha256"] = "0" * 64
    known = document["benchmarks"]
    document["benchmarks"] = [one for one in known if one["id"] in {"iso-23247-1", "etsi-ts-103-846"}]
    assert read(document).profile.name == "twin"
    document["benchmarks"] = known[2:3]
    found = [re.sub(r"^r\.json:[0-9]+:[0-9]+: ", "", one) for one in problems(document)]
    assert found == [
        "`benchmarks` lacks 'iso-23247-1', of which this speaks",
        "`benchmarks` lacks 'iso-23247-1', of which this speaks",
        "`benchmarks` lacks 'etsi-ts-103-846', of which this speaks",
    ]
    document = {**document_of(), "benchmarks": [], "rules": []}
    assert "`benchmarks` is empty; a result has each benchmark of its rules" in problems(document)[0]


@pytest.mark.parametrize("more", ["", "x" * 5_000_000])
def test_a_key_that_is_given_twice_is_refused(more: str) -> None:
    text = dumps({**document_of(), "more": more}).replace('"as_of":', '"as_of": "2026-01-01",\n  "as_of":')
    assert problems(text.encode()) == [
        "r.json: the key 'as_of' is given twice"
        if more
        else "r.json:9:3: the key 'as_of' is given twice, first on line 8"
    ]


@pytest.mark.parametrize(("schema", "place"), [("dtassess/result/v2", ":2:13"), (5, ":2:13"), (None, "")])
def test_what_is_no_result_says_so_where_it_says_what_it_is(schema: Any, place: str) -> None:
    document = {**document_of(), "schema": schema} if schema else {"name": "x"}
    assert problems(document) == [f"r.json{place}: this is not a result: its `schema` is not dtassess/result/v1"]


def test_a_result_beside_problems_is_refused_so_that_they_are_not_forgotten() -> None:
    document = {"schema": "dtassess/results/v1", "results": [document_of()], "problems": [{"message": "x"}]}
    told = "beside the result it has `problems` of what was not assessed; assess again what is wanted, alone"
    assert problems(document) == [f"r.json: {told}"]
    assert problems({**document, "problems": 5}) == [f"r.json: {told}"]


def test_half_a_character_is_refused_where_it_stands() -> None:
    document = document_of()
    document["findings"][0]["message"] = "\ud800"
    assert any("this escape is no character" in one for one in problems(document))


def test_a_large_result_is_read_and_a_too_large_one_is_not(tmp_path: Path) -> None:
    document = {**document_of(), "more": "x" * 5_000_000}
    (tmp_path / "large.json").write_text(json.dumps(document))
    data = read_bytes(str(tmp_path / "large.json"))
    assert is_result(data)
    assert read(data).profile.name == "twin"
    document["as_of"] = 5
    assert problems(json.dumps(document).encode()) == ["r.json: `as_of` is not what a result has there"]
    document["inputs"]["profile"]["name"] = {}
    assert problems(json.dumps({**document, "as_of": "2026-01-01"}).encode()) == [
        "r.json: `inputs.profile` is not a valid profile"
    ]
    assert re.match(
        r"r\.json:1:[0-9]+: this is not JSON, which a file of this size has to be: ", problems(data[:-9])[0]
    )
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(LARGEST_RESULT + 9)
    huge = read_bytes(str(tmp_path / "huge.json"))
    assert len(huge) == LARGEST_RESULT + 1
    assert problems(huge) == ["r.json: the file is larger than 64 MiB"]


def test_standard_input_may_be_as_large(monkeypatch: pytest.MonkeyPatch) -> None:
    data = json.dumps({**document_of(), "more": "x" * 5_000_000}).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert read_bytes("-") == data


def test_a_profile_nested_very_deep_is_refused() -> None:
    document = document_of()
    inner: Any = []
    for _ in range(200):
        inner = [inner]
    document["inputs"]["profile"]["owner"] = inner
    assert any("nested more than 32 deep" in one for one in problems(document))


PACK = "schema: dtassess/pack/v1\nid: plant\ntitle: What the plant asks for\nversion: 1.0.0\nsource: the plant\n"


def test_a_pack_is_known_by_its_folder_as_rules_name_it(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(PACK)
    assert load_knowledge([tmp_path]).packs[1] == identify(tmp_path)
    (tmp_path / "pack.yaml").write_text("schema: dtassess/pack/v1\n")
    with pytest.raises(InputError, match="id is required"):
        identify(tmp_path)
    (tmp_path / "pack.yaml").unlink()
    with pytest.raises(InputError, match=r"is no pack: pack\.yaml is missing"):
        identify(tmp_path)
