"""A process that matches the rules of others: a crash, a hang or a hunger of its own ends it alone.

It is spoken to in JSON, a line each way (`remote` is the other side): first an order with the matcher's name, the
limits and the clauses, then the facts of one stage after another, or null for the end of a run. Names and values reach
it as tokens.
"""

from __future__ import annotations

import json
import sys
from time import process_time
from typing import TYPE_CHECKING, Any

from assessor.engine.port import UnboundedError
from assessor.engine.program import Clause, Premise
from assessor.model.fact import Fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import BinaryIO

    from assessor.engine.port import Matcher, Session


def main() -> None:
    """Serve whoever started this process, until they close the pipe."""
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer every line of the source: `ready`, `found` with the matches, `unbounded` with a rule, or `memory`."""
    lines = (json.loads(line) for line in source)
    try:
        order = next(lines)
        _limit("RLIMIT_CORE", 0)
        _limit("RLIMIT_AS", order["memory"])
        matcher = _matcher(order["matcher"], map(_clause, order["clauses"]))
        _answer(sink, "ready", None)
        for first in lines:
            _limit("RLIMIT_CPU", int(process_time()) + order["seconds"] + 1)
            with matcher.session() as session:
                _run(session, first, lines, sink)
    except UnboundedError as unbounded:
        _answer(sink, "unbounded", unbounded.rule)
    except MemoryError:
        _answer(sink, "memory", None)


def _run(session: Session, first: Any, lines: Iterator[Any], sink: BinaryIO) -> None:
    """Answer the stages of one run; it ends with null."""
    message = first
    while message is not None:
        stage, facts = message
        found = session.advance(stage, [(number, Fact(kind, tuple(values))) for number, kind, values in facts])
        _answer(sink, "found", list(found.items()))
        message = next(lines, None)


def _answer(sink: BinaryIO, what: str, content: object) -> None:
    sink.write(json.dumps([what, content]).encode() + b"\n")
    sink.flush()


def _matcher(name: str, clauses: Iterable[Clause]) -> Matcher:
    if name == "durable":
        from assessor.engine.durable import DurableMatcher

        return DurableMatcher(clauses)
    from assessor.engine.plain import PlainMatcher

    return PlainMatcher(clauses)


def _clause(clause: Any) -> Clause:
    rule, stage, when, unless = clause
    return Clause(rule, stage, tuple(map(_premise, when)), tuple(map(_premise, unless)))


def _premise(premise: Any) -> Premise:
    kind, width, tests, joins = premise
    return Premise(kind, width, tuple((field, tuple(values)) for field, values in tests), tuple(map(tuple, joins)))


def _limit(name: str, limit: int) -> None:
    """Bound this process where the system can. A limit may be raised again."""
    try:
        import resource

        which = getattr(resource, name)
        resource.setrlimit(which, (limit, resource.getrlimit(which)[1]))
    except (AttributeError, ImportError, OSError, ValueError):  # a system without limits, or without this one
        return
