from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pack_folders import HERE, ROOT, core_pack, good_pack, rewrite, said

from assessor.api import open_assessor
from assessor.assessment.rule_tests import check_pack
from assessor.errors import RulesError, UsageError
from assessor.loading.default_pack import read_default_pack
from assessor.loading.packs import load_knowledge

if TYPE_CHECKING:
    from assessor.model.knowledge import Knowledge


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sum_of(pack: Path) -> str:
    """The sum as the documented command line gives it."""
    command = "find * -name '*.yaml' ! -name '*.test.yaml' | LC_ALL=C sort | xargs sha256sum | sha256sum"
    done = subprocess.run(["bash", "-c", command], cwd=pack, capture_output=True, text=True, check=True)  # noqa: S607
    return done.stdout.split()[0]


def without_places(knowledge: Knowledge) -> str:
    """All that the knowledge says, but for where it stands and the sums."""
    nameless = knowledge._replace(packs=tuple(pack._replace(sha256="") for pack in knowledge.packs))
    return re.sub(r"Location\(.*?\)", "", repr(nameless))


def test_the_default_pack_has_everything() -> None:
    knowledge = load_knowledge()
    assert [requirement.id for requirement in knowledge.requirements][:2] == ["confidentiality", "integrity"]
    assert len(knowledge.requirements) == 20
    assert [function.id for function in knowledge.functions] == ["GV", "ID", "PR", "DE", "RS", "RC"]
    assert len(knowledge.categories) == 22
    assert [benchmark.number for benchmark in knowledge.benchmarks] == list(range(1, 28))
    assert [pack.pack for pack in knowledge.packs] == ["core"]
    assert knowledge.trusted


def test_where_rules_crash_the_engine_only_the_pack_that_was_added_is_named() -> None:
    tool = open_assessor(rules=[good_pack(Path())], engine="plain")
    profile = tool.read(b"schema: dtassess/profile/v1\nname: pump\ncontrols: []\n", "pump.yaml")
    tool.assess(profile)
    process = tool._reasoner.engine._matcher._worker._process  # type: ignore[attr-defined]
    process.kill()
    process.wait()
    with pytest.raises(RulesError) as caught:
        tool.assess(profile)
    assert said(caught.value.problems) == ["plant: the rules of this pack crashed the engine (SIGKILL)"]


def test_places_in_the_default_pack_are_relative_to_where_its_rules_are() -> None:
    rule = next(rule for rule in load_knowledge().rules if rule.id == "band-green")
    assert str(rule.when[0].location) == "rules/core/verdicts/band-green.yaml:7:5"
    assert str(rule.location) == "rules/core/verdicts/band-green.yaml:2:5"


def test_a_pack_adds_to_the_default_pack() -> None:
    default = load_knowledge()
    knowledge = load_knowledge([HERE / "good"])
    assert [pack.pack for pack in knowledge.packs] == ["core", "plant"]
    assert {rule.id for rule in knowledge.rules} - {rule.id for rule in default.rules} == {
        "plant-asks-auditing",
        "plant-not-met",
    }
    assert [rule.id for rule in knowledge.rules] == sorted(rule.id for rule in knowledge.rules)
    assert {kind.name for kind in knowledge.kinds} - {kind.name for kind in default.kinds} == {"plant-asks"}
    assert knowledge.benchmarks[:-1] == default.benchmarks
    assert knowledge.policy == default.policy
    assert not knowledge.trusted


def test_what_a_benchmark_of_ones_own_leaves_out_is_none() -> None:
    benchmark = load_knowledge([HERE / "good"]).benchmarks[-1]
    assert benchmark.id == "plant-baseline"
    assert benchmark.requirements == ("confidentiality", "auditing")
    assert benchmark.applied_to == ("data", "network")
    assert (benchmark.published.band, benchmark.published.functions) == (None, None)
    assert (benchmark.number, benchmark.body, benchmark.cross_layer, benchmark.url) == (None, None, None, None)
    assert (benchmark.doubts, benchmark.clauses, benchmark.printed_cells) == ((), (), ())


