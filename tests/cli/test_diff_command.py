"""`diff` as users run it: each cause is brought about for real, with files, days, flags and packs."""

from __future__ import annotations

import hashlib
import io
import json
import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

TWIN = """\
schema: dtassess/profile/v1
name: line-7
version: "2"
twin:
  characteristics: {actuation: false, safety_critical: false, personal_data: true, federated: false, exposed: false,
                    autonomous: false, third_party_models: false}
controls:
  - id: AC-1
    title: Tokens
    requirements: [authentication, authorization]
    status: implemented
    evidence:
      - {type: policy, path: evidence/policy.txt, date: 2026-01-01, expires: 2026-12-31}
  - id: EN-1
    title: Encryption
    requirements: [confidentiality]
    layers: [data]
    status: partial
    evidence:
      - {type: policy, url: "https://example.org", date: 2026-01-01}
exceptions:
  - {requirement: trust, reason: later, approved_by: the board, expires: 2026-12-31}
"""
THEN, LATER = "2026-11-23", "2027-01-15"
PACK = """\
schema: dtassess/pack/v1
id: plant
title: What the plant asks for
version: {version}
source: the plant
"""
RULE = """\
schema: dtassess/rule/v1
id: plant-cap
title: Red trust caps
description: A rule of the plant.
source: the plant
when:
  - basis: {{basis: $basis}}
  - requirement-band: {{basis: $basis, requirement: {requirement}, band: red}}
then:
  - cap: {{basis: $basis, cap: plant-cap}}
"""
OWN_FINDING = """\
schema: dtassess/rule/v1
id: plant-finding
title: No red
description: A finding of the plant.
source: the plant
when:
  - gate-basis: {{basis: $basis}}
  - requirement-band: {{basis: $basis, requirement: $requirement, band: {band}}}
then:
  - requirement-finding: {{rule: plant-finding, requirement: $requirement}}
severity: error
message: "{{requirement}} is {band}"
remediation: Do something.
"""


BENCHMARK = """\
schema: dtassess/benchmark/v1
id: plant
title: What the plant asks for
applied_to: [data]
requirements: [authentication]
"""


@pytest.fixture(autouse=True)
def _twin(folder: Path) -> None:
    (folder / "twin.yaml").write_text(TWIN)
    (folder / "evidence").mkdir()
    (folder / "evidence" / "policy.txt").write_text("tokens")


@pytest.fixture
def old(run: Run) -> Callable[..., None]:
    """Assesses the twin into old.json."""

    def assess(*more: str, to: str = "old.json", as_of: str = THEN) -> None:
        run("assess", "twin.yaml", "--as-of", as_of, "-q", "--exit-zero", "--report", f"json={to}", *more)

    return assess


@pytest.fixture
def diff(run: Run) -> Callable[..., dict[str, Any]]:
    def command(*argv: str) -> dict[str, Any]:
        outcome = run("diff", *argv, "--format", "json")
        assert (outcome.code, outcome.err) == (0, "")
        return json.loads(outcome.out)

    return command


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text)


def change(answer: dict[str, Any], kind: str, name: str, basis: str = "current") -> dict[str, Any]:
    return next(one for one in answer["changes"] if (one["kind"], one["id"], one["basis"]) == (kind, name, basis))


def causes(answer: dict[str, Any]) -> set[str]:
    return {one["cause"] for one in answer["changes"]}


def places(change: dict[str, Any]) -> list[str | None]:
    return [
        one["location"] and f"{one['location']['path']}:{one['location']['line']}:{one['location']['column']}"
        for one in change["because"]
    ]


def texts(change: dict[str, Any]) -> list[str]:
    return [one["text"] for one in change["because"]]


def pack(folder: Path, name: str, rule: str = RULE, version: str = "1.0.0", **words: str) -> None:
    (folder / name / "rules").mkdir(parents=True)
    (folder / name / "pack.yaml").write_text(PACK.format(version=version))
    text = rule.format(**words)
    (folder / name / "rules" / f"{text.splitlines()[1].removeprefix('id: ')}.yaml").write_text(text)


