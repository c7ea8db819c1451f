from __future__ import annotations

import io
import os
import re
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from sample_results import (
    FULL,
    NONE,
    OUT,
    PATH,
    benchmark,
    changed,
    check,
    contents,
    finding,
    on_all,
    profile,
    requirement,
    result,
    waiver,
)

from assessor.cli.main import main
from assessor.errors import Problem
from assessor.model.result import Gate, Inputs
from assessor.model.vocabulary import Applicability, Severity, Verdict
from assessor.report.contents import Contents
from assessor.report.formats import Choice, render
from assessor.report.view import FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden").glob("*/expected.junit.xml"))
PROFILES = [*(ROOT / "tests" / "golden").glob("*/profile.yaml"), *(ROOT / "profiles").glob("*.yaml")]
DAY = ("--as-of", "2026-11-23")
NO_GATE = Gate(passed=None, checks=())
RED, MET = requirement(cells=(NONE,) * 3), requirement(cells=(FULL,) * 3)


def read(text: str) -> JUnitXml:
    return JUnitXml.fromstring(text.encode())


def cases(given: Contents, kind: str, **view: Any) -> dict[str, Any]:
    """The cases of all suites of a kind by name, as an independent reader reads them."""
    document = read(render(Choice("junit"), given, FILE._replace(**view)))
    return {case.name: case for suite in document if suite.name.endswith(kind) for case in suite}


def outcome(case: Any) -> str:
    (kind,) = [type(one).__name__.lower() for one in case.result] or ["passed"]
    return kind


def words(case: Any) -> str:
    return "\n".join(f"{one.message or ''}\n{one.text or ''}" for one in case.result)


def gated(*checks: Any, fail_on: str | None = None, **more: Any) -> Contents:
    """A result under these checks."""
    gate = Gate(passed=all(one.passed for one in checks if one.enforced), checks=checks)
    inputs = Inputs(profile={}, evidence=(), options={"fail_on": fail_on})
    return contents([result(gate=gate, inputs=inputs, **more)])


def ungated(**more: Any) -> Contents:
    return contents([result(gate=NO_GATE, **more)])


class TestRequirements:
    def test_green_passes(self) -> None:
        assert outcome(cases(ungated(requirements=(MET,), findings=()), "requirements")["trust"]) == "passed"

    def test_without_a_gate_what_a_rule_calls_an_error_fails(self) -> None:
        case = cases(ungated(requirements=(RED,), findings=(finding(),)), "requirements")["trust"]
        assert outcome(case) == "failure"
        assert f"{PATH}:12:3: error mandatory-requirement-red: trust is mandatory and red" in words(case)

    def test_without_a_gate_a_waived_error_does_not_fail(self) -> None:
        case = cases(ungated(requirements=(RED,), findings=(finding(waived=waiver()),)), "requirements")["trust"]
        assert outcome(case) == "skipped"
        assert "(waived by CISO through 2027-01-31: vendor ships in May)" in case.system_out

    def test_a_gate_that_passed_leaves_no_failure(self) -> None:
        given = gated(check(passed=True), requirements=(RED,), findings=(finding(),))
        case = cases(given, "requirements")["trust"]
        assert (outcome(case), words(case).strip()) == ("skipped", "red, mandatory: no gate of this run names it")

    def test_a_gate_on_findings_fails_those_that_it_counts(self) -> None:
        failing = check(name="findings", expected="no warning or graver", actual="1 error", passed=False)
        found = (finding(), finding(requirement="privacy", severity=Severity.NOTE), finding(requirement="auditing"))
        given = gated(
            failing,
            fail_on="warning",
            requirements=(RED, requirement("privacy"), requirement("auditing")),
            findings=(*found[:2], changed(found[2], waived=waiver())),
        )
        assert {name: outcome(case) for name, case in cases(given, "requirements").items()} == {
            "trust": "failure",
            "privacy": "skipped",
            "auditing": "skipped",
        }

    @pytest.mark.parametrize(("passed", "expected"), [(True, "passed"), (False, "failure")])
    def test_a_gate_on_a_requirement_decides_it(self, passed: bool, expected: str) -> None:  # noqa: FBT001
        asked = check(name="requirement:trust", expected="at least orange", actual="orange", passed=passed)
        case = cases(gated(asked, requirements=(requirement(), requirement("privacy"))), "requirements")
        assert outcome(case["trust"]) == expected
        assert outcome(case["privacy"]) == "skipped"

    def test_a_gate_that_is_not_enforced_decides_nothing(self) -> None:
        asked = check(name="requirement:trust", passed=False, enforced=False)
        given = gated(asked, check(name="baseline", passed=True), requirements=(RED,))
        assert outcome(cases(given, "requirements")["trust"]) == "skipped"

    def test_what_is_not_applicable_is_skipped_with_the_reason(self) -> None:
        out = requirement(
            cells=(OUT,) * 3, applicability=Applicability.NOT_APPLICABLE, reasons=("it is only a drawing",)
        )
        case = cases(ungated(requirements=(out,), findings=()), "requirements")["trust"]
        assert (outcome(case), words(case).strip()) == ("skipped", "not applicable: it is only a drawing")

    def test_its_verdicts_controls_and_findings_stand_beside_it_with_their_places(self) -> None:
        out = cases(ungated(findings=(finding(),)), "requirements")["trust"].system_out
        assert "bands: claimed orange, evidenced orange, current orange" in out
        assert "cells (current): data full, system partial, network none; score 50.0" in out
        assert f"{PATH}:12:3: error" in out


