"""Broken profiles by the thousand: `python tests/fuzz/mutants.py 20000` from the project's folder.

Each mutant is a valid profile with a few bytes or a few nodes changed, by a generator that is seeded with the mutant's
number, so that one that fails can be made again: `python tests/fuzz/mutants.py 1 4711`. Every mutant must be read or
end in ProfileError, within two seconds.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from assessor.errors import ProfileError
from assessor.loading.bundled import bundled
from assessor.loading.profiles import Vocabulary, read_profile
from assessor.loading.schemas import schema

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.errors import Problem

LONGEST = 2.0
"""Seconds."""
KNOWN = Vocabulary(
    tuple(each["const"] for each in schema("profile")["$defs"]["requirement"]["anyOf"]),
    tuple(sorted(path.stem for path in (bundled("rules") / "benchmarks").glob("*.yaml"))),
)
SEEDS = [path.read_bytes() for path in sorted(bundled("profiles").glob("*.yaml"))]
DOCUMENTS = [json.dumps(yaml.safe_load(seed), default=str) for seed in SEEDS]

ODD_BYTES = [
    *(bytes([code]) for code in (0, 7, 9, 10, 13, 27, 127, 128, 194, 255)),
    *(
        b"\xef\xbb\xbf",
        b"\xe2\x80\xa8",
        b"\xf0\x9f\x98\x80",
        b"\xed\xa0\x80",
        b"\xff\xfe",
        b"---\n",
        b"...\n",
        b"%YAML 9\n",
    ),
    *(
        b"&a ",
        b"*a",
        b"*a : ",
        b"!!python/name:os.system ",
        b"!!int ",
        b"<<: ",
        b"? ",
        b": ",
        b"- ",
        b"\n- ",
        b"\n  ",
        b"{",
        b"}",
    ),
    *(
        b"[" * 40,
        b"]",
        b'"',
        b"'",
        b"|\n",
        b">-\n",
        b"#",
        b"\\",
        b"\\u0000",
        b"@",
        b"`",
        b", ",
        b"~",
        b"null",
        b"1e999999999",
    ),
]
ODD_NODES: list[Any] = [
    *(
        None,
        "",
        " ",
        "x",
        "\x1b[31m",
        "no",
        "trust",
        "data",
        "x" * 300,
        "9" * 5000,
        "2026-02-30",
        "1e999999999",
        ".nan",
    ),
    *(
        True,
        0,
        -1,
        1e308,
        101,
        [],
        {},
        [[]],
        [{}],
        {"": ""},
        {"id": {}},
        ["trust", "trust"],
        {"requirement": ["trust"]},
    ),
]


def mutant(number: int) -> bytes:
    """The mutant of that number."""
    source = random.Random(number)  # noqa: S311 - not for secrets
    return changed_bytes(source) if source.random() < 0.5 else changed_nodes(source)


def changed_bytes(source: random.Random) -> bytes:
    """A profile in which bytes were dropped, repeated, moved, or put in."""
    data = bytearray(source.choice(SEEDS))
    for _ in range(source.randint(1, 6)):
        start = source.randrange(len(data) + 1)
        end = min(len(data), start + source.choice((0, 1, 1, 2, 8, 80)))
        data[start:end] = source.choice(
            (b"", source.choice(ODD_BYTES), bytes(data[start:end]) * 2, bytes([source.randrange(256)]))
        )
    return bytes(data)


def changed_nodes(source: random.Random) -> bytes:
    """A profile in which values were replaced, keys renamed, and entries repeated, as JSON."""
    document = json.loads(source.choice(DOCUMENTS))
    for _ in range(source.randint(1, 4)):
        owner, key = source.choice(list(places(document)))
        action = source.randrange(4)
        if action == 0:
            del owner[key]
        elif action == 1 and isinstance(owner, list):
            owner.append(owner[key])
        elif action == 1:
            owner[slipped(source, key)] = owner.pop(key)
        elif action == 2:
            owner[key] = copy.deepcopy(source.choice([other[at] for other, at in places(document)]))
        else:
            owner[key] = source.choice(ODD_NODES)
        if not isinstance(document, dict) or not document:
            break
    return json.dumps(document, ensure_ascii=source.random() < 0.5, indent=source.choice((None, 1))).encode()


def slipped(source: random.Random, word: str) -> str:
    """The word with a letter dropped, doubled or exchanged with the next."""
    at = source.randrange(len(word) + 1)
    return source.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at : at + 1] + word[at:],
            word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        )
    )


def places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every mapping and list below the node with each of its keys or indices."""
    for key, value in list(node.items()) if isinstance(node, dict) else list(enumerate(node)):
        yield node, key
        if isinstance(value, dict | list):
            yield from places(value)


def verdict(data: bytes) -> tuple[str, float]:
    """`valid` or `refused`, and the seconds that it took; anything else that is raised is what the fuzzer looks for."""
    began = time.perf_counter()
    problems: tuple[Problem, ...] | None = None
    try:
        read_profile(data, "mutant", KNOWN)
    except ProfileError as error:
        problems = error.problems
    seconds = time.perf_counter() - began
    if problems is None:
        return "valid", seconds
    assert problems, "refused without a reason"
    assert all(str(problem).isprintable() for problem in problems), "a message that a terminal could obey"
    return "refused", seconds


def main(count: int, first: int = 0) -> None:
    """Try so many mutants, and say how many were valid and how long the slowest took."""
    tally = {"valid": 0, "refused": 0}
    slowest = (0.0, first)
    for number in range(first, first + count):
        data = mutant(number)
        try:
            outcome, seconds = verdict(data)
        except BaseException:
            Path("mutant.failed").write_bytes(data)
            print(f"mutant {number} failed; it is in mutant.failed", file=sys.stderr)
            raise
        tally[outcome] += 1
        slowest = max(slowest, (seconds, number))
    print(f"{count} mutants: {tally}; slowest: {slowest[0]:.3f} s, mutant {slowest[1]}")
    if slowest[0] > LONGEST:
        sys.exit(f"mutant {slowest[1]} took over {LONGEST} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
