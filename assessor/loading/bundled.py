"""Where the project's own rules, schemas and profiles are: inside an installed wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_bundled"


def bundled(folder: str) -> Path:
    """The folder `rules`, `schemas` or `profiles` that came with the project."""
    installed = _INSTALLED / folder
    return installed if installed.is_dir() else _PACKAGE.parent / folder


def prebuilt_knowledge() -> Path | None:
    """The default pack's compiled form that a wheel carries; None in a checkout, which compiles its own."""
    installed = _INSTALLED / "knowledge.json"
    return installed if installed.is_file() else None


def checkout() -> Path:
    """The checkout's own folder; for use only where `prebuilt_knowledge` is None."""
    return _PACKAGE.parent
