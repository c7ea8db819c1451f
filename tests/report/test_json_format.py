from __future__ import annotations

import json

from sample_results import contents, profile, result

from assessor.report.document import to_json_object
from assessor.report.json_format import dumps, render
from assessor.report.view import FILE


def test_json_says_what_the_document_says() -> None:
    assert json.loads(render(contents([result()], []), FILE)) == to_json_object(result())


def test_every_list_entry_and_every_top_level_key_has_a_line() -> None:
    assert dumps({"a": 1, "b": [{"c": [1, 2]}, {"d": {}}], "e": {"f": {"g": 1}}}) == (
        '{\n  "a": 1,\n  "b": [\n    {"c": [1, 2]},\n    {"d": {}}\n  ],\n  "e": {\n    "f": {"g": 1}\n  }\n}\n'
    )


def test_each_of_several_results_is_laid_out_like_one() -> None:
    text = render(contents([result(), result()], []), FILE)
    assert text.count('\n      "schema": "dtassess/result/v1",\n') == 2


def test_json_is_ascii_whatever_a_profile_says() -> None:
    text = render(contents([result(profile=profile(name="\N{SNOWMAN}\x1b[31m\u202e\x7f"))], []), FILE)
    assert text.isascii()
    assert "\x1b" not in text
    assert json.loads(text)["profile"]["name"] == "\N{SNOWMAN}\x1b[31m\u202e\x7f"


def test_a_list_of_plain_values_and_an_empty_document_stay_on_one_line() -> None:
    assert dumps([1, None, "x"]) == '[1, null, "x"]\n'
    assert dumps({}) == "{}\n"
