"""What all commands' help and parsing share."""

from __future__ import annotations

from typing import Any

import typer

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
SETTINGS: dict[str, Any] = {
    "add_completion": False,
    "context_settings": CONTEXT,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,
}


def application(help: str | None = None) -> typer.Typer:  # noqa: A002 - typer's word
    """An application of one command, or of several under one name."""
    return typer.Typer(help=help, **SETTINGS)


def examples(*lines: str) -> str:
    """The examples at the end of a command's help, kept line by line."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])
