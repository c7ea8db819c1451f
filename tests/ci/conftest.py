"""A copy of the checkout, and what is made of it once for all tests here."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from machine import copied, run
from runner import Runner

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory.mktemp("checkout") / "dtassess")


@pytest.fixture(scope="session")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the checkout, which the examples install."""
    out = tmp_path_factory.mktemp("wheel")
    built = run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)], cwd=checkout
    )
    assert built.returncode == 0, built.stdout
    (path,) = out.iterdir()
    return path


@pytest.fixture(scope="session")
def runner(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """A runner that has fetched the action; its first use installs dtassess for all later ones."""
    return Runner(checkout, tmp_path_factory.mktemp("runner"))
