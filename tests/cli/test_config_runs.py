"""Options that stand in a file hold for every command that has them; a flag beats the file."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest

from assessor.cli.commands import COMMANDS, LazyGroup
from assessor.cli.keys import KEYS, SWITCH, TEXTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

DAY = ("--as-of", "2026-02-01")
OWN = """\
schema: dtassess/benchmark/v1
id: ours
title: Ours
applied_to: [data]
requirements: [trust]
"""


def options_of(folder: Path, *flags: str, run: Run) -> dict[str, Any]:
    out = run("assess", "twin.yaml", *DAY, "--format", "json", *flags).out
    options: dict[str, Any] = json.loads(out)["inputs"]["options"]
    return options


def configure(folder: Path, text: str) -> None:
    (folder / "dtassess.toml").write_text(text)


class TestGates:
    def test_gates_in_a_file_are_gates_of_the_run(self, folder: Path, run: Run) -> None:
        configure(folder, 'fail-under = "green"\nmin-score = 62.5\nrequire = ["iso-23247-2=10"]\nfail-on = "error"\n')
        code, _, err = run("assess", "twin.yaml", *DAY, "--quiet")
        assert code == 1
        assert err.startswith("twin.yaml: the gate did not pass: rating (green wanted, ")
        options = options_of(folder, run=run)
        assert options["min_score"] == "62.5"
        assert options["require"] == [{"benchmark": "iso-23247-2", "coverage": "10"}]

    @pytest.mark.parametrize(
        "gate", ["--fail-under=green", "--min-score=99", "--fail-on=note", "--require=iso-23247-2"]
    )
    @pytest.mark.parametrize("key", ["exit-zero = true", 'baseline = "old.json"'])
    def test_the_file_undoes_no_gate_of_the_command_line(self, folder: Path, run: Run, gate: str, key: str) -> None:
        run("assess", "twin.yaml", *DAY, "--quiet", "--report=json=old.json")
        configure(folder, f'fail-under = "green"\n{key}\n')
        assert run("assess", "twin.yaml", *DAY, "--quiet").code == 0
        assert run("assess", "twin.yaml", *DAY, "--quiet", gate).code == 1

    def test_a_report_does_not_replace_the_configuration_or_a_benchmark(self, folder: Path, run: Run) -> None:
        configure(folder, 'fail-under = "orange"\n')
        (folder / "own.yaml").write_text(OWN)
        code, _, err = run("assess", "twin.yaml", *DAY, "--report=json=dtassess.toml")
        assert (code, err) == (2, "--report: `dtassess.toml` would replace the configuration `dtassess.toml`\n")
        code, _, err = run("assess", "twin.yaml", *DAY, "--require=own.yaml", "--report=json=./own.yaml")
        assert (code, err) == (2, "--report: `own.yaml` would replace the benchmark `own.yaml`\n")
        assert (folder / "own.yaml").read_text() == OWN

    def test_a_flag_beats_the_file_key_by_key_and_a_list_as_a_whole(self, folder: Path, run: Run) -> None:
        configure(
            folder, 'min-score = 90\nmin-assessed = 5\nrequire = ["iso-23247-2", "iso-23247-4"]\nbasis = "claimed"\n'
        )
        flags = ("--min-score", "1", "--require", "itu-t-y-3090=0", "--basis", "evidenced")
        options = options_of(folder, *flags, run=run)
        assert (options["min_score"], options["min_assessed"], options["basis"]) == ("1", "5", "evidenced")
        assert options["require"] == [{"benchmark": "itu-t-y-3090", "coverage": "0"}]

    def test_a_flag_that_says_what_is_the_default_beats_the_file_too(self, folder: Path, run: Run) -> None:
        configure(folder, 'format = "json"\n')
        assert run("assess", "twin.yaml", *DAY, "--format", "text").out.startswith("twin")

    def test_a_file_goes_before_the_targets_of_a_profile(self, folder: Path, run: Run) -> None:
        profile = (folder / "twin.yaml").read_text()
        (folder / "twin.yaml").write_text(profile + "targets: {basis: evidenced, rating: green}\n")
        assert options_of(folder, run=run)["basis"] == "evidenced"
        configure(folder, 'basis = "claimed"\nno-targets = true\n')
        options = options_of(folder, run=run)
        assert (options["basis"], options["targets"]) == ("claimed", False)

    def test_a_run_without_the_file_is_as_if_there_were_none(self, folder: Path, run: Run) -> None:
        without = run("assess", "twin.yaml", *DAY, "--format", "json")
        configure(folder, 'fail-under = "green"\nexit-zero = true\nquiet = true\nno-default-rules = true\n')
        assert run("assess", "twin.yaml", *DAY, "--format", "json", "--no-config") == without
        (folder / "other.toml").write_text("")
        assert run("assess", "twin.yaml", *DAY, "--format", "json", "--config", "other.toml") == without

    def test_forecast_tells_of_the_gates_that_stand_in_a_file(self, folder: Path, run: Run) -> None:
        configure(folder, 'fail-under = "green"\nbaseline = "none.json"\n')
        assert "rating: green wanted" in " ".join(run("forecast", "twin.yaml", *DAY).out.split())

    def test_what_means_something_else_elsewhere_is_not_taken_there(self, folder: Path, run: Run) -> None:
        """The score that `plan` is asked for, what `diff` fails on, and other commands' formats."""
        plan, diff = ("plan", "twin.yaml", *DAY, "--target", "orange"), ("diff", "twin.yaml", "other.yaml", *DAY)
        others = (plan, diff, ("validate", "twin.yaml"), ("explain", "twin.yaml", "rating", *DAY), ("rules", "list"))
        without = [run(*command) for command in others]
        configure(
            folder, 'min-score = 99\nfail-on = "note"\nformat = "sarif"\nquiet = true\nbenchmark = ["iso-23247-2"]\n'
        )
        assert [run(*command) for command in others] == without

    def test_diff_of_two_results_speaks_of_flags_alone(self, folder: Path, run: Run) -> None:
        run("assess", "twin.yaml", *DAY, "--quiet", "--report", "json=one.json")
        configure(folder, 'basis = "claimed"\n')
        assert "--basis" not in run("diff", "one.json", "one.json").out
        assert "--basis" in run("diff", "one.json", "one.json", "--basis", "claimed").out