# Each cause alone.


def test_an_edited_control_is_the_profile_s_doing_with_its_line(folder: Path, old, diff) -> None:
    old()
    edit(folder / "twin.yaml", ("status: partial", "status: implemented"))
    answer = diff("old.json", "twin.yaml", "--as-of", THEN)
    assert (answer["differs"], causes(answer), answer["worse"]) == (["profile"], {"profile"}, False)
    cell = change(answer, "cell", "confidentiality/data")
    assert (cell["from"], cell["to"], cell["direction"]) == ("partial", "full", "better")
    assert (texts(cell), places(cell)) == (["control EN-1: status: partial to implemented"], ["twin.yaml:18:13"])
    assert {one["basis"] for one in answer["changes"] if one["kind"] == "cell"} == {"claimed", "evidenced", "current"}


def test_what_is_gone_stands_where_it_stood(folder: Path, old, diff) -> None:
    (folder / "new.yaml").write_text(TWIN[: TWIN.index("  - id: EN-1")])
    answer = diff("twin.yaml", "new.yaml", "--as-of", THEN)
    cell = change(answer, "cell", "confidentiality/data")
    assert (texts(cell), places(cell)) == (
        ["control EN-1 removed: it was partial; confidentiality"],
        ["twin.yaml:14:5"],
    )
    back = change(diff("new.yaml", "twin.yaml", "--as-of", THEN), "cell", "confidentiality/data")
    assert (texts(back), places(back)) == (["control EN-1 added: partial; confidentiality"], ["twin.yaml:14:5"])


@pytest.mark.parametrize("how", ["gone", "other sha256"])
def test_an_evidence_file_that_broke_is_its_own_doing(folder: Path, old, diff, how: str) -> None:
    policy = folder / "evidence" / "policy.txt"
    if how == "other sha256":
        digest = f"sha256: {hashlib.sha256(policy.read_bytes()).hexdigest()}"
        edit(folder / "twin.yaml", ("date: 2026-01-01, expires", f"{digest}, date: 2026-01-01, expires"))
    old()
    if how == "gone":
        policy.unlink()
    else:
        policy.write_text("other")
    answer = diff("old.json", "twin.yaml", "--as-of", THEN)
    assert (answer["differs"], causes(answer), answer["worse"]) == (["evidence"], {"evidence"}, True)
    band = change(answer, "requirement", "authentication")
    fault = "the file does not exist" if how == "gone" else "the file has another sha256"
    assert (band["from"], band["to"]) == ("green", "red")
    assert texts(band) == [f"evidence of AC-1: evidence/policy.txt current to broken ({fault})"]
    assert places(band)[0].startswith("twin.yaml:13:")
    finding = change(answer, "finding", "evidence-broken/AC-1/evidence/policy.txt")
    assert (finding["from"], finding["to"], finding["direction"]) == (None, "error", "worse")
    assert texts(finding) == texts(band)


def test_a_broken_file_in_a_result_is_taken_as_it_was(folder: Path, old, diff) -> None:
    policy = folder / "evidence" / "policy.txt"
    policy.unlink()
    old()
    policy.write_text("tokens")
    old(to="new.json")
    answer = diff("old.json", "new.json")
    assert causes(answer) == {"evidence"}
    band = change(answer, "requirement", "authentication")
    assert texts(band) == ["evidence of AC-1: evidence/policy.txt broken to current"]
    assert places(band)[0].startswith("twin.yaml:13:")


def test_evidence_that_expires_is_the_clock_s_doing(old, diff) -> None:
    old()
    answer = diff("old.json", "twin.yaml", "--as-of", LATER)
    assert (answer["differs"], causes(answer), answer["worse"]) == (["clock"], {"clock"}, True)
    band = change(answer, "requirement", "authorization")
    assert texts(band) == ["evidence of AC-1: evidence/policy.txt current to expired (expired on 2026-12-31)"]
    assert places(band) == ["twin.yaml:13:78"]
    waived = change(answer, "finding", "mandatory-requirement-red/trust")
    assert (waived["from"], waived["to"]) == ("waived", "error")
    assert texts(waived) == ["exception on trust: valid to expired (valid through 2026-12-31)"]
    assert places(waived) == ["twin.yaml:22:74"]


