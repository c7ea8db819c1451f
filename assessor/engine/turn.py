"""Whose turn it is with something that serves one run at a time, in the process that made it."""

from __future__ import annotations

import os
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

from assessor.errors import AssessorFault

if TYPE_CHECKING:
    from collections.abc import Iterator


class Turn:
    """A lock that nobody waits for. What holds one cannot be pickled."""

    def __init__(self) -> None:
        self._process = os.getpid()
        self._lock = Lock()

    def __reduce__(self) -> str:
        raise AssessorFault("an engine cannot be pickled: build one in each process")

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take the turn. Raises AssessorFault in another process, and while it is taken."""
        if os.getpid() != self._process:
            raise AssessorFault("this engine was built in another process: build one in each process")
        if not self._lock.acquire(blocking=False):
            raise AssessorFault("this engine is running already: build one for each thread")
        try:
            yield
        finally:
            self._lock.release()
