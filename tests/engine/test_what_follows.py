"""What the rules derive, in either engine: one claim of the rule language a test."""

from __future__ import annotations

import pytest
from rule_values import BOTH, KINDS, derived, engine, fact, kind, pattern, rule

from assessor.errors import AssessorFault
from assessor.model.fact import Step

pytestmark = pytest.mark.parametrize("name", BOTH)

EDGE = pattern("edge", x="$a", y="$b")
FAR_A = pattern("far", x="$a")


def run(name, rules, *facts, supply=None, kinds=KINDS):
    return engine(name, *rules, kinds=kinds).run(facts, supply)


def steps_of(deduction, of):
    return deduction.steps[deduction.facts.index(of)]


def test_a_deduction_names_the_engine_that_ran(name):
    assert run(name, []).engine == name


def test_no_facts_and_no_rules_give_nothing(name):
    assert run(name, []).facts == ()
    assert run(name, [rule("r", [EDGE], [FAR_A])]).facts == ()
    assert run(name, [], fact("node", "a")).facts == (fact("node", "a"),)


def test_a_constant_matches_the_same_text_alone(name):
    rules = [rule("r", [pattern("edge", x="1", y="$b")], [pattern("far", x="$b")])]
    values = ["1", "1.0", "01", "true", "", " 1", "1 "]
    assert derived(run(name, rules, *[fact("edge", value, f"was {value}") for value in values])) == [
        fact("far", "was 1")
    ]


def test_a_list_matches_any_of_its_values(name):
    rules = [rule("r", [pattern("edge", x=("a", "c"), y="$b")], [pattern("far", x="$b")])]
    facts = [fact("edge", value, value) for value in "abc"]
    assert derived(run(name, rules, *facts)) == [fact("far", "a"), fact("far", "c")]


def test_a_variable_joins_patterns(name):
    rules = [rule("r", [EDGE, pattern("edge", x="$b", y="$c")], [pattern("path", x="$a", y="$c")])]
    facts = [fact("edge", *pair) for pair in ("ab", "bc", "bd", "ee")]
    assert derived(run(name, rules, *facts)) == [fact("path", *pair) for pair in ("ac", "ad", "ee")]


def test_one_fact_may_match_several_patterns_of_a_rule(name):
    """The C engine leaves such matches out unless it is told not to."""
    rules = [rule("r", [EDGE, pattern("edge", x="$a", y="$c")], [pattern("path", x="$b", y="$c")])]
    deduction = run(name, rules, fact("edge", "a", "b"))
    assert steps_of(deduction, fact("path", "b", "b")) == (Step("r", (0, 0)),)


def test_a_variable_twice_in_a_pattern_means_equal_values(name):
    rules = [rule("r", [pattern("edge", x="$a", y="$a")], [FAR_A])]
    assert derived(run(name, rules, fact("edge", "a", "b"), fact("edge", "b", "b"))) == [fact("far", "b")]


def test_unless_holds_back_what_it_matches(name):
    rules = [rule("r", [EDGE], [FAR_A], unless=[pattern("node", x="$b")])]
    facts = [fact("edge", "a", "b"), fact("edge", "c", "d"), fact("node", "b")]
    assert derived(run(name, rules, *facts)) == [fact("far", "c")]


def test_unless_with_a_list_holds_back_on_any_of_its_values(name):
    rules = [rule("r", [pattern("node", x="$a")], [FAR_A], unless=[pattern("edge", x="$a", y=("b", "c"))])]
    facts = [fact("node", value) for value in "xyz"] + [fact("edge", "x", "b"), fact("edge", "y", "c")]
    assert derived(run(name, [*rules], *facts, fact("edge", "z", "d"))) == [fact("far", "z")]


def test_unless_without_a_variable_looks_at_all_facts(name):
    rules = [rule("r", [pattern("node", x="$a")], [FAR_A], unless=[pattern("edge", y="stop")])]
    assert derived(run(name, rules, fact("node", "a"))) == [fact("far", "a")]
    assert derived(run(name, rules, fact("node", "a"), fact("edge", "any", "stop"))) == []


def test_unless_sees_the_fact_that_matched_when(name):
    rules = [rule("r", [EDGE], [FAR_A], unless=[pattern("edge", x="$b")])]
    assert derived(run(name, rules, fact("edge", "a", "a"), fact("edge", "b", "c"))) == [fact("far", "b")]


def test_unless_waits_for_everything_that_rules_derive_of_its_kind(name):
    rules = [
        rule("z-first", [pattern("edge", x="$a", y="$b")], [pattern("path", x="$a", y="$b")]),
        rule("y-second", [pattern("path", x="$a", y="$b")], [pattern("far", x="$b")]),
        rule("a-last", [pattern("node", x="$a")], [pattern("end", x="$a")], unless=[pattern("far", x="$a")]),
    ]
    facts = [fact("edge", "a", "b"), fact("node", "a"), fact("node", "b")]
    assert derived(run(name, rules, *facts))[-1] == fact("end", "a")
    assert fact("end", "b") not in run(name, rules, *facts).facts