def test_the_clock_runs_back_too(old, diff) -> None:
    old(as_of=LATER)
    band = change(diff("old.json", "twin.yaml", "--as-of", "2025-11-23"), "requirement", "confidentiality")
    assert (band["from"], band["to"]) == ("orange", "red")
    assert texts(band) == ["evidence of EN-1: item 1 current to future (dated 2026-01-01)"]


def test_another_option_is_the_options_doing(old, diff) -> None:
    old("--min-score", "5", "--fail-on", "error")
    old("--min-score", "99", "--require", "iso-23247-2=10", to="new.json")
    answer = diff("old.json", "new.json")
    assert (answer["differs"], causes(answer)) == (["options"], {"options"})
    gate = change(answer, "gate", "score")
    assert (gate["from"], gate["to"]) == ("passed", "failed")
    assert texts(gate) == ["option min_score: 5 to 99"]
    findings = change(answer, "gate", "findings")
    assert (findings["to"], texts(findings)) == (None, ["option fail_on: error to none"])
    asked = change(answer, "gate", "benchmark:iso-23247-2")
    assert (asked["from"], texts(asked)) == (None, ["option require: none to iso-23247-2=10"])


def test_another_basis_is_an_option_and_noted(old, diff) -> None:
    old("--basis", "claimed", as_of=LATER)
    old(to="new.json", as_of=LATER)
    answer = diff("old.json", "new.json")
    assert (answer["basis"], answer["differs"], causes(answer)) == ("current", ["options"], {"options"})
    assert {one["kind"] for one in answer["changes"]} == {"finding"}
    assert answer["notes"] == [
        "The gates are on two bases: findings and checks are on claimed in OLD, and on current in NEW."
    ]


def test_an_added_pack_is_the_rules_doing(folder: Path, old, diff) -> None:
    pack(folder, "plant", OWN_FINDING, band="red")
    old()
    answer = diff("old.json", "twin.yaml", "--as-of", THEN, "--rules", "plant")
    assert (answer["differs"], causes(answer)) == (["rules"], {"rules"})
    (text,) = texts(change(answer, "finding", "plant-finding/trust"))
    assert text.startswith("rule pack plant 1.0.0 (")
    assert text.endswith(") added")


def test_another_version_of_a_pack_is_the_rules_doing_and_both_are_run(folder: Path, diff) -> None:
    pack(folder, "one", OWN_FINDING, band="red")
    pack(folder, "two", OWN_FINDING, band="green", version="1.1.0")
    answer = diff("twin.yaml", "twin.yaml", "--as-of", THEN, "--old-rules", "one", "--rules", "two")
    assert causes(answer) == {"rules"}
    (text,) = texts(change(answer, "finding", "plant-finding/authentication"))
    assert text.startswith("rule pack plant 1.0.0 (")
    assert " to 1.1.0 (" in text
    assert change(answer, "finding", "plant-finding/trust")["to"] is None


def test_old_rules_that_are_not_at_hand_are_the_cause_by_elimination(folder: Path, old, diff) -> None:
    old()
    result = json.loads((folder / "old.json").read_text())
    result["rules"][0] = {"pack": "core", "version": "0.9.0", "sha256": "ab" * 32}
    result["summary"]["current"]["rating"] = "red"
    (folder / "old.json").write_text(json.dumps(result))
    answer = diff("old.json", "twin.yaml", "--as-of", THEN)
    assert (answer["differs"], causes(answer)) == (["rules"], {"rules"})
    packs, why = texts(change(answer, "rating", "rating"))
    assert packs.startswith("rule pack core 0.9.0 (abababab) to 1.0.0 (")
    assert why == "the rules of OLD are not at hand (core 0.9.0 (abababab)); nothing else differs"


