"""SARIF as the command prints it: valid by a model made from the standard's schema, with paths of every kind."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as SarifLog
from sarif_files import TARGETS, uri

from assessor.cli.main import main
from assessor.report.sarif.places import artifact_location

PROFILE = "schema: dtassess/profile/v1\nname: {}\ncontrols: []\n"
GOLDEN = sorted(Path(__file__).resolve().parents[1].glob("golden/*/expected.sarif"))
DAY = ("--as-of", "2026-11-23")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(text: str) -> None:
    """Raise ValidationError where the model does not take the file.

    It is made from the schema as it was before the standard's errata 01, which corrected the name of one property.
    """
    SarifLog.model_validate_json(text.replace('"status": "accepted"', '"state": "accepted"'))


def printed(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, list[dict[str, Any]]]:
    code = main(argv)
    out = capsys.readouterr().out
    check(out)
    return code, json.loads(out)["runs"]


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a b.yaml", "a%20b.yaml"),
        ("100%.yaml", "100%25.yaml"),
        ("a#b?c.yaml", "a%23b%3Fc.yaml"),
        ("é双.yaml", "%C3%A9%E5%8F%8C.yaml"),
        ("a\\b.yaml", "a%5Cb.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        (os.fsdecode(b"a\xff\xfe.yaml"), "a%FF%FE.yaml"),
        ("{0}[x](y).yaml", "%7B0%7D%5Bx%5D%28y%29.yaml"),
    ],
)
def test_a_path_is_a_uri_that_leads_back_to_it(
    name: str, expected: str, target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(PROFILE.format("a"), encoding="utf-8")
    code, runs = printed(capsys, "assess", name, *DAY, "--format", f"sarif?target={target}")
    assert code == 0
    assert {uri(one) for one in runs[0]["results"]} == {expected}
    location = runs[0]["artifacts"][0]["location"]
    assert location == {"uri": expected, "uriBaseId": "%SRCROOT%"}
    assert set(runs[0]["originalUriBaseIds"]["%SRCROOT%"]) == {"description"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("./twins//line-7.yaml", "twins/line-7.yaml"),
        ("twins/../line-7.yaml", "line-7.yaml"),
        ("../line-7.yaml", "../line-7.yaml"),
    ],
)
def test_a_relative_path_is_written_in_one_way(path: str, expected: str) -> None:
    assert artifact_location(path) == {"uri": expected, "uriBaseId": "%SRCROOT%"}


def test_an_absolute_path_is_a_file_uri(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a b.yaml").write_text(PROFILE.format("a"), encoding="utf-8")
    _, runs = printed(capsys, "assess", f"{tmp_path}/./a b.yaml", *DAY, "--format", "sarif")
    assert runs[0]["artifacts"][0]["location"] == {"uri": (tmp_path / "a b.yaml").as_uri()}


@pytest.mark.parametrize("target", TARGETS)
def test_no_machine_path_stands_in_a_file(target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(PROFILE.format("a"), encoding="utf-8")
    _, runs = printed(capsys, "assess", "a.yaml", *DAY, "--format", f"sarif?target={target}")
    assert str(tmp_path) not in json.dumps(runs)


@pytest.mark.parametrize("target", TARGETS)
def test_several_profiles_and_a_broken_one_and_one_that_is_missing(
    target: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.yaml").write_text(PROFILE.format(name), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("schema: dtassess/profile/v1\nname: bad\n", encoding="utf-8")
    names = ("b.yaml", "bad.yaml", "a.yaml", "gone.yaml")
    code, runs = printed(capsys, "assess", *names, *DAY, "--format", f"sarif?target={target}")
    assert code == 2
    assert [run["automationDetails"]["id"] for run in runs] == [
        "dtassess/profile/a/",
        "dtassess/profile/b/",
        "dtassess/inputs/",
    ]
    assert sorted({uri(one) for one in runs[2]["results"]}) == ["bad.yaml", "gone.yaml"]


def test_validate_tells_what_is_valid_and_what_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.yaml").write_text(PROFILE.format("a"), encoding="utf-8")
    (tmp_path / "bad.yaml").write_text("schema: dtassess/profile/v1\nname: bad\n", encoding="utf-8")
    assert main(["validate", "a.yaml", "--format", "sarif"]) == 0
    good = json.loads(capsys.readouterr().out)["runs"]
    assert good[0]["invocations"][0]["executionSuccessful"] is True
    code, runs = printed(capsys, "validate", "a.yaml", "bad.yaml", "--format", "sarif")
    assert code == 2
    assert [one["location"]["uri"] for one in runs[0]["artifacts"]] == ["a.yaml", "bad.yaml"]
    assert {uri(one) for one in runs[0]["results"]} == {"bad.yaml"}


def test_standard_input_is_named_and_is_no_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PROFILE.format("a").encode())))
    _, runs = printed(capsys, "assess", "-", *DAY, "--format", "sarif")
    (artifact,) = runs[0]["artifacts"]
    assert artifact["location"] == {"uri": "stdin", "description": {"text": "Standard input."}}
    assert artifact["roles"] == ["analysisTarget", "standardStream"]
    assert {uri(one) for one in runs[0]["results"]} == {"stdin"}
    assert runs[0]["results"][0]["locations"][0]["physicalLocation"]["region"]["endColumn"] > 2


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.parent.name)
def test_every_golden_file_is_valid(file: Path) -> None:
    check(file.read_text(encoding="utf-8"))


def test_a_byte_order_mark_and_windows_line_ends_move_no_region(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "schema: dtassess/profile/v1\nname: a\ncontrols: [] # none\n"
    (tmp_path / "a.yaml").write_bytes(text.encode())
    (tmp_path / "b.yaml").write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    found = []
    for name in ("a.yaml", "b.yaml"):
        _, runs = printed(capsys, "assess", name, *DAY, "--format", "sarif")
        found.append([one["locations"][0]["physicalLocation"]["region"] for one in runs[0]["results"]])
    assert found[0] == found[1]
    assert {"startLine": 3, "startColumn": 1, "endLine": 3, "endColumn": 13} in found[0]


@pytest.mark.parametrize("breaks", [("level", "grave"), ("ruleIndex", -7), ("unknownKey", 1)])
def test_the_model_would_see_a_broken_file(
    breaks: tuple[str, object], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.yaml").write_text(PROFILE.format("a"), encoding="utf-8")
    _, runs = printed(capsys, "assess", "a.yaml", *DAY, "--format", "sarif")
    runs[0]["results"][0][breaks[0]] = breaks[1]
    with pytest.raises(ValidationError):
        check(json.dumps({"version": "2.1.0", "runs": runs}))
