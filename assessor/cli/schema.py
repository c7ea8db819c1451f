"""`dtassess schema`: print a JSON Schema."""

from __future__ import annotations

from typing import Annotated

import typer

from assessor.cli import console
from assessor.cli.exit_codes import PASSED
from assessor.cli.settings import application, examples
from assessor.errors import UsageError, quoted
from assessor.loading.bundled import bundled

_SUFFIX = ".schema.json"
_ALIASES = {"rules": "rule"}

app = application()


@app.command(epilog=examples("dtassess schema profile > profile.schema.json"))
def schema(name: Annotated[str, typer.Argument(metavar="NAME", help="profile, result, rules, ...")]) -> int:
    """Print a JSON Schema (2020-12): of profiles, results, rules and the other files that dtassess reads or writes."""
    folder = bundled("schemas")
    known = sorted(path.name.removesuffix(_SUFFIX) for path in folder.glob(f"*{_SUFFIX}"))
    wanted = _ALIASES.get(name, name)
    if wanted not in known:
        from assessor.model.nearest import advice

        raise UsageError.of("dtassess schema", f"there is no schema {quoted(name)}; {advice(name, known)}")
    console.write((folder / f"{wanted}{_SUFFIX}").read_text(encoding="utf-8"))
    return PASSED
