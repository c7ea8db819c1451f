from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Run = Callable[..., Outcome]

PACK = """\
schema: dtassess/pack/v1
id: plant
title: What the plant asks for
version: 1.0.0
source: the plant
"""
RULE = """\
schema: dtassess/rule/v1
id: {id}
title: A rule
description: A rule of the plant.
source: the plant
when:
  - basis: {{basis: $basis}}
  - requirement-band: {{basis: $basis, requirement: trust, band: red}}
then:
  - band: {{basis: $basis, band: red}}
"""
CASES = """\
schema: dtassess/rule-test/v1
cases:
  - name: trust is red
    given:
      - basis: {basis: current}
      - requirement-band: {basis: current, requirement: trust, band: red}
    expect:
      - band: {basis: current, band: green}
"""


@pytest.fixture
def pack(folder: Path) -> Path:
    home = folder / "pack"
    home.mkdir()
    (home / "pack.yaml").write_text(PACK)
    (home / "rules").mkdir()
    for name in ("with-a-case", "without-a-case", "silent-case"):
        (home / "rules" / f"{name}.yaml").write_text(RULE.format(id=name))
    (home / "rules" / "with-a-case.test.yaml").write_text(CASES)
    (home / "rules" / "silent-case.test.yaml").write_text(
        "schema: dtassess/rule-test/v1\ncases:\n  - {name: nothing, given: [{basis: {basis: current}}], expect: []}\n"
    )
    return home


def test_cases_that_do_not_pass_and_rules_that_never_fire_are_told(run: Run, pack: Path) -> None:
    assert run("rules", "test", "pack") == (
        1,
        "pack/rules/with-a-case.test.yaml:3:11: with-a-case: trust is red\n"
        "    not derived: band: {basis: current, band: green}\n"
        "    not expected: band: {basis: current, band: red}\n"
        "silent-case: fired in none of its cases\n"
        "without-a-case: has no case\n"
        "pack: 1 of 2 cases passed; 1 of 3 rules fired\n",
        "",
    )


def test_the_outcome_of_cases_is_there_for_programs(run: Run, pack: Path) -> None:
    code, out, _ = run("rules", "test", "pack", "--format", "json")
    document = json.loads(out)
    assert (code, document["ok"]) == (1, False)
    assert (document["fired"], document["silent"], document["untested"]) == (
        ["with-a-case"],
        ["silent-case"],
        ["without-a-case"],
    )
    failed = next(case for case in document["cases"] if not case["passed"])
    assert failed["location"] == {"path": "pack/rules/with-a-case.test.yaml", "line": 3, "column": 11}


def test_a_pack_that_can_be_used_is_said_to_be(run: Run, pack: Path) -> None:
    assert run("rules", "check", "pack") == (0, "pack: ok\n", "")


def test_a_pack_that_cannot_be_used_ends_with_2_and_its_problems(run: Run, pack: Path) -> None:
    rule = pack / "rules" / "with-a-case.yaml"
    rule.write_text(rule.read_text().replace("basis: {basis: $basis}", "basys: {basis: $basis}"))
    for command in ("check", "test"):
        code, out, err = run("rules", command, "pack")
        assert (code, out) == (2, "")
        assert err.startswith("pack/rules/with-a-case.yaml:7:")
        assert "basys" in err


def test_the_rules_of_a_pack_are_looked_up_beside_the_default_ones(run: Run, pack: Path) -> None:
    assert any(line.startswith("with-a-case ") for line in run("rules", "list", "--rules", "pack").out.splitlines())
    out = run("rules", "show", "with-a-case", "--rules", "pack").out
    assert "  Written in      pack/rules/with-a-case.yaml:2:5\n" in out
    assert out.endswith(
        "Cases\n"
        "  trust is red\n"
        "    given   basis: {basis: current}\n"
        "            requirement-band: {basis: current, requirement: trust, band: red}\n"
        "    expect  band: {basis: current, band: green}\n"
    )
    assert run("rules", "show", "without-a-case", "--rules", "pack").out.endswith("\nCases  none\n")


def test_cases_that_are_none_are_told_with_their_place(run: Run, pack: Path) -> None:
    (pack / "rules" / "with-a-case.test.yaml").write_text("schema: dtassess/rule-test/v1\ncases: 1\n")
    code, out, err = run("rules", "show", "with-a-case", "--rules", "pack")
    assert (code, out) == (2, "")
    assert err.startswith("pack/rules/with-a-case.test.yaml:2:8: ")
