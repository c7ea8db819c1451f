"""What is known to crash, hang or mislead durable-rules, each as a case that ends in the right answer or a clean error.

What could take pytest with it runs in a process of its own.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from rule_values import derived, engine, fact, kind, needs_durable, pattern, rule

from assessor.engine import layout, limits
from assessor.engine.port import MOST_FACTS
from assessor.errors import AssessorFault

pytestmark = needs_durable

EDGE = pattern("edge", x="$a", y="$b")
FAR_A = pattern("far", x="$a")
JOIN = rule("r", [EDGE, pattern("edge", x="$b", y="$c")], [pattern("path", x="$a", y="$c")])


def in_a_process(code, **environment):
    """What the code prints, run beside these tests; a crash or a hang fails the test and not its fellows."""
    start = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); from rule_values import *\n"
    run = subprocess.run(
        [sys.executable, "-c", start + code],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": "", **environment},
    )
    assert (run.returncode, run.stderr) == (0, "")
    return run.stdout.split()


def test_deleting_a_state_in_which_no_action_ran_does_not_crash():
    code = """
r = engine("durable", rule("r", [pattern("edge", x="here", y="$b")], [pattern("far", x="$b")]))
for number in range(50):
    print(len(derived(r.run([fact("edge", "elsewhere", str(number))]))), end=" ")
"""
    assert in_a_process(code) == ["0"] * 50
    assert in_a_process(code, MALLOC_PERTURB_="165") == ["0"] * 50


def test_a_batch_of_no_facts_never_reaches_the_engine():
    code = """
r = engine("durable", rule("r", [pattern("edge", x="$a")], [pattern("far", x="$a")]))
for facts in ([], [fact("node", "unread")], [fact("late", "unread")]):
    print(len(derived(r.run(facts))))
"""
    assert in_a_process(code) == ["0", "0", "0"]


def test_a_large_run_is_right_under_perturbed_memory():
    code = """
one = rule("one", [pattern("edge", x="$a", y="$b"), pattern("edge", x="$b", y="$c")], [pattern("path", x="$a", y="$c")])
two = rule("two", [pattern("node", x="$a")], [pattern("far", x="$a")], unless=[pattern("path", x="$a")])
facts = [fact("edge", str(n), str(n * 7 % 300)) for n in range(300)] + [fact("node", str(n)) for n in range(400)]
durable, plain = (engine(name, one, two) for name in ("durable", "plain"))
for number in range(3):
    mine, other = durable.run(facts[number:]), plain.run(facts[number:])
    print(mine.facts == other.facts and mine.steps == other.steps)
"""
    assert in_a_process(code, MALLOC_PERTURB_="165") == ["True"] * 3


def test_values_that_the_c_code_takes_for_numbers_or_truths_stay_texts():
    values = [
        "5",
        "5.0",
        "1e-7",
        "true",
        "True",
        "1",
        "0",
        "",
        "null",
        "NaN",
        "-",
        "{}",
        "[]",
        "abc",
        "'",
        "\\u0041",
        "A",
    ]
    facts = [fact("edge", one, other) for one in values for other in values]
    deduction = engine("durable", rule("r", [pattern("edge", x="$a", y="$a")], [FAR_A])).run(facts)
    assert {fact.values[0] for fact in derived(deduction)} == set(values)


def test_names_that_mean_something_to_the_c_code_are_plain_names():
    names = ["id", "sid", "$s", "$and", "$not", "$all", "m_0", "count", "pri", "cap", "run", "all", "any"]
    kinds = [kind(name, "id sid", given=True) for name in names] + [kind("out", "x")]
    rules = [rule(name, [pattern(name, id="$id", sid="1")], [pattern("out", x="$id")]) for name in names]
    facts = [fact(name, f"saw {name}", "1") for name in names] + [fact(name, "unseen", "2") for name in names]
    deduction = engine("durable", *rules, kinds=kinds).run(facts)
    assert {fact.values[0] for fact in derived(deduction)} == {f"saw {name}" for name in names}


def test_more_runs_than_the_engine_has_sessions_keep_memory_flat():
    code = """
