"""Where the time goes: imports of a cold start by package, and functions of a warm assessment.

What `bench.py` measures, taken apart. Both views slow down what they look at, so read shares, not times.
"""

from __future__ import annotations

import cProfile
import os
import pstats
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path

from sample import sample

from assessor.api import open_assessor

AS_OF = date(2026, 11, 23)
IMPORT = re.compile(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", re.MULTILINE)
ROUNDS = 50


def cold(profile: Path) -> None:
    """Print how long the imports of one start take, by package."""
    command = [sys.executable, "-X", "importtime", "-m", "assessor", "assess", str(profile), "--format", "json"]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(2):  # the first writes bytecode
        run = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    microseconds: Counter[str] = Counter()
    modules: Counter[str] = Counter()
    for own, module in IMPORT.findall(run.stderr):
        parts = module.split(".")
        package = ".".join(parts[:2]) if parts[0] == "assessor" else parts[0]
        package = "standard library" if package in sys.stdlib_module_names else package
        microseconds[package] += int(own)
        modules[package] += 1
    print("cold: imports by package, own time")
    for package, total in microseconds.most_common(12):
        print(f"  {package:<24}{modules[package]:>4} modules{total / 1000:>8.1f} ms")


def warm(data: bytes) -> None:
    """Print the functions in which warm assessments spend most."""
    assessor = open_assessor()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(ROUNDS):
        assessor.assess(assessor.read(data, "sample.yaml"), as_of=AS_OF)
    profiler.disable()
    print(f"\nwarm: {ROUNDS} assessments, by own time")
    pstats.Stats(profiler).strip_dirs().sort_stats("tottime").print_stats(25)


def main() -> None:
    """Take one start and some assessments apart."""
    data = sample()
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "sample.yaml"
        profile.write_bytes(data)
        cold(profile)
    warm(data)


if __name__ == "__main__":
    main()
