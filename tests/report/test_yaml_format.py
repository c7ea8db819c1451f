from __future__ import annotations

import json

import pytest
import yaml
from sample_results import contents, result

from assessor.errors import Problem
from assessor.model.vocabulary import Basis
from assessor.report import json_format, yaml_format
from assessor.report.view import FILE

MISREAD = [
    *("no", "Yes", "ON", "off", "y", "N", "true", "null", "~", "", "1", "0o14", "012", "1e5", "1_000", "0x1F", ".5"),
    *(
        "2026-11-23",
        "1:30",
        "<<",
        "=",
        "-",
        "? x",
        "a: b",
        "a #b",
        " a",
        "a ",
        "@a",
        "*a",
        "&a",
        "!a",
        "%a",
        "NaN",
        ".inf",
    ),
    *("inf", "\x1b[31m", "\u202e", "two\nlines", "\x85", "\u2028"),
]


@pytest.mark.parametrize("text", MISREAD)
def test_text_that_a_reader_could_take_for_something_else_is_quoted(text: str) -> None:
    assert yaml_format.dumps({"k": text}).startswith('k: "')


@pytest.mark.parametrize("text", [*MISREAD, "plain words, and more", "a/b.yaml"])
def test_text_comes_back_as_it_was(text: str) -> None:
    assert yaml.load(yaml_format.dumps({"k": text}), yaml.SafeLoader) == {"k": text}


def test_plain_words_are_not_quoted() -> None:
    assert yaml_format.dumps({"k": "plant/line-7.yaml"}) == "k: plant/line-7.yaml\n"


def test_yaml_and_json_are_the_same_document() -> None:
    text = yaml_format.render(contents([result()], []), FILE)
    assert yaml.load(text, yaml.SafeLoader) == json.loads(json_format.render(contents([result()], []), FILE))
    assert text.isascii()


def test_a_member_of_a_vocabulary_is_its_word() -> None:
    assert yaml_format.dumps({"k": Basis.CURRENT}) == "k: current\n"


def test_a_value_that_stands_twice_is_written_twice() -> None:
    shared = {"a": ["x"]}
    assert yaml_format.dumps([shared, shared]) == "- a:\n  - x\n- a:\n  - x\n"


def test_problems_are_yaml_too() -> None:
    text = yaml_format.render(contents([], [Problem("t.yaml", 1, 2, "no")]), FILE)
    assert yaml.load(text, yaml.SafeLoader)["problems"] == [{"path": "t.yaml", "line": 1, "column": 2, "message": "no"}]