import resource
r = engine("durable", rule("r", [pattern("edge", x="$a", y="$b")], [pattern("far", x="$a")]))
def rounds(count):
    for number in range(count):
        assert len(r.run([fact("edge", f"a{number}", "b")]).facts) == 2
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rounds(2000)
print(rounds(1) // 1024 + 1 >= rounds(18000) // 1024)
"""
    assert in_a_process(code) == ["True"]


def test_engines_that_are_built_and_dropped_keep_memory_flat():
    code = """
import resource
program = compiled(rule("r", [pattern("edge", x="$a", y="$b")], [pattern("far", x="$a")]))
def rounds(count):
    for number in range(count):
        build_engine(program, name="durable", trusted=True, packs=()).run([fact("edge", "a", "b")])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
rounds(50)
print(rounds(1) // 1024 + 1 >= rounds(500) // 1024)
"""
    assert in_a_process(code) == ["True"]


def test_no_thread_is_left_running():
    code = """
import threading
r = engine("durable", rule("r", [pattern("edge", x="$a", y="$b")], [pattern("far", x="$a")]))
r.run([fact("edge", "a", "b")])
print(threading.active_count(), [name for name in sys.modules if name == "durable" or name.startswith("durable.")])
"""
    assert in_a_process(code) == ["1", "[]"]


def test_a_run_within_a_run_is_a_clean_error_and_the_engine_goes_on():
    rules = [rule("r", [EDGE], [FAR_A]), rule("s", [pattern("late", x="$a")], [pattern("end", x="$a")])]
    runner = engine("durable", *rules)
    facts = [fact("edge", "a", "b")]
    with pytest.raises(AssessorFault) as fault:
        runner.run(facts, {"late": lambda known: runner.run(facts).facts})
    assert str(fault.value) == "this engine is running already: build one for each thread"
    assert derived(runner.run(facts)) == [fact("far", "a")]


def test_a_run_in_a_second_thread_is_a_clean_error():
    runner = engine(
        "durable", rule("r", [EDGE], [FAR_A]), rule("s", [pattern("late", x="$a")], [pattern("end", x="$a")])
    )
    said = []

    def other():
        try:
            runner.run([])
        except AssessorFault as fault:
            said.append(str(fault))

    def late(known):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
        return []

    runner.run([fact("edge", "a", "b")], {"late": late})
    assert said == ["this engine is running already: build one for each thread"]


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="this system does not fork")
def test_a_run_in_a_forked_process_is_a_clean_error():
    code = """
import os
from assessor.errors import AssessorFault
r = engine("durable", rule("r", [pattern("edge", x="$a", y="$b")], [pattern("far", x="$a")]))
if os.fork() == 0:
    try:
        r.run([fact("edge", "a", "b")])
    except AssessorFault as fault:
        print(str(fault).replace(" ", "-"), flush=True)
    os._exit(0)
os.wait()
print(len(r.run([fact("edge", "a", "b")]).facts))
"""
    assert in_a_process(code) == ["this-engine-was-built-in-another-process:-build-one-in-each-process", "2"]


def test_an_engine_cannot_be_pickled():
    with pytest.raises(AssessorFault) as fault:
        pickle.dumps(engine("durable", JOIN))
    assert str(fault.value) == "an engine cannot be pickled: build one in each process"


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit, MemoryError])
def test_an_interruption_in_a_run_comes_through_and_leaves_nothing_behind(interruption):
    def late(known):
        raise interruption

    runner = engine("durable", JOIN, rule("s", [pattern("late", x="$a")], [pattern("end", x="$a")]))
    facts = [fact("edge", "a", "b"), fact("edge", "b", "c")]
    with pytest.raises(interruption):
        runner.run(facts, {"late": late})
    assert derived(runner.run(facts[:1])) == []
    assert derived(runner.run(facts)) == [fact("path", "a", "c")]


def fnv(text):
    """The hash by which the C code knows facts and properties: FNV-1a of 32 bits."""
    found = 0x811C9DC5
    for byte in text.encode():
        found = (found ^ byte) * 16777619 & 0xFFFFFFFF
    return found


def test_the_numbers_of_facts_and_gates_have_hashes_of_their_own():
    assert MOST_FACTS + 64 < layout.FIRST_GATE
    hashes = {fnv("sid-0")}
    for tens in range((layout.FIRST_GATE + limits.KINDS) // 10 + 1):
        stem = fnv(str(tens)) if tens else 0x811C9DC5
        hashes.update((stem ^ digit) * 16777619 & 0xFFFFFFFF for digit in range(48, 58))
    assert len(hashes) == (layout.FIRST_GATE + limits.KINDS) // 10 * 10 + 10 + 1


def test_the_names_that_are_written_have_hashes_of_their_own():
    names = ["id", "sid", "$s", "w", "warm"]
    names += [f"k{number}" for number in range(limits.KINDS)] + [f"g{number}" for number in range(limits.KINDS + 1)]
    names += [f"p{number}" for number in range(limits.FIELDS)]
    words = "all any pri count cap dist $lt $lte $gt $gte $eq $neq $mt $imt $iall $iany $ex $nex $or $and $m name $add "
    names += [*words.split(), "$sub", "$mul", "$div", "$l", "$r", "$forward"]
    assert len(set(map(fnv, names))) == len(names)