class TestPaths:
    """They start at the file's folder, from wherever the command is run."""

    @pytest.fixture
    def below(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        (folder / "out").mkdir()
        (folder / "work").mkdir()
        monkeypatch.chdir(folder / "work")
        return folder

    def test_reports_baselines_and_benchmarks(self, below: Path, run: Run) -> None:
        (below / "ours.yaml").write_text(OWN)
        configure(
            below,
            'report = ["json=out/a.json", "yaml=out/b=c.yaml"]\nbenchmark = ["ours.yaml"]\nrequire = ["ours.yaml=0"]\n',
        )
        code, out, err = run("assess", "../twin.yaml", *DAY)
        assert (code, err) == (0, "")
        assert "ours" in out
        assert sorted(path.name for path in (below / "out").iterdir()) == ["a.json", "b=c.yaml"]
        configure(below, 'baseline = "out/a.json"\nbenchmark = ["ours.yaml"]\n')
        assert run("assess", "../twin.yaml", *DAY, "--quiet") == (0, "", "")

    def test_evidence(self, below: Path, run: Run) -> None:
        profile = (below / "twin.yaml").read_text().replace('url: "https://example.org"', "path: policy.pdf")
        (below / "twin.yaml").write_text(profile)
        (below / "papers").mkdir()
        (below / "papers" / "policy.pdf").write_text("we promise")
        configure(below, 'evidence-root = "papers"\n')
        result = json.loads(run("assess", "../twin.yaml", *DAY, "--format", "json").out)
        assert [item["state"] for item in result["inputs"]["evidence"]] == ["current"]

    def test_an_absolute_path_stays(self, below: Path, run: Run) -> None:
        configure(below, f"report = ['json={below}/x.json']\n")
        assert run("assess", "../twin.yaml", *DAY, "--quiet").code == 0
        assert (below / "x.json").exists()

    def test_a_file_in_the_folder_of_a_profile_is_not_read(self, below: Path, run: Run) -> None:
        elsewhere = below / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "twin.yaml").write_text((below / "twin.yaml").read_text())
        configure(elsewhere, "this is hostile")
        assert run("assess", str(elsewhere), *DAY, "--quiet") == (0, "", "")


