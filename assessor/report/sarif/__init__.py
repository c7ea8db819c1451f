"""Findings as SARIF 2.1.0, for any reader of it or for what GitHub's code scanning takes of it.

What a run is on, what becomes of waived findings and of invalid inputs, and the limits: docs/adr/0015.
"""

from __future__ import annotations

from textwrap import indent
from typing import TYPE_CHECKING
from zlib import compress

from assessor.report.json_format import dumps
from assessor.report.sarif.runs import runs_of
from assessor.report.sarif.target import TARGETS

if TYPE_CHECKING:
    from assessor.report.contents import Contents
    from assessor.report.sarif.target import Target
    from assessor.report.view import View

_HEAD = """{
  "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  "version": "2.1.0",
  "runs": [
"""


def render(contents: Contents, view: View) -> str:
    """The file for the target that was chosen."""
    return log(contents, TARGETS[view.options["target"]])


def log(contents: Contents, target: Target) -> str:
    """The file for a target; one that would be too large for it has fewer results, and says how many are left out."""
    text = _text(contents, target)
    most = sum(len(result.findings) for result in contents.results) + len(contents.problems)
    while target.results and _is_too_large(text, target):
        target = target._replace(results=min(target.results, most) // 2)
        text = _text(contents, target)
    return text


def _text(contents: Contents, target: Target) -> str:
    runs = (indent(dumps(run).rstrip(), "    ") for run in runs_of(contents, target))
    return _HEAD + ",\n".join(runs) + "\n  ]\n}\n"


def _is_too_large(text: str, target: Target) -> bool:
    return len(text) > target.compressed and len(compress(text.encode("ascii"))) > target.compressed
