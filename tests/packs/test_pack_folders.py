from __future__ import annotations

import os
from pathlib import Path

import pytest
from pack_folders import HERE, good_pack, said

from assessor.assessment.rule_tests import check_pack
from assessor.errors import RulesError
from assessor.loading import folder
from assessor.loading.folder import read_folder
from assessor.loading.packs import load_knowledge


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return good_pack(Path())


def test_the_files_come_by_name_with_the_path_that_messages_show(pack: Path) -> None:
    _, _, files, problems = read_folder(pack.resolve(), "shown")
    assert problems == ()
    assert [(file.name, file.shown) for file in files][:2] == [
        ("benchmarks/plant-baseline.yaml", "shown/benchmarks/plant-baseline.yaml"),
        ("kinds.yaml", "shown/kinds.yaml"),
    ]
    assert [file.name for file in files] == sorted(file.name for file in files)


@pytest.mark.parametrize("name", ["README.md", "rules/notes.md", "LICENSE", "NOTICE", ".git/rule.yaml", ".hidden.yaml"])
def test_what_is_for_people_or_hidden_is_passed_over(name: str, pack: Path) -> None:
    before = load_knowledge([pack])
    (pack / name).parent.mkdir(exist_ok=True)
    (pack / name).write_text("not: a rule")
    assert check_pack(pack) == ()
    assert load_knowledge([pack]) == before


def test_a_folder_that_is_not_there() -> None:
    assert said(check_pack(Path("no/such"))) == ["no/such: there is no such folder"]


def test_a_name_with_a_nul() -> None:
    assert [p.message for p in check_pack(Path("pa\0ck"))] == ["there is no such folder"]


def test_a_file_in_place_of_a_folder() -> None:
    place = HERE / "good" / "pack.yaml"
    assert said(check_pack(place)) == [f"{place}: is not a folder that can be read: Not a directory"]


def test_a_link_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert [p.message for p in check_pack(tmp_path / "loop")] == ["there is no such folder"]


def test_a_link_that_stays_in_the_pack_is_a_file_like_another(pack: Path) -> None:
    rule = pack / "rules" / "plant-not-met.yaml"
    rule.rename(pack / "kept.txt")
    (pack / ".kept").mkdir()
    (pack / "kept.txt").rename(pack / ".kept" / "rule")
    rule.symlink_to("../.kept/rule")
    assert check_pack(pack) == ()


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("../../outside.yaml", "is a symbolic link that leads out of the pack"),
        ("/etc/hostname", "is a symbolic link that leads out of the pack"),
        ("nothing.yaml", "is a symbolic link that leads nowhere"),
        ("stray.yaml", "is a symbolic link that leads nowhere"),
        ("../benchmarks", "is a symbolic link to a folder; a pack's folders are its own"),
        ("..", "is a symbolic link to a folder; a pack's folders are its own"),
        ("../..", "is a symbolic link that leads out of the pack"),
    ],
)
def test_a_link_that_does_not(target: str, problem: str, pack: Path) -> None:
    Path("outside.yaml").write_text((pack / "rules" / "plant-not-met.yaml").read_text())
    (pack / "rules" / "stray.yaml").symlink_to(target)
    assert said(check_pack(pack)) == [f"pack/rules/stray.yaml: {problem}"]


def test_a_pack_behind_a_link_is_the_pack(pack: Path) -> None:
    Path("link").symlink_to(pack)
    assert check_pack(Path("link")) == ()


def test_a_pipe_is_no_file_and_nobody_waits_for_it(pack: Path) -> None:
    os.mkfifo(pack / "rules" / "pipe.yaml")
    assert said(check_pack(pack)) == ["pack/rules/pipe.yaml: is not a regular file"]


def test_a_terminal_escape_in_a_name_is_spelled_out(pack: Path) -> None:
    (pack / "rules" / "a\x1b[2Jb.yaml").write_text("")
    assert said(check_pack(pack)) == [
        r"pack/rules/a\x1b[2Jb.yaml: names in a pack are printable ASCII without backslashes"
    ]


def test_folders_have_a_greatest_depth(pack: Path) -> None:
    deep = pack.joinpath(*"abcdefgh", "i")
    deep.mkdir(parents=True)
    (deep / "rule.yaml").write_text("")
    assert said(check_pack(pack)) == ["pack/a/b/c/d/e/f/g/h/i: lies deeper than 8 folders"]


def test_a_file_has_a_greatest_size(pack: Path) -> None:
    rule = pack / "rules" / "plant-not-met.yaml"
    text = rule.read_bytes()
    comment = b"#" * (folder.MAX_FILE_BYTES - len(text) - 1) + b"\n"
    rule.write_bytes(comment + text)
    assert check_pack(pack) == ()
    rule.write_bytes(b"#" + comment + text)
    assert said(check_pack(pack)) == ["pack/rules/plant-not-met.yaml: is larger than 1 MiB"]


def test_a_pack_has_a_greatest_size(pack: Path) -> None:
    for number in range(17):
        (pack / f"plant-{number}.test.yaml").write_bytes(b"#" * folder.MAX_FILE_BYTES)
    assert "pack: holds more than 16 MiB" in said(check_pack(pack))


def test_a_pack_has_a_greatest_number_of_files(pack: Path) -> None:
    present = len(read_folder(pack, "pack").files)
    for number in range(folder.MAX_FILES + 1 - present):
        (pack / f"plant-{number}.yaml").touch()
    with pytest.raises(RulesError) as caught:
        load_knowledge([pack])
    assert said(caught.value.problems) == ["pack: holds 2,001 files; 2,000 are the most"]


def test_a_folder_without_end_is_not_read_to_its_end(pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MAX_ENTRIES", 8)
    _, _, files, problems = read_folder(pack, "pack")
    assert said(problems) == ["pack: holds more than 8 files and folders"]
    assert len(files) <= 8


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_what_cannot_be_read_is_said(pack: Path) -> None:
    (pack / "rules" / "plant-not-met.yaml").chmod(0)
    (pack / "benchmarks").chmod(0)
    assert said(check_pack(pack)) == [
        "pack/benchmarks: is not a folder that can be read: Permission denied",
        "pack/rules/plant-not-met.yaml: cannot be read: Permission denied",
    ]


def test_a_folder_that_is_no_pack_has_one_problem_whatever_lies_in_it(tmp_path: Path) -> None:
    home = tmp_path / "src"
    home.mkdir()
    for number in range(9):
        (home / f"{number}.py").write_text("")
        (home / f"{number}.yaml").write_text("[")
    (problem,) = check_pack(home)
    assert (problem.path, problem.message) == (home.as_posix(), "is no pack: pack.yaml is missing")
    with pytest.raises(RulesError) as caught:
        load_knowledge([home], default=False)
    assert caught.value.problems == (problem,)


def test_a_folder_whose_pack_file_leads_out_is_told_so_and_nothing_else(tmp_path: Path) -> None:
    home = good_pack(tmp_path)
    (home / "pack.yaml").rename(tmp_path / "elsewhere.yaml")
    (home / "pack.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (home / "x.txt").write_text("")
    (problem,) = check_pack(home)
    assert (problem.path, problem.message) == (f"{home}/pack.yaml", "is a symbolic link that leads out of the pack")
