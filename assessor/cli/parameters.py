"""The parameters that commands share, as typer reads them from a function's annotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Profiles = Annotated[
    list[str], typer.Argument(metavar="PROFILE...", help="Files, folders of profiles, or - for standard input.")
]
Rules = Annotated[
    list[Path] | None, typer.Option(metavar="DIR", help="A rule pack beside the default one; repeatable.")
]
NoDefaultRules = Annotated[bool, typer.Option("--no-default-rules", help="Leave the default rule pack out.")]
Engine = Annotated[str, typer.Option(metavar="ENGINE", help="auto, durable or plain.")]
