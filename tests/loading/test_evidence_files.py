"""What stands on disk where evidence names a path: judged by where the path ends, opened only if that is harmless."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

import pytest

from assessor.loading import evidence
from assessor.loading.evidence import inspect
from assessor.model.profile import Control, Evidence, Profile, Twin
from assessor.model.vocabulary import EvidenceType, FileState, Layer, Status

if TYPE_CHECKING:
    from pathlib import Path

CONTENT = b"gateway: {tokens: required}\n"
SHA256 = hashlib.sha256(CONTENT).hexdigest()


def profile_with(*items: Evidence) -> Profile:
    control = Control(
        id="AC-1",
        title="x",
        requirements=("trust",),
        layers=(Layer.DATA,),
        status=Status.IMPLEMENTED,
        evidence=items,
    )
    return Profile(name="x", path="x", sha256="", twin=Twin(), controls=(control,))


def item(path: str, sha256: str | None = None) -> Evidence:
    return Evidence(type=EvidenceType.SCAN, path=path, sha256=sha256)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with a file in it, in a folder with a file beside it."""
    (tmp_path / "outside.yaml").write_bytes(CONTENT)
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (root / "gateway.yaml").write_bytes(CONTENT)
    return root


def state(root: Path, path: str, sha256: str | None = None) -> FileState:
    return inspect(profile_with(item(path, sha256)), root)[0, 0]


@pytest.mark.parametrize(
    "path", ["gateway.yaml", "./gateway.yaml", "sub/../gateway.yaml", "../root/gateway.yaml", "sub//../gateway.yaml"]
)
def test_a_file_below_the_root_is_ok(root: Path, path: str) -> None:
    assert state(root, path) is FileState.OK


@pytest.mark.parametrize("path", ["nowhere.yaml", "sub/nowhere.yaml", "a\0b", "x" * 300, "sub/" * 2000 + "x"])
def test_what_does_not_exist_is_missing(root: Path, path: str) -> None:
    assert state(root, path) is FileState.MISSING


def test_a_file_is_no_folder(root: Path) -> None:
    assert state(root, "gateway.yaml/x") is FileState.MISSING


def test_a_folder_is_no_regular_file(root: Path) -> None:
    assert state(root, "sub") is FileState.NOT_A_FILE
    assert state(root, ".") is FileState.NOT_A_FILE


def test_a_pipe_is_not_opened(root: Path) -> None:
    os.mkfifo(root / "pipe")
    assert state(root, "pipe", SHA256) is FileState.NOT_A_FILE


@pytest.mark.parametrize("path", ["../outside.yaml", "../nowhere.yaml", "/etc/passwd", "/dev/zero", "..", "/"])
def test_what_ends_outside_is_outside_whether_it_exists_or_not(root: Path, path: str) -> None:
    assert state(root, path) is FileState.OUTSIDE


def test_a_folder_with_the_root_s_name_as_its_start_is_outside(root: Path) -> None:
    beside = root.parent / "root-2"
    beside.mkdir()
    (beside / "x").write_bytes(CONTENT)
    assert state(root, "../root-2/x") is FileState.OUTSIDE


def test_absolute_paths_are_judged_by_where_they_end(root: Path) -> None:
    assert state(root, str(root / "gateway.yaml")) is FileState.OK
    assert state(root, str(root.parent / "outside.yaml")) is FileState.OUTSIDE


def test_links_are_judged_by_where_they_end(root: Path) -> None:
    (root / "in.yaml").symlink_to("gateway.yaml")
    (root / "out.yaml").symlink_to("../outside.yaml")
    (root / "through").symlink_to("..")
    (root / "dangling.yaml").symlink_to("nowhere.yaml")
    (root / "dangling-out.yaml").symlink_to("../nowhere.yaml")
    (root / "sub" / "up").symlink_to(root.parent)
    assert state(root, "in.yaml", SHA256) is FileState.OK
    assert state(root, "out.yaml") is FileState.OUTSIDE
    assert state(root, "through/outside.yaml") is FileState.OUTSIDE
    assert state(root, "through/root/gateway.yaml") is FileState.OK
    assert state(root, "sub/up/../gateway.yaml") is FileState.OUTSIDE
    assert state(root, "dangling.yaml") is FileState.MISSING
    assert state(root, "dangling-out.yaml") is FileState.OUTSIDE


