"""The command `dtassess`: runs one command and turns whatever comes of it into an exit code.

This is the one place that catches errors.
"""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from assessor.cli import console
from assessor.cli.exit_codes import FAULT, INTERRUPTED, PASSED, UNUSABLE
from assessor.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

_COLLECT_AFTER = 50_000
"""So many new objects start a search for garbage; one assessment makes fewer."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and say how it went, as an exit code; nothing is raised.

    Without arguments it is the whole process, with `sys.argv`, and has its garbage collected as one short run needs.
    """
    if argv is not None:
        return _caught(argv)
    gc.set_threshold(_COLLECT_AFTER)
    code = _caught(sys.argv[1:])
    gc.freeze()  # or the interpreter looks through every object before it ends, which takes a tenth of the time of all
    return code


def _caught(argv: Sequence[str]) -> int:
    try:
        code = _run(argv)
    except InputError as error:
        console.problems(error.problems)
        code = UNUSABLE
    except KeyboardInterrupt:
        code = INTERRUPTED
    except OSError as problem:  # such as a full disk under the help, or a working directory that is gone
        console.error(f"dtassess: {problem.strerror or problem}")
        code = UNUSABLE
    except Exception as fault:
        console.fault(fault)
        code = FAULT
    console.finish()
    return code


def _run(argv: Sequence[str]) -> int:
    import typer  # so that an interrupt while it loads ends like any other

    from assessor.cli.commands import app

    try:
        outcome = typer.main.get_command(app).main(list(argv) or ["--help"], "dtassess", standalone_mode=False)
    except typer.TyperException as error:
        console.error(f"dtassess: {error.format_message()}")
        console.error(f"Try: {_command(error)} --help")
        return UNUSABLE
    except typer.Abort:
        return INTERRUPTED
    except SystemExit as end:
        if end.code != 1:
            raise
        return PASSED  # typer ends so where nobody reads its help to the end
    if not argv:
        return UNUSABLE
    return outcome if isinstance(outcome, int) else PASSED


def _command(error: Exception) -> str:
    """The command that was used wrongly, as far as it was understood."""
    context = getattr(error, "ctx", None)
    return str(context.command_path) if context is not None else "dtassess"
