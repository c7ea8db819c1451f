"""What is wrong with several inputs, told together."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from assessor.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.errors import Problem


class Problems:
    """Keeps what is wrong with several inputs until `finish`, which raises all of it together."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep what is wrong with what is read under it, and go on after it."""
        try:
            yield
        except InputError as error:
            self._problems.extend(error.problems)

    def finish(self) -> None:
        """Raise what was kept, if anything was (`InputError`)."""
        if self._problems:
            raise InputError(self._problems)