class TestBenchmarks:
    def test_one_that_nobody_asks_for_is_skipped_with_its_coverage(self) -> None:
        case = cases(gated(check(passed=False)), "benchmarks")["etsi-ts-103-846"]
        assert outcome(case) == "skipped"
        assert words(case).strip() == "current 62.5 partial: no gate of this run names it"
        assert "open: " not in case.system_out

    def test_one_that_the_reader_wants_to_see_has_its_open_cells(self) -> None:
        shown = cases(gated(check(passed=True)), "benchmarks", benchmarks=("etsi-ts-103-846",))["etsi-ts-103-846"]
        assert outcome(shown) == "skipped"
        assert (
            "open: 2 of 11 cells; 1 cells are out of scope\nopen: integrity on network is partial" in shown.system_out
        )

    @pytest.mark.parametrize(("passed", "expected"), [(True, "passed"), (False, "failure")])
    def test_a_gate_on_it_decides_it(self, passed: bool, expected: str) -> None:  # noqa: FBT001
        asked = check(name="benchmark:etsi-ts-103-846", expected="at least 50", actual="62.5", passed=passed)
        assert outcome(cases(gated(asked), "benchmarks")["etsi-ts-103-846"]) == expected

    @pytest.mark.parametrize(
        ("verdict", "asked", "expected"),
        [
            (Verdict.MET, 12, "passed"),
            (Verdict.MET_IN_SCOPE, 12, "skipped"),
            (Verdict.NOT_MET, 12, "skipped"),
            (Verdict.NOTHING_REQUIRED, 12, "skipped"),
            (Verdict.NOTHING_REQUIRED, 0, "skipped"),
        ],
    )
    def test_only_met_passes_unasked(self, verdict: Verdict, asked: int, expected: str) -> None:
        standing = next(iter(benchmark().bases.values()))._replace(verdict=verdict, coverage=Fraction(100))
        given = ungated(benchmarks=(benchmark(bases=on_all(standing), asked=asked),))
        assert outcome(cases(given, "benchmarks")["etsi-ts-103-846"]) == expected


class TestGates:
    def test_each_check_is_a_case(self) -> None:
        checks = (check(), check(name="rating", expected="green", actual="green", passed=True))
        found = cases(gated(*checks), "gates")
        assert {name: outcome(case) for name, case in found.items()} == {
            "score: at least 60": "failure",
            "rating: green": "passed",
        }
        assert "at least 60 wanted, 59.96 found" in words(found["score: at least 60"])

    def test_one_that_is_not_enforced_is_skipped_and_says_so(self) -> None:
        case = cases(gated(check(enforced=False), check(name="baseline", passed=True)), "gates")["score: at least 60"]
        assert outcome(case) == "skipped"
        assert words(case).strip().startswith("shown, not enforced, as the baseline decides: it does not pass")

    def test_where_none_is_set_that_is_said_and_nothing_passes(self) -> None:
        (case,) = cases(ungated(), "gates").values()
        assert (outcome(case), words(case).strip()) == ("skipped", "no gate is set")

    def test_the_one_on_findings_lists_what_it_counts_and_a_baseline_what_is_gone(self) -> None:
        failing = check(name="findings", expected="no error", actual="1 error", passed=False)
        worse = check(name="baseline", expected="nothing worse", actual="1 worse", passed=False, gone=("old-one",))
        told = finding(requirement=None, control="AC-1")
        found = cases(gated(failing, worse, fail_on="error", findings=(told,)), "gates")
        assert f"{PATH}:12:3: error mandatory-requirement-red" in words(found["findings: no error"])
        assert "no longer found, and in the baseline: old-one" in words(found["baseline: nothing worse"])


