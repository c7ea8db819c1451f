from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest

import assessor
from assessor import Gates, ProfileError, Require, UsageError, assess, load_profile, open_assessor
from assessor.model.vocabulary import Band, Basis

PROFILES = Path(__file__).parents[2] / "profiles"
DITTO = PROFILES / "eclipse-ditto.yaml"

TWIN = """\
schema: dtassess/profile/v1
name: line-7
controls:
  - id: AC-1
    title: Tokens
    requirements: [authentication]
    status: implemented
    evidence: [{type: configuration, path: gateway.yaml, date: 2026-10-01}]
"""


@pytest.fixture
def twin(tmp_path):
    (tmp_path / "twin.yaml").write_text(TWIN)
    (tmp_path / "gateway.yaml").write_text("tls: true\n")
    return tmp_path / "twin.yaml"


def evidence_states(result):
    return [item.state.value for item in result.inputs.evidence]


def test_a_profile_is_loaded_and_assessed_in_two_calls():
    result = assess(load_profile(DITTO), as_of=date(2026, 11, 23))
    assert result.summary[Basis.CURRENT].band is Band.GREEN
    assert result.profile.name == "eclipse-ditto"


def test_without_a_day_it_is_today_in_utc(twin):
    before = datetime.now(UTC).date()
    assert before <= assess(load_profile(twin)).as_of <= datetime.now(UTC).date()


def test_evidence_is_looked_for_beside_the_profile(twin):
    assert evidence_states(assess(load_profile(twin), as_of=date(2026, 11, 23))) == ["current"]


def test_evidence_can_have_another_root(twin, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    assert evidence_states(assess(load_profile(twin), as_of=date(2026, 11, 23), evidence_root=other)) == ["broken"]


def test_what_is_wrong_with_a_profile_is_raised_all_at_once(twin):
    twin.write_text(TWIN.replace("status: implemented", "status: done").replace("[authentication]", "[autentication]"))
    with pytest.raises(ProfileError) as caught:
        load_profile(twin)
    assert [(problem.line, problem.column) for problem in caught.value.problems] == [(6, 20), (7, 13)]
    assert str(caught.value).count("\n") == 1


def test_or_is_given_as_values(twin):
    tool = open_assessor()
    assert tool.problems(twin) == ()
    twin.write_text("schema: dtassess/profile/v1\n")
    assert [problem.message for problem in tool.problems(twin)] == ["controls is required", "name is required"]
    assert {problem.path for problem in tool.problems(twin)} == {str(twin)}


def test_a_file_that_is_not_there_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"nowhere\.yaml"):
        load_profile(tmp_path / "nowhere.yaml")


def test_gates_are_checked_with_exact_numbers(twin):
    gates = Gates(min_score=Fraction("5.01"), require=(Require(benchmark="etsi-gr-cim-017", coverage=Fraction(100)),))
    checks = {
        check.name: check.passed
        for check in assess(load_profile(twin), as_of=date(2026, 11, 23), gates=gates).gate.checks
    }
    assert checks == {"score": False, "benchmark:etsi-gr-cim-017": True}


def test_a_gate_on_a_benchmark_that_does_not_exist_names_the_nearest(twin):
    gates = Gates(require=(Require(benchmark="etsi-ts-103-864"),))
    with pytest.raises(UsageError, match=r"there is no benchmark 'etsi-ts-103-864'; did you mean etsi-ts-103-846"):
        assess(load_profile(twin), gates=gates)


def test_the_engine_can_be_chosen(twin):
    tool = open_assessor(engine="plain")
    assert tool.assess(tool.load(twin)).tool.engine == tool.engine == "plain"


def test_what_the_rules_derive_from_a_documents_ticks_can_be_asked():
    assert open_assessor().derived("etsi-ts-103-846").functions == ("PR",)


def test_every_public_name_is_there_and_no_other():
    for name in assessor.__all__:
        assert getattr(assessor, name) is not None
    with pytest.raises(AttributeError, match="has no attribute 'asess'"):
        _ = assessor.asess


def test_importing_the_package_imports_nothing_of_it():
    code = "import sys, assessor; print([m for m in sys.modules if m.startswith('assessor.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_numbers_of_gates_may_be_floats_and_are_taken_as_they_are_written(twin):
    gates = Gates(min_score=3.4, min_assessed=5, require=(Require(benchmark="etsi-gr-cim-017", coverage=100.0),))
    checks = assess(load_profile(twin), as_of=date(2026, 11, 23), gates=gates).gate.checks
    assert [(check.expected, check.passed) for check in checks] == [
        ("at least 3.4", True),
        ("at least 5", True),
        ("at least 100", True),
    ]


def test_a_baseline_that_is_no_result_is_a_usage_error(twin):
    with pytest.raises(UsageError, match="this is not a result"):
        assess(load_profile(twin), gates=Gates(baseline={}))
