"""One rule pack: its files, each by its place in the folder, as values of the model.

`pack.yaml`, `kinds.yaml` and `rating.yaml` stand at the top of a pack, its requirements and benchmarks in folders of
these names; every other `*.yaml` is a rule, or the cases of one (`*.test.yaml`). What several packs make together is
not known here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from assessor.errors import Problem
from assessor.loading import benchmarks, cases, requirements, rules
from assessor.loading.constants import constant_problems
from assessor.loading.fields import Fields
from assessor.loading.folder import CASES, fingerprint
from assessor.loading.schemas import explain
from assessor.loading.source import read_document
from assessor.model.knowledge import PackIdentity
from assessor.model.place import Location

if TYPE_CHECKING:
    from assessor.loading.cases import RuleCases
    from assessor.loading.folder import Folder, PackFile
    from assessor.loading.requirements import Csf
    from assessor.model.knowledge import Benchmark, Policy, Requirement
    from assessor.model.rule import Kind, Rule

PACK = "pack.yaml"
KINDS = "kinds.yaml"
RATING = "rating.yaml"
_AT_THE_TOP = {PACK: "pack", KINDS: "kinds", RATING: "rating"}
NOWHERE = Location("", 0, 0)
_FOLDERS = {"requirements": "requirement", "benchmarks": "benchmark"}


@dataclass(slots=True, kw_only=True)
class Pack:
    """What one pack brings, as far as it could be read."""

    shown: str
    """The pack's folder, as messages show it."""
    files: frozenset[str] = frozenset()
    """The names of all its files, whether or not they could be read."""
    identity: PackIdentity | None = None
    location: Location = NOWHERE
    """Where its id stands."""
    policy: Policy | None = None
    kinds: list[Kind] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)
    benchmarks: list[Benchmark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    cases: list[RuleCases] = field(default_factory=list)


def opened(data: bytes, shown: str, schema: str, problems: list[Problem]) -> Fields | None:
    """The document in a file's bytes if it is what the schema wants; else None, and the problems say why."""
    document = read_document(data, shown)
    found = [*document.problems, *(explain(document, schema) if document.root is not None else ())]
    problems += found
    return None if found else Fields(document.root, shown)


def read_pack(folder: Folder, csf: Csf, problems: list[Problem], *, with_cases: bool = False) -> Pack:
    """The pack in a folder; what is wrong with its files is added to the problems. Cases are read only if wanted.

    Its SHA-256 is that of all its files but cases (see `fingerprint`).
    """
    pack = Pack(shown=folder.shown, files=folder.names)
    reader = _Reader(pack, csf, problems)
    for file in sorted(folder.files, key=lambda file: file.name != PACK):  # what the others are part of comes first
        if with_cases or not file.name.endswith(CASES):
            reader.read(file)
    problems += constant_problems(pack.rules, csf)
    if pack.identity:
        pack.identity = pack.identity._replace(sha256=fingerprint(folder.files))
    return pack


def _schema(name: str) -> str | None:
    """The schema of a pack's file, by its place in the folder; None if there is nothing that could stand there."""
    *folders, last = name.split("/")
    if last in _AT_THE_TOP:
        return None if folders else _AT_THE_TOP[last]
    if last.endswith(CASES):
        return "rule-test"
    return _FOLDERS.get(folders[0], "rule") if folders else "rule"


class _Reader:
    """Reads the files of one pack into it."""

    def __init__(self, pack: Pack, csf: Csf, problems: list[Problem]) -> None:
        self._pack = pack
        self._csf = csf
        self._problems = problems
        self._readers = {
            "pack": self._identity,
            "kinds": self._kinds,
            "rating": self._policy,
            "requirement": self._requirement,
            "benchmark": self._benchmark,
            "rule": self._rule,
            "rule-test": self._cases,
        }

    def read(self, file: PackFile) -> None:
        """Add what the file says to the pack, or to the problems what is wrong with it."""
        schema = _schema(file.name)
        if schema is None:
            self._problems.append(
                Problem(file.shown, 0, 0, "a file of this name stands at the top of a pack, or nowhere")
            )
        elif fields := opened(file.data, file.shown, schema, self._problems):
            self._readers[schema](fields, file)

    def _identity(self, fields: Fields, _: PackFile) -> None:
        self._pack.identity = PackIdentity(pack=fields.text("id"), version=fields.text("version"), sha256="")
        self._pack.location = fields.at("id")

    def _kinds(self, fields: Fields, _: PackFile) -> None:
        self._pack.kinds += rules.kinds(fields)

    def _policy(self, fields: Fields, _: PackFile) -> None:
        self._pack.policy = requirements.policy(fields)
        self._problems += requirements.policy_problems(fields, self._pack.policy)

    def _requirement(self, fields: Fields, file: PackFile) -> None:
        self._check_name(fields, file)
        requirement = requirements.requirement(fields)
        found = list(requirements.requirement_problems(fields, requirement, self._csf))
        self._problems += found
        if not found:
            self._pack.requirements.append(requirement)

    def _benchmark(self, fields: Fields, file: PackFile) -> None:
        self._check_name(fields, file)
        self._pack.benchmarks.append(benchmarks.benchmark(fields))

    def _rule(self, fields: Fields, file: PackFile) -> None:
        self._check_name(fields, file)
        rule = rules.rule(fields, self._pack.identity.pack if self._pack.identity else self._pack.shown)
        found = list(rules.rule_problems(fields, rule))
        self._problems += found
        if not found:
            self._pack.rules.append(rule)

    def _cases(self, fields: Fields, file: PackFile) -> None:
        rule = PurePosixPath(file.name).name.removesuffix(CASES)
        found = cases.rule_cases(fields, rule)
        self._problems += cases.case_problems(found)
        if file.name.removesuffix(CASES) + ".yaml" in self._pack.files:
            self._pack.cases.append(found)
        else:
            self._problems.append(
                Problem(file.shown, 0, 0, f"there is no {rule}.yaml beside it whose cases these could be")
            )

    def _check_name(self, fields: Fields, file: PackFile) -> None:
        name = PurePosixPath(file.name).name
        wanted = fields.text("id") + ".yaml"
        if name != wanted:
            self._problems.append(Problem(*fields.at("id"), f"a file with this id is named {wanted}, not {name}"))