class TestRules:
    COMMANDS = (
        ("assess", "twin.yaml", *DAY),
        ("validate", "twin.yaml"),
        ("compare", "twin.yaml", *DAY),
        ("explain", "twin.yaml", "rating", *DAY),
        ("plan", "twin.yaml", "--target", "orange", *DAY),
        ("diff", "twin.yaml", "other.yaml", *DAY),
        ("forecast", "twin.yaml", *DAY),
        ("benchmarks", "list"),
        ("benchmarks", "show", "iso-23247-2"),
        ("benchmarks", "matrix"),
        ("requirements", "list"),
        ("requirements", "show", "trust"),
        ("rules", "list"),
        ("rules", "show", "shallow"),
        ("export", "oscal-catalog"),
    )

    @pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
    def test_every_command_that_has_rules_takes_them_from_the_file(
        self, folder: Path, run: Run, command: tuple[str, ...]
    ) -> None:
        configure(folder, '\nrules = [\n  "packs/none",\n]\n')
        assert run(*command) == (2, "", "dtassess.toml:2:9: rules: `packs/none` is not a folder\n")

    @pytest.mark.parametrize(
        "command",
        [one for one in COMMANDS if one[0] not in {"benchmarks", "requirements", "rules", "export"}],
        ids=" ".join,
    )
    def test_the_engine_too(self, folder: Path, run: Run, command: tuple[str, ...]) -> None:
        assert run(*command).code in {0, 1}
        configure(folder, 'engine = "plan"\n')
        sentence = "engine: 'plan' is not known; did you mean plain?"
        assert run(*command) == (2, "", f"dtassess.toml:1:10: {sentence}\n")
        configure(folder, 'engine = "plain"\nno-default-rules = true\n')
        assert run(*command).code == 2

    def test_results_name_the_engine_of_the_file(self, folder: Path, run: Run) -> None:
        configure(folder, 'engine = "plain"\n')
        assert json.loads(run("assess", "twin.yaml", *DAY, "--format", "json").out)["tool"]["engine"] == "plain"