@pytest.mark.parametrize(
    "path",
    [
        "loop",
        "loop/../gateway.yaml",
        "loop/../out/outside.yaml",
        "nowhere/../gateway.yaml",
        "gateway.yaml/../gateway.yaml",
        "gateway.yaml/",
        "gateway.yaml/.",
    ],
)
def test_a_path_that_the_system_does_not_follow_leads_nowhere(root: Path, path: str) -> None:
    (root / "loop").symlink_to("loop")
    (root / "out").symlink_to("..")
    assert state(root, path, SHA256) is FileState.MISSING


def test_the_root_may_itself_be_a_link(root: Path) -> None:
    link = root.parent / "link"
    link.symlink_to("root")
    assert state(link, "gateway.yaml") is FileState.OK
    assert state(link, "../outside.yaml") is FileState.OUTSIDE


def test_below_a_root_that_is_not_there_all_is_missing(root: Path) -> None:
    assert state(root / "nowhere", "gateway.yaml") is FileState.MISSING


def test_the_whole_file_system_may_be_the_root(root: Path) -> None:
    from pathlib import Path

    assert state(Path("/"), str(root / "gateway.yaml")[1:]) is FileState.OK


def test_what_may_not_be_read_is_unreadable(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(evidence.os, "open", refuse)
    assert state(root, "gateway.yaml") is FileState.UNREADABLE


def test_an_error_while_reading_is_unreadable(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(evidence.hashlib, "file_digest", fail)
    assert state(root, "gateway.yaml", SHA256) is FileState.UNREADABLE


def test_a_file_that_becomes_a_pipe_between_the_looks_is_not_waited_for(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(root / "pipe")
    as_file = os.lstat(root / "gateway.yaml")
    monkeypatch.setattr(evidence.os, "lstat", lambda path: as_file)
    monkeypatch.setattr(evidence, "_leads_to", lambda path, end: True)
    assert state(root, "pipe", SHA256) is FileState.NOT_A_FILE


@pytest.mark.parametrize("sha256", [SHA256, SHA256.upper()])
def test_the_sha256_is_compared_without_case(root: Path, sha256: str) -> None:
    assert state(root, "gateway.yaml", sha256) is FileState.OK


def test_another_sha256_is_told(root: Path) -> None:
    assert state(root, "gateway.yaml", "0" * 64) is FileState.OTHER_SHA256


def test_each_file_is_read_once_and_only_for_a_sha256(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    digest = hashlib.file_digest

    def counted(file: object, name: str) -> object:
        read.append(name)
        return digest(file, name)  # type: ignore[arg-type]

    monkeypatch.setattr(evidence.hashlib, "file_digest", counted)
    (root / "link.yaml").symlink_to("gateway.yaml")
    (root / "unhashed.yaml").write_bytes(CONTENT)
    items = [item("gateway.yaml", SHA256), item("link.yaml", "0" * 64), item("./gateway.yaml"), item("unhashed.yaml")]
    assert list(inspect(profile_with(*items), root).values()) == [
        FileState.OK,
        FileState.OTHER_SHA256,
        FileState.OK,
        FileState.OK,
    ]
    assert read == ["sha256"]


def test_only_items_with_a_path_are_looked_at(root: Path) -> None:
    link = Evidence(type=EvidenceType.SCAN, url="https://example.org")
    assert inspect(profile_with(link, item("gateway.yaml"), link), root) == {(0, 1): FileState.OK}
    assert inspect(profile_with(), root) == {}
