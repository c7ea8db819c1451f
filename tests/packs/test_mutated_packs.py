"""Packs that something happened to: whatever it was, what comes out is problems with their places, or none."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pack_folders import good_pack

from assessor.assessment.rule_tests import check_pack
from assessor.loading.folder import read_folder

PIECES = [
    "null",
    "$x",
    "[]",
    "{}",
    "- ",
    ": ",
    "true",
    "1e9",
    "0x1f",
    "&a ",
    "*a",
    "!!int ",
    "\t",
    "\x00",
    "\xff",
    "'",
    '"',
]


def mutated(text: str, chance: random.Random) -> str:
    """The text after something happened to it."""
    lines = text.splitlines(keepends=True)
    where = chance.randrange(len(lines))
    match chance.randrange(6):
        case 0:
            del lines[where]
        case 1:
            lines.insert(where, lines[chance.randrange(len(lines))])
        case 2:
            lines[where] = lines[where].replace(": ", chance.choice([":\n", ": null # ", ": [", ": {a: ", ": 7 # "]), 1)
        case 3:
            words = lines[where].split(" ")
            words[chance.randrange(len(words))] = chance.choice(PIECES)
            lines[where] = " ".join(words)
        case 4:
            lines[where] = chance.choice(["  ", "- "]) + lines[where]
        case _:
            at = chance.randrange(len(text))
            return text[:at] + chance.choice(PIECES) + text[at + chance.randrange(3) :]
    return "".join(lines)


@pytest.mark.parametrize("seed", range(8))
def test_a_mutated_pack_has_problems_or_none_but_never_fails(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    pack = good_pack(Path())
    chance = random.Random(seed)  # noqa: S311 not for secrets
    found = 0
    for _ in range(25):
        file = chance.choice(read_folder(pack, "pack").files)
        (pack / file.name).write_text(mutated(file.data.decode(), chance), encoding="utf-8")
        problems = check_pack(pack)
        assert list(problems) == sorted(problems)
        for problem in problems:
            assert (tmp_path / problem.path).exists()
            assert str(problem).isprintable()
        found += bool(problems)
        (pack / file.name).write_bytes(file.data)
    assert found > 10