def test_a_count_fires_only_on_its_numbers_and_lists_what_it_counted(name):
    rules = [rule("r", [pattern("node", x="$a")], [FAR_A], count=(pattern("edge", x="$a", y=("b", "c", "d")), [0, 2]))]
    facts = [fact("node", value) for value in "xyz"] + [fact("edge", *pair) for pair in ("xb", "xc", "yb", "yz")]
    deduction = run(name, rules, *facts)
    assert derived(deduction) == [fact("far", "x"), fact("far", "z")]
    assert steps_of(deduction, fact("far", "x")) == (Step("r", (4,), (0, 1)),)
    assert steps_of(deduction, fact("far", "z")) == (Step("r", (6,), ()),)


def test_a_count_without_a_variable_counts_the_whole_kind(name):
    rules = [rule("r", [pattern("node", x="$a")], [FAR_A], count=(pattern("edge"), [2]))]
    facts = [fact("node", "a"), fact("edge", "a", "b"), fact("edge", "c", "d")]
    assert derived(run(name, rules, *facts)) == [fact("far", "a")]
    assert derived(run(name, rules, *facts[:2])) == []


def test_a_lookup_binds_the_row_and_without_a_row_the_rule_does_not_fire(name):
    rules = [rule("r", [pattern("node", x="$a")], [pattern("path", x="$a", y="$c")], lookup=("colour", "$a", "$c"))]
    deduction = run(name, rules, fact("node", "red"), fact("node", "green"))
    assert derived(deduction) == [fact("path", "red", "warm")]
    (step,) = steps_of(deduction, fact("path", "red", "warm"))
    assert (step.row.table, step.row.key, step.row.value, str(step.row.location)) == (
        "colour",
        "red",
        "warm",
        "colours.yaml:3:1",
    )


def test_then_derives_several_facts_with_one_step(name):
    rules = [rule("r", [EDGE], [FAR_A, pattern("far", x="$b"), pattern("path", x="$b", y="and")])]
    deduction = run(name, rules, fact("edge", "a", "b"))
    assert derived(deduction) == [fact("far", "a"), fact("far", "b"), fact("path", "b", "and")]
    assert {steps for steps in deduction.steps if steps} == {(Step("r", (0,)),)}


def test_one_match_that_derives_a_fact_twice_is_one_step(name):
    rules = [rule("r", [EDGE], [FAR_A, pattern("far", x="$b")])]
    deduction = run(name, rules, fact("edge", "a", "a"))
    assert steps_of(deduction, fact("far", "a")) == (Step("r", (0,)),)


def test_the_first_derivation_is_the_proof_and_others_follow_by_rule_and_inputs(name):
    rules = [
        rule("b", [EDGE], [pattern("far", x="z")]),
        rule("a", [pattern("node", x="$a")], [pattern("far", x="z")]),
    ]
    facts = [fact("edge", "a", "b"), fact("edge", "c", "d"), fact("node", "n")]
    assert steps_of(run(name, rules, *facts), fact("far", "z")) == (Step("a", (2,)), Step("b", (0,)), Step("b", (1,)))


def test_a_derivation_from_facts_that_came_later_is_not_listed(name):
    rules = [
        rule("early", [EDGE], [FAR_A, pattern("path", x="$a", y="$a")]),
        rule("late", [pattern("path", x="$a", y="$a")], [pattern("end", x="$a")]),
        rule("later", [pattern("end", x="$a")], [FAR_A]),
    ]
    deduction = run(name, rules, fact("edge", "a", "b"))
    assert [str(fact.kind) for fact in deduction.facts] == ["edge", "far", "path", "end"]
    assert steps_of(deduction, fact("far", "a")) == (Step("early", (0,)),)


def test_a_given_fact_has_no_step_even_if_a_rule_derives_it_too(name):
    rules = [rule("r", [EDGE], [FAR_A])]
    deduction = run(name, rules, fact("edge", "a", "b"), fact("far", "a"))
    assert steps_of(deduction, fact("far", "a")) == ()


def test_facts_of_any_kind_may_be_given_and_feed_the_rules(name):
    rules = [rule("r", [FAR_A], [pattern("end", x="$a")])]
    deduction = run(name, rules, fact("far", "a"), fact("late", "x"))
    assert derived(deduction) == [fact("end", "a")]


def test_a_supplier_is_called_when_its_kind_is_due_with_the_facts_so_far(name):
    asked = []

    def late(known):
        asked.append((list(known.of("far")), list(known.of("end")), list(known.of("nothing"))))
        return [fact("late", "b"), fact("late", "a")]

    rules = [rule("r", [EDGE], [FAR_A]), rule("s", [pattern("late", x="$a")], [pattern("end", x="$a")])]
    deduction = run(name, rules, fact("edge", "c", "d"), supply={"late": late})
    assert asked == [([("c",)], [], [])]
    assert deduction.facts[2:] == (fact("late", "a"), fact("late", "b"), fact("end", "a"), fact("end", "b"))
    assert steps_of(deduction, fact("late", "a")) == ()


