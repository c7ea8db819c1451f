"""SARIF files, checked by the standard's schema and by a validator that knows what code scanning needs."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator
from sarif_multitool import remarks, schema

from assessor.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
SCENARIOS = {
    **{path.parent.name: path for path in sorted(GOLDEN.glob("*/profile.yaml"))},
    **{path.stem: path for path in sorted((ROOT / "profiles").glob("*.yaml"))},
}
WANTED = {"SARIF2005": "no page on the web says more of the tool, and a rule's help says how to ask it"}
"""What the validator warns of and stays so, each with the reason."""

BREAKS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "GH1015": lambda run: run["results"][0].update(locations=[]),
    "GH2012": lambda run: run["tool"]["driver"]["rules"][0].pop("help"),
    "SARIF1007": lambda run: run["results"][0]["locations"][0]["physicalLocation"]["region"].update(endLine=1),
    "SARIF1009": lambda run: run["results"][0].update(ruleIndex=999),
    "SARIF2017": lambda run: run["results"][0]["locations"][0]["physicalLocation"].pop("region"),
}
"""What breaks a run, by the rule of the validator that sees it."""


def printed(target: str, *profiles: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        main(["assess", *profiles, "--as-of", "2026-11-23", "--engine", "plain", "--format", f"sarif?target={target}"])
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for each scenario and target, one on several profiles, and one broken in each way."""
    folder = tmp_path_factory.mktemp("sarif")
    for target in ("any", "github"):
        for name, path in SCENARIOS.items():
            with contextlib.chdir(path.parent):
                (folder / f"{name}.{target}.sarif").write_text(printed(target, path.name))
        several = [
            "profiles",
            *(str(GOLDEN.relative_to(ROOT) / name / "profile.yaml") for name in ("hostile", "invalid")),
        ]
        with contextlib.chdir(ROOT):
            (folder / f"several.{target}.sarif").write_text(printed(target, *several))
    whole = json.loads((folder / "hostile.github.sarif").read_text())
    for rule, break_ in BREAKS.items():
        broken = json.loads(json.dumps(whole))
        break_(broken["runs"][0])
        (folder / f"broken-{rule}.sarif").write_text(json.dumps(broken))
    return folder


@pytest.fixture(scope="module")
def said(folder: Path) -> Sequence[Any]:
    return remarks(folder)


def test_the_validator_has_nothing_to_say_but_what_is_wanted(said: Sequence[Any]) -> None:
    ours = [one for one in said if not one.file.startswith("broken-")]
    assert [one for one in ours if one.rule not in WANTED] == []
    assert {one.rule for one in ours} == set(WANTED)
    assert all(one.level == "warning" and "nformationUri" in one.message for one in ours)


@pytest.mark.parametrize("rule", BREAKS)
def test_the_validator_sees_a_broken_file(rule: str, said: Sequence[Any]) -> None:
    assert rule in {one.rule for one in said if one.file == f"broken-{rule}.sarif"}


def test_files_are_valid_against_the_standards_schema(folder: Path) -> None:
    validator = Draft202012Validator(schema())
    files = [file for file in sorted(folder.glob("*.sarif")) if not file.name.startswith("broken-")]
    assert len(files) == 2 * (len(SCENARIOS) + 1)
    for file in files:
        document = json.loads(file.read_text())
        assert [error.message for error in validator.iter_errors(document)] == [], file.name
        document["runs"][0]["tool"]["driver"]["rules"][0]["precision"] = "high"
        assert list(validator.iter_errors(document)) != []
