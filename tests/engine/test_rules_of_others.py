"""Rules that are not the project's own run in another process; what fails there is an error that names the pack."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rule_values import BOTH, KINDS, compiled, derived, engine, fact, kind, pattern, rule

from assessor.engine.chain import ChainingEngine
from assessor.engine.choose import build_engine
from assessor.engine.remote import RemoteMatcher, _end
from assessor.engine.worker import serve
from assessor.errors import AssessorFault, RulesError

EDGE = pattern("edge", x="$a", y="$b")
RULES = [
    rule("path", [EDGE, pattern("edge", x="$b", y="$c")], [pattern("path", x="$a", y="$c")]),
    rule("far", [pattern("path", x="$a", y=("red", "c"))], [pattern("far", x="$a")], unless=[pattern("node", x="$a")]),
    rule("end", [pattern("late", x="$a")], [pattern("end", x="$c")], lookup=("colour", "$a", "$c")),
]
FACTS = [fact("edge", *pair) for pair in ("ab", "bc", "cc")] + [fact("node", "b"), fact("edge", "c", "red")]
SUPPLY = {"late": lambda known: [fact("late", "red")]}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the limits and the processes of Linux")


def remote(name, *rules, kinds=KINDS, seconds=10, memory=1 << 30):
    program = compiled(*rules, kinds=kinds)
    clauses = [rule.clause for rule in program.rules]
    return ChainingEngine(program, RemoteMatcher(name, clauses, ["theirs", "others"], seconds=seconds, memory=memory))


def failure(engine, facts, supply=None):
    with pytest.raises(RulesError) as failed:
        engine.run(facts, supply)
    return [str(problem) for problem in failed.value.problems]


def worker_of(engine):
    return engine._matcher._worker._process


@pytest.mark.parametrize("name", BOTH)
def test_another_process_finds_the_same(name):
    apart = build_engine(compiled(*RULES), name=name, trusted=False, packs=["theirs"])
    here = engine("plain", *RULES)
    for facts in (FACTS, FACTS[1:], []):
        mine, other = apart.run(facts, SUPPLY), here.run(facts, SUPPLY)
        assert (mine.facts, mine.steps, mine.engine) == (other.facts, other.steps, name)


@pytest.mark.parametrize("name", BOTH)
def test_one_process_serves_many_runs(name):
    apart = remote(name, *RULES)
    apart.run(FACTS)
    first = worker_of(apart).pid
    apart.run(FACTS)
    assert worker_of(apart).pid == first


def test_the_process_does_not_look_into_the_folder_it_is_started_in(tmp_path, monkeypatch):
    for module in ("json", "assessor", "durable_rules_engine", "typing"):
        (tmp_path / f"{module}.py").write_text("raise SystemExit('a trap')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert derived(remote("plain", *RULES).run(FACTS))


@LINUX
@pytest.mark.parametrize("name", BOTH)
def test_a_crash_names_the_packs_and_the_next_run_is_right(name):
    apart = remote(name, *RULES)
    apart.run(FACTS)

    def crash(known):
        os.kill(worker_of_session(), signal.SIGSEGV)
        return []

    pid = worker_of(apart).pid

    def worker_of_session():
        return pid

    message = "the rules of this pack crashed the engine (SIGSEGV)"
    assert failure(apart, FACTS, {"late": crash}) == [f"others: {message}", f"theirs: {message}"]
    assert derived(apart.run(FACTS))


@LINUX
@pytest.mark.parametrize("name", BOTH)
def test_exhausted_memory_names_the_packs(name):
    nodes = [kind(f"n{number}", "x y", given=True) for number in range(6)]
    when = [pattern(f"n{number}", x="$a", y=f"$v{number}") for number in range(6)]
    greedy = remote(name, rule("r", when, [pattern("end", x="$a")]), kinds=[*KINDS, *nodes], memory=60 << 20)
    facts = [fact(f"n{number}", "same", str(value)) for number in range(6) for value in range(40)]
    message = "the rules of this pack needed more memory than they may have"
    assert failure(greedy, facts) == [f"others: {message}", f"theirs: {message}"]


@pytest.mark.parametrize("name", BOTH)
def test_rules_that_take_too_long_are_stopped(name):
    apart = remote(name, *RULES, seconds=1)
    started = time.monotonic()
    message = "the rules of this pack took longer than they may, and were stopped"
    assert failure(apart, FACTS, {"late": lambda known: time.sleep(1.5) or []}) == [
        f"others: {message}",
        f"theirs: {message}",
    ]
    assert time.monotonic() - started < 8
    assert derived(apart.run(FACTS))


@LINUX
def test_no_process_is_left_when_the_engine_goes():
    apart = remote("plain", *RULES)
    apart.run(FACTS)
    pid = worker_of(apart).pid
    del apart
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@LINUX
def test_no_process_is_left_when_the_command_ends():
    code = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})
from test_rules_of_others import *
apart = remote("plain", *RULES); apart.run(FACTS); print(worker_of(apart).pid)
"""
    run = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(run.stdout), 0)


