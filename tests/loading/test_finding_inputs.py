"""What a PROFILE argument stands for, and the bytes behind it."""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

from assessor.errors import UsageError
from assessor.loading import inputs
from assessor.loading.encoding import LARGEST_FILE
from assessor.loading.inputs import discover, read_input

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = "schema: dtassess/profile/v1\nname: x\n"


def refused(function: object, argument: str) -> str:
    with pytest.raises(UsageError) as raised:
        function(argument)  # type: ignore[operator]
    (problem,) = raised.value.problems
    assert problem.path == argument
    assert problem.line == 0
    return problem.message


def test_a_file_is_itself_whatever_it_is_named_or_says(tmp_path: Path) -> None:
    path = tmp_path / "twin.txt"
    path.write_text("anything")
    assert discover(str(path)) == (str(path),)
    assert read_input(str(path)) == b"anything"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name: x\xff")))
    assert discover("-") == ("-",)
    assert read_input("-") == b"name: x\xff"


def test_standard_input_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refused(read_input, "-") == "there is no standard input"


def test_a_folder_is_its_profiles_by_name(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c.json", "B.yaml"):
        (tmp_path / name).write_text(PROFILE)
    (tmp_path / "one-line.json").write_text('{"name": "x", "schema": "dtassess\\/profile\\/v1"}')
    (tmp_path / "next-version.yaml").write_text("schema: dtassess/profile/v9\n")
    (tmp_path / "result.json").write_text(
        '{"schema": "dtassess/result/v1", "inputs": {"profile": {"schema": "dtassess/profile/v1"}}}'
    )
    (tmp_path / "other.yaml").write_text("schema: x\n# dtassess/profile/v1\n")
    (tmp_path / "notes.txt").write_text(PROFILE)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "d.yaml").write_text(PROFILE)
    (tmp_path / "folder.yaml").mkdir()
    found = ["B.yaml", "a.yml", "b.yaml", "c.json", "next-version.yaml", "one-line.json"]
    assert discover(str(tmp_path)) == tuple(str(tmp_path / name) for name in found)


def test_paths_in_a_folder_begin_as_the_folder_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.yaml").write_text(PROFILE)
    monkeypatch.chdir(tmp_path)
    assert discover(".") == (os.path.join(".", "a.yaml"),)  # noqa: PTH118 - Path takes the dot away


def test_what_cannot_be_judged_is_taken_for_a_profile_so_that_reading_it_says_why(tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("name: [\nschema: dtassess/profile/v1\n")
    (tmp_path / "dangling.yaml").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "broken-and-of-others.yaml").write_text("name: [\n")
    found = ["broken.yaml", "dangling.yaml", "pipe.yaml"]
    assert discover(str(tmp_path)) == tuple(str(tmp_path / name) for name in found)
    assert refused(read_input, str(tmp_path / "dangling.yaml")) == "there is no such file or folder"


def test_a_folder_without_a_profile_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("name: x\n")
    expected = "the folder has no file (*.yaml, *.yml, *.json) that says schema: dtassess/profile/v1"
    assert refused(discover, str(tmp_path)) == expected


@pytest.mark.parametrize("function", [discover, read_input])
@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("nowhere.yaml", "there is no such file or folder"),
        ("", "there is no such file or folder"),
        ("a\0b", "this cannot be a path"),
        ("x" * 5000, "it cannot be read: file name too long"),
    ],
)
def test_what_is_not_there_is_refused(function: object, argument: str, message: str) -> None:
    assert refused(function, argument) == message


def test_pipes_and_devices_are_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (str(pipe), "/dev/zero", str(tmp_path)):
        assert refused(read_input, path) == "this is not a regular file; `-` reads from a pipe"


def test_what_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    path = tmp_path / "secret.yaml"
    path.write_text(PROFILE)
    monkeypatch.setattr(inputs.os, "open", refuse)
    assert refused(read_input, str(path)) == "it cannot be read: permission denied"


def test_of_a_large_file_no_more_is_read_than_shows_that_it_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "large.yaml"
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE * 100)
    assert len(read_input(str(path))) == LARGEST_FILE + 1


def test_a_path_cannot_break_the_line_of_a_message() -> None:
    with pytest.raises(UsageError) as raised:
        read_input("a\n\x1b[31mb")
    assert str(raised.value) == "a\\n\\x1b[31mb: there is no such file or folder"
