from __future__ import annotations

import pytest
from rule_values import KINDS, compiled, kind, pattern, refusal, rule

EDGE = pattern("edge", x="$a", y="$b")
FAR = pattern("far", x="$a")


def test_an_unknown_kind_names_the_nearest_and_is_said_once_a_pattern():
    assert refusal(rule("r", [pattern("egde", x="$a", line=4)], [FAR])) == [
        "rule.yaml:4:5: there is no kind 'egde'; did you mean edge?"
    ]


def test_a_kind_that_does_not_exist_cannot_be_derived():
    assert refusal(rule("r", [EDGE], [pattern("fat", x="$a")])) == [
        "rule.yaml:1:5: there is no kind 'fat'; did you mean far?"
    ]


def test_a_name_of_hostile_length_is_cut():
    assert refusal(rule("r", [pattern("e" * 100_000, x="$a")], [FAR])) == [
        f"rule.yaml:1:5: there is no kind '{'e' * 59}\N{HORIZONTAL ELLIPSIS}'; "
        "nearest: edge, end, late; also known: far, node, path"
    ]


def test_an_unknown_field_names_the_nearest():
    assert refusal(rule("r", [pattern("edge", z="$a")], [FAR])) == [
        "rule.yaml:1:5: the kind `edge` has no field 'z'; known: x, y"
    ]


def test_a_name_that_is_like_no_other_names_the_nearest_all_the_same():
    assert refusal(rule("r", [pattern("requirement", x="$a")], [FAR])) == [
        "rule.yaml:1:5: there is no kind 'requirement'; nearest: edge, end, far; also known: late, node, path"
    ]


def test_an_unknown_table_names_the_nearest():
    assert refusal(rule("r", [EDGE], [FAR], lookup=("color", "$a", "$c"))) == [
        "rule.yaml:7:3: there is no table 'color'; did you mean colour?"
    ]


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        ({"x": 5}, "the field `x` holds 5, which is not text"),
        ({"x": None}, "the field `x` holds None, which is not text"),
        ({"x": True}, "the field `x` holds True, which is not text"),
        ({"x": {"a": 1}}, "the field `x` holds {'a': 1}, which is not text"),
        ({"x": "a\x1b[31m"}, "the field `x` holds 'a\\x1b[31m', which is not plain text"),
        ({"x": "\ud800"}, "the field `x` holds '\\ud800', which is not plain text"),
        ({"x": "$"}, "the field `x` has a variable without a name"),
        ({"x": ()}, "the field `x` has an empty list: nothing would do"),
        ({"x": ("a", "a")}, "the field `x` has a list that names a value twice"),
        ({"x": ("a", "$b")}, "the field `x` has a list with the variable `$b`: a list holds constants"),
        ({"x": ("a", 5)}, "the field `x` holds 5, which is not text"),
        ({"x": ("a", ["b"])}, "the field `x` holds ['b'], which is not text"),
    ],
)
def test_a_term_is_a_variable_or_plain_text_or_a_list_of_plain_texts(terms, message):
    conclusion = pattern("far", x="constant")
    assert refusal(rule("r", [pattern("edge", **terms)], [conclusion])) == [f"rule.yaml:1:5: {message}"]


def test_an_empty_text_is_a_constant():
    assert compiled(rule("r", [pattern("edge", x="", y="$a")], [FAR])).rules[0].clause.when[0].tests == ((0, ("",)),)


def test_a_field_that_stands_twice_is_refused():
    twice = pattern("edge", [("x", "$a"), ("x", "$b")])
    assert "rule.yaml:1:5: the field `x` stands twice" in refusal(rule("r", [twice], [FAR]))


def test_a_second_pattern_without_a_shared_variable_is_refused():
    assert refusal(rule("r", [EDGE, pattern("node", x="$c", line=6)], [FAR])) == [
        "rule.yaml:6:5: this pattern of `node` shares no variable with one before it"
    ]


