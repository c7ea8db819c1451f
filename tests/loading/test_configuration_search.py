"""Which file a run is configured by."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessor.errors import InputError
from assessor.loading.configuration import may_have_table, named, search

if TYPE_CHECKING:
    from pathlib import Path

OPTIONS = 'basis = "claimed"\n'
TABLE = f"[tool.dtassess]\n{OPTIONS}"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, two folders below a checkout's root."""
    (tmp_path / "checkout" / ".git").mkdir(parents=True)
    folder = tmp_path / "checkout" / "plant" / "line"
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    return folder


def found() -> str | None:
    file = search().file
    return file.path if file else None


def refusal() -> str:
    with pytest.raises(InputError) as caught:
        search()
    return str(caught.value)


def test_the_nearest_folder_that_has_a_configuration_is_taken(here: Path) -> None:
    (here / "../../dtassess.toml").write_text(OPTIONS)
    assert found() == "../../dtassess.toml"
    (here / "../pyproject.toml").write_text(TABLE)
    assert found() == "../pyproject.toml"
    (here / "dtassess.toml").write_text("")
    assert found() == "dtassess.toml"


def test_in_one_folder_the_file_of_its_own_goes_first(here: Path) -> None:
    (here / "pyproject.toml").write_text(TABLE)
    (here / "dtassess.toml").write_text(OPTIONS)
    assert found() == "dtassess.toml"


@pytest.mark.parametrize("text", ["", "[project]\nname = 'dtassess'\n", "[tool]\nx = 'dtassess'\n", "this is [ broken"])
def test_a_project_that_says_nothing_of_the_tool_is_passed_over(here: Path, text: str) -> None:
    (here / "pyproject.toml").write_text(text)
    (here / "../dtassess.toml").write_text(OPTIONS)
    assert search()[1:] == (("pyproject.toml",), ("dtassess.toml",))
    assert found() == "../dtassess.toml"


def test_the_search_ends_at_the_root_of_the_checkout(here: Path) -> None:
    (here / "../../../dtassess.toml").write_text(OPTIONS)
    assert found() is None
    (here / "../../.git").rmdir()
    assert found() == "../../../dtassess.toml"
    (here / "../.git").write_text("gitdir: elsewhere\n")
    assert found() is None


def test_it_ends_at_the_root_of_the_file_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    assert search().absent == ("dtassess.toml", "pyproject.toml")


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda path: path.mkdir(), "this is not a regular file"),
        (os.mkfifo, "this is not a regular file"),
        (lambda path: path.symlink_to("nothing"), "there is no such file or folder"),
        (lambda path: path.symlink_to(path.name), "it cannot be read: too many levels of symbolic links"),
    ],
    ids=["folder", "pipe", "link to nothing", "link to itself"],
)
@pytest.mark.parametrize("name", ["dtassess.toml", "pyproject.toml"])
def test_what_has_the_name_and_cannot_be_read_is_never_passed_over(here: Path, name: str, make, sentence: str) -> None:  # type: ignore[no-untyped-def]
    make(here / name)
    assert refusal() == f"{name}: {sentence}"


def test_a_link_is_followed_and_its_own_folder_counts(here: Path) -> None:
    (here / "../real.toml").write_text(OPTIONS)
    (here / "dtassess.toml").symlink_to("../real.toml")
    file = search().file
    assert file is not None
    assert (file.path, file.folder) == ("dtassess.toml", "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[tool.dtassess]\nbasis = claimed",
            "pyproject.toml:2:9: 'claimed' is no value of TOML; text stands in double quotes",
        ),
        ("[tool]\ndtassess = 5", "pyproject.toml:2:12: tool.dtassess: a table is wanted"),
        ("[[tool.dtassess]]", "pyproject.toml:1:1: tool.dtassess: a table is wanted"),
    ],
)
def test_a_project_that_speaks_of_the_tool_has_to_be_right(here: Path, text: str, sentence: str) -> None:
    (here / "pyproject.toml").write_text(text)
    assert refusal() == sentence


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_project_in_utf_16_is_not_passed_over(here: Path, encoding: str) -> None:
    (here / "pyproject.toml").write_bytes("[tool.dtassess]".encode(encoding))
    assert refusal() == "pyproject.toml:1:1: the file is in UTF-16; save it as UTF-8"


def test_a_project_in_another_encoding_is_passed_over_unless_it_has_the_table(here: Path) -> None:
    (here / "pyproject.toml").write_bytes(b"# caf\xe9\n")
    assert found() is None
    (here / "pyproject.toml").write_bytes(b"# caf\xe9\n[tool.dtassess]\n")
    assert refusal() == "pyproject.toml:1:6: the byte 0xe9 is not UTF-8; save the file as UTF-8"


def test_a_strangers_file_where_everybody_may_write_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = here / "dtassess.toml"
    path.write_text(OPTIONS)
    if os.getuid() == 0:
        os.chown(path, 4_241, -1)
    monkeypatch.setattr(os, "getuid", lambda: 4_242)
    assert found() == "dtassess.toml"
    here.chmod(0o1777)
    assert refusal() == (
        "dtassess.toml: it belongs to somebody else, in a folder where everybody may write; "
        "--config takes it all the same"
    )
    assert named("dtassess.toml").file


def test_without_a_working_directory_nothing_is_found_and_that_is_said(here: Path) -> None:
    gone = here / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    assert refusal().startswith("--config: the working directory cannot be found: No such file or directory; --config")


def test_a_named_project_needs_the_table(here: Path) -> None:
    (here / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(InputError, match=r"^pyproject.toml: there is no table \[tool.dtassess\] in it$"):
        named("pyproject.toml")


@pytest.mark.parametrize("path", ["", "-", "nothing.toml", "."])
def test_a_named_file_has_to_be_one(here: Path, path: str) -> None:
    with pytest.raises(InputError):
        named(path)


BLANK = st.sampled_from(["", " ", "\t "])
TOOL = st.sampled_from(["tool", '"tool"', "'tool'", '"to\\u006fl"'])
OWN = st.sampled_from(["dtassess", '"dtassess"', "'dtassess'", '"\\u0064tassess"', '"dt\\U00000061ssess"'])
FORMS = st.sampled_from(
    [
        "[{b}{tool}{b}.{b}{own}{b}]\n",
        "[{b}{tool}{b}]\n{own}{b}.{b}basis{b}={b}1\n",
        "[{tool}]\n[{tool}.x]\n[{tool}{b}.{b}{own}.y]\n",
        "{tool}{b}.{b}{own}{b}={b}{{}}\n",
        "{tool}{b}={b}{{{b}{own}{b}={b}{{}}{b}}}\n",
        "{tool}{b}.{b}{own}{b}.{b}basis = 1\n",
        "[{tool}]\nx = 1\n{own}{b}={b}{{}}\n",
    ]
)


@given(form=FORMS, tool=TOOL, own=OWN, b=BLANK, before=st.sampled_from(["", "# x\n", "a = 'b'\n"]))
def test_no_way_to_write_the_table_is_missed(form: str, tool: str, own: str, b: str, before: str) -> None:
    text = before + form.format(tool=tool, own=own, b=b)
    assert "dtassess" in tomllib.loads(text)["tool"]
    assert may_have_table(text.encode())