def test_old_rules_that_are_not_at_hand_leave_the_cause_unknown_where_something_else_differs(
    folder: Path, old, diff
) -> None:
    old()
    edit(folder / "old.json", ('"version": "1.0.0", "sha256": "', '"version": "0.9.0", "sha256": "'))
    answer = diff("old.json", "twin.yaml", "--as-of", LATER)
    assert (answer["differs"], causes(answer)) == (["rules", "clock"], {"unknown"})
    why, packs, likely = texts(change(answer, "requirement", "authentication"))
    assert why.startswith("the rules of OLD are not at hand (core 0.9.0 (")
    assert packs.startswith("rule pack core 0.9.0 (")
    assert likely.startswith("by core 1.0.0 (")
    assert likely.endswith("the rest takes it from green to red: the doing of the clock")
    assert len(answer["notes"]) == 1


def test_what_the_rest_does_not_change_by_the_rules_at_hand_is_said_too(folder: Path, old, diff) -> None:
    old()
    result = json.loads((folder / "old.json").read_text())
    result["rules"][0]["sha256"] = "ab" * 32
    result["requirements"][9]["current"]["band"] = "green"
    (folder / "old.json").write_text(json.dumps(result))
    trust = change(diff("old.json", "twin.yaml", "--as-of", LATER), "requirement", "trust")
    assert (trust["cause"], trust["from"], trust["to"]) == ("unknown", "green", "red")
    assert texts(trust)[-1].endswith("the rest changes nothing: it is red of both")


def test_another_version_of_the_tool_alone_is_its_doing_and_with_others_unknown(folder: Path, old, diff) -> None:
    old()
    result = json.loads((folder / "old.json").read_text())
    result["tool"]["version"] = "0.0.9"
    result["summary"]["claimed"]["score"] = 1.0
    (folder / "old.json").write_text(json.dumps(result))
    answer = diff("old.json", "twin.yaml", "--as-of", THEN)
    assert (answer["differs"], causes(answer)) == (["tool"], {"tool"})
    assert texts(change(answer, "score", "score", "claimed"))[0].startswith("dtassess 0.0.9 to ")
    later = diff("old.json", "twin.yaml", "--as-of", LATER)
    assert causes(later) == {"unknown"}
    assert texts(change(later, "requirement", "authentication"))[0].startswith("OLD is by dtassess 0.0.9, and NEW by ")


# Several together.


def test_of_two_differences_the_one_that_does_it_alone_is_the_cause(folder: Path, old, diff) -> None:
    old()
    edit(folder / "twin.yaml", ("status: partial", "status: implemented"))
    answer = diff("old.json", "twin.yaml", "--as-of", LATER)
    assert answer["differs"] == ["profile", "clock"]
    assert change(answer, "requirement", "authentication")["cause"] == "clock"
    assert change(answer, "cell", "confidentiality/data")["cause"] == "profile"
    score = change(answer, "score", "score")
    assert (score["cause"], [one["cause"] for one in score["because"]]) == ("several", ["profile", "clock"])


def test_a_verdict_that_either_of_two_would_have_brought_down_is_both_s_doing(folder: Path, old, diff) -> None:
    old()
    edit(folder / "twin.yaml", ("    status: implemented", "    status: planned"))
    answer = diff("old.json", "twin.yaml", "--as-of", LATER)
    band = change(answer, "requirement", "authentication")
    assert (band["cause"], {one["cause"] for one in band["because"]}) == ("several", {"profile", "clock"})
    assert change(answer, "requirement", "authentication", "claimed")["cause"] == "profile"