def test_text_is_as_it_is_written() -> None:
    assert load_knowledge([HERE / "good"]).packs[1].version == "2.10"


def test_the_order_of_packs_changes_nothing() -> None:
    good_pack(Path(), "one")
    other = Path("other")
    other.mkdir()
    (other / "pack.yaml").write_text("schema: dtassess/pack/v1\nid: a-pack\ntitle: t\nversion: 1\nsource: s\n")
    assert load_knowledge([Path("one"), other]) == load_knowledge([other, Path("one")])
    assert [pack.pack for pack in load_knowledge([Path("one"), other]).packs] == ["core", "a-pack", "plant"]


def test_two_packs_of_one_id_are_one_problem() -> None:
    packs = [good_pack(Path(), "one"), good_pack(Path(), "two")]
    with pytest.raises(RulesError) as caught:
        load_knowledge(packs)
    assert said(caught.value.problems) == ["two/pack.yaml:2:5: the pack plant is there already: one/pack.yaml"]


def test_a_pack_with_the_default_packs_id_is_one_problem_beside_it() -> None:
    with pytest.raises(RulesError) as caught:
        load_knowledge([core_pack(Path())])
    assert said(caught.value.problems) == ["core/pack.yaml:2:5: the pack core is there already: rules/core/pack.yaml"]


def test_without_the_default_pack_there_has_to_be_another() -> None:
    with pytest.raises(UsageError) as caught:
        load_knowledge(default=False)
    assert said(caught.value.problems) == [
        "--no-default-rules: without the default pack, a pack of your own has to bring all 20 requirements and a "
        "rating.yaml"
    ]


def test_without_the_default_pack_all_that_it_brings_is_missing() -> None:
    with pytest.raises(RulesError) as caught:
        load_knowledge([good_pack(Path())], default=False)
    constants, missing = said(caught.value.problems)
    assert missing.startswith("pack: no requirements/<id>.yaml of this pack or another describes confidentiality, in")
    assert missing.endswith("physical-protection, secure-coding")
    assert constants == "pack: no rating.yaml in this pack or another sets the constants"


def test_a_requirement_that_cannot_be_read_is_not_missing_too() -> None:
    pack = core_pack(Path())
    (pack / "requirements" / "trust.yaml").write_text("")
    (pack / "requirements" / "privacy.yaml").rename(pack / "privacy.yaml")
    (pack / "rating.yaml").write_text("")
    with pytest.raises(RulesError) as caught:
        load_knowledge([pack], default=False)
    problems = [line for line in said(caught.value.problems) if "privacy.yaml:" not in line]
    assert problems == [
        "core: no requirements/<id>.yaml of this pack or another describes privacy",
        "core/rating.yaml:1:1: the file is empty",
        "core/requirements/trust.yaml:1:1: the file is empty",
    ]


def test_a_copy_of_the_default_pack_in_its_place_knows_the_same() -> None:
    copy = load_knowledge([core_pack(Path())], default=False)
    assert without_places(copy) == without_places(load_knowledge()._replace(trusted=False, derived=None))
    assert not copy.trusted


def test_packs_that_share_the_place_of_the_default_pack_add_up() -> None:
    knowledge = load_knowledge([good_pack(Path()), core_pack(Path())], default=False)
    assert [pack.pack for pack in knowledge.packs] == ["core", "plant"]
    assert without_places(knowledge) == without_places(load_knowledge([HERE / "good"]))


def test_where_rules_stand_in_a_pack_and_the_order_of_keys_change_nothing_but_the_sum() -> None:
    straight = load_knowledge([core_pack(Path())], default=False)
    pack = Path("core")
    for folder in ("verdicts", "caps", "findings", "applicability"):
        for number, path in enumerate(sorted((pack / folder).glob("*.yaml"))):
            there = pack / f"z{number % 3}" / "more"
            there.mkdir(parents=True, exist_ok=True)
            shutil.move(path, there)
    rating = (pack / "rating.yaml").read_text().splitlines(keepends=True)
    (pack / "rating.yaml").write_text("".join(reversed([line for line in rating if not line.startswith(("ev", " "))])))
    with (pack / "rating.yaml").open("a") as file:
        file.write("evidence:\n  max_age_days:\n  expiring_within_days: 30\n")
    moved = load_knowledge([pack], default=False)
    assert moved.rules != straight.rules
    assert without_places(moved) == without_places(straight)
    assert moved.packs[0].sha256 != straight.packs[0].sha256


