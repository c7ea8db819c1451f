"""The flags that commands share, and their values checked: all problems of a command line are found in one run.

Values arrive as text; what is wrong with one is said in one sentence that names the flag and what is allowed.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import Problem, UsageError, quoted
from assessor.model.gates import Require

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from enum import StrEnum
    from pathlib import Path
    from typing import TypeVar

    from assessor.api import Assessor
    from assessor.model.knowledge import Knowledge

    Choice = TypeVar("Choice", bound=StrEnum)

ENGINES = ("auto", "durable", "plain")
COLOURS = ("auto", "always", "never")

# Patterns are compiled when a flag is there to be matched.
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NUMBER = r"[0-9]{1,3}(?:\.[0-9]{1,9})?"
_DAYS = r"[0-9]{1,5}"
_HIGHEST = 100


def names_file(text: str) -> bool:
    """Whether the name of a benchmark is meant as a file: no id ends so."""
    return text.endswith((".yaml", ".yml", ".json"))


class Reading:
    """The values of one command line. What is wrong is kept until `finish`, which raises all of it together."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was kept so far."""
        return tuple(self._problems)

    def refuse(self, flag: str, message: str) -> None:
        """Keep what is wrong with a flag."""
        self._problems.append(Problem(flag, 0, 0, message))

    def add(self, error: UsageError) -> None:
        """Keep what was found elsewhere."""
        self._problems.extend(error.problems)

    def finish(self) -> None:
        """Raise what was refused, if anything was (`UsageError`)."""
        if self._problems:
            raise UsageError(self._problems)

    def choice(self, flag: str, text: str | None, known: Iterable[str], *, default: str = "") -> str:
        """The text if it is one of the known ones; the default where it is left out or refused."""
        names = list(known)
        if text is None or text in names:
            return default if text is None else text
        from assessor.model.nearest import advice

        self.refuse(flag, f"{quoted(text)} is not known; {advice(text, names)}")
        return default

    def member(self, flag: str, text: str | None, members: Sequence[Choice]) -> Choice | None:
        """The member whose spelling the text is; None where it is left out or refused."""
        name = self.choice(flag, text, members)
        return next((member for member in members if member == name), None)

    def day(self, flag: str, text: str | None) -> date | None:
        """An ISO 8601 day."""
        if text is None:
            return None
        try:
            return date.fromisoformat(text if re.fullmatch(_DAY, text) else "")
        except ValueError:
            self.refuse(flag, f"`{text}` is not a day such as 2026-11-23")
            return None

    def number(self, flag: str, text: str | None) -> Fraction | None:
        """An exact number from 0 to 100."""
        if text is None:
            return None
        if re.fullmatch(_NUMBER, text) and Fraction(text) <= _HIGHEST:
            return Fraction(text)
        self.refuse(flag, f"`{text}` is not a number from 0 to 100 such as 60 or 62.5")
        return None

    def days(self, flag: str, text: str | None) -> int | None:
        """A number of days from 0."""
        if text is None:
            return None
        if re.fullmatch(_DAYS, text):
            return int(text)
        self.refuse(flag, f"`{text}` is not a number of days from 0 to 99999")
        return None

    def require(self, flag: str, text: str) -> Require:
        """`ID`, a benchmark that must be met, or `ID=N`, a coverage that must be reached."""
        benchmark, equals, coverage = text.partition("=")
        return Require(benchmark=benchmark, coverage=self.number(flag, coverage) if equals else None)

    def folder(self, flag: str, path: Path | None) -> Path | None:
        """A folder that exists."""
        if path is not None and not path.is_dir():
            self.refuse(flag, f"`{path}` is not a folder")
        return path

    def benchmarks(self, flag: str, ids: Iterable[str], known: Sequence[str]) -> None:
        """Refuse the ids that no benchmark has."""
        for name in ids:
            if name not in known:
                from assessor.model.nearest import advice

                hint = advice(name, known, listing="dtassess benchmarks list")
                self.refuse(flag, f"there is no benchmark {quoted(name)}; {hint}")


class Setup(NamedTuple):
    """Which rules and which engine a run uses."""

    rules: tuple[Path, ...] = ()
    default_rules: bool = True
    engine: str = "auto"

    def open(self) -> Assessor:
        """The assessor. Raises `RulesError` and `UsageError`."""
        from assessor.api import open_assessor  # a command that only looks something up needs no engine

        return open_assessor(rules=self.rules, default_rules=self.default_rules, engine=self.engine)

    def knowledge(self) -> Knowledge:
        """What the rule packs know, without an engine. Raises `RulesError`."""
        from assessor.loading.packs import load_knowledge

        return load_knowledge(self.rules, default=self.default_rules)


def setup(
    reading: Reading, rules: Sequence[Path] | None, engine: str = "auto", *, no_default_rules: bool = False
) -> Setup:
    """The values of `--rules`, `--no-default-rules` and `--engine`."""
    for folder in rules or ():
        reading.folder("--rules", folder)
    return Setup(tuple(rules or ()), not no_default_rules, reading.choice("--engine", engine, ENGINES, default="auto"))
