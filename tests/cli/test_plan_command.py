from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

DAY = ("--as-of", "2026-11-23")
BENCHMARK = """\
schema: dtassess/benchmark/v1
id: plant
title: What the plant asks for
applied_to: [data]
requirements: [trust]
"""


def plan(run: Run, *more: str) -> dict:
    return json.loads(run("plan", "twin.yaml", *DAY, "--format", "json", *more).out)


def test_a_target_that_can_be_reached_exits_with_0_and_one_that_cannot_with_1(run: Run, folder: Path) -> None:
    assert run("plan", "twin.yaml", *DAY, "--target", "trust").code == 0
    (folder / "narrow.yaml").write_text(
        "schema: dtassess/profile/v1\nname: narrow\ntwin: {layers: [data]}\ncontrols: []\n"
    )
    outcome = run("plan", "narrow.yaml", *DAY, "--target", "trust/network")
    assert outcome.code == 1
    assert "trust on network is out of scope" in " ".join(outcome.out.split())
    assert outcome.err == ""


def test_what_is_met_already_exits_with_0_and_says_so(run: Run) -> None:
    outcome = run("plan", "twin.yaml", *DAY, "--target", "authentication")
    assert (outcome.code, "every target is met already" in outcome.out) == (0, True)
    assert plan(run, "--target", "authentication")["reason"] == "already met"


def test_several_targets_and_a_score_are_reached_together(run: Run) -> None:
    made = plan(run, "--target", "trust", "--target", "GV", "--min-score", "30")
    assert [(one["kind"], one["id"], one["wanted"]) for one in made["targets"]] == [
        ("requirement", "trust", "green"),
        ("function", "GV", "covered"),
        ("score", "score", "at least 30"),
    ]
    assert made["after"]["score"] >= 30
    cells = {(step["requirement"], step["layer"]) for step in made["steps"]}
    assert {("trust", layer) for layer in ("data", "system", "network")} <= cells


def test_without_a_target_the_profile_s_own_are_taken(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text()
    (folder / "twin.yaml").write_text(
        f"{text}targets: {{requirements: {{trust: orange}}, min_score: 6, min_assessed: 9}}\n"
    )
    made = plan(run)
    assert made["unplanned"] == ["min_assessed"]
    assert "Not planned" in run("plan", "twin.yaml", *DAY).out
    assert plan(run, "--target", "trust")["unplanned"] == []
    assert [(one["id"], one["wanted"]) for one in made["targets"]] == [("trust", "orange"), ("score", "at least 6")]


def test_without_any_target_there_is_nothing_to_plan_for(run: Run) -> None:
    outcome = run("plan", "twin.yaml")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "--target: there is nothing to plan for: name a target such as green, or set targets in the profile\n"
    )


def test_a_share_of_cells_alone_is_no_target_of_a_plan(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text()
    (folder / "twin.yaml").write_text(f"{text}targets: {{min_assessed: 5}}\n")
    outcome = run("plan", "twin.yaml")
    assert (outcome.code, outcome.err) == (
        2,
        "--target: there is nothing to plan for: the profile's only target is min_assessed, which asks for controls, "
        "whatever they give; name a target such as green\n",
    )


def test_targets_that_are_not_known_are_all_told_with_the_nearest(run: Run) -> None:
    outcome = run("plan", "twin.yaml", "--target", "gren", "--target", "trsut")
    assert outcome.code == 2
    assert "'gren'; did you mean green?" in outcome.err
    assert "'trsut'; did you mean trust?" in outcome.err


def test_effort_from_a_file_decides_what_is_cheapest(run: Run, folder: Path) -> None:
    (folder / "effort.yaml").write_text(
        "schema: dtassess/effort/v1\nrequirements: {trust: 3}\ncells: {trust/network: 0.5}\n"
    )
    made = plan(run, "--target", "trust", "--effort", "effort.yaml")
    assert made["effort"] == 6.5
    assert [(step["layer"], step["effort"]) for step in made["steps"]] == [("network", 0.5), ("data", 3), ("system", 3)]


def test_an_effort_with_many_digits_is_told_as_a_decimal(run: Run, folder: Path) -> None:
    (folder / "effort.yaml").write_text(
        "schema: dtassess/effort/v1\nrequirements: {trust: 0.12345678901234}\ncells: {trust/data: 1.0005}\n"
    )
    text = run("plan", "twin.yaml", "--target", "trust", "--effort", "effort.yaml").out
    assert "effort about 1.247; no cheaper set exists" in text
    assert " about 0.123 " in text
    assert " 1.0005 " in text


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (
            "schema: dtassess/effort/v1\nrequirements: {trsut: 3, trust: 0}\ncells: {trust/cloud: 1}\n",
            "effort.yaml:2:33: requirements.trust must be a number from 0.001 to 1000000, not '0'",
        ),
        (
            "schema: dtassess/effort/v1\nrequirements: {trsut: 3}\ncells: {trust/dat: 1}\n",
            "effort.yaml:2:16: requirements: there is no requirement 'trsut'; did you mean trust?\n"
            "effort.yaml:3:9: cells: there is no cell 'trust/dat'; did you mean trust/data",
        ),
        (
            "schema: dtassess/effort/v1\nrequirements: {trust: 0.333333333333333333333333}\n",
            "effort.yaml:2:23: requirements.trust must be a number from 0.001 to 1000000, not "
            "'0.333333333333333333333333' (that has more digits than are kept; write 15 at most)",
        ),
        ("schema: dtassess/effort/v1\nefforts: {}\n", "effort.yaml:2:1: unknown key 'efforts'"),
        ("[", "effort.yaml:2:1: expected a value here"),
    ],
)
def test_every_mistake_in_an_effort_file_has_its_place(run: Run, folder: Path, text: str, problems: str) -> None:
    (folder / "effort.yaml").write_text(text)
    outcome = run("plan", "twin.yaml", "--target", "green", "--effort", "effort.yaml")
    assert (outcome.code, outcome.out) == (2, "")
    assert problems in outcome.err


