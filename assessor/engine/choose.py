"""Which engine runs: the one place that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.engine.chain import ChainingEngine
from assessor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.engine.durable import DurableMatcher
    from assessor.engine.plain import PlainMatcher
    from assessor.engine.port import Engine
    from assessor.engine.program import Program


def build_engine(program: Program, *, name: str, trusted: bool, packs: Sequence[str]) -> Engine:
    """An engine for a program: `durable`, `plain`, or with `auto` durable where it can be had and else plain.

    Rules of packs that are not the project's own are not `trusted`: they are matched in a process of their own, and
    an error of that names the `packs`. Raises UsageError where `durable` is asked for and cannot be had.
    """
    matcher = _matcher_type(name)
    clauses = [rule.clause for rule in program.rules]
    if trusted:
        return ChainingEngine(program, matcher(clauses))
    from assessor.engine.remote import RemoteMatcher

    return ChainingEngine(program, RemoteMatcher(matcher.name, clauses, packs))


def _matcher_type(name: str) -> type[DurableMatcher | PlainMatcher]:
    if name != "plain":
        try:
            from assessor.engine.durable import DurableMatcher
        except ImportError as error:
            if name == "durable":
                message = f"durable-rules does not import here ({error}): use auto or plain, or a Python below 3.13"
                raise UsageError.of("--engine", message) from error
        else:
            return DurableMatcher
    from assessor.engine.plain import PlainMatcher

    return PlainMatcher
