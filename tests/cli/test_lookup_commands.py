from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from assessor.loading.bundled import bundled
from assessor.report.terminal import columns

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]


def test_the_benchmarks_are_listed_by_number(run: Run) -> None:
    code, out, err = run("benchmarks", "list")
    first, *rows = out.splitlines()
    assert (code, err) == (0, "")
    assert first.split() == ["no", "id", "body", "band", "functions", "ticked"]
    assert [row.split()[0] for row in rows] == [str(number) for number in range(1, 28)]
    assert rows[21].split() == ["22", "etsi-gr-zsm-015", "ETSI", "green", "unknown", "2"]
    assert max(map(columns, rows)) <= 80


def test_a_benchmark_shows_what_was_published_beside_what_is_derived(run: Run) -> None:
    _, out, _ = run("benchmarks", "show", "etsi-ts-103-846")
    assert (
        "  Published       green (GV PR DE RS RC)\n  Derived         orange (PR), by the rules from its ticks\n" in out
    )
    assert "  Why they differ Its ticks, all basic, give protection alone" in out
    assert "    DE            Detection was published, although monitoring is not ticked.\n" in out
    assert "  Architecture    a reference architecture\n  Cross-layer     no cross-layer security\n" in out
    assert "\nClauses  clause not verified: no full text was read\n" in out


def test_a_benchmark_whose_text_was_read_shows_its_clauses(run: Run) -> None:
    benchmarks = json.loads(run("benchmarks", "list", "--format", "json").out)
    read = next(one for one in benchmarks if one["clauses_verified"])
    out = run("benchmarks", "show", read["id"]).out
    assert "\nClauses\n" in out
    assert "confidence" in out
    assert out.count("not verified") == 1
    assert out.endswith("\n  Others          clause not verified: trust\n")


def test_what_is_known_of_clauses_without_the_full_text_is_not_called_unverified(run: Run) -> None:
    out = run("benchmarks", "show", "itu-t-x-2011").out
    assert "\nClauses  its full text was not read; what is known is told with its confidence\n" in out
    assert "\n  Others          clause not verified: integrity, availability, authentication,\n" in out
    nearby = run("benchmarks", "show", "ietf-asdf-digital-twin").out
    assert "from: full text of a nearby version" in " ".join(nearby.split())
    assert "not verified" not in nearby


def test_a_benchmark_as_json_has_what_the_rules_derive(run: Run) -> None:
    document = json.loads(run("benchmarks", "show", "etsi-gr-zsm-015", "--format", "json").out)
    assert document["published"] == {"band": "green", "functions": None}
    assert document["derived"] == {"band": "orange", "functions": ["PR"]}


def test_the_requirements_are_listed_in_the_papers_order(run: Run) -> None:
    code, out, _ = run("requirements", "list")
    rows = out.splitlines()[1:]
    assert code == 0
    assert len(rows) == 20
    assert rows[0].split() == ["confidentiality", "basic", "PR.DS"]
    assert rows[9].split() == ["trust", "basic", "PR.AA", "GV.SC", "ID.RA"]


def test_a_requirement_shows_layers_categories_and_who_asks_for_it(run: Run) -> None:
    _, out, _ = run("requirements", "show", "physical-protection")
    assert out.startswith("physical-protection  ")
    assert "\nAsked for by  0 of 27 documents\n  none of them\n" in out
    assert "  Primary         PR.AA Identity Management, Authentication, and Access Control\n" in out
    document = json.loads(run("requirements", "show", "trust", "--format", "json").out)
    assert document["categories"]["secondary"] == ["GV.SC", "ID.RA"]
    assert "etsi-ts-103-845" in document["benchmarks"]
    assert len(json.loads(run("requirements", "list", "--format", "json").out)) == 20


def test_the_rules_are_listed_by_id_with_the_severity_of_their_findings(run: Run) -> None:
    _, out, _ = run("rules", "list")
    rows = [row.split() for row in out.splitlines()[1:]]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert next(row for row in rows if row[0] == "mandatory-requirement-red")[1:3] == ["error", "core"]
    assert len(json.loads(run("rules", "list", "--format", "json").out)) == len(rows)


def test_a_rule_is_shown_in_words_as_written_and_with_its_cases(run: Run) -> None:
    _, out, _ = run("rules", "show", "band-green")
    assert "  Written in      rules/core/verdicts/band-green.yaml:" in out
    assert "  count: {of: {function-covered: {basis: $basis}}, among: [4, 5, 6]}\n" in out
    assert "  then            the band is green ($basis)\n" in out
    assert "\nCases\n" in out
    document = json.loads(run("rules", "show", "band-green", "--format", "json").out)
    assert document["count"] == {"of": {"function-covered": {"basis": "$basis"}}, "among": [4, 5, 6]}
    assert document["cases"]
    assert document["finding"] is None


