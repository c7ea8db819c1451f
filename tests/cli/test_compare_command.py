from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator
from markdown_it import MarkdownIt

from assessor.loading.bundled import bundled
from assessor.report.terminal import columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

OWN = """\
schema: dtassess/benchmark/v1
id: acme-baseline
title: Acme's own baseline
body: Acme
applied_to: [data, network]
use_cases: [energy]
requirements: [authentication, trust]
clauses:
  - requirement: trust
    clause: "4.2"
    title: Who may be relied on
    summary: Parts are signed.
    confidence: high
    basis: full text
"""
TODAY = ("--as-of", "2026-11-23")


@pytest.fixture
def own(folder: Path) -> Path:
    path = folder / "acme.yaml"
    path.write_text(OWN)
    return path


def answer(outcome: Outcome) -> dict:
    assert (outcome.code, outcome.err) == (0, "")
    document = json.loads(outcome.out)
    schema = json.loads((bundled("schemas") / "comparison.schema.json").read_text("utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(document)] == []
    return document


def compared(run: Run, *argv: str) -> dict:
    return answer(run("compare", *argv, *TODAY, "--format", "json"))


def test_without_with_all_documents_are_ranked(run: Run) -> None:
    code, out, err = run("compare", "twin.yaml", *TODAY)
    assert (code, err) == (0, "")
    assert out.startswith("twin  ")
    assert "\nRANKING  27 documents are ranked by coverage on current\n" in out
    rows = out[out.index("RANKING") :].splitlines()[2:29]
    assert rows[0].split() == ["?", "23", "etsi-gr-cim-017", "1", "100.0", "100.0", "100.0", "\N{BLACK CIRCLE}", "met"]
    assert rows[-1].split()[2:] == ["etsi-ts-103-828", "0", "-", "-", "-", "\N{EN DASH}", "nothing"]
    assert max(map(columns, rows)) <= 80
    document = compared(run, "twin.yaml")
    assert document["ranking"] == [one["id"] for one in document["benchmarks"]]
    assert [row.split()[2] for row in rows] == document["ranking"]
    assert [int(row.split()[3]) for row in rows] == [one["asked"] for one in document["benchmarks"]]
    assert document["filters"] == {"use_case": [], "body": [], "type": []}
    assert (document["profiles"], document["benchmarks"][0]["cells"]) == ([], None)


def test_a_result_says_of_a_benchmark_what_a_comparison_says(run: Run) -> None:
    result = json.loads(run("assess", "twin.yaml", *TODAY, "--format", "json").out)
    found = {one["id"]: one for one in compared(run, "twin.yaml")["benchmarks"]}
    for benchmark in result["benchmarks"]:
        assert {key: found[benchmark["id"]][key] for key in benchmark} == benchmark


def test_the_ranking_is_filtered_and_says_so(run: Run) -> None:
    flags = ("--use-case", "energy", "--body", "etsi", "--body", "Nist", "--type", "ts")
    document = compared(run, "twin.yaml", *flags)
    assert document["ranking"] == ["etsi-ts-103-845"]
    assert document["filters"] == {"use_case": ["energy"], "body": ["ETSI", "NIST"], "type": ["TS"]}
    out = run("compare", "twin.yaml", *TODAY, *flags).out
    said = "RANKING  1 document is ranked by coverage on current; use case energy; body ETSI or NIST; type TS"
    assert said in " ".join(out.split()).replace("RANKING ", "RANKING  ")


def test_filters_that_leave_no_document_are_named(run: Run) -> None:
    flags = ("--use-case", "security-and-training", "--body", "ISO/IEC")
    document = compared(run, "twin.yaml", *flags)
    assert (document["ranking"], document["benchmarks"]) == ([], [])
    code, out, err = run("compare", "twin.yaml", *TODAY, *flags)
    assert (code, err) == (0, "")
    assert "  No document passes the filters: use case security-and-training; body ISO/IEC.\n" in out


def test_a_mark_tells_which_documents_fit_the_profiles_use_cases(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text()
    (folder / "energy.yaml").write_text(text.replace("controls:", "twin: {use_cases: [energy]}\ncontrols:"))
    out = run("compare", "energy.yaml", *TODAY).out
    assert "\n  \N{CHECK MARK} 20 nist-ir-8356" in out
    assert "\n    21 nist-ams-400-2" in out
    assert "\n  ?  2 iso-23247-2" in out
    fit = {one["number"]: one["fits_use_case"] for one in compared(run, "energy.yaml")["benchmarks"]}
    assert (fit[20], fit[21], fit[2]) == (True, False, None)


@pytest.mark.parametrize(
    ("flags", "problem"),
    [
        (("--use-case", "enery"), "--use-case: 'enery' is not known; did you mean energy?"),
        (("--body", "ESTI"), "--body: 'ESTI' is not known; did you mean ETSI"),
        (("--type", "XY"), "--type: 'XY' is not known; nearest: "),
        (
            ("--with", "etsi-ts-103-847"),
            "--with: there is no benchmark 'etsi-ts-103-847'; did you mean etsi-ts-103-846",
        ),
        (("--with", "-"), "--with: - is for PROFILE alone; name a file"),
        (("--with", "inner/"), "--with: 'inner/' is neither an id nor a file that ends in .yaml, .yml or .json"),
        (("--with", "./none.yaml"), "./none.yaml: there is no such file or folder"),
        (
            ("--with", "iso-23247-2", "--body", "ETSI", "--type", "TS"),
            "--with: it says what to compare with; --body, --type are for the ranking without it",
        ),
        (
            ("--with", "iso-23247-2", "--body", "ETSI"),
            "--with: it says what to compare with; --body is for the ranking without it",
        ),
        (("--basis", "claim"), "--basis: 'claim' is not known; did you mean claimed?"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_names_the_nearest(run: Run, flags: tuple[str, ...], problem: str) -> None:
    code, out, err = run("compare", "twin.yaml", *flags)
    assert (code, out) == (2, "")
    assert err.startswith(problem)
    assert err.count("\n") == 1


def test_a_file_that_is_neither_profile_nor_benchmark_is_told_both(run: Run, folder: Path) -> None:
    (folder / "rule.yaml").write_text("schema: dtassess/rule/v1\n")
    code, out, err = run("compare", "twin.yaml", "--with", "rule.yaml")
    assert (code, out) == (2, "")
    assert err == (
        "rule.yaml: the file says neither `schema: dtassess/profile/v1` nor `schema: dtassess/benchmark/v1`, "
        "and --with takes a profile or a benchmark\n"
    )


def test_all_that_is_wrong_is_told_in_one_run(run: Run, folder: Path) -> None:
    (folder / "rule.yaml").write_text("schema: dtassess/rule/v1\n")
    code, _, err = run("compare", "broken.yaml", "--with", "rule.yaml", "--with", "nist", "--with", "./no.yaml")
    assert code == 2
    assert [line.split(":")[0] for line in err.splitlines()] == ["--with", "./no.yaml", "broken.yaml", "rule.yaml"]
    code, _, err = run("compare", "broken.yaml", "--body", "x", "--type", "y")
    assert [line.split(":")[0] for line in err.splitlines()] == ["--body", "--type", "broken.yaml"]


def test_programs_get_the_problems_in_the_place_of_an_answer(run: Run) -> None:
    code, out, err = run("compare", "broken.yaml", "--with", "nist", "--format", "json")
    document = json.loads(out)
    assert (code, document["schema"]) == (2, "dtassess/problems/v1")
    assert len(document["problems"]) == len(err.splitlines()) == 2


@pytest.mark.parametrize("text", ["schema: dtassess/benchmark/v1\nid: [", "{schema: dtassess/profile/v1, a: ["])
def test_a_file_whose_syntax_is_broken_is_told_where(run: Run, folder: Path, text: str) -> None:
    (folder / "half.yaml").write_text(text)
    code, _, err = run("compare", "twin.yaml", "--with", "half.yaml")
    assert code == 2
    assert err.startswith("half.yaml:")
    assert "neither" not in err


def test_with_a_document_each_cell_has_its_controls_and_lines(run: Run) -> None:
    document = compared(run, "twin.yaml", "--with", "etsi-ts-103-846")
    assert (document["ranking"], document["filters"]) == (None, None)
    (benchmark,) = document["benchmarks"]
    assert (benchmark["number"], benchmark["body"], benchmark["clauses"]) == (24, "ETSI", [])
    assert len(benchmark["cells"]) == 18
    (cell,) = [one for one in benchmark["cells"] if (one["requirement"], one["layer"]) == ("authentication", "data")]
    assert cell["claimed"] == cell["current"] == "full"
    assert cell["controls"][0]["location"] == {"path": "twin.yaml", "line": 6, "column": 20}
    out = run("compare", "twin.yaml", *TODAY, "--with", "etsi-ts-103-846").out
    assert "  authentication   \N{BLACK CIRCLE}\N{BLACK CIRCLE}\N{BLACK CIRCLE}" in out
    assert "AC-1 implemented: data, system, network (line 6)\n" in out
    assert "\N{BULLET} \N{MIDDLE DOT} no control speaks of data, system, network\n" in out
    assert "  requirement      data  system  network  verdict\n" in out
    assert "  Clauses         clause not verified: no full text was read\n" in out
    assert out.count("verified") == 1
    assert "  Doubt           Six basic requirements are ticked and no advanced one" in out
    assert "  Not covered     published, and not covered on current: GV DE RS RC\n" in out


def test_a_document_whose_clauses_are_known_shows_them_with_their_confidence(run: Run) -> None:
    out = run("compare", "twin.yaml", *TODAY, "--with", "itu-t-x-2011").out
    assert "\nCLAUSES  its full text was not read; what is known is told with its confidence\n" in out
    assert "(trust; confidence medium, from: contents page)" in " ".join(out.split())
    assert "\n  Others          clause not verified: integrity, availability, authentication,\n" in out
    read = run("compare", "twin.yaml", *TODAY, "--with", "irtf-nmrg-network-digital-twin-arch").out
    assert "\nCLAUSES\n" in read
    assert read.endswith("\n  Others          clause not verified: trust\n")
    document = compared(run, "twin.yaml", "--with", "itu-t-x-2011")["benchmarks"][0]
    assert "integrity" in document["without_clause"]
    assert "trust" not in document["without_clause"]


def cells_of(out: str) -> list[str]:
    """The table of cells in a text."""
    lines = out[out.index("\nCELLS") :].splitlines()[2:]
    return lines[: next(at for at, line in enumerate(lines) if line.startswith("  Marks"))]


@pytest.mark.parametrize(("document", "count"), [("itu-t-x-2011", 17), ("irtf-nmrg-network-digital-twin-arch", 16)])
def test_each_requirement_has_one_line_with_its_clauses(run: Run, folder: Path, document: str, count: int) -> None:
    text = (folder / "twin.yaml").read_text() + "not_applicable: [{requirement: privacy, reason: none}]\n"
    (folder / "scoped.yaml").write_text(text)
    head, *rows = cells_of(run("compare", "scoped.yaml", *TODAY, "--with", document).out)
    assert (head.split()[-1], len(rows)) == ("clause", count)
    assert max(map(columns, rows)) <= 80
    assert next(row for row in rows if "privacy" in row).count("out of scope") == 1
    told = {row.split()[0]: row for row in rows}
    if document == "itu-t-x-2011":
        assert told["confidentiality"].endswith("  9.3, Annex A medium")
        assert told["integrity"].endswith("  not verified")
    else:
        assert told["confidentiality"].endswith(" 13 high; 6 medium")


def test_what_is_out_of_scope_is_told_once_a_requirement_with_its_layers(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text().replace("controls:", "twin: {layers: [data, system]}\ncontrols:")
    text += "not_applicable: [{requirement: integrity, reason: nothing is kept}]\n"
    (folder / "scoped.yaml").write_text(text)
    out = run("compare", "scoped.yaml", *TODAY, "--with", "etsi-ts-103-846").out
    under = out[out.index("\n  integrity\n") : out.index("\n  availability\n")].splitlines()[2:]
    assert [line.partition(" out of scope: ")[::2] for line in under] == [
        ("    \N{BULLET} \N{EN DASH} data, system", "nothing is kept (line 10)"),
        ("    \N{BULLET} \N{EN DASH} network", "the twin has no network layer (line 3)"),
    ]


def test_the_same_twice_is_there_once(run: Run, folder: Path, own: Path) -> None:
    named = ["iso-23247-2", "iso-23247-2", "acme.yaml", "./acme.yaml", str(own), "other.yaml", "./other.yaml"]
    document = compared(run, "twin.yaml", *(part for name in named for part in ("--with", name)))
    assert [one["id"] for one in document["benchmarks"]] == ["iso-23247-2", "acme-baseline"]
    assert [one["path"] for one in document["profiles"]] == ["other.yaml"]


def test_documents_files_and_profiles_stand_beside_each_other(run: Run, own: Path) -> None:
    names = ("--with", "other.yaml", "--with", "acme.yaml", "--with", "nist-ir-8356")
    document = compared(run, "twin.yaml", *names)
    assert [one["id"] for one in document["benchmarks"]] == ["acme-baseline", "nist-ir-8356"]
    assert document["benchmarks"][0]["clauses"][0]["summary"] == "Parts are signed."
    assert document["benchmarks"][0]["without_clause"] == ["authentication"]
    (other,) = document["profiles"]
    assert {one["direction"] for one in other["requirements"]} == {"equal"}
    out = run("compare", "twin.yaml", *TODAY, *names).out
    heads = "\nacme-baseline  it is issued by Acme\n", "\nnist-ir-8356  it is no 20 of the study, issued as NIST "
    assert out.index(heads[0]) < out.index(heads[1]) < out.index("\nBESIDE  the other profile is other\n")


def test_a_profiles_targets_may_name_what_is_in_a_file(run: Run, folder: Path, own: Path) -> None:
    text = (folder / "twin.yaml").read_text() + "targets: {benchmarks: [acme-baseline]}\n"
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(text)
    assert run("compare", "one.yaml", *TODAY).code == 2
    assert compared(run, "one.yaml", "--with", "two.yaml", "--with", "acme.yaml")["profiles"][0]["path"] == "two.yaml"


def test_another_profile_is_held_beside_in_text_with_what_differs_first(run: Run, folder: Path) -> None:
    text = (folder / "other.yaml").read_text().replace("implemented", "partial").replace("other", "weaker")
    (folder / "weaker.yaml").write_text(text)
    other = compared(run, "twin.yaml", "--with", "weaker.yaml")["profiles"][0]
    first = other["requirements"][3]
    assert (first["id"], first["direction"]) == ("authentication", "ahead")
    assert other["requirements"][0]["id"] == "confidentiality"
    assert first["current"]["this"] == {"band": "green", "score": 100.0}
    assert first["cells"][0]["current"] == {"this": "full", "other": "partial", "direction": "ahead"}
    assert first["cells"][0]["other"]["controls"][0]["location"]["path"] == "weaker.yaml"
    assert other["summary"]["current"]["score"]["direction"] == "ahead"
    out = run("compare", "twin.yaml", *TODAY, "--with", "weaker.yaml").out
    assert "  Requirements    ahead in 1, equal in 19\n" in out
    assert "  authentication  >  " in out
    assert "between two bands the sign is that of the cells" in " ".join(out.split())
    assert "\nTHE SAME  these do not differ on any layer and basis\n" in out


def beside(run: Run, folder: Path, text: str) -> str:
    """What is told of the twin beside another one with these controls and so on."""
    (folder / "next.yaml").write_text(f"schema: dtassess/profile/v1\nname: next\n{text}")
    outcome = run("compare", "twin.yaml", *TODAY, "--with", "next.yaml")
    assert (outcome.code, max(map(columns, outcome.out.splitlines()))) == (0, 80)
    return outcome.out


ONE = "controls: [{id: %s, title: t, requirements: [%s], layers: [%s], status: implemented}]\n"


def test_of_another_profile_what_differs_comes_first_and_only_the_cells_that_do_have_controls(
    run: Run, folder: Path
) -> None:
    out = beside(run, folder, ONE % ("X-1", "authentication, monitoring", "data, system"))
    rows = [line.split()[:2] for line in cells_of(out)[1:]]
    assert rows == [["monitoring", "<"], ["authentication", ">"]]
    controls = out[out.index("\nCONTROLS") : out.index("\nTHE SAME")].splitlines()[3:]
    bullet, full, silent = "\N{BULLET}", "\N{BLACK CIRCLE}", "\N{MIDDLE DOT}"
    assert controls[:3] == [
        "  monitoring",
        f"    {bullet} this: {silent} no control speaks of data, system",
        f"    {bullet} other: {full} X-1 implemented, only claimed: data, system (line 3)",
    ]
    assert controls[3:] == [
        "  authentication",
        f"    {bullet} this: {full} AC-1 implemented: data, system, network (line 6)",
        f"    {bullet} other",
        f"      {bullet} {full} X-1 implemented, only claimed: data, system (line 3)",
        f"      {bullet} {silent} no control speaks of network",
    ]


def test_functions_that_one_of_two_covers_alone_are_told_in_a_sentence(run: Run, folder: Path) -> None:
    out = beside(run, folder, ONE % ("X-1", "monitoring", "data"))
    assert "  Functions       this profile alone covers PR and the other alone covers DE (on\n" in out
    assert "  this profile alone covers PR (on evidenced, current)\n" in out


def test_a_requirement_out_of_scope_for_one_of_two_keeps_to_its_line(run: Run, folder: Path) -> None:
    out = beside(run, folder, "controls: []\nnot_applicable: [{requirement: physical-protection, reason: none}]\n")
    (row,) = [line for line in cells_of(out) if line.startswith("  physical-protection")]
    assert row.endswith("\N{WHITE CIRCLE} red / \N{EN DASH} out of scope")


def test_a_profile_from_standard_input_and_a_profile_in_a_folder(run: Run, folder: Path) -> None:
    inner = folder / "inner"
    inner.mkdir()
    (folder / "other.yaml").rename(inner / "other.yaml")
    assert compared(run, "inner", "--with", "./twin.yaml")["profile"]["path"] == "inner/other.yaml"


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_users_wrote_stays_words(run: Run, folder: Path, name: str) -> None:
    evil, path = "<b>*x* | [a](https://evil.example)", "<i>\x1b[31m*evil*.yaml"
    profile = (folder / "twin.yaml").read_text().replace("name: twin", f'name: "{evil}"')
    profile += f'not_applicable: [{{requirement: authentication, layers: [data], reason: "{evil}"}}]\n'
    (folder / path).write_text(profile)
    (folder / "own.yaml").write_text(OWN.replace("title: Acme's own baseline", f'title: "{evil}"'))
    names = ("--with", "own.yaml", "--with", f"./{path}")
    out = run("compare", path, *TODAY, *names, "--format", name).out
    assert out.count("evil") >= 6
    assert "\x1b" not in out
    assert "\\x1b[31m" in out.replace("\\\\", "\\").replace("\\[", "[")
    if name == "markdown":
        assert "<b>" not in out
        assert "<i>" not in out
        assert "*x*" not in out.replace("\\*", "")
        assert "<a " not in MarkdownIt().render(out)
    else:
        assert max(map(columns, out.splitlines())) <= 80


def test_the_ranking_goes_by_the_basis_of_the_gate(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text().replace("date: 2026-01-01", "expires: 2026-01-01")
    (folder / "stale.yaml").write_text(text)
    out = run("compare", "stale.yaml", "--basis", "claimed").out
    assert "\nRANKING  27 documents are ranked by coverage on claimed\n" in out
    claimed, current = (compared(run, "stale.yaml", "--basis", basis) for basis in ("claimed", "current"))
    assert claimed["ranking"][0] == "etsi-gr-cim-017"
    assert current["ranking"][0] == "iso-23247-2"
    assert (claimed["basis"], current["basis"]) == ("claimed", "current")


def test_equal_input_gives_equal_bytes(run: Run, own: Path) -> None:
    argv = ("compare", "twin.yaml", *TODAY, "--with", "other.yaml", "--with", "acme.yaml")
    assert run(*argv) == run(*argv)