def test_a_verdict_that_takes_both_is_both_s_doing(folder: Path, old, diff) -> None:
    edit(folder / "twin.yaml", ("    status: implemented", "    status: planned"))
    old(as_of="2025-12-01")
    edit(folder / "twin.yaml", ("    status: planned", "    status: implemented"))
    band = change(diff("old.json", "twin.yaml", "--as-of", THEN), "requirement", "authentication")
    assert (band["from"], band["to"], band["cause"]) == ("red", "green", "several")
    assert texts(band) == [
        "control AC-1: status: planned to implemented",
        "evidence of AC-1: evidence/policy.txt future to current (dated 2026-01-01)",
    ]


def test_four_things_at_once_are_told_apart(folder: Path, old, diff) -> None:
    old("--min-score", "1")
    (folder / "evidence" / "policy.txt").unlink()
    edit(folder / "twin.yaml", ("status: partial", "status: implemented"))
    old("--min-score", "99", to="new.json", as_of=LATER)
    answer = diff("old.json", "new.json")
    assert answer["differs"] == ["profile", "evidence", "clock", "options"]
    assert change(answer, "cell", "confidentiality/data", "claimed")["cause"] == "profile"
    assert change(answer, "finding", "evidence-broken/AC-1/evidence/policy.txt")["cause"] == "evidence"
    assert change(answer, "finding", "mandatory-requirement-red/trust")["cause"] == "clock"
    assert change(answer, "gate", "score")["cause"] == "options"
    assert change(answer, "requirement", "authentication")["cause"] == "several"


def test_rules_and_clock_are_told_apart_where_both_packs_are_at_hand(folder: Path, old, diff) -> None:
    pack(folder, "plant", OWN_FINDING, band="red")
    old("--rules", "plant")
    edit(folder / "twin.yaml", ("expires: 2026-12-31}\n  - id: EN-1", "expires: 2027-12-31}\n  - id: EN-1"))
    old(to="new.json", as_of=LATER)
    answer = diff("old.json", "new.json", "--rules", "plant")
    assert answer["differs"] == ["profile", "rules", "clock"]
    assert change(answer, "finding", "plant-finding/privacy")["cause"] == "rules"
    assert change(answer, "finding", "mandatory-requirement-red/trust")["cause"] == "clock"
    (away,) = texts(change(answer, "finding", "plant-finding/privacy"))
    assert away.endswith(" left out")


def test_a_target_on_a_benchmark_that_the_other_rules_lack_is_left_out_of_a_mixture(folder: Path, old, diff) -> None:
    pack(folder, "plant", OWN_FINDING, band="red")
    (folder / "plant" / "benchmarks").mkdir()
    (folder / "plant" / "benchmarks" / "plant.yaml").write_text(BENCHMARK)
    edit(folder / "twin.yaml", ("exceptions:", "targets: {benchmarks: [plant]}\nexceptions:"))
    old("--rules", "plant")
    edit(folder / "twin.yaml", ("targets: {benchmarks: [plant]}\n", ""))
    old(to="new.json")
    answer = diff("old.json", "new.json", "--rules", "plant")
    assert answer["differs"] == ["profile", "rules"]
    assert change(answer, "benchmark", "plant")["cause"] == "rules"
    target = change(answer, "gate", "benchmark:plant")
    assert (target["cause"], {one["cause"] for one in target["because"]}) == ("several", {"profile", "rules"})


def test_rules_that_both_had_and_nobody_has_at_hand_leave_one_difference_to_itself(folder: Path, old, diff) -> None:
    old()
    edit(
        folder / "twin.yaml",
        ("status: partial", "status: implemented"),
        ("requirements: [authe", "layers: [data]\n    requirements: [authe"),
    )
    old(to="new.json")
    for path in ("old.json", "new.json"):
        edit(folder / path, ('"version": "1.0.0", "sha256": "', '"version": "0.9.0", "sha256": "'))
    answer = diff("old.json", "new.json")
    assert (answer["differs"], causes(answer)) == (["profile"], {"profile"})
    cell = change(answer, "cell", "confidentiality/data")
    assert (texts(cell), places(cell)) == (["control EN-1: status: partial to implemented"], ["twin.yaml:19:13"])
    assert answer["notes"][0].startswith("The rules of OLD are not at hand (core 0.9.0 (")
    assert answer["notes"][1].startswith("Which parts of the profile did it is found by core 1.0.0 (")
    old(to="new.json", as_of=LATER)
    edit(folder / "new.json", ('"version": "1.0.0", "sha256": "', '"version": "0.9.0", "sha256": "'))
    assert causes(diff("old.json", "new.json")) == {"unknown"}