class TestProblems:
    def test_all_problems_of_a_file_are_told_in_one_run_with_their_places(self, folder: Path, run: Run) -> None:
        configure(
            folder,
            """\
fail_under = "green"
fail-on = "eror"
min-score = 101
min-assessed = "80"
require = ["iso-23247-2=x", 5,
  "" ]
rules = "packs"
report = ["jsn=a", "csv?rows=1=b", "json"]
quiet = "yes"
as-of = 2026-11-23
basis = true
engine = 1
evidence-root = "a\\u0000b"
fail-if-expiring = 1.5
color = []
[assess]
""",
        )
        code, out, err = run("assess", "twin.yaml", *DAY)
        assert (code, out) == (2, "")
        assert err.splitlines() == [
            f"dtassess.toml:{line}"
            for line in (
                "1:1: unknown key 'fail_under'; did you mean fail-under?",
                "2:11: fail-on: 'eror' is not known; did you mean error?",
                "3:13: min-score: `101` is not a number from 0 to 100 such as 60 or 62.5",
                "4:16: min-assessed: a number is wanted, such as 80, not text",
                "5:12: require: `x` is not a number from 0 to 100 such as 60 or 62.5",
                '5:29: require: text is wanted, such as "etsi-ts-103-846=50", not a number',
                "6:3: require: there is nothing in it",
                '7:9: rules: a list of texts is wanted, such as ["packs/plant"], not text',
                "8:11: report: 'jsn' is not known; did you mean json?",
                "8:20: report: csv has no option 'rows'; known: bom, table",
                "8:36: report: `json` is not FORMAT=PATH such as json=result.json",
                "9:9: quiet: true or false is wanted, such as true, not text",
                "10:1: as-of: a day in a file would keep evidence from ever expiring; give --as-of on the command line",
                '11:9: basis: text is wanted, such as "current", not true or false',
                '12:10: engine: text is wanted, such as "plain", not a number',
                "13:17: evidence-root: 'a\\x00b' has control characters in it",
                "14:20: fail-if-expiring: `1.5` is not a number of days from 0 to 99999",
                '15:9: color: text is wanted, such as "never", not a list',
                "16:1: unknown key 'assess'; nearest: basis, rules, quiet",
            )
        ]

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            (
                'require = ["iso-23247-2", "iso-23247-22"]',
                "1:11: require: there is no benchmark 'iso-23247-22'; did you mean iso-23247-2",
            ),
            ('\nbenchmark = ["none"]', "2:13: benchmark: there is no benchmark 'none'; "),
            ('evidence-root = "gone"', "1:17: evidence-root: `gone` is not a folder"),
            ('report = ["json=gone/x"]', "1:10: report: `gone/x` cannot be written: No such file or directory"),
            ('report = ["json=twin.yaml"]', "1:10: report: `twin.yaml` would replace the profile `twin.yaml`"),
            ('report = ["json=x", "yaml=./x"]', "1:10: report: two reports to one path: `./x`"),
        ],
    )
    def test_what_turns_out_later_names_the_place_too(self, folder: Path, run: Run, text: str, sentence: str) -> None:
        configure(folder, text)
        code, _, err = run("assess", "twin.yaml", *DAY, "--quiet")
        assert code == 2
        assert err.startswith(f"dtassess.toml:{sentence}")

    def test_machine_formats_carry_the_place(self, folder: Path, run: Run) -> None:
        configure(folder, 'require = ["none"]\n')
        code, out, _ = run("forecast", "twin.yaml", *DAY, "--format", "json")
        assert code == 2
        (problem,) = json.loads(out)["problems"]
        assert (problem["path"], problem["line"], problem["column"]) == ("dtassess.toml", 1, 11)
        assert problem["message"].startswith("require: there is no benchmark 'none'")

    def test_an_engine_that_cannot_be_had_is_told_at_its_place(
        self, folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delitem(sys.modules, "assessor.engine.durable", raising=False)
        monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
        configure(folder, '\nengine = "durable"\n')
        _, out, err = run("assess", "twin.yaml", "--format", "json")
        assert err.startswith("dtassess.toml:2:10: engine: durable-rules does not import here")
        assert json.loads(out)["problems"][0]["line"] == 2

    def test_what_a_flag_said_is_told_of_the_flag(self, folder: Path, run: Run) -> None:
        configure(folder, 'require = ["iso-23247-2"]\n')
        assert run("assess", "twin.yaml", "--require", "none").err.startswith("--require: there is no benchmark 'none'")

    def test_every_command_refuses_a_broken_file(self, folder: Path, run: Run) -> None:
        """A key that is not its own may be a misspelled one of its own."""
        configure(folder, 'reprot = ["json=x"]\n')
        for command in (*TestRules.COMMANDS, ("reproduce",), ("rules", "test", "."), ("config",)):
            assert run(*command) == (2, "", "dtassess.toml:1:1: unknown key 'reprot'; did you mean report?\n"), command

    def test_very_many_unknown_keys_are_told_in_time(self, folder: Path, run: Run) -> None:
        configure(folder, "".join(f"{'k' * 60}{number} = 1\n" for number in range(9_000)))
        assert len(run("rules", "list").err.splitlines()) == 100

    def test_one_file_is_named_or_none_is_taken(self, folder: Path, run: Run) -> None:
        assert run("rules", "list", "--config", "x.toml", "--no-config").err == (
            "--no-config: it leaves out what --config names; give one of the two\n"
        )
        assert run("rules", "list", "--config", "x.toml").err == "x.toml: there is no such file or folder\n"


def commands() -> Iterator[tuple[str, Any]]:
    """Every command, those of groups too, with the word that configurations know it by."""
    for name in COMMANDS:
        found = LazyGroup().get_command(None, name)
        for one in getattr(found, "commands", {"": found}).values():
            yield name, one


NOT_THE_SAME = {
    ("plan", "min-score"),
    ("diff", "fail-on"),
    *((command, "format") for command in COMMANDS if command != "assess"),
    ("rules", "exit-zero"),
    ("config", "color"),
}
"""Flags of the name of a key that ask for something else."""


def test_a_key_is_for_every_command_that_has_the_flag() -> None:
    """And every command that takes keys can be told which file, or that there is none."""
    having: dict[str, set[str]] = {key: set() for key in KEYS}
    for name, command in commands():
        flags = {flag.removeprefix("--") for parameter in command.params for flag in parameter.opts}
        assert not flags & set(KEYS) - {"format", "color"} or {"config", "no-config"} <= flags, name
        for key in flags & set(KEYS):
            having[key] |= {name} - {command for command, other in NOT_THE_SAME if other == key}
    assert {key: set(known.commands) for key, known in KEYS.items()} == having


def test_a_default_is_that_of_the_flag() -> None:
    parameters = {one.name: one for name, command in commands() if name == "assess" for one in command.params}
    for key, known in KEYS.items():
        parameter = parameters[key.replace("-", "_")]
        assert (known.kind is TEXTS, known.kind is SWITCH) == (parameter.multiple, parameter.is_flag), key
        assert known.default == (() if parameter.multiple else parameter.default), key
