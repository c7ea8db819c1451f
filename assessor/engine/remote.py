"""A matcher in a process of its own, for rules that are not the project's: whatever they do there ends in an error.

The process is started for the first run and serves the next ones; it ends with the matcher, and at once where it
takes too long. What it is told has tokens for names and values.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from signal import Signals
from threading import Timer
from typing import TYPE_CHECKING, Any
from weakref import finalize

from assessor.engine.layout import Tokens
from assessor.engine.port import UnboundedError
from assessor.engine.turn import Turn
from assessor.errors import AssessorFault, Problem, RulesError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.engine.port import Matches
    from assessor.engine.program import Clause, Premise
    from assessor.model.fact import Fact

SECONDS = 10
"""How long one run may take, the start of the process included."""
MEMORY = 1 << 30
"""How many bytes of address space the process may have, where the system can bound it."""

_GRACE = 0.5
"""The seconds that the process has to end by itself."""
_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from assessor.engine.worker import main; del sys.path[0]; main()"


class RemoteMatcher:
    """The matcher `name`, in a process of its own. Where that fails, the error names the `packs` whose rules it ran."""

    def __init__(
        self,
        name: str,
        clauses: Iterable[Clause],
        packs: Sequence[str],
        *,
        seconds: int = SECONDS,
        memory: int = MEMORY,
    ) -> None:
        self.name = name
        self._packs = packs
        self._seconds = seconds
        self._turn = Turn()
        self._tokens = Tokens()
        written = [_written(clause, self._tokens) for clause in clauses]
        self._order = {"matcher": name, "memory": memory, "seconds": seconds, "clauses": written}
        self._worker: _Worker | None = None

    @contextmanager
    def session(self) -> Iterator[RemoteSession]:
        """A new run. Raises AssessorFault where it is not its turn, and RulesError where the process fails."""
        with self._turn.taken():
            worker = self._worker or _Worker()
            self._worker = None
            try:
                with worker.limited(self._seconds):
                    if not worker.ready:
                        worker.order(self._order)
                    yield RemoteSession(worker, Tokens(self._tokens))
                    worker.tell(None)
                if not worker.late:
                    self._worker = worker
            except _FailedError as failure:
                message = f"the rules of this pack {failure}"
                raise RulesError([Problem(pack, 0, 0, message) for pack in self._packs]) from failure
            finally:
                if self._worker is None:
                    worker.end()


class RemoteSession:
    """One run in the other process."""

    def __init__(self, worker: _Worker, tokens: Tokens) -> None:
        self._worker = worker
        self._tokens = tokens

    def advance(self, stage: int, facts: Sequence[tuple[int, Fact]]) -> Matches:
        """The matches of one stage."""
        tokens = self._tokens
        written = [(number, tokens[kind], [tokens[value] for value in values]) for number, (kind, values) in facts]
        self._worker.tell([stage, written])
        return {rule: list(map(tuple, inputs)) for rule, inputs in self._worker.hear()}


class _FailedError(Exception):
    """What the process did, as the end of a sentence on a pack's rules."""


class _Worker:
    """The other process, with what has been asked of it."""

    def __init__(self) -> None:
        self.ready = False
        self.late = False
        self._process = _start()
        self.end = finalize(self, _end, self._process, os.getpid())

    @contextmanager
    def limited(self, seconds: float) -> Iterator[None]:
        """End the process if what is done here takes longer."""
        timer = Timer(seconds, self._stop)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()

    def order(self, order: object) -> None:
        """Say what there is to match, once."""
        self.tell(order)
        self.hear()
        self.ready = True

    def tell(self, message: object) -> None:
        """Send a line."""
        assert self._process.stdin is not None  # noqa: S101 - for the type checker: it is a pipe
        try:
            self._process.stdin.write(json.dumps(message).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise _FailedError(self._failure()) from error

    def hear(self) -> Any:
        """The answer to what was sent."""
        assert self._process.stdout is not None  # noqa: S101 - for the type checker: it is a pipe
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            raise _FailedError(self._failure())
        what, content = json.loads(line)
        if what == "unbounded":
            raise UnboundedError(content)
        if what == "memory":
            raise _FailedError("needed more memory than they may have")
        return content

    def _stop(self) -> None:
        self.late = True
        self._process.kill()

    def _failure(self) -> str:
        code = self._process.wait()
        if self.late:
            return "took longer than they may, and were stopped"
        return f"crashed the engine ({Signals(-code).name if code < 0 else f'exit code {code}'})"


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-I", "-c", _START, str(_ROOT)]
    pipe = subprocess.PIPE
    try:
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)  # noqa: S603 - no user's word
    except OSError as error:
        raise AssessorFault(f"a process for the rules of packs cannot be started: {error}") from error


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """End the process and wait for it, unless this is a fork of the process that started it."""
    if os.getpid() != owner:
        return
    try:
        process.communicate(timeout=_GRACE)  # closes the pipe, which is the sign to end
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def _written(clause: Clause, tokens: Tokens) -> tuple[object, ...]:
    """The clause in tokens."""
    when, unless = ([_premise(premise, tokens) for premise in part] for part in (clause.when, clause.unless))
    return clause.rule, clause.stage, when, unless


def _premise(premise: Premise, tokens: Tokens) -> Premise:
    tests = tuple([(field, tuple([tokens[value] for value in values])) for field, values in premise.tests])
    return premise._replace(kind=tokens[premise.kind], tests=tests)
