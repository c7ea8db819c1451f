"""Which engine runs: the one place that knows them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.engine.chain import ChainingEngine
from assessor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.engine.port import Engine, Matcher
    from assessor.engine.program import Program


def build_engine(program: Program, *, name: str, trusted: bool, packs: Sequence[str]) -> Engine:
    """An engine for a program: `durable`, `plain`, or with `auto` durable where it can be had and else plain.

    Rules of packs that are not the project's own are not `trusted`: they are matched in a process of their own, and
    what goes wrong there names the `packs`. Raises UsageError where `durable` is asked for and cannot be had.
    """
    matcher = _matcher(program, name)
    return ChainingEngine(program, matcher)


def _matcher(program: Program, name: str) -> Matcher:
    clauses = [rule.clause for rule in program.rules]
    if name != "plain":
        try:
            from assessor.engine.durable import DurableMatcher
        except ImportError as error:
            if name == "durable":
                raise UsageError.of("--engine", f"durable-rules cannot be had: {error}") from error
        else:
            return DurableMatcher(clauses)
    from assessor.engine.plain import PlainMatcher

    return PlainMatcher(clauses)