class TestInputs:
    def test_a_profile_that_was_read_passes_and_one_that_is_invalid_is_an_error_with_all_its_problems(self) -> None:
        problems = [Problem("b.yaml", 3, 5, "one"), Problem("b.yaml", 4, 1, "two"), Problem("gone.yaml", 0, 0, "none")]
        found = cases(Contents(valid=[profile(path="a.yaml")], problems=problems), "inputs")
        assert {name: outcome(case) for name, case in found.items()} == {
            "a.yaml": "passed",
            "b.yaml": "error",
            "gone.yaml": "error",
        }
        assert "2 problems\nb.yaml:3:5: one\nb.yaml:4:1: two" in words(found["b.yaml"])

    def test_an_assessed_profile_is_an_input_that_passes(self) -> None:
        assert outcome(cases(ungated(), "inputs")[PATH]) == "passed"


class TestTheFile:
    def test_names_are_unique_over_twins_of_one_name_and_checks_of_one_kind(self) -> None:
        twice = gated(check(), check())
        other = changed(twice.results[0], profile=profile(path="other.yaml"))
        text = render(Choice("junit"), contents([*twice.results, other]), FILE)
        names = Counter((case.classname, case.name) for suite in read(text) for case in suite)
        assert max(names.values()) == 1
        suites = [suite.name for suite in read(text)]
        assert len(set(suites)) == len(suites) == 7

    def test_the_counts_are_those_of_the_cases(self) -> None:
        document = read(render(Choice("junit"), gated(check()), FILE))
        counts = Counter(outcome(case) for suite in document for case in suite)
        assert (document.tests, document.failures, document.errors) == (counts.total(), counts["failure"], 0)
        for suite in document:
            own = Counter(outcome(case) for case in suite)
            assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (
                own.total(),
                own["failure"],
                own["error"],
                own["skipped"],
            )

    @pytest.mark.parametrize(
        "said", ["\x00\x1b[31m", "\ufffe\uffff", "\udcff", "\u202e", "]]><!--", "&#0;", "\U0001fffe"]
    )
    def test_what_xml_cannot_hold_is_spelled_out(self, said: str) -> None:
        given = ungated(profile=profile(name=f"a{said}b"), findings=(finding(message=f"x{said}y"),))
        text = render(Choice("junit"), given, FILE)
        assert text.isascii()
        assert not re.search(r"&#(?:[0-8];|x|1[0-9];|5[5-7][0-9]{3};|6553[45];)", text)
        assert read(text).failures == 1

    def test_output_names_no_file_to_attach(self) -> None:
        told = finding(message="[[ATTACHMENT|/etc/passwd]]")
        assert "[[ATTACHMENT|" not in render(Choice("junit"), ungated(findings=(told,)), FILE)

    def test_nothing_in_it_comes_from_a_clock_or_a_machine(self) -> None:
        text = render(Choice("junit"), ungated(), FILE)
        assert set(re.findall(r' time="([^"]*)"', text)) == {"0"}
        assert "timestamp" not in text
        assert "hostname" not in text

    @pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.parent.name)
    def test_an_independent_reader_reads_every_golden_file(self, file: Path) -> None:
        document = JUnitXml.fromfile(str(file))
        assert sum(len(list(suite)) for suite in document) == document.tests > 0
        for suite in document:
            for case in suite:
                assert len(case.result) <= 1
                assert all(isinstance(one, Failure | Error | Skipped) for one in case.result)


GATES = (
    (),
    ("--no-targets",),
    ("--min-score", "35"),
    ("--fail-on", "error"),
    ("--fail-on", "note", "--no-targets"),
    ("--fail-under", "orange", "--no-targets"),
    ("--require", "etsi-ts-103-846=50"),
)


@pytest.mark.parametrize("gates", GATES, ids=" ".join)
@pytest.mark.parametrize("path", PROFILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_with_a_gate_the_file_fails_exactly_where_the_command_does(
    path: Path, gates: Sequence[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(path.parent)
    code = main(["assess", path.name, *DAY, *gates, "--engine", "plain", "--format", "junit"])
    document = read(capsys.readouterr().out)
    set_ = not any(case.name == "gate" for suite in document for case in suite)
    assert (document.errors > 0) == (code == 2)
    if set_:
        assert (document.failures > 0) == (code == 1)
    else:
        assert code == 0


@pytest.mark.parametrize(
    "name", ["a b.yaml", "100%.yaml", "a#b.yaml", "é双.yaml", "a\\b.yaml", os.fsdecode(b"a\xff.yaml"), "<a>&.yaml"]
)
def test_paths_of_every_kind_are_told(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("schema: dtassess/profile/v1\nname: a\ncontrols: []\n", encoding="utf-8")
    assert main(["assess", name, *DAY, "--format", "junit"]) == 0
    (case,) = [case for suite in read(capsys.readouterr().out) if suite.name == "inputs" for case in suite]
    assert case.name == name.replace("\udcff", "\\udcff")


def test_standard_input_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"schema: dtassess/profile/v1\n")))
    assert main(["validate", "-", "--format", "junit"]) == 2
    document = read(capsys.readouterr().out)
    assert [(case.name, outcome(case)) for suite in document for case in suite] == [("-", "error")]