def test_a_bundled_rule_has_its_own_cases_whatever_lies_in_the_working_directory(run: Run, folder: Path) -> None:
    before = run("rules", "show", "band-green")
    theirs = folder / "rules" / "core" / "verdicts" / "band-green.test.yaml"
    theirs.parent.mkdir(parents=True)
    theirs.write_text("not: cases\n")
    assert run("rules", "show", "band-green") == before
    assert (before.code, before.err) == (0, "")


def test_a_rule_with_a_lookup_a_negation_and_a_finding_is_shown_whole(run: Run) -> None:
    _, out, _ = run("rules", "show", "category-covered")
    assert "  lookup: {table: primary-category, key: $requirement, value: $category}\n" in out
    _, out, _ = run("rules", "show", "mandatory-requirement-red")
    assert "  Finding         error: {requirement} is mandatory and red" in out


@pytest.mark.parametrize(
    ("argv", "problem"),
    [
        (
            ("benchmarks", "show", "etsi-ts-103-847"),
            "dtassess benchmarks show: there is no benchmark 'etsi-ts-103-847'; "
            "did you mean etsi-ts-103-846, etsi-ts-103-845 or etsi-tr-103-844?",
        ),
        (
            ("requirements", "show", "trusted"),
            "dtassess requirements show: there is no requirement 'trusted'; did you mean trust?",
        ),
        (
            ("rules", "show", "x" * 30),
            f"dtassess rules show: there is no rule '{'x' * 30}'; "
            "nearest: exception-expired, evidence-expired, evidence-expiring; `dtassess rules list` names all",
        ),
        (("requirements", "list", "--format", "yaml"), "--format: 'yaml' is not known; known: text, json"),
        (("schema", "profil"), "dtassess schema: there is no schema 'profil'; did you mean profile?"),
    ],
)
def test_what_does_not_exist_ends_with_2_and_the_nearest(run: Run, argv: tuple[str, ...], problem: str) -> None:
    code, out, err = run(*argv)
    assert (code, out) == (2, "")
    assert err.startswith(problem)


@pytest.mark.parametrize("name", ["profile", "result", "problems"])
def test_a_schema_is_printed_as_it_is(run: Run, name: str) -> None:
    code, out, _ = run("schema", name)
    assert code == 0
    assert out == (bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    json.loads(out)


def test_rules_is_another_name_of_the_schema_of_rules(run: Run) -> None:
    assert run("schema", "rules").out == run("schema", "rule").out


def test_reproduce_arrives_at_the_expected_figures(run: Run) -> None:
    code, out, err = run("reproduce")
    assert (code, err) == (0, "")
    assert out.endswith(
        "  ✓ bands           24 of 27      as expected\n"
        "  ✓ function sets   18 of 26      as expected\n"
        "  ✓ function cells  141 of 156    as expected\n"
    )
    assert [line for line in out.splitlines() if columns(line) > 80] == []


def test_reproduce_gives_programs_the_same(run: Run) -> None:
    document = json.loads(run("reproduce", "--format", "json", "--engine", "plain").out)
    assert document["as_expected"] is True
    assert [(figure["agree"], figure["of"]) for figure in document["figures"]] == [(24, 27), (18, 26), (141, 156)]
    told = {one["number"]: [each["about"] for each in one["differences"]] for one in document["documents"]}
    assert {number: about for number, about in told.items() if about} == {
        2: ["ID", "DE"],
        4: ["DE"],
        6: ["GV"],
        11: ["band", "GV", "RS", "RC"],
        13: ["GV"],
        19: ["GV", "PR"],
        20: ["DE"],
        22: ["band"],
        24: ["band", "GV", "DE", "RS", "RC"],
    }
    assert all(each["reason"] for one in document["documents"] for each in one["differences"])


def test_the_projects_own_rules_pass_their_own_cases(run: Run) -> None:
    code, out, err = run("rules", "test", str(bundled("rules") / "core"))
    passed, _, all_cases, *_ = out.split(": ")[1].split()
    assert (code, err) == (0, "")
    assert passed == all_cases
    assert run("rules", "check", str(bundled("rules") / "core")).out.endswith("core: ok\n")
