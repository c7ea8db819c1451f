"""Results from their files: the document of one result, JSON or YAML, or all that is wrong with it.

A good file pays for no schema and no positions; what is refused is read again and explained by the schema.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assessor.errors import Problem, UsageError
from assessor.loading.atlas import Atlas
from assessor.loading.encoding import LARGEST_FILE
from assessor.loading.inputs import STANDARD_INPUT, read_input
from assessor.loading.nodes import Map, Seq
from assessor.loading.plain_values import LARGEST_RESULT, plain_values
from assessor.loading.result_lists import gaps
from assessor.loading.shapes import (
    UnfitError,
    a_mapping,
    check,
    each_one_of,
    is_anything,
    is_day,
    is_flag,
    is_score,
    is_sha256,
    is_text,
    is_whole,
    one_of,
    or_none,
)
from assessor.loading.source import declared_format, read_document
from assessor.model.vocabulary import BAND_ORDER, Band, Basis, EvidenceState, Layer, Level, Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import NoReturn

    from assessor.loading.nodes import Node
    from assessor.loading.shapes import Shape
    from assessor.loading.source import Document

RESULT = "dtassess/result/v1"
RESULTS = "dtassess/results/v1"
_MOST_PROBLEMS = 1_000
_STEP = re.compile(r"\[([0-9]+)\]|([^.\[]+)")
"""A step on the way to a node: `[3]` or `rule`."""

_LIGHT = one_of(BAND_ORDER)
_OPTIONAL_TEXT = or_none(is_text)
_SUMMARY: Shape = {"band": _LIGHT, "rating": _LIGHT, "score": or_none(is_score)}
_REQUIREMENT: Shape = {"band": one_of(Band), "cells": each_one_of(Layer, Level)}
_SHAPE: Shape = {
    "tool": {"version": is_text},
    "rules": [{"pack": is_text, "version": is_text, "sha256": is_sha256}],
    "profile": {"name": is_text, "version": _OPTIONAL_TEXT, "path": is_text, "sha256": is_sha256},
    "as_of": is_day,
    "basis": one_of(Basis),
    "summary": dict.fromkeys(Basis, _SUMMARY),
    "requirements": [{"id": is_text, **dict.fromkeys(Basis, _REQUIREMENT)}],
    "functions": [{"id": is_text, **{basis: {"covered": is_flag} for basis in Basis}}],
    "benchmarks": [{"id": is_text, **{basis: {"verdict": one_of(Verdict)} for basis in Basis}}],
    "findings": [
        {
            "rule": is_text,
            "severity": one_of(Severity),
            "message": is_text,
            **dict.fromkeys(("requirement", "layer", "control", "benchmark", "subject"), _OPTIONAL_TEXT),
            "waived": or_none(a_mapping),
        }
    ],
    "gate": {"passed": or_none(is_flag), "checks": [{"name": is_text, "passed": is_flag}]},
    "inputs": {
        "profile": a_mapping,
        "evidence": [{"control": is_text, "index": is_whole, "state": one_of(EvidenceState)}],
        "options": is_anything,
    },
}
"""What of a result is read; the rest may be anything."""


def read_bytes(path: str) -> bytes:
    """The bytes of a file or, for `-`, of standard input; of a result that is too large only one more than is allowed.

    Raises UsageError for what is missing, cannot be read, or is no regular file.
    """
    data = read_input(path)
    if len(data) <= LARGEST_FILE:
        return data
    if path == STANDARD_INPUT:
        return data + sys.stdin.buffer.read(LARGEST_RESULT + 1 - len(data))
    with Path(path).open("rb") as file:
        return file.read(LARGEST_RESULT + 1)


def is_result(data: bytes) -> bool:
    """Whether the bytes say that they are a result, or several."""
    return (declared_format(data[:LARGEST_FILE]) or "").startswith("dtassess/result")


def read_result(data: bytes, path: str) -> Mapping[str, Any]:
    """The JSON form of the one result in the bytes of a file, sound as far as it is read.

    Raises UsageError with every problem of the file, whose `path` is what messages call it.
    """
    document = _single(plain_values(data, path), data, path)
    try:
        check(document, _SHAPE)
    except UnfitError as error:
        refuse(data, path, error.where)
    if told := list(gaps(document)):
        raise placed(told, located(data, path), path)
    return document


def refuse(data: bytes, path: str, where: str) -> NoReturn:
    """Raise UsageError with what the schema says of the file; if it says nothing, that it is about a place."""
    document = located(data, path)
    if document is not None:
        from assessor.loading.schemas import explain  # late: it takes longer than an assessment

        problems = [*document.problems, *explain(document, "result")][:_MOST_PROBLEMS]
        if problems:
            raise UsageError(problems)
    raise placed([(where, f"`{where}` is not what a result has there")], document, path)


def placed(told: Iterable[tuple[str, str]], document: Document | None, path: str) -> UsageError:
    """What is wrong with a result, each with where it is (`findings[3].rule`), as an error with its places in the file.

    What is missing stands where it is missing from; without a located document, nothing has a place.
    """
    root = document.root if document else None
    atlas = Atlas(root)
    return UsageError(
        Problem(path, *(atlas.value(_path(root, where)) if root is not None else (0, 0)), message)
        for where, message in told
    )


def _path(root: Node, where: str) -> Sequence[str | int]:
    """The path of a node, as far as it is there."""
    steps: list[str | int] = []
    node = root
    for index, key in _STEP.findall(where):
        step = int(index) if index else key
        if isinstance(node, Map) and step in node:
            node = node[key]
        elif isinstance(node, Seq) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            break
        steps.append(step)
    return steps


def located(data: bytes, path: str) -> Document | None:
    """The one result of the file with its positions; None if the file is too large for that."""
    if len(data) > LARGEST_FILE:
        return None
    document = read_document(data, path)
    root = document.root
    if isinstance(root, Map) and root.get("schema") == RESULTS and isinstance(root.get("results"), Seq):
        return document._replace(root=next(iter(root["results"] or ()), None))
    return document


def _single(document: Any, data: bytes, path: str) -> Mapping[str, Any]:
    """The result, alone or the only one of several."""
    if isinstance(document, dict) and document.get("schema") == RESULTS:
        results = document.get("results")
        if not isinstance(results, list) or len(results) != 1:
            count = len(results) if isinstance(results, list) else "no"
            raise UsageError.of(path, f"the file holds {count} results; one is wanted: `assess` one profile")
        if document.get("problems"):
            told = "beside the result it has `problems` of what was not assessed; assess again what is wanted, alone"
            raise UsageError.of(path, told)
        document = results[0]
    if not isinstance(document, dict) or document.get("schema") != RESULT:
        told = f"this is not a result: its `schema` is not {RESULT}"
        if isinstance(document, dict) and "schema" in document:
            raise placed([("schema", told)], located(data, path), path)
        raise UsageError.of(path, told)
    return document