def test_an_earlier_tool_that_both_are_by_is_held_to_what_this_one_says(folder: Path, old, diff) -> None:
    old()
    old(to="new.json", as_of=LATER)
    for path in ("old.json", "new.json"):
        result = json.loads((folder / path).read_text())
        result["tool"]["version"] = "0.0.9"
        if path == "old.json":
            result["requirements"][9]["claimed"]["band"] = "green"
        (folder / path).write_text(json.dumps(result))
    answer = diff("old.json", "new.json")
    assert change(answer, "requirement", "authentication")["cause"] == "clock"
    trust = change(answer, "requirement", "trust", "claimed")
    assert trust["cause"] == "unknown"
    assert "when they are assessed again by dtassess " in texts(trust)[0]


# What cannot be trusted, or is not kept.


def test_a_result_that_was_altered_leaves_those_causes_unknown(folder: Path, old, diff) -> None:
    old()
    result = json.loads((folder / "old.json").read_text())
    result["summary"]["current"]["rating"] = "green"
    (folder / "old.json").write_text(json.dumps(result))
    answer = diff("old.json", "twin.yaml", "--as-of", LATER)
    rating = change(answer, "rating", "rating")
    assert (rating["cause"], rating["direction"]) == ("unknown", "worse")
    assert texts(rating) == [
        "OLD says green, and its inputs give orange when they are assessed again: "
        "it was altered, or is not by this tool"
    ]
    assert change(answer, "requirement", "authentication")["cause"] == "clock"
    assert answer["notes"] == ["OLD does not say what its inputs give: 1 verdict differs, on rating."]


def test_two_results_of_the_same_that_differ_were_altered(folder: Path, old, diff) -> None:
    old()
    result = json.loads((folder / "old.json").read_text())
    for path in ("old.json", "new.json"):
        result["rules"][0]["sha256"] = "ab" * 32
        result["summary"]["claimed"]["score"] = 3.0 if path == "new.json" else 4.0
        (folder / path).write_text(json.dumps(result))
    score = change(diff("old.json", "new.json"), "score", "score", "claimed")
    assert (score["cause"], score["direction"]) == ("unknown", "worse")
    assert texts(score) == ["all that both say they were made from is the same: one of them was altered"]


def test_a_gate_that_a_baseline_decided_is_not_held_against_one_without(folder: Path, old, diff) -> None:
    old()
    old("--baseline", "old.json", "--min-score", "99", to="new.json", as_of=LATER)
    old("--min-score", "99", as_of=THEN)
    answer = diff("old.json", "new.json")
    gate = change(answer, "gate", "baseline")
    assert (gate["cause"], gate["direction"]) == ("unknown", "other")
    assert texts(gate) == ["a baseline decided the gate of NEW, and a result does not keep it"]
    assert change(answer, "requirement", "authentication")["cause"] == "clock"
    old("--baseline", "old.json", "--min-score", "99", to="new.json")
    only = diff("old.json", "new.json")
    assert (only["differs"], causes(only), only["worse"]) == (["options"], {"options"}, False)
    added = change(only, "gate", "baseline")
    assert (added["from"], added["to"], added["direction"]) == (None, "passed", "other")