@LINUX
@pytest.mark.parametrize("interruption", [KeyboardInterrupt, KeyError])
def test_no_process_is_left_when_a_run_is_interrupted(interruption):
    apart = remote("plain", *RULES)
    apart.run(FACTS)
    pid = worker_of(apart).pid

    def interrupt(known):
        raise interruption

    with pytest.raises(interruption):
        apart.run(FACTS, {"late": interrupt})
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert derived(apart.run(FACTS))


@pytest.mark.parametrize("name", BOTH)
def test_rules_that_match_without_bound_are_named(name):
    nodes = [kind(f"n{number}", "x y", given=True) for number in range(4)]
    when = [pattern(f"n{number}", x="$a", y=f"$v{number}") for number in range(4)]
    apart = remote(name, rule("r", when, [pattern("end", x="$a")]), kinds=[*KINDS, *nodes])
    facts = [fact(f"n{number}", "same", str(value)) for number in range(4) for value in range(27)]
    assert failure(apart, facts) == [
        "r.yaml:1:1: the rule `r` fires without bound: more than 500000 matches, or 600000 facts"
    ]


def test_one_run_at_a_time():
    apart = remote("plain", *RULES)
    with pytest.raises(AssessorFault) as fault:
        apart.run(FACTS, {"late": lambda known: apart.run([]).facts})
    assert str(fault.value) == "this engine is running already: build one for each thread"


def test_an_interpreter_that_cannot_be_started_is_a_fault_of_ours(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    with pytest.raises(AssessorFault) as fault:
        remote("plain", *RULES).run(FACTS)
    assert str(fault.value).startswith("a process for the rules of packs cannot be started: ")


def answers(*lines):
    sink = io.BytesIO()
    serve(io.BytesIO(b"".join(json.dumps(line).encode() + b"\n" for line in lines)), sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


@pytest.mark.parametrize("name", BOTH)
def test_the_process_answers_a_line_with_a_line(name):
    premise = ["t0", 1, [], []]
    order = {"matcher": name, "memory": -1, "seconds": 1 << 20, "clauses": [[0, 1, [premise], [["t1", 1, [], []]]]]}
    assert answers(order, [1, [[0, "t0", ["t2"]]]], [2, []], None, [1, []]) == [
        ["ready", None],
        ["found", [[0, [[0]]]]],
        ["found", []],
        ["found", []],
    ]


def test_the_process_says_that_rules_match_without_bound_or_that_memory_is_short(monkeypatch):
    pair = ["t0", 1, [], []]
    order = {"matcher": "plain", "memory": -1, "seconds": 1 << 20, "clauses": [[7, 1, [pair, pair], []]]}
    facts = [1, [[number, "t0", [f"t{number}"]] for number in range(3)]]
    monkeypatch.setattr("assessor.engine.plain.MOST_MATCHES", 8)
    assert answers(order, facts)[-1] == ["unbounded", 7]
    monkeypatch.setattr("assessor.engine.plain.islice", lambda rows, most: (_ for _ in ()).throw(MemoryError))
    assert answers(order, facts)[-1] == ["memory", None]


def sleeper():
    return subprocess.Popen(
        [sys.executable, "-c", "import time; time.sleep(60)"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


def test_a_process_that_does_not_end_by_itself_is_killed():
    process = sleeper()
    _end(process, os.getpid())
    assert process.returncode != 0


def test_a_fork_does_not_end_the_process_of_its_parent():
    process = sleeper()
    _end(process, os.getpid() + 1)
    assert process.poll() is None
    _end(process, os.getpid())
