from __future__ import annotations

import json

import pytest
from jsonschema import Draft202012Validator
from questions import FORMATS, PLATFORMS, QUESTIONS, expected, file_of, put

from assessor.loading.bundled import bundled

CASES = [(question, profile) for question in QUESTIONS for profile in PLATFORMS]


@pytest.fixture(autouse=True)
def _terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(("question", "profile"), CASES)
@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_is_what_its_file_says(question: str, profile: str, name: str) -> None:
    assert expected(question, profile, name) == file_of(question, profile, name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("question", "profile"), CASES)
def test_the_engines_give_the_same_answer(question: str, profile: str) -> None:
    assert put(question, profile, "json", "--engine", "auto") == put(question, profile, "json", "--engine", "plain")


@pytest.mark.parametrize(("question", "profile"), CASES)
def test_an_answer_is_valid_against_its_schema(question: str, profile: str) -> None:
    answer = json.loads(file_of(question, profile, "json").read_text(encoding="utf-8"))
    name = QUESTIONS[question][0]
    validator = Draft202012Validator(json.loads((bundled("schemas") / f"{name}.schema.json").read_text("utf-8")))
    assert answer["schema"] == f"dtassess/{name}/v1"
    assert [error.message for error in validator.iter_errors(answer)] == []


@pytest.mark.parametrize(("question", "profile"), CASES)
def test_a_text_answer_fits_eighty_columns(question: str, profile: str) -> None:
    answer = file_of(question, profile, "text").read_text(encoding="utf-8")
    assert [line for line in answer.splitlines() if len(line) > 80] == []


def test_every_expected_file_belongs_to_a_question() -> None:
    wanted = {file_of(question, profile, name) for question, profile in CASES for name in FORMATS}
    found = {path for path in file_of("any", "any", "json").parent.parent.glob("*/*") if path.is_file()}
    assert found == wanted