def test_a_benchmark_of_one_s_own_is_known_if_it_is_given(folder: Path, old, diff) -> None:
    (folder / "plant.yaml").write_text(BENCHMARK)
    old("--require", "plant.yaml")
    lost = diff("old.json", "twin.yaml", "--as-of", LATER)
    gone = change(lost, "benchmark", "plant")
    assert (gone["from"], gone["to"], gone["cause"]) == ("met", None, "unknown")
    assert texts(gone)[0].startswith("OLD knew the benchmark plant from a file, which a result does not keep")
    assert change(lost, "requirement", "authentication")["cause"] == "clock"
    kept = diff("old.json", "twin.yaml", "--as-of", LATER, "--benchmark", "plant.yaml")
    assert (kept["differs"], change(kept, "benchmark", "plant")["cause"]) == (["clock"], "clock")
    assert change(kept, "gate", "benchmark:plant")["to"] == "failed"


def test_rules_that_contradict_each_other_on_a_mixture_leave_its_cause_unknown(folder: Path, old, diff) -> None:
    rule = RULE.replace("cap: {{basis: $basis, cap: plant-cap}}", "band: {{basis: $basis, band: red}}")
    pack(folder, "plant", rule, requirement="trust")
    old()
    edit(folder / "twin.yaml", ("requirements: [confidentiality]", "requirements: [confidentiality, trust]"))
    answer = diff("old.json", "twin.yaml", "--as-of", THEN, "--rules", "plant")
    assert answer["differs"] == ["profile", "rules"]
    assert texts(change(answer, "requirement", "trust")) == [
        "the rules contradict each other where one thing is taken from the other side"
    ]


# Places.


def test_places_are_known_only_where_the_file_is_what_was_assessed(folder: Path, old, diff) -> None:
    old()
    edit(folder / "twin.yaml", ("status: partial", "status: implemented"))
    old(to="new.json")
    known = change(diff("old.json", "new.json"), "cell", "confidentiality/data")
    assert places(known) == ["twin.yaml:18:13"]
    edit(folder / "twin.yaml", ("name: line-7", "name:   line-7"))
    unknown = change(diff("old.json", "new.json"), "cell", "confidentiality/data")
    assert (texts(unknown), places(unknown)) == (texts(known), [None])


@pytest.mark.skipif(os.name != "posix", reason="named pipes")
def test_a_path_in_a_result_is_not_followed_into_anything_but_a_file(folder: Path, old, diff) -> None:
    old()
    (folder / "twin.yaml").unlink()
    os.mkfifo(folder / "twin.yaml")
    (folder / "new.yaml").write_text(TWIN.replace("status: partial", "status: planned"))
    assert causes(diff("old.json", "new.yaml", "--as-of", THEN)) == {"profile"}


# Both sides and the command line.


def test_a_result_beside_itself_has_changed_nothing(run: Run, old, diff) -> None:
    old("--min-score", "50", "--fail-on", "warning")
    answer = diff("old.json", "old.json")
    assert (answer["differs"], answer["worse"], answer["notes"], answer["changes"]) == ([], False, [], [])
    outcome = run("diff", "old.json", "old.json", "--fail-on", "worse")
    assert (outcome.code, "NOTHING CHANGED" in outcome.out) == (0, True)


def test_a_profile_is_assessed_with_the_gates_of_the_result_beside_it(run: Run, old, diff) -> None:
    old("--min-score", "5", "--basis", "claimed")
    answer = diff("old.json", "twin.yaml", "--as-of", THEN)
    assert (answer["differs"], answer["changes"], answer["basis"]) == ([], [], "claimed")
    assert answer["notes"] == ["NEW is assessed with the gates and the basis of OLD."]


def test_it_fails_only_if_it_is_asked_to_and_something_is_worse(run: Run, old) -> None:
    old()
    later = ("diff", "old.json", "twin.yaml", "--as-of", LATER)
    assert run(*later).code == 0
    assert run(*later, "--fail-on", "worse").code == 1
    assert run("diff", "old.json", "twin.yaml", "--as-of", THEN, "--fail-on", "worse").code == 0
    assert run(*later, "--fail-on", "wors") == (
        *(2, ""),
        "--fail-on: 'wors' is not known; did you mean worse?\n",
    )


