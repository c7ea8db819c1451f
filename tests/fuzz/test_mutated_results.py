"""Results that somebody broke: each is compared or refused with a reason, soon, and never ends in a fault."""

from __future__ import annotations

import copy
import json
import random
import time
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest
from mutants import LONGEST, ODD_BYTES, ODD_NODES, places, slipped
from twins import REQUIREMENTS, reasoner

from assessor.api import open_assessor
from assessor.assessment.case import Case
from assessor.errors import InputError
from assessor.inquiry.diffing.diff import diff
from assessor.inquiry.diffing.sides import side_of_case, side_of_result
from assessor.loading.bundled import bundled
from assessor.loading.recorded import recorded
from assessor.loading.results import is_result, read_result
from assessor.model.gates import Gates
from assessor.model.vocabulary import Basis
from assessor.report.answers.diff import page, to_object
from assessor.report.document import to_json_object
from assessor.report.json_format import dumps
from assessor.report.page_markdown import render_markdown
from assessor.report.page_text import render_text
from assessor.report.view import View

if TYPE_CHECKING:
    from assessor.inquiry.diffing.sides import Side

HUNDREDS = range(4)
OLD, NEW = date(2027, 1, 1), date(2026, 12, 1)
ODD_VALUES = [*ODD_NODES, -1, 10**18, 1e300, "9/0", "1/3", "0001-01-01", "trust/data", "#2", "gate", "\ud800"]

OF_THE_WHOLE = ("this is not a result: ", "the file holds ")
"""How problems begin that a file as a whole has."""


@cache
def case(as_of: date) -> Case:
    """The template on a day, with gates of its own."""
    path = bundled("profiles") / "template.yaml"
    profile = open_assessor(engine="plain").load(path)
    return Case(reasoner(), profile, {}, as_of, Basis.CURRENT, Gates(fail_if_expiring=30), "test")


@cache
def seed() -> str:
    return dumps(to_json_object(case(OLD).assess()))


def mutant(number: int) -> bytes:
    """A result in which bytes or nodes are not what they were; the same for the same number."""
    source = random.Random(number)  # noqa: S311 - not for secrets
    return changed_bytes(source) if source.random() < 0.3 else changed_nodes(source)


def changed_bytes(source: random.Random) -> bytes:
    data = bytearray(seed().encode())
    for _ in range(source.randint(1, 3)):
        start = source.randrange(len(data) + 1)
        end = min(len(data), start + source.choice((0, 1, 1, 8, 80)))
        data[start:end] = source.choice((b"", source.choice(ODD_BYTES), bytes(data[start:end]) * 2))
    return bytes(data)


def changed_nodes(source: random.Random) -> bytes:
    """Most changes are to what is read of a result: a place is chosen level by level."""
    document = json.loads(seed())
    for _ in range(source.randint(1, 3)):
        owner, key = deep(source, document)
        action = source.randrange(5)
        if action == 0:
            del owner[key]
        elif action == 1 and isinstance(owner, list):
            owner.append(copy.deepcopy(owner[key]))
        elif action == 1:
            owner[slipped(source, key)] = owner.pop(key)
        elif action == 2:
            owner[key] = copy.deepcopy(source.choice([other[at] for other, at in places(document)]))
        else:
            owner[key] = source.choice(ODD_VALUES)
    return json.dumps(document).encode()


def deep(source: random.Random, node: Any) -> tuple[Any, Any]:
    """A mapping or list below the node and one of its keys."""
    while True:
        key = source.choice(list(node) if isinstance(node, dict) else range(len(node)))
        inner = node[key]
        if not isinstance(inner, dict | list) or not inner or source.random() < 0.1:
            return node, key
        node = inner


def outcome(data: bytes) -> str:
    """`compared` or `refused`; anything else that is raised is what this looks for."""
    problems = None
    try:
        is_result(data)
        side = side_of_result(recorded(read_result(data, "old.json"), data, "old.json", REQUIREMENTS))
    except InputError as error:
        problems = error.problems
    if problems is not None:
        assert problems, "refused without a reason"
        assert all(problem.line or problem.message.startswith(OF_THE_WHOLE) for problem in problems), "without a place"
        assert all(str(problem).isprintable() for problem in problems), "a message that a terminal could obey"
        return "refused"
    other = side_of_case("new.yaml", case(NEW))
    for old, new in ((side, other), (other, side)):
        check(old, new)
    return "compared"


def check(old: Side, new: Side) -> None:
    """The comparison can be made, and shown in every format."""
    hands = {reasoner().knowledge.packs: reasoner()}
    answer = diff(old, new, hands, stand_in=reasoner().knowledge.packs, version="test")
    assert all(change.because and change.before != change.after for change in answer.changes)
    json.loads(dumps(to_object(answer)))
    text = render_text(page(answer), View())
    assert max(map(len, text.splitlines())) <= 80
    render_markdown(page(answer), View())


@pytest.mark.parametrize("hundred", HUNDREDS)
def test_a_mutated_result_is_compared_or_refused_soon(hundred: int) -> None:
    outcomes = set()
    for number in range(100 * hundred, 100 * hundred + 100):
        began = time.perf_counter()
        outcomes.add(outcome(mutant(number)))
        assert time.perf_counter() - began < LONGEST
    assert outcomes == {"compared", "refused"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[" * 100_000,
        b'{"schema": "dtassess/result/v1", "a": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001,
        b'{"schema": "dtassess/result/v1", "as_of": NaN}',
        b'{"schema": "dtassess/result/v1", "as_of": ' + b"9" * 5_000 + b"}",
        b'{"schema": "dtassess/results/v1", "results": 1}',
        b'{"schema": "dtassess/results/v1", "results": []}',
        b"\xff\xfe{\x00}\x00",
        b"schema: dtassess/result/v1\na: &a [*a]\n",
        b'{"schema": "dtassess/result/v1", "as_of": "2026-01-01", "as_of": "2026-01-01"}',
    ],
)
def test_what_is_no_result_at_all_is_refused(data: bytes) -> None:
    assert outcome(data) == "refused"


def test_the_seed_itself_is_compared() -> None:
    assert outcome(seed().encode()) == "compared"
