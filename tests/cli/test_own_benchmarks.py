"""A user's own benchmark file, which works wherever the id of a benchmark does; and the matrix of all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from assessor.errors import InputError
from assessor.inquiry.naming import names
from assessor.loading.benchmark_files import read_benchmark_file
from assessor.loading.bundled import bundled
from assessor.loading.packs import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

OWN = """\
schema: dtassess/benchmark/v1
id: acme-baseline
title: Acme's own baseline
applied_to: [data, network]
requirements: [authentication, trust]
"""
TODAY = ("--as-of", "2026-11-23")


@pytest.fixture
def own(folder: Path) -> Path:
    path = folder / "acme.yaml"
    path.write_text(OWN)
    return path


def checks(outcome: Outcome) -> dict[str, tuple[str, str, bool]]:
    gate = json.loads(outcome.out)["gate"]
    return {one["name"]: (one["expected"], one["actual"], one["passed"]) for one in gate["checks"]}


def test_assess_details_a_benchmark_file(run: Run, own: Path) -> None:
    code, out, err = run("assess", "twin.yaml", *TODAY, "--benchmark", "acme.yaml")
    assert (code, err) == (0, "")
    assert "\nBENCHMARK acme-baseline  current\n  Acme's own baseline\n" in out
    assert "  Functions   published nothing; its ticks give orange (PR)\n" in out


def test_its_result_lists_it_behind_the_studys(run: Run, own: Path) -> None:
    for flags in (("--benchmark", "acme.yaml"), ("--require", "acme.yaml"), ("--require", "acme.yaml=50")):
        result = json.loads(run("assess", "twin.yaml", *TODAY, "--format", "json", *flags).out)
        ids = [one["id"] for one in result["benchmarks"]]
        assert (len(ids), ids[-1]) == (28, "acme-baseline")
        assert result["benchmarks"][-1]["published"] == {"band": None, "functions": None}
        schema = json.loads((bundled("schemas") / "result.schema.json").read_text("utf-8"))
        assert [error.message for error in Draft202012Validator(schema).iter_errors(result)] == []


def test_a_gate_wants_it_met_or_covered(run: Run, own: Path) -> None:
    whole = run("assess", "twin.yaml", *TODAY, "--format", "json", "--require", "acme.yaml")
    assert whole.code == 1
    assert checks(whole) == {"benchmark:acme-baseline": ("met", "partial", False)}
    half = run("assess", "twin.yaml", *TODAY, "--format", "json", "--require", "./acme.yaml=50")
    assert half.code == 0
    assert checks(half)["benchmark:acme-baseline"][2]
    assert run("assess", "twin.yaml", *TODAY, "--require", "acme.yaml=50.1").code == 1


def test_a_file_in_both_flags_and_by_several_paths_is_read_once(run: Run, own: Path) -> None:
    flags = ("--benchmark", "acme.yaml", "--require", "./acme.yaml", "--require", f"{own}=10")
    outcome = run("assess", "twin.yaml", *TODAY, "--format", "json", *flags)
    assert (outcome.code, outcome.err) == (1, "")
    assert len(json.loads(outcome.out)["benchmarks"]) == 28


def test_a_profiles_targets_may_name_its_id(run: Run, folder: Path, own: Path) -> None:
    (folder / "aims.yaml").write_text((folder / "twin.yaml").read_text() + "targets: {benchmarks: [acme-baseline]}\n")
    assert run("assess", "aims.yaml", *TODAY).code == 2
    outcome = run("assess", "aims.yaml", *TODAY, "--benchmark", "acme.yaml", "--format", "json")
    assert outcome.code == 1
    assert checks(outcome)["benchmark:acme-baseline"] == ("met", "partial", False)


COMMANDS = (
    ("assess", "twin.yaml", "--benchmark"),
    ("assess", "twin.yaml", "--require"),
    ("compare", "twin.yaml", "--with"),
    ("plan", "twin.yaml", "--target"),
    ("explain", "twin.yaml"),
    ("benchmarks", "show"),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (OWN.replace("trust", "thrust"), "acme.yaml:5:32: requirement 'thrust' is not known; did you mean trust?"),
        (OWN.replace("acme-baseline", "iso-23247-2"), "acme.yaml:2:5: the benchmark iso-23247-2 is there already: "),
        (
            OWN.replace("acme-baseline", "trust"),
            "acme.yaml:2:5: the id 'trust' is taken, by a requirement; give the benchmark another",
        ),
        (
            OWN.replace("acme-baseline", "green"),
            "acme.yaml:2:5: the id 'green' is taken, by a verdict; give the benchmark",
        ),
        (OWN + "number: 3\n", "acme.yaml:6:9: number is for the study's documents; leave it out of one of your own"),
        (OWN.replace("title:", "titel:"), "acme.yaml:3:1: unknown key 'titel'; did you mean title?"),
        (OWN + "a: [", "acme.yaml:7:1: expected a value here"),
    ],
)
def test_a_file_that_cannot_be_used_ends_with_2_and_its_place(
    run: Run, own: Path, command: tuple[str, ...], text: str, problem: str
) -> None:
    own.write_text(text)
    code, out, err = run(*command, "acme.yaml")
    assert (code, out) == (2, "")
    assert any(line.startswith(problem) for line in err.splitlines()), err


def test_no_benchmark_is_called_what_another_verdict_is(tmp_path: Path) -> None:
    knowledge = load_knowledge()
    others = {name for name, known in names(knowledge).items() if known.kind != "benchmark"}
    for name in ("rating", "band", "score", "red", "orange", "green", *others):
        (tmp_path / "own.yaml").write_text(OWN.replace("acme-baseline", name))
        with pytest.raises(InputError, match=r"own\.yaml:2:5: "):
            read_benchmark_file(str(tmp_path / "own.yaml"), knowledge.benchmarks)


def test_a_benchmark_of_a_pack_is_not_called_so_either(run: Run, folder: Path) -> None:
    (folder / "pack" / "benchmarks").mkdir(parents=True)
    (folder / "pack" / "pack.yaml").write_text(
        "schema: dtassess/pack/v1\nid: own\ntitle: Ours\nversion: 1.0.0\nsource: ours\n"
    )
    (folder / "pack" / "benchmarks" / "trust.yaml").write_text(OWN.replace("acme-baseline", "trust"))
    code, out, err = run("explain", "twin.yaml", "trust", "--rules", "pack")
    assert (code, out) == (2, "")
    told = "the id 'trust' is taken, by a requirement; give the benchmark another"
    assert err == f"pack/benchmarks/trust.yaml:2:5: {told}\n"


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_file_that_is_not_there_ends_with_2(run: Run, command: tuple[str, ...]) -> None:
    assert run(*command, "./none.yaml") == (2, "", "./none.yaml: there is no such file or folder\n")


def test_an_id_twice_ends_with_2_and_says_where_the_other_is(run: Run, folder: Path, own: Path) -> None:
    (folder / "again.yaml").write_text(OWN)
    for command in (("assess", "twin.yaml", "--benchmark"), ("compare", "twin.yaml", "--with")):
        code, out, err = run(*command, "acme.yaml", command[-1], "again.yaml")
        assert (code, out) == (2, "")
        assert err == "again.yaml:2:5: the benchmark acme-baseline is there already: acme.yaml:2\n"


def test_show_shows_a_file_and_what_the_rules_make_of_it(run: Run, own: Path) -> None:
    code, out, err = run("benchmarks", "show", "acme.yaml")
    assert (code, err) == (0, "")
    assert out.startswith("acme-baseline\n  Acme's own baseline\n")
    document = json.loads(run("benchmarks", "show", "./acme.yaml", "--format", "json").out)
    assert (document["id"], document["number"]) == ("acme-baseline", None)
    assert document["derived"] == {"band": "orange", "functions": ["PR"]}


def test_the_matrix_shows_ticks_and_totals_and_the_smallest_sets(run: Run) -> None:
    code, out, err = run("benchmarks", "matrix")
    lines = out.splitlines()
    assert (code, err) == (0, "")
    assert max(map(len, lines)) <= 80
    numbers = [tens + ones for tens, ones in zip(lines[1].ljust(80)[22:76:2], lines[2].ljust(80)[22:76:2], strict=True)]
    assert [int(number) for number in numbers] == list(range(1, 28))
    rows = {line.split()[0]: line for line in lines[3:23]}
    assert len(rows) == 20
    assert rows["data-traceability"].index("\N{BLACK CIRCLE}") == 22 + 2 * 16
    assert rows["authorization"].split()[-1] == "15"
    assert rows["physical-protection"].split()[-1] == "0"
    assert lines[24].split()[-1] == "149"
    assert "  2 documents are enough: there is one such set.\n" in out
    assert "  8 17  irtf-nmrg-network-digital-twin-arch, itu-t-x-2011\n" in out
    assert out.endswith("  No document asks for physical-protection.\n")


def test_the_matrix_as_json_is_valid_and_says_the_same(run: Run) -> None:
    document = json.loads(run("benchmarks", "matrix", "--format", "json").out)
    schema = json.loads((bundled("schemas") / "matrix.schema.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []
    known = json.loads(run("benchmarks", "list", "--format", "json").out)
    assert [one["requirements"] for one in document["benchmarks"]] == [one["requirements"] for one in known]
    assert document["total"] == sum(one["total"] for one in document["requirements"]) == 149
    assert document["smallest_sets"] == {
        "size": 2,
        "count": 1,
        "sets": [["irtf-nmrg-network-digital-twin-arch", "itu-t-x-2011"]],
    }
    assert document["asked_by_none"] == ["physical-protection"]


def test_the_matrix_as_markdown_is_one_table(run: Run) -> None:
    out = run("benchmarks", "matrix", "--format", "markdown").out
    rows = [line for line in out.splitlines() if line.startswith("| ")]
    assert len(rows[0].split(" | ")) == 29
    assert len([row for row in rows if len(row.split(" | ")) == 29]) == 1 + 1 + 20 + 1
    assert run("benchmarks", "matrix", "--format", "yaml").err.startswith("--format: 'yaml' is not known; ")


def test_the_matrix_holds_the_documents_of_added_packs_under_letters(run: Run, folder: Path) -> None:
    pack = folder / "pack"
    (pack / "benchmarks").mkdir(parents=True)
    (pack / "pack.yaml").write_text("schema: dtassess/pack/v1\nid: own\ntitle: Ours\nversion: 1.0.0\nsource: ours\n")
    for number in range(30):
        text = OWN.replace("acme-baseline", f"acme-{number:02}").replace("trust", "physical-protection")
        (pack / "benchmarks" / f"acme-{number:02}.yaml").write_text(text)
    code, out, err = run("benchmarks", "matrix", "--rules", "pack")
    assert (code, err) == (0, "")
    assert max(map(len, out.splitlines())) <= 80
    assert "  aa              acme-26\n" in out
    assert "  3 documents are enough: there are 30 such sets.\n" in out
    assert "  8 17 ad  irtf-nmrg" in out
    assert "No document asks for" not in out
