"""The files under `rules/` as PyYAML reads them, and verdicts derived from them in a dozen lines of their own.

Nothing of the package is used: what it reads and derives is held against these elsewhere.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / "rules"
FUNCTIONS = ("GV", "ID", "PR", "DE", "RS", "RC")


@cache
def read(path: Path) -> Any:
    """One file; the same object each time, so copy it before changing it."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def requirement_paths() -> list[Path]:
    """The files of the requirements, without their cases."""
    return sorted(path for path in (RULES / "core/requirements").glob("*.yaml") if not path.stem.endswith(".test"))


def benchmark_paths() -> list[Path]:
    """The files of the documents."""
    return sorted((RULES / "benchmarks").glob("*.yaml"))


def requirements() -> list[Any]:
    """The requirements in the paper's order."""
    return sorted(map(read, requirement_paths()), key=lambda requirement: requirement["number"])


def benchmarks() -> dict[int, Any]:
    """The documents by their numbers, ascending."""
    found = sorted(map(read, benchmark_paths()), key=lambda benchmark: benchmark["number"])
    return {benchmark["number"]: benchmark for benchmark in found}


def csf() -> Any:
    """The functions and categories of CSF 2.0."""
    return read(RULES / "csf/functions.yaml")


def reproduction() -> Any:
    """How the tables are read, and what has to come out."""
    return read(RULES / "reproduction.yaml")


def function_of() -> dict[str, str]:
    """The function of each requirement's primary category."""
    category = {entry["id"]: function["id"] for function in csf()["functions"] for entry in function["categories"]}
    return {requirement["id"]: category[requirement["categories"]["primary"]] for requirement in requirements()}


def derived(benchmark: Any, mapping: dict[str, str]) -> set[str]:
    """The functions that follow from a document's ticks."""
    return {mapping[requirement] for requirement in benchmark["requirements"]}


def band(functions: set[str]) -> str:
    """The paper's criterion (section 4)."""
    if len(functions) >= 4:
        return "green"
    return "orange" if functions else "red"


def disagreements(benchmark: Any, mapping: dict[str, str]) -> set[str]:
    """The functions on which derived and published differ; none where the published ones are unknown."""
    published = benchmark["published"]["functions"]
    return set() if published is None else derived(benchmark, mapping) ^ set(published)


def totals(mapping: dict[str, str]) -> tuple[int, int, int]:
    """The bands, function sets and function cells on which derived and published agree."""
    documents = benchmarks().values()
    known = [document for document in documents if document["published"]["functions"] is not None]
    bands = sum(band(derived(document, mapping)) == document["published"]["band"] for document in documents)
    sets = sum(not disagreements(document, mapping) for document in known)
    cells = sum(len(FUNCTIONS) - len(disagreements(document, mapping)) for document in known)
    return bands, sets, cells
