"""The compiled form that a checkout keeps: used only if it is sure to be its own and of today."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pack_folders import ROOT, rewrite, small_checkout

from assessor.errors import AssessorFault, RulesError
from assessor.loading.cache import keep, recall
from assessor.loading.compiled import decode, encode
from assessor.loading.packs import knowledge_of_checkout, knowledge_of_wheel, load_knowledge
from assessor.model.knowledge import Coverage
from assessor.model.vocabulary import Band

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from assessor.model.knowledge import Knowledge

KEY = b"the key"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    return small_checkout(tmp_path)


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    file = tmp_path / "build" / "own" / "kept"
    keep(file, KEY, b"the body")
    return file


def title_of(checkout: Path, rule: str = "band-green") -> str:
    return next(r.title for r in knowledge_of_checkout(checkout).rules if r.id == rule)


def form_of(checkout: Path) -> Path:
    return checkout / "build" / "knowledge" / "knowledge.json"


def test_what_is_kept_comes_back_under_its_key_alone(kept: Path) -> None:
    assert recall(kept, KEY) == b"the body"
    assert recall(kept, b"another key") is None
    assert recall(kept, b"the") is None
    assert recall(kept.parent / "other", KEY) is None


def test_an_empty_body_comes_back(tmp_path: Path) -> None:
    keep(tmp_path / "build" / "own" / "kept", KEY, b"")
    assert recall(tmp_path / "build" / "own" / "kept", KEY) == b""


def test_only_the_user_can_read_or_write_it(kept: Path) -> None:
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("position", [0, len(KEY), len(KEY) + 1, len(KEY) + 9, -1])
def test_a_byte_that_flipped_is_noticed(position: int, kept: Path) -> None:
    whole = bytearray(kept.read_bytes())
    whole[position] ^= 1
    kept.write_bytes(whole)
    assert recall(kept, KEY) is None


@pytest.mark.parametrize("length", [0, 3, len(KEY) + 1, len(KEY) + 5, -1])
def test_a_file_that_was_cut_is_noticed(length: int, kept: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:length])
    assert recall(kept, KEY) is None


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777, 0o1777])
def test_a_folder_that_others_can_write_is_neither_read_nor_written(mode: int, kept: Path) -> None:
    kept.parent.chmod(mode)
    assert recall(kept, KEY) is None
    keep(kept, KEY, b"another body")
    kept.parent.chmod(0o700)
    assert recall(kept, KEY) == b"the body"
    assert [path.name for path in kept.parent.iterdir()] == ["kept"]


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_write_is_not_read(mode: int, kept: Path) -> None:
    kept.chmod(mode)
    assert recall(kept, KEY) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("given", ["kept", "."])
def test_what_belongs_to_another_is_not_read(given: str, kept: Path) -> None:
    os.chown(kept.parent / given, 65534, -1)
    assert recall(kept, KEY) is None


def test_a_link_in_place_of_the_file_is_not_followed_and_is_replaced(kept: Path) -> None:
    kept.rename(kept.with_name("moved"))
    kept.symlink_to("moved")
    assert recall(kept, KEY) is None
    keep(kept, KEY, b"another body")
    assert recall(kept, KEY) == b"another body"
    assert recall(kept.with_name("moved"), KEY) == b"the body"


def test_a_link_in_place_of_the_folder_is_not_followed(kept: Path, tmp_path: Path) -> None:
    kept.parent.rename(tmp_path / "moved")
    kept.parent.symlink_to(tmp_path / "moved")
    assert recall(kept, KEY) is None
    keep(kept, KEY, b"another body")
    assert recall(tmp_path / "moved" / "kept", KEY) == b"the body"


def test_a_pipe_in_place_of_the_file_keeps_nobody_waiting(kept: Path) -> None:
    kept.unlink()
    os.mkfifo(kept)
    assert recall(kept, KEY) is None


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "build").touch()
    keep(tmp_path / "build" / "own" / "kept", KEY, b"the body")
    assert recall(tmp_path / "build" / "own" / "kept", KEY) is None


def test_where_the_file_cannot_be_replaced_nothing_is_left_behind(kept: Path) -> None:
    kept.unlink()
    kept.mkdir()
    keep(kept, KEY, b"the body")
    assert [path.name for path in kept.parent.iterdir()] == ["kept"]


def test_without_owners_nothing_is_kept(tmp_path: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    assert recall(kept, KEY) is None
    keep(kept, KEY, b"another body")
    monkeypatch.undo()
    assert recall(kept, KEY) == b"the body"


def test_a_checkout_reads_its_rules_once(checkout: Path) -> None:
    first = knowledge_of_checkout(checkout)
    whole = form_of(checkout).read_bytes()
    head, body = whole.split(b"\0", 1)
    assert decode(body[8:]) == first
    keep(form_of(checkout), head, body[8:].replace(b"Four to six functions are green", b"so it was kept"))
    assert title_of(checkout) == "so it was kept"


def test_a_rule_that_changed_is_read_again(checkout: Path) -> None:
    knowledge_of_checkout(checkout)
    rewrite(checkout / "rules" / "core" / "verdicts" / "band-green.yaml", "title: Four", "title: Hour")
    assert title_of(checkout) == "Hour to six functions are green"


def test_so_it_is_if_size_and_time_are_the_same(checkout: Path) -> None:
    knowledge_of_checkout(checkout)
    rule = checkout / "rules" / "core" / "verdicts" / "band-green.yaml"
    before = rule.stat()
    rewrite(rule, "title: Four", "title: Hour")
    os.utime(rule, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert title_of(checkout) == "Hour to six functions are green"


@pytest.mark.parametrize("changed", ["assessor/loading/rules.py", "schemas/rule.schema.json", "pyproject.toml"])
def test_so_it_is_if_what_reads_rules_changed(changed: str, checkout: Path) -> None:
    knowledge_of_checkout(checkout)
    before = form_of(checkout).stat().st_ino
    with (checkout / changed).open("a") as file:
        file.write("\n")
    knowledge_of_checkout(checkout)
    assert form_of(checkout).stat().st_ino != before


def test_a_rule_that_is_added_or_gone_is_noticed(checkout: Path) -> None:
    knowledge_of_checkout(checkout)
    (checkout / "rules" / "core" / "caps" / "stray.yml").touch()
    with pytest.raises(RulesError, match=r"rules/core/caps/stray\.yml: is no file of a pack"):
        knowledge_of_checkout(checkout)
    (checkout / "rules" / "core" / "caps" / "stray.yml").unlink()
    (checkout / "rules" / "core" / "caps" / "shallow.yaml").unlink()
    assert "shallow" not in {rule.id for rule in knowledge_of_checkout(checkout).rules}


@pytest.mark.parametrize("damage", [b"", b"null", b"\0\0"])
def test_a_damaged_form_is_built_again(damage: bytes, checkout: Path) -> None:
    first = knowledge_of_checkout(checkout)
    whole = form_of(checkout).read_bytes()
    form_of(checkout).write_bytes(damage)
    assert knowledge_of_checkout(checkout) == first
    assert form_of(checkout).read_bytes() == whole


def test_a_whole_file_under_the_right_key_that_is_no_compiled_form_is_built_again(checkout: Path) -> None:
    first = knowledge_of_checkout(checkout)
    whole = form_of(checkout).read_bytes()
    keep(form_of(checkout), whole.split(b"\0")[0], b"[]")
    assert knowledge_of_checkout(checkout) == first
    assert form_of(checkout).read_bytes() == whole


def test_a_folder_that_others_can_write_is_done_without(checkout: Path) -> None:
    form_of(checkout).parent.mkdir(parents=True)
    form_of(checkout).parent.chmod(0o777)
    assert knowledge_of_checkout(checkout) == load_knowledge()._replace(derived=None)
    assert not form_of(checkout).exists()


def test_a_link_that_leads_nowhere_is_a_problem_of_the_pack(checkout: Path) -> None:
    knowledge_of_checkout(checkout)
    (checkout / "rules" / "core" / "stray.yaml").symlink_to("nowhere")
    with pytest.raises(RulesError, match=r"^rules/core/stray\.yaml: is a symbolic link that leads nowhere$"):
        knowledge_of_checkout(checkout)


def test_many_starts_at_once_are_fine(checkout: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assessor.loading.packs import knowledge_of_checkout;"
        "print(len(knowledge_of_checkout(Path(sys.argv[1])).rules))"
    )
    starts = [
        subprocess.Popen([sys.executable, "-c", code, str(checkout)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = {start.communicate(timeout=60)[0] for start in starts}
    assert said == {f"{len(load_knowledge().rules)}\n"}
    assert [path.name for path in form_of(checkout).parent.iterdir()] == ["knowledge.json"]


def test_the_form_in_a_wheel_is_taken_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "knowledge.json").write_bytes(encode(load_knowledge()))
    assert knowledge_of_wheel(tmp_path / "knowledge.json") == load_knowledge()


def test_a_damaged_wheel_is_a_fault_that_says_what_to_do(tmp_path: Path) -> None:
    file = tmp_path / "knowledge.json"
    file.write_bytes(b"[]")
    with pytest.raises(AssessorFault, match=rf"^{file} is damaged; install dtassess again \("):
        knowledge_of_wheel(file)


def test_what_rules_derive_from_ticks_is_worked_out_once_and_kept(checkout: Path) -> None:
    asked: list[str] = []

    def derived(knowledge: Knowledge) -> Mapping[str, Coverage]:
        asked.append(knowledge.packs[0].pack)
        return {"itu-t-y-3091": Coverage(band=Band.GREEN, functions=("PR", "RC"))}

    assert knowledge_of_checkout(checkout).derived is None
    for _ in range(2):
        assert knowledge_of_checkout(checkout, derived).derived == derived(load_knowledge())
    assert len(asked) == 3  # two of them by this test itself
    rewrite(checkout / "rules" / "core" / "verdicts" / "band-green.yaml", "Four to six", "Four and more")
    assert knowledge_of_checkout(checkout, derived).derived
    assert len(asked) == 4


def test_where_the_state_of_the_checkout_cannot_be_told_nothing_is_kept(checkout: Path) -> None:
    (checkout / "pyproject.toml").unlink()
    assert knowledge_of_checkout(checkout) == load_knowledge()._replace(derived=None)
    assert not form_of(checkout).exists()