def test_facts_that_are_supplied_are_final_for_negation(name):
    rules = [
        rule("r", [EDGE], [FAR_A]),
        rule("s", [EDGE], [pattern("end", x="$a")], unless=[pattern("late", x="$a")]),
    ]
    facts = [fact("edge", "a", "b"), fact("edge", "c", "d")]
    deduction = run(name, rules, *facts, supply={"late": lambda known: [fact("late", "a")]})
    assert [fact.values for fact in derived(deduction) if fact.kind == "end"] == [("c",)]


def test_doubles_count_once(name):
    rules = [rule("r", [EDGE], [FAR_A])]
    once = run(name, rules, fact("edge", "a", "b"))
    assert run(name, rules, *[fact("edge", "a", "b")] * 3) == once


def test_values_of_any_length_and_script_are_told_apart(name):
    """The C engine takes a long text that begins with another for the same."""
    values = ["integrity", "integrity" * 8000, "integritä", "integrity\n", '"}', "\\", "\x00", "t1", "w", "null"]
    rules = [rule("r", [pattern("edge", x="integrity", y="$b"), pattern("node", x="$b")], [pattern("far", x="$b")])]
    facts = [fact("edge", one, other) for one in values for other in values]
    deduction = run(name, rules, *facts, *[fact("node", value) for value in values])
    assert sorted(derived(deduction)) == sorted(fact("far", value) for value in values)


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (fact("nothing", "a"), "no kind of the program allows the fact Fact(kind='nothing', values=('a',))"),
        (fact("edge", "a"), "no kind of the program allows the fact Fact(kind='edge', values=('a',))"),
    ],
)
def test_a_fact_that_no_kind_allows_is_a_fault_of_ours(name, given, message):
    with pytest.raises(AssessorFault) as fault:
        run(name, [], given)
    assert str(fault.value) == message


@pytest.mark.parametrize(
    ("supply", "message"),
    [
        ({"edge": list}, "the kind `edge` is not for suppliers: it is not given after other kinds"),
        ({"far": list}, "the kind `far` is not for suppliers: it is not given after other kinds"),
        ({"nothing": list}, "the kind `nothing` is not for suppliers: it is not given after other kinds"),
        (
            {"late": lambda known: [fact("far", "a")]},
            "the supplier of the kind `late` gave the fact Fact(kind='far', values=('a',))",
        ),
        (
            {"late": lambda known: [fact("late")]},
            "no kind of the program allows the fact Fact(kind='late', values=())",
        ),
    ],
)
def test_a_supplier_out_of_place_is_a_fault_of_ours(name, supply, message):
    with pytest.raises(AssessorFault) as fault:
        run(name, [rule("r", [EDGE], [FAR_A])], supply=supply)
    assert str(fault.value) == message


def test_a_run_after_one_that_failed_starts_afresh(name):
    def fails(known):
        raise KeyError("the supplier's own")

    rules = [rule("r", [EDGE], [FAR_A]), rule("s", [pattern("late", x="$a")], [pattern("end", x="$a")])]
    runner = engine(name, *rules)
    with pytest.raises(KeyError):
        runner.run([fact("edge", "a", "b")], {"late": fails})
    assert derived(runner.run([fact("edge", "c", "d")])) == [fact("far", "c")]


def test_kinds_without_fields_and_rules_without_variables_work(name):
    kinds = [kind("sun", "", given=True), kind("rain", "", given=True), kind("rainbow", ""), kind("grey", "")]
    rules = [
        rule("r", [pattern("sun")], [pattern("rainbow")]),
        rule("s", [pattern("sun")], [pattern("grey")], unless=[pattern("rain")]),
    ]
    assert derived(run(name, rules, fact("sun"), fact("rain"), kinds=kinds)) == [fact("rainbow")]


def test_a_run_can_be_held_to_the_rules_that_conclude_some_kinds(name):
    rules = [
        rule("far", [EDGE], [FAR_A]),
        rule("end", [pattern("node", x="$a")], [pattern("end", x="$a")], unless=[FAR_A]),
    ]
    facts = [fact("edge", "a", "b"), fact("node", "a"), fact("node", "b")]
    of = engine(name, *rules, kinds=KINDS)
    assert derived(of.run(facts, only={"far"})) == [fact("far", "a")]
    assert derived(of.run(facts, only={"end"})) == [fact("end", "a"), fact("end", "b")]
    assert derived(of.run(facts, only={"end", "far"})) == derived(of.run(facts)) == [fact("far", "a"), fact("end", "b")]