def test_two_days_of_one_profile_are_compared(diff) -> None:
    answer = diff("twin.yaml", "twin.yaml", "--old-as-of", THEN, "--as-of", LATER)
    assert (answer["old"]["as_of"], answer["new"]["as_of"]) == (THEN, LATER)
    assert (answer["old"]["source"], causes(answer)) == ("profile", {"clock"})


def test_yaml_and_a_document_of_one_result_are_read_too(run: Run, folder: Path, old, diff) -> None:
    old("--report", "yaml=old.yaml")
    several = {"schema": "dtassess/results/v1", "results": [json.loads((folder / "old.json").read_text())]}
    (folder / "several.json").write_text(json.dumps(several))
    for path in ("old.yaml", "several.json"):
        assert diff(path, "old.json")["changes"] == []
    several["results"] *= 2
    (folder / "several.json").write_text(json.dumps(several))
    assert run("diff", "several.json", "old.json") == (
        *(2, ""),
        "several.json: the file holds 2 results; one is wanted: `assess` one profile\n",
    )


def test_one_side_may_be_standard_input(monkeypatch: pytest.MonkeyPatch, run: Run, folder: Path, old, diff) -> None:
    old()
    stdin = io.TextIOWrapper(io.BytesIO((folder / "old.json").read_bytes()))
    monkeypatch.setattr("sys.stdin", stdin)
    assert causes(diff("-", "twin.yaml", "--as-of", LATER)) == {"clock"}
    assert run("diff", "-", "-") == (2, "", "-: OLD and NEW cannot both be standard input\n")


def test_a_day_of_its_own_is_refused_for_a_result(run: Run, old) -> None:
    old()
    assert run("diff", "old.json", "twin.yaml", "--old-as-of", THEN) == (
        *(2, ""),
        "--old-as-of: OLD is a result, and a result has its own day: 2026-11-23\n",
    )


def test_flags_that_two_results_leave_nothing_to_do_are_noted(old, diff) -> None:
    old()
    assert diff("old.json", "old.json")["notes"] == []
    assert diff("old.json", "old.json", "--as-of", LATER, "--basis", "claimed")["notes"] == [
        "Two results are compared as they were recorded, without --as-of and --basis."
    ]


def test_all_that_is_wrong_with_both_sides_is_said_in_one_run(run: Run, folder: Path) -> None:
    (folder / "bad.json").write_text('{"schema": "dtassess/result/v1", "tool": 1}')
    code, out, err = run("diff", "bad.json", "nowhere.yaml", "--format", "json")
    lines = err.splitlines()
    assert code == 2
    assert "bad.json:1:1: summary is required" in lines
    assert "nowhere.yaml: there is no such file or folder" in lines
    assert [problem["message"] for problem in json.loads(out)["problems"]]


def test_a_folder_stands_for_the_one_profile_in_it(run: Run, folder: Path, diff) -> None:
    (folder / "twins").mkdir()
    (folder / "twins" / "a.yaml").write_text(TWIN.replace("partial", "planned"))
    assert causes(diff("twin.yaml", "twins", "--as-of", THEN, "--evidence-root", ".")) == {"profile"}
    (folder / "twins" / "b.yaml").write_text(TWIN)
    assert run("diff", "twin.yaml", "twins").err.startswith("twins: the folder holds 2 profiles; name one of them")


def test_two_twins_are_compared_and_said_to_be_two(diff) -> None:
    answer = diff("twin.yaml", "other.yaml", "--as-of", THEN)
    assert "These are two twins: line-7 and other." in answer["notes"]
    assert answer["changes"]


def test_words_alone_change_nothing_and_are_noted(folder: Path, old, diff) -> None:
    old()
    edit(folder / "twin.yaml", ("title: Tokens", "title: Tokens on every call"))
    answer = diff("old.json", "twin.yaml", "--as-of", THEN)
    assert (answer["differs"], answer["changes"]) == ([], [])
    assert answer["notes"] == ["The profiles differ in words alone, or in their order: no verdict depends on these."]
