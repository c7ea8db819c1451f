"""Speed, as ratios within one run: `make bench`, or `python perf/bench.py --help`.

Cold: CPU time of the whole command for one profile of 40 controls, against that of importing Typer and PyYAML, which
any such command pays. Warm: bytes to result in a running process, against PyYAML's own C loader on the same bytes. The
two sides of a ratio take turns, so that a busy machine slows both; no time here means anything on another machine.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import yaml
from sample import sample

from assessor.api import open_assessor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

AS_OF = date(2026, 11, 23)
COLD_LIMIT = 1.75
WARM_LIMIT = 2.5
QUESTION_LIMIT = 3
QUESTIONS = {
    "compare": "compare {profile}",
    "compare --with": "compare {profile} --with etsi-ts-103-846",
    "explain": "explain {profile} rating",
    "plan": "plan {profile} --target green --min-score 80",
    "diff": "diff {old} {new}",
    "forecast": "forecast {profile} --days 365",
}


class Times(NamedTuple):
    """What one side took, in seconds of CPU."""

    least: float
    median: float


def taking_turns(sides: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, Times]:
    """Measure all sides, one after the other in each round; the first round warms up and is not counted."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, measure in sides.items():
            seconds = measure()
            if number:
                taken[name].append(seconds)
    return {name: Times(min(times), statistics.median(times)) for name, times in taken.items()}


def of_command(*command: str | Path) -> Callable[[], float]:
    """Measures the CPU time of a command and of all that it starts; one that fails ends the run.

    Bytecode is written in the first round and read in the others, whatever the environment says: as with an installed
    command.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}

    def measure() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603 - our own commands
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return measure


def of_call(call: Callable[[], object]) -> Callable[[], float]:
    """Measures the CPU time of a call in this process."""

    def measure() -> float:
        before = time.process_time()
        call()
        return time.process_time() - before

    return measure


def cold(profile: Path, rounds: int) -> dict[str, Times]:
    """The command from start to end, beside bare imports and a Python that does nothing."""
    command = Path(sys.executable).with_name("dtassess")
    return taking_turns(
        {
            "import typer, yaml": of_command(sys.executable, "-c", "import typer, yaml"),
            "assess to JSON": of_command(command, "assess", profile, "--format", "json", "--as-of", AS_OF.isoformat()),
            "python -c pass": of_command(sys.executable, "-c", "pass"),
        },
        rounds,
    )


def questions(profile: Path, rounds: int) -> dict[str, Times]:
    """Each question as a whole command, beside the whole command that assesses."""
    command, day = Path(sys.executable).with_name("dtassess"), ("--as-of", AS_OF.isoformat())
    old, new = profile.with_name("old.json"), profile.with_name("new.json")
    for path, then in ((old, date(2026, 1, 1)), (new, AS_OF)):
        run = [command, "assess", profile, "--as-of", then.isoformat(), "--quiet", "--report", f"json={path}"]
        subprocess.run(run, check=True)  # noqa: S603 - our own command
    sides = {"assess to JSON": of_command(command, "assess", profile, "--format", "json", *day)}
    for name, line in QUESTIONS.items():
        sides[name] = of_command(command, *line.format(profile=profile, old=old, new=new).split(), *day)
    return taking_turns(sides, rounds)


def warm(data: bytes, rounds: int) -> dict[str, Times]:
    """Bytes to result, as a whole, by part, and with either engine."""
    assessor = open_assessor()
    profile = assessor.read(data, "sample.yaml")
    sides = {
        "CSafeLoader": lambda: yaml.load(data, Loader=yaml.CSafeLoader),
        "bytes to result": lambda: assessor.assess(assessor.read(data, "sample.yaml"), as_of=AS_OF),
        "of it: reading": lambda: assessor.read(data, "sample.yaml"),
        f"of it: assessing ({assessor.engine})": lambda: assessor.assess(profile, as_of=AS_OF),
    }
    if assessor.engine != "plain":
        plain = open_assessor(engine="plain")
        sides["instead: assessing (plain)"] = lambda: plain.assess(profile, as_of=AS_OF)
    return taking_turns({name: of_call(call) for name, call in sides.items()}, rounds)


def show(title: str, times: Mapping[str, Times], limits: Mapping[str, float]) -> None:
    """Print a table whose ratios are to the first row."""
    base = next(iter(times.values()))
    print(f"\n{title:<34}{'least':>10}{'median':>10}{'ratio':>8}{'median':>8}{'limit':>8}")
    for name, taken in times.items():
        ratios = taken.least / base.least, taken.median / base.median
        limit = f"{limits[name]:>8.2f}" if name in limits else ""
        over = "  over" if name in limits and min(ratios) > limits[name] else ""
        row = f"{name:<34}{taken.least * 1000:>7.2f} ms{taken.median * 1000:>7.2f} ms{ratios[0]:>8.2f}{ratios[1]:>8.2f}"
        print(row + limit + over)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Speed of dtassess, as ratios within one run.")
    parser.add_argument("--controls", type=int, default=40, help="length of the profile (40)")
    parser.add_argument("--cold", type=int, default=25, metavar="ROUNDS", help="starts of each command (25; 0: none)")
    parser.add_argument("--questions", type=int, default=10, metavar="ROUNDS", help="of each question (10; 0: none)")
    parser.add_argument("--warm", type=int, default=200, metavar="ROUNDS", help="calls of each side (200; 0: none)")
    options = parser.parse_args()
    data = sample(options.controls)
    print(
        f"{options.controls} controls, {len(data)} bytes, Python {sys.version.split()[0]}, {os.cpu_count()} processors"
    )
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "sample.yaml"
        profile.write_bytes(data)
        if options.cold:
            show("cold, CPU of the process", cold(profile, options.cold), {"assess to JSON": COLD_LIMIT})
        if options.questions:
            limits = dict.fromkeys(QUESTIONS, QUESTION_LIMIT)
            show("questions, CPU of the process", questions(profile, options.questions), limits)
    if options.warm:
        show("warm, CPU of the call", warm(data, options.warm), {"bytes to result": WARM_LIMIT})


if __name__ == "__main__":
    main()
