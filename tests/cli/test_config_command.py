"""`dtassess config`, and the schema of configurations."""

from __future__ import annotations

import json
import math
import re
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from assessor.cli.keys import KEYS, settings_of
from assessor.errors import InputError
from assessor.loading.bundled import bundled
from assessor.loading.configuration import ConfigurationFile
from assessor.loading.toml import Toml
from assessor.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

    Run = Callable[..., Outcome]


def schema(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8"))
    return loaded


CONFIGURATION = Draft202012Validator(schema("config"))


def test_every_option_is_shown_with_where_its_value_is_from(folder: Path, run: Run) -> None:
    (folder / "dtassess.toml").write_text('# ours\nfail-under = "green"\nrules = [\n  "packs",\n]\nquiet = false\n')
    code, out, err = run("config")
    assert (code, err) == (0, "")
    rows = [line.split(maxsplit=2) for line in out.partition("OPTIONS")[2].splitlines()[2:]]
    assert [row[0] for row in rows] == list(KEYS)
    shown = {key: (origin, value) for key, origin, value in rows}
    assert shown["fail-under"] == ("dtassess.toml:2", "green")
    assert shown["rules"] == ("dtassess.toml:3", "packs")
    assert shown["quiet"] == ("dtassess.toml:6", "false")
    assert shown["min-score"] == ("default", "not set")
    assert shown["engine"] == ("default", "auto")


def test_it_tells_which_files_were_looked_at(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "dtassess.toml").write_text("min-score = 60\n")
    (folder / "plant").mkdir()
    (folder / "plant" / "pyproject.toml").write_text("[project]\n")
    monkeypatch.chdir(folder / "plant")
    assert [line.split() for line in run("config").out.splitlines()[:4:2]] == [
        ["../dtassess.toml", "1", "of", str(len(KEYS)), "options"],
        ["Passed", "over", "pyproject.toml,", "without", "[tool.dtassess]"],
    ]
    found = json.loads(run("config", "--format", "json").out)
    assert [found[key] for key in ("file", "passed_over", "absent")] == [
        "../dtassess.toml",
        ["pyproject.toml"],
        ["dtassess.toml"],
    ]


def test_as_json_it_has_a_schema(folder: Path, run: Run) -> None:
    (folder / "dtassess.toml").write_text('report = ["json=a"]\nmin-score = 60\n')
    validator = Draft202012Validator(schema("options"))
    for flags in ((), ("--no-config",)):
        validator.validate(json.loads(run("config", "--format", "json", *flags).out))
    options = {one["key"]: one for one in json.loads(run("config", "--format", "json").out)["options"]}
    assert options["min-score"] == {
        "key": "min-score",
        "value": "60",
        "origin": "file",
        "location": {"path": "dtassess.toml", "line": 2, "column": 13},
        "commands": ["assess", "forecast"],
    }
    assert options["exit-zero"] == {
        "key": "exit-zero",
        "value": False,
        "origin": "default",
        "location": None,
        "commands": ["assess"],
    }


def test_as_markdown_it_is_a_table(run: Run) -> None:
    assert "| min-score | default | not set |\n" in run("config", "--format", "markdown").out


def test_another_file_or_none_can_be_looked_at(folder: Path, run: Run) -> None:
    (folder / "dtassess.toml").write_text("min-score = 60\n")
    (folder / "strict.toml").write_text("min-score = 90\n")
    assert "strict.toml:1  90\n" in run("config", "--config", "strict.toml").out
    assert run("config", "--no-config").out.startswith("No configuration\n")


def test_a_broken_file_is_exit_code_2_and_programs_get_the_problems(folder: Path, run: Run) -> None:
    (folder / "dtassess.toml").write_text("min-score = sixty\n")
    sentence = "'sixty' is no value of TOML; text stands in double quotes"
    assert run("config") == (2, "", f"dtassess.toml:1:13: {sentence}\n")
    code, out, _ = run("config", "--format", "json")
    assert code == 2
    assert json.loads(out)["problems"] == [{"path": "dtassess.toml", "line": 1, "column": 13, "message": sentence}]


def test_hostile_paths_stay_on_their_line(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "dtassess.toml").write_text('baseline = "a|b*\u202e[x](y)"\n')
    assert "a|b*\\u202e[x](y)\n" in run("config").out
    (row,) = [line for line in run("config", "--format", "markdown").out.splitlines() if line.startswith("| baseline")]
    assert row.replace("\\|", "").count("|") == 4


def test_schema_prints_the_one_of_configurations(run: Run) -> None:
    assert json.loads(run("schema", "config").out) == schema("config")


def test_the_page_on_configurations_has_every_key_with_its_commands() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+)` \| .* \| (.*) \|$", page, re.MULTILINE)
    everything = KEYS["basis"].commands
    told = {
        key: [
            *(command for command in everything if said.startswith("all") and f"but `{command}`" not in said),
            *(command for command in re.findall("`([a-z]+)`", said) if f"but `{command}`" not in said),
        ]
        for key, said in rows
    }
    assert told == {key: list(known.commands) for key, known in KEYS.items()}


def test_the_schema_explains_every_key_with_an_example_that_is_right() -> None:
    properties = schema("config")["properties"]
    assert list(properties) == list(KEYS)
    for key, one in properties.items():
        assert {"title", "description"} <= set(one), key
        for example in one.get("examples", ()):
            assert accepts({key: example}), key
    (whole,) = schema("config")["examples"]
    assert accepts(whole)


@pytest.mark.parametrize("key", KEYS)
def test_the_example_in_a_message_is_right(key: str, folder: Path, run: Run) -> None:
    (folder / "dtassess.toml").write_text(f"{key} = {KEYS[key].example}\n")
    assert run("config").code == 0


def test_the_schema_knows_the_formats_and_their_options() -> None:
    """Where a format or an option is new, its place in the schema is here."""
    with_options = "|".join(rf"{name}\?({_options(one.options)})" for name, one in FORMATS.items() if one.options)
    known, pattern = schema("config")["properties"]["format"]["anyOf"]
    assert known == {"enum": list(FORMATS)}
    assert pattern["pattern"] == rf"^({with_options})(?!\n)$"
    report = schema("config")["$defs"]["report"]["allOf"][1]["pattern"]
    assert report == rf"^({'|'.join(FORMATS)}|{with_options})=(?!-$)."


def _options(options: Any) -> str:
    """What may stand behind the question mark: each option once, in any order."""
    one = {name: f"{name}=({'|'.join(values)})".replace(".", r"\.") for name, values in options.items()}
    orders = (order for count in range(1, len(one) + 1) for order in permutations(one, count))
    return "|".join("&".join(one[name] for name in order) for order in orders)


def accepts(document: dict[str, Any]) -> bool:
    """Whether the loader does."""
    try:
        settings_of(ConfigurationFile(Toml("a.toml", "", document), ()))
    except InputError:
        return False
    return True


WORDS = [
    *("claimed", "current", "Current", "green", "orange", "red", "error", "note", "auto", "plain", "always", "text"),
    *("json", "csv?bom=yes&table=cells", "csv?table=cells&table=cells", "csv?", "csv?x=1", "sarif?target=github"),
    *("sarif?target", "text?x", "1.1.2", "1.2.1", "json=out/x", "json=", "json=-", "json=-a", "json", "=x", "xml=a"),
    *("csv?bom=yes&table=cells=a=b", "csv?bom=yes&bom=no=a", "sarif?target=github=?=", "json?=a", "json= ", "json==a"),
    *(
        "a",
        "a=50",
        "a=",
        "a=101",
        "a=100",
        "a=100.0",
        "a=100.1",
        "a=060",
        "a=1.1234567890",
        "a=.5",
        "a=5.",
        "=5",
        "a=b=5",
    ),
    *("a=5\n", "a\n", "", " ", "\u00a0", "\u2028", "a\tb", "a\x00", "a\x85", "a\r", "\u00e9", "x" * 300, "json=\u00a0"),
]
NUMBERS = [
    0,
    1,
    100,
    101,
    -1,
    99_999,
    100_000,
    0.5,
    30.0,
    100.0,
    100.5,
    -0.0,
    1e-9,
    62.123456789,
    1e300,
    10**400,
    math.inf,
]
VALUES = st.one_of(
    st.sampled_from([True, False, {}, [], {"a": 1}, [[]], [1], [True], [{}], [""]]),
    st.sampled_from(NUMBERS),
    st.sampled_from(WORDS),
    st.lists(st.sampled_from(WORDS), max_size=3),
)


@settings(max_examples=2_000)
@given(st.dictionaries(st.sampled_from([*KEYS, "fail_under", "as-of", "", "x"]), VALUES, max_size=2))
def test_the_loader_and_the_schema_accept_the_same(document: dict[str, Any]) -> None:
    assert accepts(document) is CONFIGURATION.is_valid(document), list(CONFIGURATION.iter_errors(document))


@pytest.mark.parametrize("key", KEYS)
@given(value=VALUES)
def test_for_every_key_too(key: str, value: Any) -> None:
    assert accepts({key: value}) is CONFIGURATION.is_valid({key: value})


@pytest.mark.parametrize("number", [62.12345678901, 1e-10, math.nan])
def test_what_no_schema_can_say_of_a_number_the_loader_says(number: float) -> None:
    """Ten decimals, and what is no number."""
    assert not accepts({"min-score": number})