def test_a_second_pattern_of_constants_is_refused():
    assert refusal(rule("r", [EDGE, pattern("node", x="c")], [FAR])) == [
        "rule.yaml:1:5: this pattern of `node` shares no variable with one before it"
    ]


@pytest.mark.parametrize(
    ("parts", "place", "where"),
    [
        ({"then": [pattern("far", x="$aa")]}, "rule.yaml:1:5", "`then` uses an unbound variable, '$aa'"),
        ({"unless": [pattern("node", x="$aa")]}, "rule.yaml:1:5", "`unless` uses an unbound variable, '$aa'"),
        ({"count": (pattern("node", x="$aa"), [1])}, "rule.yaml:1:5", "`count` uses an unbound variable, '$aa'"),
        ({"lookup": ("colour", "$aa", "$c")}, "rule.yaml:7:3", "the key of `lookup` uses an unbound variable, '$aa'"),
    ],
)
def test_a_variable_that_nothing_binds_is_refused_wherever_it_stands(parts, place, where):
    fields = {"then": [FAR], **parts}
    assert refusal(rule("r", [EDGE], **fields)) == [f"{place}: {where}; did you mean $a?"]


def test_what_is_looked_up_is_not_known_to_unless_and_count():
    looked = {"lookup": ("colour", "$a", "$found")}
    unless = rule("r", [EDGE], [FAR], unless=[pattern("node", x="$found")], **looked)
    count = rule("s", [EDGE], [FAR], count=(pattern("node", x="$found"), [1]), **looked)
    assert refusal(unless) == ["rule.yaml:1:5: `unless` uses an unbound variable, '$found'; known: $a, $b"]
    assert refusal(count) == ["rule.yaml:1:5: `count` uses an unbound variable, '$found'; known: $a, $b"]


@pytest.mark.parametrize(
    ("lookup", "message"),
    [
        (("colour", "red", "$c"), "the key of `lookup` is a variable that `when` binds, not 'red'; known: $a, $b"),
        (("colour", "$a", "c"), "the value of `lookup` is a variable, not `c`"),
        (("colour", "$a", "$b"), "the value of `lookup` is `$b`, which `when` binds already"),
    ],
)
def test_a_lookup_goes_from_a_bound_variable_to_a_new_one(lookup, message):
    assert refusal(rule("r", [EDGE], [FAR], lookup=lookup)) == [f"rule.yaml:7:3: {message}"]


def test_a_count_among_no_numbers_is_refused():
    assert refusal(rule("r", [EDGE], [FAR], count=(pattern("node"), []))) == [
        "rule.yaml:8:3: `among` is empty: no number of facts would do"
    ]


def test_then_sets_every_field_of_its_kind():
    assert refusal(rule("r", [EDGE], [pattern("path", line=9)])) == [
        "rule.yaml:9:5: `then` leaves out `x`, `y` of the kind `path`"
    ]


def test_then_gives_one_value_a_field():
    assert refusal(rule("r", [EDGE], [pattern("far", x=("a", "b"))])) == [
        "rule.yaml:1:5: `then` gives each field of `far` one value, not a list"
    ]


def test_no_rule_derives_a_given_kind():
    assert refusal(rule("r", [EDGE], [pattern("node", x="$a")])) == [
        "rule.yaml:1:5: the kind `node` is given by the assessment: no rule derives it"
    ]


def test_a_rule_without_when_or_then_is_refused():
    assert refusal(rule("r", [], [pattern("far", x="a")])) == [
        "r.yaml:1:1: `when` is empty: a rule needs a fact to start from"
    ]
    assert refusal(rule("r", [EDGE], [])) == ["r.yaml:1:1: `then` is empty: a rule derives one fact at least"]


def test_two_rules_of_one_id_are_refused_at_the_second():
    first, second = rule("r", [EDGE], [FAR], line=1), rule("r", [EDGE], [FAR], line=2)
    assert refusal(second, first) == ["r.yaml:2:1: the rule `r` stands at r.yaml:1:1 too"]