def test_an_effort_file_that_is_not_there_is_told(run: Run) -> None:
    outcome = run("plan", "twin.yaml", "--target", "green", "--effort", "none.yaml")
    assert (outcome.code, outcome.err) == (2, "none.yaml: there is no such file or folder\n")


def test_a_benchmark_file_is_a_target(run: Run, folder: Path) -> None:
    (folder / "plant.yaml").write_text(BENCHMARK)
    made = plan(run, "--target", "plant.yaml")
    assert made["targets"] == [{"kind": "benchmark", "id": "plant", "wanted": "met", "met": False}]
    assert [(step["requirement"], step["layer"]) for step in made["steps"]] == [("trust", "data")]


def test_all_wrong_flags_are_told_in_one_run(run: Run) -> None:
    outcome = run("plan", "twin.yaml", "--min-score", "200", "--basis", "clamed", "--as-of", "today", "--format", "xml")
    assert outcome.code == 2
    assert [line.partition(":")[0] for line in outcome.err.splitlines()] == [
        "--as-of",
        "--basis",
        "--format",
        "--min-score",
    ]


def test_an_invalid_profile_gives_programs_its_problems(run: Run) -> None:
    outcome = run("plan", "broken.yaml", "--target", "green", "--format", "json")
    assert outcome.code == 2
    assert json.loads(outcome.out)["schema"] == "dtassess/problems/v1"
    assert outcome.err.startswith("broken.yaml:3:1: unknown key 'owners'")


def test_a_folder_with_several_profiles_asks_for_one(run: Run, folder: Path) -> None:
    (folder / "broken.yaml").unlink()
    outcome = run("plan", str(folder), "--target", "green")
    assert outcome.code == 2
    assert f"the folder holds 2 profiles; name one of them, such as {folder}/other.yaml" in outcome.err


def test_hostile_names_are_harmless_in_every_format(run: Run, folder: Path) -> None:
    name = "x | <b>`*_#"
    (folder / "odd.yaml").write_text(
        f"schema: dtassess/profile/v1\nname: {json.dumps(name)}\n"
        'controls: [{id: "A|", title: t, requirements: [trust], status: partial}]\n'
    )
    for form in ("text", "markdown"):
        out = run("plan", "odd.yaml", "--target", "trust", "--format", form, *DAY).out
        assert "\x1b" not in out
        assert "<b>" not in out or form == "text"
    assert "A\\|" in run("plan", "odd.yaml", "--target", "trust", "--format", "markdown", *DAY).out


def test_what_is_wrong_with_several_inputs_is_told_in_one_run(run: Run, folder: Path) -> None:
    (folder / "effort.yaml").write_text("schema: dtassess/effort/v1\ncells: {trust/dat: 1}\n")
    outcome = run("plan", "broken.yaml", "--target", "gren", "--effort", "effort.yaml")
    assert outcome.code == 2
    assert [line.partition(":")[0] for line in outcome.err.splitlines()] == ["--target", "broken.yaml", "effort.yaml"]


def test_a_file_of_another_kind_is_told_in_one_sentence(run: Run) -> None:
    outcome = run("plan", "twin.yaml", "--target", "twin.yaml")
    assert (outcome.code, outcome.err) == (
        2,
        "twin.yaml: the file says `schema: dtassess/profile/v1`; a file with `schema: dtassess/benchmark/v1` is wanted"
        " here\n",
    )


def test_targets_may_name_a_benchmark_of_one_s_own_that_is_given(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text()
    (folder / "twin.yaml").write_text(f"{text}targets: {{benchmarks: [plant]}}\n")
    (folder / "plant.yaml").write_text(
        "schema: dtassess/benchmark/v1\nid: plant\ntitle: The plant's\napplied_to: [data]\nrequirements: [trust]\n"
    )
    assert run("plan", "twin.yaml", *DAY).code == 2
    assert run("plan", "twin.yaml", *DAY, "--benchmark", "plant.yaml").err == ""
    refused = run("plan", "twin.yaml", *DAY, "--benchmark", "plant")
    assert refused.err == "--benchmark: 'plant' is no file that ends in .yaml, .yml or .json\n"
