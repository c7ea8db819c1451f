from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from pack_folders import HERE, ROOT, core_pack, good_pack, rewrite

from assessor.assessment.rule_tests import CaseResult, run_cases
from assessor.loading.packs import load_knowledge

ENGINES = ["plain", *(["durable"] if importlib.util.find_spec("durable_rules_engine") else [])]


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return good_pack(Path())


def test_every_rule_of_the_default_pack_fires_in_a_case_and_every_case_passes() -> None:
    report = run_cases(ROOT / "rules" / "core")
    assert report.failed == ()
    assert (report.silent, report.untested) == ((), ())
    assert report.fired == tuple(rule.id for rule in load_knowledge().rules)
    assert len(report.cases) > 2 * len(report.fired)
    assert report.ok


@pytest.mark.parametrize("engine", ENGINES)
def test_only_the_packs_own_rules_are_run_and_they_know_the_default_packs_kinds(engine: str) -> None:
    report = run_cases(HERE / "good", engine=engine)
    assert report.fired == ("plant-asks-auditing", "plant-not-met")
    assert [(case.rule, case.name) for case in report.cases] == [
        ("plant-asks-auditing", "on the network"),
        ("plant-asks-auditing", "not on the network"),
        ("plant-not-met", "red"),
        ("plant-not-met", "red, but not on the basis of the gate"),
    ]
    assert report.ok


def test_a_case_that_fails_tells_what_was_expected_and_what_came(pack: Path) -> None:
    rewrite(pack / "rules" / "plant-asks-auditing.yaml", "auditing}", "trust}")
    report = run_cases(pack)
    assert not report.ok
    (failed,) = report.failed
    assert failed == CaseResult(
        rule="plant-asks-auditing",
        name="on the network",
        location=failed.location,
        expected=("plant-asks: {requirement: auditing}",),
        derived=("plant-asks: {requirement: trust}",),
    )
    assert str(failed.location) == "pack/rules/plant-asks-auditing.test.yaml:3:11"


def test_a_fact_that_nobody_expected_fails_a_case(pack: Path) -> None:
    cases = pack / "rules" / "plant-asks-auditing.test.yaml"
    rewrite(cases, "    expect:\n      - plant-asks: {requirement: auditing}\n", "    expect: []\n")
    (failed,) = run_cases(pack).failed
    assert (failed.expected, failed.derived) == ((), ("plant-asks: {requirement: auditing}",))


def test_a_fact_that_did_not_come_fails_a_case(pack: Path) -> None:
    rewrite(
        pack / "rules" / "plant-asks-auditing.test.yaml", "expect: []", "expect: [{plant-asks: {requirement: trust}}]"
    )
    (failed,) = run_cases(pack).failed
    assert (failed.expected, failed.derived) == (("plant-asks: {requirement: trust}",), ())


def test_what_a_case_gives_does_not_count_as_derived(pack: Path) -> None:
    rewrite(
        pack / "rules" / "plant-asks-auditing.test.yaml",
        "      - twin-layer: {layer: network}\n",
        "      - twin-layer: {layer: network}\n      - plant-asks: {requirement: trust}\n",
    )
    assert run_cases(pack).ok


def test_a_rule_runs_alone(pack: Path) -> None:
    """The other rule would find something in what this one derives."""
    rewrite(
        pack / "rules" / "plant-asks-auditing.test.yaml",
        "      - twin-layer: {layer: network}\n",
        "      - twin-layer: {layer: network}\n      - gate-basis: {basis: current}\n"
        "      - requirement-band: {basis: current, requirement: auditing, band: red}\n",
    )
    assert run_cases(pack).ok


def test_a_rule_without_cases_is_named(pack: Path) -> None:
    (pack / "rules" / "plant-not-met.test.yaml").unlink()
    report = run_cases(pack)
    assert (report.untested, report.silent, report.failed) == (("plant-not-met",), (), ())
    assert not report.ok


def test_a_rule_that_fires_in_none_of_its_cases_is_named(pack: Path) -> None:
    cases = pack / "rules" / "plant-not-met.test.yaml"
    text = cases.read_text()
    cases.write_text("schema: dtassess/rule-test/v1\ncases:\n" + text[text.index("  - name: red, but") :])
    report = run_cases(pack)
    assert (report.fired, report.silent, report.untested) == (("plant-asks-auditing",), ("plant-not-met",), ())
    assert report.failed == ()
    assert not report.ok


def test_a_copy_of_the_default_pack_is_tested_in_its_place(tmp_path: Path) -> None:
    pack = core_pack(tmp_path)
    rewrite(pack / "verdicts" / "band-green.yaml", "among: [4, 5, 6]", "among: [5, 6]")
    failed = run_cases(pack).failed
    assert {case.rule for case in failed} == {"band-green"}


def test_a_rule_can_look_things_up_in_a_case() -> None:
    looked_up = [case for case in run_cases(ROOT / "rules" / "core").cases if case.rule == "category-covered"]
    assert ("category-covered: {basis: current, category: RC.RP}",) in [case.derived for case in looked_up]