def test_two_kinds_of_one_name_are_refused_at_the_second():
    assert refusal(kinds=[*KINDS, kind("edge", line=9)]) == [
        "kinds.yaml:9:1: the kind `edge` is declared at kinds.yaml:1:1 too"
    ]


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        (kind("new", "x x"), "the kind `new` names a field twice"),
        (
            kind("new", given=True, after=["edges"]),
            "`after` of the kind `new`: there is no kind 'edges'; did you mean edge?",
        ),
        (
            kind("new", after=["edge"]),
            "the kind `new` is not given: rules derive it, so `after` says nothing",
        ),
        (kind("new", text="{xx}"), "the text of the kind `new` has no meaning for '{xx}'; did you mean x?"),
        (kind("new", text="{x"), "the text of the kind `new` has a brace without its other half"),
    ],
)
def test_a_kind_is_checked_too(declared, message):
    assert refusal(kinds=[*KINDS, declared]) == [f"kinds.yaml:1:1: {message}"]


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("{aa} is far", "has no meaning for '{aa}'; did you mean a?"),
        ("{a.__class__}", "has no meaning for '{a.__class__}'; known: a, b"),
        ("{}", "has no meaning for '{}'; known: a, b"),
        ("{a", "has a brace without its other half"),
        ("a}", "has a brace without its other half"),
    ],
)
def test_a_message_holds_bound_variables_in_braces(message, problem):
    assert refusal(rule("r", [EDGE], [FAR], message=message)) == [f"r.yaml:1:1: `message` {problem}"]


def test_a_message_may_hold_what_was_looked_up():
    assert compiled(rule("r", [EDGE], [FAR], lookup=("colour", "$a", "$c"), message="{a}: {c}"))


def test_a_rule_that_feeds_itself_is_refused():
    assert refusal(rule("r", [pattern("path", x="$a")], [pattern("path", x="$a", y="$a")])) == [
        "r.yaml:1:1: a rule must not feed itself: `path` needs `path` (`when` of the rule `r`)"
    ]


def test_a_circle_of_rules_is_refused_with_every_link():
    there = rule("there", [pattern("path", x="$a")], [FAR])
    back = rule("back", [pattern("far", x="$a")], [pattern("path", x="$a", y="$a")])
    assert refusal(back, there) == [
        "there.yaml:1:1: a rule must not feed itself: `far` needs `path` (`when` of the rule `there`), "
        "`path` needs `far` (`when` of the rule `back`)"
    ]


@pytest.mark.parametrize(
    ("parts", "part"),
    [({"unless": [pattern("far", x="$a")]}, "unless"), ({"count": (pattern("far", x="$a"), [0])}, "count")],
)
def test_a_negation_or_a_count_of_what_the_rule_itself_derives_is_refused(parts, part):
    assert refusal(rule("r", [EDGE], [FAR], **parts)) == [
        f"r.yaml:1:1: a rule must not feed itself: `far` needs `far` (`{part}` of the rule `r`)"
    ]


def test_a_given_kind_that_comes_after_what_rests_on_it_is_refused():
    assert refusal(rule("r", [pattern("late", x="$a")], [FAR])) == [
        "r.yaml:1:1: a rule must not feed itself: `far` needs `late` (`when` of the rule `r`), "
        "`late` needs `far` (`after` of the kind)"
    ]


def test_two_circles_are_two_problems():
    kinds = [*KINDS, kind("one", "x"), kind("two", "x")]
    one, two = (rule(name, [pattern(name, x="$a")], [pattern(name, x="$a")]) for name in ("one", "two"))
    assert [problem.split(":")[0] for problem in refusal(one, two, kinds=kinds)] == ["one.yaml", "two.yaml"]


def test_all_problems_are_said_in_one_go_sorted_by_place():
    wrong = [rule("b", [pattern("no", x="$a")], [FAR]), rule("a", [], []), rule("c", [FAR], [FAR])]
    assert [problem.split(": ")[0] for problem in refusal(*wrong)] == [
        "a.yaml:1:1",
        "a.yaml:1:1",
        "c.yaml:1:1",
        "rule.yaml:1:5",
    ]
