"""What holds for every file of the package, read from its syntax, where import-linter cannot see it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parents[2] / "assessor"
FILES = sorted(PACKAGE.rglob("*.py"))
THIRD_PARTIES = {
    "durable_rules_engine": {"engine/durable.py"},
    "icalendar": {"report/calendar.py"},
    "jinja2": {"report/html/templating.py"},
    "jsonschema": {"loading/schemas.py"},
    "yaml": {"loading/source.py", "report/yaml_format.py"},
}
COMMAND_LINE = {"click", "typer"}


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def imports_of(file: Path) -> Iterator[str]:
    """The modules that a file imports anywhere in it, functions included."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def functions_of(file: Path) -> Iterator[tuple[str, int]]:
    """The functions of a file with their lines, decorators left out."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def test_each_third_party_is_imported_in_its_one_place() -> None:
    places: dict[str, set[str]] = {}
    for file in FILES:
        for module in imports_of(file):
            top = module.partition(".")[0]
            if top and top != "assessor" and top not in sys.stdlib_module_names:
                places.setdefault(top, set()).add(name_of(file))
    command_line = {file for top in COMMAND_LINE for file in places.pop(top, set())}
    assert places == THIRD_PARTIES
    assert all(file.startswith("cli/") for file in command_line), command_line


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_imports_name_the_module_in_full(file: Path) -> None:
    assert [module for module in imports_of(file) if module.startswith(".")] == []


@pytest.mark.parametrize("file", [file for file in FILES if file.parent != PACKAGE], ids=name_of)
def test_nothing_inside_imports_the_package_as_a_whole(file: Path) -> None:
    assert "assessor" not in set(imports_of(file))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_no_file_is_over_400_lines_and_no_function_over_50(file: Path) -> None:
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400
    assert [(name, lines) for name, lines in functions_of(file) if lines > 50] == []


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_every_module_says_what_it_is_for(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not text or ast.get_docstring(ast.parse(text))


def test_one_module_alone_catches_everything_to_turn_it_into_an_exit_code() -> None:
    catching = set()
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if {"everything", "Exception", "BaseException"} & set(caught.strip("()").split(", ")):
                    catching.add(name_of(file))
    assert catching == {"cli/main.py"}
