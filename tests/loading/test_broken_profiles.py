"""Each file of `broken/` with what is wrong with it beside it (`*.problems`); a pair dropped in is a new test."""

from __future__ import annotations

from pathlib import Path

import pytest
from profile_texts import problems_of

FOLDER = Path(__file__).parent / "broken"
FILES = sorted(path for path in FOLDER.iterdir() if path.suffix in {".yaml", ".json"})


def test_there_are_pairs_only() -> None:
    assert {path.stem for path in FOLDER.glob("*.problems")} == {path.stem for path in FILES}
    assert len(FILES) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_says_what_is_wrong_and_where(path: Path) -> None:
    expected = path.with_suffix(".problems").read_text(encoding="utf-8").splitlines()
    assert problems_of(path.read_bytes()) == expected
