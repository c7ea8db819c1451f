"""Each folder of `broken` is the good pack with some files changed (and those that `removed.txt` names left out).

`problems.txt` has every problem. Lines and columns of the default pack's own files are left out: they move.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from pack_folders import HERE, good_pack, said

from assessor.assessment.rule_tests import check_pack, run_cases
from assessor.errors import RulesError

BROKEN = sorted(folder.name for folder in (HERE / "broken").iterdir())


def broken_pack(folder: Path, name: str) -> list[str]:
    """Make the pack; what has to be said of it."""
    pack = good_pack(folder)
    shutil.copytree(HERE / "broken" / name, pack, dirs_exist_ok=True)
    removed = pack / "removed.txt"
    if removed.exists():
        for left_out in removed.read_text(encoding="utf-8").split():
            (pack / left_out).unlink()
        removed.unlink()
    problems = pack / "problems.txt"
    expected = problems.read_text(encoding="utf-8").splitlines()
    problems.unlink()
    return expected


@pytest.mark.parametrize("name", BROKEN)
def test_every_problem_is_said_with_its_place(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    expected = broken_pack(Path(), name)
    assert expected
    found = [re.sub(r"(?<=: )(rules/\S+\.yaml):\d+:\d+$", r"\1", line) for line in said(check_pack(Path("pack")))]
    assert found == expected


def test_the_good_pack_has_no_problem_and_its_cases_pass() -> None:
    assert check_pack(HERE / "good") == ()
    assert run_cases(HERE / "good").ok


def test_cases_of_a_broken_pack_are_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    expected = broken_pack(Path(), "several-at-once")
    with pytest.raises(RulesError) as caught:
        run_cases(Path("pack"))
    assert said(caught.value.problems) == expected
