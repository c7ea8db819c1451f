from __future__ import annotations

import pytest
from exports import EXPORTS, expected, file_of


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_prints_what_its_file_says(name: str) -> None:
    assert expected(name) == file_of(name).read_text(encoding="utf-8")


def test_every_expected_export_has_what_makes_it() -> None:
    assert {path.name for path in file_of("any").parent.iterdir()} == set(EXPORTS)
