"""The cases that stand beside a rule, read for the one who looks it up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from assessor.errors import RulesError
from assessor.loading.bundled import bundled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assessor.loading.cases import Case
    from assessor.model.rule import Rule


def cases_of(rule: Rule, default_pack: str) -> Sequence[Case]:
    """The rule's cases in the file's order; none where it has no file of cases. Raises `RulesError`.

    Places in the default pack, named by its id, begin with `rules/` wherever it is; those of a pack that was given
    begin with its folder as it was given.
    """
    shown = Path(rule.location.path).with_name(f"{rule.id}.test.yaml")
    file = bundled("rules").parent / shown if rule.pack == default_pack else shown
    return _read(file, shown.as_posix(), rule.id) if file.is_file() else ()


def _read(file: Path, shown: str, rule: str) -> Sequence[Case]:
    from assessor.loading.cases import rule_cases
    from assessor.loading.fields import Fields
    from assessor.loading.schemas import explain
    from assessor.loading.source import read_document

    document = read_document(file.read_bytes(), shown)
    problems = document.problems or explain(document, "rule-test")
    if problems:
        raise RulesError(problems)
    return rule_cases(Fields(document.root, shown), rule).cases
