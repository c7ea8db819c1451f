"""What a result keeps of what it was made from, as values of the model, so that it can be assessed again.

The profile in it is read by the same checks as a profile's file.
"""

from __future__ import annotations

import hashlib
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

from assessor.errors import AssessorError, AssessorFault, InputError, UsageError, quoted
from assessor.loading.acceptance import Vocabulary, accepted
from assessor.loading.builder import DEEPEST
from assessor.loading.inputs import STANDARD_INPUT, read_input
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.results import located, placed, refuse
from assessor.loading.shapes import (
    UnfitError,
    a_mapping,
    check,
    is_exact,
    is_flag,
    is_text,
    is_whole,
    one_of,
    or_none,
)
from assessor.loading.source import Document
from assessor.loading.typed import MOST_ENTRIES
from assessor.model.document import to_document
from assessor.model.gates import Gates, Require
from assessor.model.knowledge import PackIdentity
from assessor.model.recorded import Recorded
from assessor.model.vocabulary import BAND_ORDER, SEVERITY_ORDER, Band, Basis, EvidenceState, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.loading.nodes import Mark, Node
    from assessor.loading.shapes import Shape
    from assessor.model.profile import Profile

_ENTRIES = ("not_applicable", "exceptions")
_EXACT = or_none(is_exact)
_DEFAULTS: Mapping[str, object] = {
    "targets": True,
    "fail_under": None,
    "min_score": None,
    "min_assessed": None,
    "require": [],
    "fail_on": None,
    "fail_if_expiring": None,
    "baseline": False,
}
_OPTIONS: Shape = {
    "basis": one_of(Basis),
    "targets": is_flag,
    "fail_under": or_none(one_of(BAND_ORDER)),
    "min_score": _EXACT,
    "min_assessed": _EXACT,
    "require": [{"benchmark": is_text, "coverage": _EXACT}],
    "fail_on": or_none(one_of(SEVERITY_ORDER)),
    "fail_if_expiring": or_none(is_whole),
    "baseline": is_flag,
}


def recorded(document: Mapping[str, Any], data: bytes, path: str, requirements: tuple[str, ...]) -> Recorded:
    """The result whose document was read from the bytes of a file (`read_result`).

    `requirements` are the ids that exist; a target may be on any benchmark that the result itself knows. Raises
    UsageError with every problem of what it was made from.
    """
    known = Vocabulary(requirements, tuple(one["id"] for one in document["benchmarks"]))
    profile = _profile(document, data, path, known)
    options = _options(document, data, path)
    if options["basis"] != document["basis"]:
        raise placed([("basis", "`basis` is not the one of `inputs.options`")], located(data, path), path)
    at_home = _at_home(profile, known)
    return Recorded(
        path=path,
        document=document,
        profile=at_home or profile,
        placed=at_home is not None,
        broken=_broken(document, profile, data, path),
        as_of=date.fromisoformat(document["as_of"]),
        basis=Basis(document["basis"]),
        gates=_gates(options),
        had_baseline=options["baseline"],
        rules=tuple(PackIdentity(one["pack"], one["version"], one["sha256"]) for one in document["rules"]),
        version=document["tool"]["version"],
    )


def _profile(document: Mapping[str, Any], data: bytes, path: str, known: Vocabulary) -> Profile:
    of, inner = document["profile"], document["inputs"]["profile"]
    single = {key: _single(inner.get(key)) for key in _ENTRIES}
    try:
        node = _node({**inner, **{key: entries for key, entries in single.items() if key in inner}})
    except UnfitError:
        node = None
    profile = accepted(Document(node, of["path"], of["sha256"], ()), known)
    if profile is None:
        raise _refusal(data, path, known)
    again: dict[str, Any] = {
        key: tuple(getattr(profile, key)[single[key].index(entry)] for entry in inner.get(key) or ())
        for key in _ENTRIES
    }
    return profile._replace(**again)


def _single(entries: Any) -> Any:
    """The entries without doubles: layers that were left out are written out by now, and may make two entries one."""
    if not isinstance(entries, list) or len(entries) > MOST_ENTRIES:
        return entries
    return [entry for at, entry in enumerate(entries) if entry not in entries[:at]]


def _node(value: Any, depth: int = 0) -> Node:
    """A plain value as a node of a document that was read. Raises UnfitError if it is nested too deep for one."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, bool | int | float):
        return Plain(str(value).lower())
    if depth == DEEPEST:
        raise UnfitError("inputs.profile")
    node: Map | Seq = Map() if isinstance(value, dict) else Seq()
    if isinstance(node, Map):
        node.update({key: _node(inner, depth + 1) for key, inner in value.items()})
    else:
        node += [_node(inner, depth + 1) for inner in value]
    node.positions = cast("list[Mark]", [None] * (1 + isinstance(node, Map)) * len(node))  # it stands nowhere
    return node


def _refusal(data: bytes, path: str, known: Vocabulary) -> AssessorError:
    """What is wrong with the profile in the result, at its places in the result's file."""
    from assessor.loading.refusal import refusal  # late: it takes longer than an assessment

    document = located(data, path)
    if document and document.problems:
        return UsageError(document.problems)
    root = document.root if document else None
    inputs = root.get("inputs") if isinstance(root, Map) else None
    if document and isinstance(inputs, Map):
        error = refusal(document._replace(root=inputs.get("profile")), known)
        if not isinstance(error, AssessorFault):
            return error
    return UsageError.of(path, "`inputs.profile` is not a valid profile")


def _broken(document: Mapping[str, Any], profile: Profile, data: bytes, path: str) -> frozenset[tuple[int, int]]:
    positions = {control.id: at for at, control in enumerate(profile.controls)}
    broken = set()
    for number, item in enumerate(document["inputs"]["evidence"]):
        at, index = positions.get(item["control"]), item["index"]
        if at is None or index >= len(profile.controls[at].evidence):
            what = f"item {index} of the control {quoted(item['control'])}"
            where = f"inputs.evidence[{number}].{'control' if at is None else 'index'}"
            raise placed(
                [(where, f"`inputs.evidence` has {what}, and `inputs.profile` has not")], located(data, path), path
            )
        if item["state"] == EvidenceState.BROKEN:
            broken.add((at, index))
    return frozenset(broken)


def _options(document: Mapping[str, Any], data: bytes, path: str) -> Mapping[str, Any]:
    try:
        check(document["inputs"]["options"], a_mapping, "inputs.options")
        options = {**_DEFAULTS, **document["inputs"]["options"]}
        check(options, _OPTIONS, "inputs.options")
    except UnfitError as error:
        refuse(data, path, error.where)
    return options


def _gates(options: Mapping[str, Any]) -> Gates:
    return Gates(
        fail_under=None if options["fail_under"] is None else Band(options["fail_under"]),
        min_score=_number(options["min_score"]),
        min_assessed=_number(options["min_assessed"]),
        require=tuple(Require(one["benchmark"], _number(one["coverage"])) for one in options["require"]),
        fail_on=None if options["fail_on"] is None else Severity(options["fail_on"]),
        fail_if_expiring=options["fail_if_expiring"],
        targets=options["targets"],
    )


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _at_home(profile: Profile, known: Vocabulary) -> Profile | None:
    """The same profile from its own file, with its places there; None where that file is gone or has changed."""
    if profile.path == STANDARD_INPUT:
        return None
    try:
        data = read_input(profile.path)
    except InputError:
        return None
    if hashlib.sha256(data).hexdigest() != profile.sha256:
        return None
    from assessor.loading.source import read_document

    found = accepted(read_document(data, profile.path), known)
    return found if found and to_document(found) == to_document(profile) else None