def test_the_sum_of_a_pack_is_that_of_its_files_as_sha256sum_prints_them() -> None:
    pack = good_pack(Path())
    assert load_knowledge([pack]).packs[1].sha256 == sum_of(pack)


def test_the_sum_of_the_default_pack_is_over_all_below_rules() -> None:
    assert load_knowledge().packs[0].sha256 == sum_of(ROOT / "rules")


def test_cases_and_pages_do_not_count_in_the_sum_and_every_other_byte_does() -> None:
    pack = good_pack(Path())
    before = load_knowledge([pack]).packs[1].sha256
    rewrite(pack / "rules" / "plant-not-met.test.yaml", "name: red\n", "name: it is red\n")
    rewrite(pack / "README.md", "A small", "A tiny")
    assert load_knowledge([pack]).packs[1].sha256 == before
    with (pack / "kinds.yaml").open("a") as file:
        file.write("\n")
    assert load_knowledge([pack]).packs[1].sha256 != before


def test_broken_cases_do_not_stop_an_assessment() -> None:
    pack = good_pack(Path())
    (pack / "rules" / "plant-not-met.test.yaml").write_text("schema: dtassess/rule-test/v0\n")
    assert len(load_knowledge([pack]).packs) == 2
    assert said(check_pack(pack)) == [
        "pack/rules/plant-not-met.test.yaml:1:1: cases is required",
        "pack/rules/plant-not-met.test.yaml:1:9: schema must be 'dtassess/rule-test/v1', not 'dtassess/rule-test/v0'",
    ]


def test_the_default_pack_cannot_be_read_without_csf() -> None:
    shutil.copytree(ROOT / "rules", "rules")
    Path("rules/csf/functions.yaml").unlink()
    with pytest.raises(RulesError) as caught:
        read_default_pack(Path("rules"))
    assert said(caught.value.problems) == ["rules/csf/functions.yaml: without it, no rules can be read"]


def test_what_is_wrong_with_the_default_pack_is_said_as_for_any_other() -> None:
    shutil.copytree(ROOT / "rules", "rules")
    rewrite(Path("rules/core/pack.yaml"), "id: core", "id: Core")
    rewrite(Path("rules/reproduction.yaml"), "agree: 24", "agree: -24")
    rewrite(Path("rules/benchmarks/iso-23247-1.yaml"), "id: iso-23247-1", "id: iso-23247-11")
    Path("rules/stray.yml").touch()
    with pytest.raises(RulesError) as caught:
        read_default_pack(Path("rules"))
    assert [line.split(":")[0] for line in said(caught.value.problems)] == [
        "rules/benchmarks/iso-23247-1.yaml",
        "rules/core/pack.yaml",
        "rules/reproduction.yaml",
        "rules/stray.yml",
    ]


def test_a_category_that_csf_does_not_have_is_named_where_it_is_used() -> None:
    shutil.copytree(ROOT / "rules", "rules")
    rewrite(Path("rules/csf/functions.yaml"), "- id: GV.SC", "- id: GV.SD")
    with pytest.raises(RulesError) as caught:
        read_default_pack(Path("rules"))
    assert said(caught.value.problems) == [
        "rules/core/requirements/trust.yaml:22:15: there is no CSF category 'GV.SC'; did you mean GV.OC or GV.SD?"
    ]


def test_without_constants_only_that_is_said() -> None:
    pack = core_pack(Path())
    rewrite(pack / "rating.yaml", "credits:", "credit:")
    assert said(check_pack(pack)) == ["core/rating.yaml:3:1: unknown key 'credit'; did you mean credits?"]
