"""TOML is read with positions, and every complaint about it is one sentence with its place."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessor.errors import InputError
from assessor.loading.toml import LARGEST, read_toml
from assessor.loading.toml_places import Places


def said_of(data: str | bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        read_toml(data if isinstance(data, bytes) else data.encode(), "a.toml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a = green", "1:5: 'green' is no value of TOML; text stands in double quotes"),
        ("a = 1\nb = [1, yes]", "2:9: 'yes' is no value of TOML; write true"),
        ("a = False", "1:5: 'False' is no value of TOML; write false"),
        ("a = 1\nb = 2\na = 3", "3:1: 'a' is given twice, first on line 1"),
        ("x = {a = 1, a = 2}", "1:13: 'a' is given twice, first on line 1"),
        ('"a\\u0062" = 1\nab = 2', "2:1: 'ab' is given twice, first on line 1"),
        ("[x]\n[y]\n[x]\n", "3:1: 'x' is given twice, first on line 1"),
        ("[[x]]\na = 1\n[[x]]\na = 1\na = 2", "5:1: 'a' is given twice, first on line 4"),
        ("a = [1,\n  2", "2:4: this is not TOML: unclosed array"),
        ("a b = 1", "1:3: this is not TOML: expected '=' after a key in a key/value pair"),
        ('a = "x', "1:7: this is not TOML: unterminated string"),
        ("a\r\nb", "1:2: this is not TOML: expected '=' after a key in a key/value pair"),
        ("x = 1\na" + ".a" * 70 + " = 1", "2:1: a key has more than 64 parts"),
        ("\nx = " + "9" * 5000, "2:5: the number has too many digits"),
    ],
)
def test_what_is_no_toml_is_told_with_its_place(text: str, sentence: str) -> None:
    assert said_of(text) == [f"a.toml:{sentence}"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b'a = "\xe9"', "a.toml:1:6: the byte 0xe9 is not UTF-8; save the file as UTF-8"),
        ("a = 1".encode("utf-16"), "a.toml:1:1: the file is in UTF-16; save it as UTF-8"),
        (b"#" * (LARGEST + 1), "a.toml:1:1: the file is larger than 1 MiB"),
        (b"a = " + b"[" * 5000, "a.toml: lists or tables are nested too deep in it"),
    ],
)
def test_what_cannot_be_read_at_all_is_told(data: bytes, sentence: str) -> None:
    assert said_of(data) == [sentence]


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    toml = read_toml(b"\xef\xbb\xbfa = 1\r\nb = 2\r\n", "a.toml")
    assert toml.root == {"a": 1, "b": 2}
    assert toml.key("b") == ("a.toml", 2, 1)


def test_a_long_line_of_dots_in_a_text_is_no_long_key() -> None:
    assert read_toml(f'a = "{"." * 500}"'.encode(), "a.toml").root == {"a": "." * 500}


def test_what_has_no_place_of_its_own_has_that_of_what_is_around_it() -> None:
    toml = read_toml(b'x = 1\n[a]\nb = ["c"]\n', "a.toml")
    assert toml.value("a", "b", 0) == ("a.toml", 3, 6)
    assert toml.value("a", "b", 7) == ("a.toml", 3, 5)
    assert toml.key("a", "nothing") == ("a.toml", 2, 1)
    assert toml.key("nothing") == ("a.toml", 1, 1)


@pytest.mark.parametrize(
    "text", ["'''x'''", "'''x''''", "''''''''", '"""x"""', '"""x\\""""', '"""x"""""', '""""""""', "''", '""']
)
def test_quotes_at_the_end_of_a_text_belong_to_it(text: str) -> None:
    assert read_toml(f"a = {text}\nb = 1".encode(), "a.toml").key("b") == ("a.toml", 2, 1)


def test_what_lies_very_deep_is_passed_by_whatever_is_in_it() -> None:
    deep = "[" * 40 + '{a = "]"}, # ]\n' + "'['" + "]" * 40
    assert read_toml(f"a = {deep}\nb = 1".encode(), "a.toml").key("b") == ("a.toml", 3, 1)


class Writer:
    """Writes a text, and keeps where it put which key and value."""

    def __init__(self) -> None:
        self.text = ""
        self.keys: dict[tuple[Any, ...], int] = {}
        self.values: dict[tuple[Any, ...], int] = {}

    def value(self, value: Any, spelled: Spelling, steps: tuple[Any, ...]) -> None:
        self.values[steps] = len(self.text)
        if isinstance(value, list):
            self.text += f"[{spelled.gap}"
            for index, entry in enumerate(value):
                self.keys[*steps, index] = len(self.text)
                self.value(entry, spelled, (*steps, index))
                self.text += f"{spelled.gap},{spelled.gap}"
            self.text += "]"
        elif isinstance(value, dict):
            self.text += "{"
            for number, (key, entry) in enumerate(value.items()):
                self.text += f"{',' if number else ''} "
                self.pair(key, entry, spelled, steps)
            self.text += " }"
        else:
            self.text += spelled.scalar(value)

    def pair(self, key: str, value: Any, spelled: Spelling, table: tuple[Any, ...]) -> None:
        self.keys[*table, key] = len(self.text)
        self.text += f"{spelled.key(key)}{spelled.blank}={spelled.blank}"
        self.value(value, spelled, (*table, key))


class Spelling:
    """One of the ways to write the same document."""

    def __init__(self, number: int) -> None:
        self.blank = ("", " ", "\t  ")[number % 3]
        self.gap = ("", " ", '\n# ], } "\n\t', "\n")[number // 3 % 4]
        self._quote = number // 12 % 3

    def key(self, key: str) -> str:
        bare = key.isascii() and key.replace("-", "").isalnum()
        return (
            key if bare and not self._quote else f"'{key}'" if self._quote == 2 and "'" not in key else json.dumps(key)
        )

    def scalar(self, value: Any) -> str:
        if not isinstance(value, str):
            return json.dumps(value)
        literal = self._quote == 2 and "'" not in value and "\n" not in value
        multi_line = self._quote == 1 and value and "'''" not in value and not value.endswith("'")
        return f"'{value}'" if literal else f"'''{value}'''" if multi_line else json.dumps(value)


NAMES = st.text("ab-\u00e9 .=[]{}#\"'", min_size=1, max_size=5)
SCALARS = st.one_of(
    st.booleans(), st.integers(-9, 99), st.sampled_from([0.5, 1e-7]), st.text("ab\n ]}#,='\"", max_size=6)
)
NESTED = st.recursive(
    SCALARS, lambda of: st.lists(of, max_size=3) | st.dictionaries(NAMES, of, max_size=3), max_leaves=8
)


@settings(max_examples=300)
@given(
    tables=st.lists(
        st.tuples(st.lists(NAMES, min_size=1, max_size=3), st.dictionaries(NAMES, NESTED, max_size=3)), max_size=3
    ),
    spelled=st.builds(Spelling, st.integers(0, 35)),
)
def test_every_key_and_value_stands_where_it_was_written(tables: list[Any], spelled: Spelling) -> None:
    writer, begun = Writer(), set()
    for number, (path, pairs) in enumerate(tables):
        name = (f"t{number}", *path)
        begun.add(name)
        writer.text += f"[ {f'{spelled.blank}.{spelled.blank}'.join(map(spelled.key, name))} ] # a [ comment\n"
        for key, value in pairs.items():
            writer.pair(key, value, spelled, name)
            writer.text += f'{spelled.blank}# "\n\n'
    tomllib.loads(writer.text)
    found = Places(writer.text)
    headers = {name[:end] for name in begun for end in range(1, len(name) + 1)}
    assert {steps: at for steps, at in found.keys.items() if steps not in headers} == writer.keys
    assert {steps: at for steps, at in found.values.items() if steps not in headers} == writer.values
    assert all(writer.text[found.keys[steps]] == "[" for steps in headers)


@given(text=st.text("a=.[]{}\"'\n#, 1\\", max_size=30))
def test_a_text_that_is_no_toml_is_told_where_it_is_none(text: str) -> None:
    try:
        toml = read_toml(text.encode(), "a.toml")
    except InputError as error:
        (problem,) = error.problems
        line = text.split("\n")[problem.line - 1]
        assert 1 <= problem.column <= len(line) + 1
    else:
        assert toml.root == tomllib.loads(text)
        assert all(toml.key(key).line for key in toml.root)
