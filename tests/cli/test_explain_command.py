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
TARGETS = [
    *("rating", "band", "score", "PR", "PR.AA", "RS.AN", "trust", "trust/data", "etsi-ts-103-846"),
    *("shallow", "mandatory-requirement-red", "mandatory-requirement-red/trust", "evidence-expired"),
]


@pytest.mark.parametrize("target", TARGETS)
def test_every_kind_of_verdict_can_be_explained_in_every_format(run: Run, target: str) -> None:
    text = run("explain", "twin.yaml", target, *DAY)
    assert (text.code, text.err) == (0, "")
    assert f"  Verdict         {target}: " in text.out
    assert "PROOF" in text.out
    markdown = run("explain", "twin.yaml", target, *DAY, "--format", "markdown")
    assert (markdown.code, f"- **Verdict**: {target}: " in markdown.out) == (0, True)
    answer = json.loads(run("explain", "twin.yaml", target, *DAY, "--format", "json").out)
    assert (answer["schema"], answer["target"]) == ("dtassess/explanation/v1", target)


def test_a_proof_ends_at_controls_and_evidence_with_their_lines(run: Run) -> None:
    out = run("explain", "twin.yaml", "authentication/data", *DAY).out
    assert "control AC-1 is implemented: gives full\n" in out
    assert "twin.yaml:6:20\n" in out
    assert "evidence AC-1#1 (https://example.org) is current: dated 2026-01-01" in out
    assert "twin.yaml:8:16\n" in out


def test_the_basis_decides_what_counts(run: Run, folder: Path) -> None:
    text = (folder / "twin.yaml").read_text()
    (folder / "twin.yaml").write_text(text.replace("date: 2026-01-01", "expires: 2026-01-01"))
    on = {
        basis: run("explain", "twin.yaml", "authentication", "--basis", basis, *DAY)
        .out.partition("Verdict")[2]
        .split()[1]
        for basis in ("claimed", "evidenced", "current")
    }
    assert on == {"claimed": "green", "evidenced": "green", "current": "red"}


def test_the_depth_says_how_much_of_the_proof_is_printed(run: Run) -> None:
    shallow = run("explain", "twin.yaml", "rating", *DAY, "--depth", "1").out
    assert "the rating is orange (current) …" in shallow
    assert "What ends in … goes on: --depth " in shallow
    deep = run("explain", "twin.yaml", "rating", *DAY, "--depth", "99").out
    assert "…" not in deep


@pytest.mark.parametrize("depth", ["0", "-1", "100", "two", "1.5"])
def test_a_depth_that_is_none_is_told(run: Run, depth: str) -> None:
    outcome = run("explain", "twin.yaml", "rating", f"--depth={depth}")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"--depth: `{depth}` is not a number of levels from 1 to 99\n"


@pytest.mark.parametrize(
    ("target", "advice"),
    [
        ("trsut", "did you mean trust?"),
        ("ratng", "did you mean rating?"),
        ("PR.AB", "did you mean PR.AA"),
        ("trust/dta", "did you mean trust/data"),
        ("etsi-ts-103-847", "did you mean etsi-ts-103-84"),
    ],
)
def test_a_target_of_nothing_is_told_the_nearest(run: Run, target: str, advice: str) -> None:
    outcome = run("explain", "twin.yaml", target)
    assert (outcome.code, outcome.out) == (2, "")
    assert advice in outcome.err


def test_a_benchmark_file_can_be_explained(run: Run, folder: Path) -> None:
    (folder / "plant.yaml").write_text(
        "schema: dtassess/benchmark/v1\nid: plant\ntitle: The plant's\napplied_to: [data]\nrequirements: [trust]\n"
    )
    out = run("explain", "twin.yaml", "plant.yaml", *DAY).out
    assert "plant: not-met" in out
    assert "trust on data is full (it is none)" in out


def test_standard_input_is_a_profile(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    data = (folder / "twin.yaml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run("explain", "-", "authentication/data", *DAY).out.count("authentication/data: full")


def test_a_rule_of_a_pack_that_is_added_is_part_of_the_proof(run: Run, folder: Path) -> None:
    pack = folder / "pack"
    (pack / "caps").mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        'schema: dtassess/pack/v1\nid: plant\nversion: "1"\ntitle: Plant\nsource: the plant\n'
    )
    (pack / "caps" / "plant-trust.yaml").write_text(
        "schema: dtassess/rule/v1\nid: plant-trust\ntitle: Trust first\ndescription: No green without trust.\n"
        "source: the plant\nwhen:\n  - requirement-band: {basis: $basis, requirement: trust, band: red}\n"
        "then:\n  - cap: {basis: $basis, cap: plant-trust}\n"
    )
    outcome = run("explain", "twin.yaml", "plant-trust", *DAY, "--rules", "pack")
    assert outcome.err == ""
    assert "plant-trust: holds" in outcome.out
    assert "by plant-trust: Trust first, pack/caps/plant-trust.yaml:2:5" in " ".join(outcome.out.split())
    made = json.loads(run("plan", "twin.yaml", *DAY, "--target", "green", "--rules", "pack", "--format", "json").out)
    assert made["after"]["rating"] == "green"
    assert "trust" in {step["requirement"] for step in made["steps"]}


def test_a_file_of_another_kind_is_told_in_one_sentence(run: Run) -> None:
    outcome = run("explain", "twin.yaml", "twin.yaml")
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
    assert run("explain", "twin.yaml", "rating", *DAY).code == 2
    assert run("explain", "twin.yaml", "rating", *DAY, "--benchmark", "plant.yaml").err == ""
    refused = run("explain", "twin.yaml", "rating", *DAY, "--benchmark", "plant")
    assert refused.err == "--benchmark: 'plant' is no file that ends in .yaml, .yml or .json\n"
