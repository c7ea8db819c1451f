"""Documents that are read, the limits, and the two parsers: libyaml's and PyYAML's own."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
import yaml
from yaml.error import MarkedYAMLError

from assessor.loading import source
from assessor.loading.builder import DEEPEST, MOST_NODES, MOST_PROBLEMS
from assessor.loading.encoding import LARGEST_FILE
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.source import declared_format, read_document
from assessor.model.place import START, Place

if TYPE_CHECKING:
    from assessor.loading.nodes import Node


@pytest.fixture(params=["libyaml", "pure"], autouse=True)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    if request.param == "pure":
        monkeypatch.setattr(source, "_Parser", source.PurePython)
    return str(request.param)


def root_of(text: str | bytes) -> Node:
    document = read_document(text if isinstance(text, bytes) else text.encode(), "f.yaml")
    assert document.problems == ()
    return document.root


def map_of(text: str | bytes) -> Map:
    root = root_of(text)
    assert isinstance(root, Map)
    return root


def problems_of(text: str | bytes) -> list[str]:
    document = read_document(text if isinstance(text, bytes) else text.encode(), "f")
    return [str(problem).removeprefix("f:") for problem in document.problems]


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\nb: [x, y]\n",
        "\ufeffa: 1\nb: [x, y]\n",
        "a: 1\r\nb: [x, y]\r\n",
        "a: 1\rb: [x, y]\r",
        "%YAML 1.2\n---\na: 1\nb:\n- x\n- y\n...\n",
        '{\n\t"a":\t1,\n\t"b":\t["x",\t"y"]\n}\n',
        '{"a":1,"b":["x","y"],}',
        '? a\n: 1\n? "b"\n: !!seq [!!str x, ! y]',
        "!!map {a: !!int 1, b: [x, y]}",
        "&k a: 1\n!!str b: [x, y]\n",
        "a: 1 # one\nb: &b [x, y]\n",
        "a: &a 1\n'b': [&x x, 'y']\n",
    ],
)
def test_the_same_document_is_read_however_it_is_written(text: str) -> None:
    root = map_of(text)
    assert root == {"a": "1", "b": ["x", "y"]}
    assert [type(value) for value in root.values()] == [Plain, Seq]


@pytest.mark.parametrize(
    ("text", "value", "kind"),
    [
        ("2.30", "2.30", Plain),
        ("0123", "0123", Plain),
        ("0o17", "0o17", Plain),
        ("True", "True", Plain),
        (".5", ".5", Plain),
        ("-.INF", "-.INF", Plain),
        ("!!float 1", "1", Plain),
        ("!!bool true", "true", Plain),
        ("no", "no", str),
        ("on", "on", str),
        ("1_000", "1_000", str),
        ("0b1", "0b1", str),
        ("12:30:45", "12:30:45", str),
        ("2026-10-01", "2026-10-01", str),
        ("-0o17", "-0o17", str),
        ("'true'", "true", str),
        ('"1"', "1", str),
        ("! 1", "1", str),
        ("!!str 1", "1", str),
        ("|\n  1", "1", str),
        ("=", "=", str),
        ("'~'", "~", str),
        ("", None, type(None)),
        ("~", None, type(None)),
        ("NULL", None, type(None)),
        ("!!null null", None, type(None)),
    ],
)
def test_plain_scalars_are_what_the_core_schema_says_and_keep_their_text(text: str, value: object, kind: type) -> None:
    read = map_of(f"a: {text}")["a"]
    assert read == value
    assert type(read) is kind


def test_keys_are_their_text_whatever_they_look_like() -> None:
    assert map_of("1: a\ntrue: b\n~: c\n2026-10-01: d\n'': e") == {
        "1": "a",
        "true": "b",
        "~": "c",
        "2026-10-01": "d",
        "": "e",
    }


def test_places_count_characters_from_one() -> None:
    root = map_of('"é😀": [工, {x: y}]\nb: c\n')
    marks = root.marks
    assert marks.place == START
    assert marks.key("b") == Place(2, 1)
    assert marks.value("b") == Place(2, 4)
    assert [marks.entry("é😀", index) for index in (0, 1)] == [Place(1, 8), Place(1, 11)]
    inner = root["é😀"]
    assert isinstance(inner, Seq)
    assert inner.place == Place(1, 7)
    assert inner.places == (Place(1, 8), Place(1, 11))


def test_what_was_left_out_falls_back_to_the_nearest_place() -> None:
    marks = map_of("a:\n  b: [x]\n")["a"].marks  # type: ignore[union-attr]
    assert marks.value("c") == marks.key("c") == marks.entry("c", 0) == Place(2, 3)
    assert marks.entry("b", 7) == Place(2, 6)
    with pytest.raises(AttributeError, match="colour"):
        _ = marks.colour


def test_an_alias_is_what_its_anchor_is_and_stands_where_it_is_written() -> None:
    root = map_of("a: &x {b: c}\nd: *x\ne: [*x]\nf: &f text\n*f : key\n")
    assert root == {"a": {"b": "c"}, "d": {"b": "c"}, "e": [{"b": "c"}], "f": "text", "text": "key"}
    assert root.marks.value("d") == Place(2, 4)
    assert root.marks.entry("e", 0) == Place(3, 5)
    assert root.marks.key("text") == Place(5, 1)


def test_json_escapes_beyond_the_first_plane_are_characters_and_move_no_place() -> None:
    given = {"a": ["x😀😀\\", "\\ud83d\\ude00"], "b": "\\\\😀"}
    text = json.dumps(given)
    assert "\\ud83d\\ude00" in text
    root = map_of(text)
    assert root == given
    assert root.marks.key("b") == Place(1, text.index('"b"') + 1)


@pytest.mark.parametrize("text", ['a: "\\ud83d\\ude00"', '{"a": "\\ude00"}', '{"a": "\\ud83d\\ude00 \\ue000"}'])
def test_other_halves_of_characters_are_refused(text: str) -> None:
    (problem,) = problems_of(text)
    assert problem.endswith("this escape is no character")


def test_values_of_keys_that_cannot_be_keys_are_read_and_left_out() -> None:
    document = read_document(b"a: 1\n? [x]\n: {b: *a}\na: {c: d}\nd: e\n", "f")
    assert document.root == {"a": "1", "d": "e"}
    assert isinstance(document.root, Map)
    assert document.root.marks.key("d") == Place(5, 1)
    assert [(each.line, each.column) for each in document.problems] == [(2, 3), (3, 7), (4, 1)]


def nested(depth: int) -> str:
    return "[" * depth + "x" + "]" * depth


def test_nesting_is_limited() -> None:
    root_of(nested(DEEPEST))
    assert problems_of(nested(DEEPEST + 1)) == ["1:33: mappings and lists are nested more than 32 deep"]


def test_nesting_counts_what_aliases_stand_for() -> None:
    root_of(f"- &a {nested(DEEPEST - 1)}\n- *a\n")
    assert problems_of(f"- &a {nested(DEEPEST - 1)}\n- [*a]\n") == [
        "2:4: mappings and lists are nested more than 32 deep"
    ]


@pytest.mark.parametrize("text", ["[" * 100_000, "{a: " * 100_000, "- " * 100_000, "? " * 100_000, "[{" * 50_000])
def test_endless_nesting_is_one_problem_and_no_crash(text: str) -> None:
    began = time.perf_counter()
    *keys_that_are_none, last = problems_of(text)
    assert last.endswith("mappings and lists are nested more than 32 deep")
    assert len(keys_that_are_none) < DEEPEST
    assert time.perf_counter() - began < 2


def test_aliases_cannot_make_a_document_large() -> None:
    entries = ", ".join(["x"] * 999)
    aliases = ", ".join(["*a"] * 198)
    root_of(f"- &a [{entries}]\n- [{aliases}]\n")
    assert problems_of(f"- &a [{entries}]\n- [{aliases}, *a, *a]\n") == [
        f"2:{4 + 4 * 199}: aliases make the document larger than {MOST_NODES:,} nodes"
    ]


def test_what_stands_beside_aliases_counts_too() -> None:
    entries = ", ".join(["x"] * 999)
    aliases = ", ".join(["*a"] * 198)
    root_of(f"- &a [{entries}]\n- [{aliases}, {entries}]\n")
    assert problems_of(f"- &a [{entries}]\n- [{aliases}, {entries}, x]\n") == [
        f"2:{4 + 4 * 197}: aliases make the document larger than {MOST_NODES:,} nodes"
    ]


@pytest.mark.parametrize("parser", ["libyaml"], indirect=True)
def test_a_document_without_aliases_may_be_larger() -> None:
    root = root_of("[" + "1," * (MOST_NODES + 1) + "]")
    assert isinstance(root, Seq)
    assert len(root) == MOST_NODES + 1


def test_the_file_is_limited() -> None:
    text = b"a: b\n#"
    root_of(text + b"x" * (LARGEST_FILE - len(text)))
    assert problems_of(text + b"x" * (LARGEST_FILE - len(text) + 1)) == ["1:1: the file is larger than 4 MiB"]


def test_reading_stops_after_many_problems() -> None:
    problems = problems_of("a: b\n" * (MOST_PROBLEMS + 100))
    assert problems[MOST_PROBLEMS - 1] == "1001:1: the key 'a' is given twice, first on line 1"
    assert problems[MOST_PROBLEMS:] == ["1002:1: reading stops here, after 1,000 problems"]


def test_control_characters_are_told_up_to_a_hundred() -> None:
    problems = problems_of("\x01" * 200)
    assert len(problems) == 100
    assert problems[-1].startswith("1:100: the control character U+0001 is not allowed")


def test_syntax_that_is_not_known_is_told_in_the_parser_s_words(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def __init__(self, data: bytes) -> None:
            self.get_event = self.fail

        def fail(self) -> None:
            raise MarkedYAMLError(problem="found something new", problem_mark=yaml.Mark("", 0, 4, 2, None, None))

    monkeypatch.setattr(source, "_Parser", Broken)
    assert problems_of("a: b") == ["5:3: this is not valid YAML: found something new"]


@pytest.mark.parametrize(
    ("text", "declared"),
    [
        (b"schema: dtassess/profile/v1\nname: [", "dtassess/profile/v1"),
        (b'\xef\xbb\xbf{"a": {"schema": "x"}, "schema": "dtassess/profile/v2"}', "dtassess/profile/v2"),
        (b"a: [b, {schema: dtassess/profile/v1}]\n? {x: y}\n: z\n", ""),
        (b'{"schema": "dtassess/result/v1", "inputs": {"schema": "dtassess/profile/v1"}}', "dtassess/result/v1"),
        (b"schema: [dtassess]\n", ""),
        (b"schema: ~\nname: dtassess\n", "~"),
        (b"- schema: dtassess/profile/v1\n", ""),
        (b"schema\n# dtassess\n", ""),
        (b"# dtassess\n", ""),
        (b"schema: other/v1\n", "other/v1"),
        (b'schema: "dtas\\x73ess/profile/v1"\n', "dtassess/profile/v1"),
        (b"a: &a dtassess/profile/v1\nschema: *a\n", None),
        ("schema: dtassess/profile/v1\n".encode("utf-16"), "dtassess/profile/v1"),
        (b"name: [\n", ""),
        (b"name: [\nschema: dtassess/profile/v1\n", None),
        (b"name: \xff\nschema: dtassess/profile/v1\n", None),
    ],
)
def test_the_declared_format_is_found_without_reading_on(text: bytes, declared: str | None) -> None:
    assert declared_format(text) == declared
