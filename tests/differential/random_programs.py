"""Random rules that are sound, and random facts for them, as Hypothesis makes them."""

from __future__ import annotations

from itertools import pairwise
from math import prod
from typing import NamedTuple

from hypothesis import assume
from hypothesis import strategies as st

from assessor.model.fact import Fact, TableRow
from assessor.model.place import Location
from assessor.model.rule import Count, Kind, Lookup, Pattern, Rule

HERE = Location("random.yaml", 1, 1)
VALUES = ("a", "b", "c", "t1")
WIDTHS = {"g0": 1, "g1": 2, "g2": 3, "d0": 2, "d1": 1, "s0": 2, "d2": 2, "d3": 1, "s1": 1, "d4": 2, "d5": 3}
"""Kinds in an order in which later ones may rest on earlier ones: g are given, s supplied, d derived."""
ORDER = tuple(WIDTHS)
FIELDS = ("x", "y", "z")
TABLES = {"next": {old: TableRow("next", old, new, HERE) for old, new in pairwise(VALUES)}}


class Case(NamedTuple):
    """Rules and what to run them on; `sources` names the kind from which each supplied kind is made."""

    rules: tuple[Rule, ...]
    facts: tuple[Fact, ...]
    sources: dict[str, str]


AFTER = {"s0": ("d0", "d1"), "s1": ("d2",)}
KINDS = tuple(
    Kind(name=name, fields=FIELDS[:width], text="", given=name[0] != "d", after=AFTER.get(name, ()), location=HERE)
    for name, width in WIDTHS.items()
)


def constants():
    several = st.lists(st.sampled_from(VALUES), min_size=1, max_size=3, unique=True).map(tuple)
    return st.sampled_from(VALUES) | st.sampled_from(VALUES) | several


@st.composite
def patterns(draw, kind, variables, *, joined=False):
    """A pattern of some fields; the variables are among those given; joined, one of them stands in it for sure."""
    fields = draw(st.lists(st.sampled_from(FIELDS[: WIDTHS[kind]]), min_size=int(joined), max_size=3, unique=True))
    terms = {field: draw(constants() | st.sampled_from(variables) if variables else constants()) for field in fields}
    if joined:
        terms[fields[0]] = draw(st.sampled_from(variables))
    return Pattern(kind=kind, terms=tuple(terms.items()), location=HERE)


def bound(when):
    return sorted({term for pattern in when for _, term in pattern.terms if isinstance(term, str) and term[0] == "$"})


@st.composite
def conclusions(draw, kind, variables):
    terms = st.sampled_from([*VALUES, *variables, *variables, *variables])
    return Pattern(kind=kind, terms=tuple((field, draw(terms)) for field in FIELDS[: WIDTHS[kind]]), location=HERE)


@st.composite
def rules(draw, number):
    derived = [name for name in ORDER if name[0] == "d"]
    target = draw(st.sampled_from(derived))
    earlier = st.sampled_from(ORDER[: ORDER.index(target)])
    when = [draw(patterns(draw(earlier), ("$p", "$q", "$r")))]
    while bound(when) and len(when) < 3 and draw(st.booleans()):
        shared = draw(patterns(draw(earlier), bound(when), joined=True))
        fresh = [(field, "$n") for field in FIELDS[: WIDTHS[shared.kind]] if field not in dict(shared.terms)]
        when.append(
            Pattern(kind=shared.kind, terms=shared.terms + tuple(fresh[: draw(st.integers(0, 1))]), location=HERE)
        )
    variables = bound(when)
    unless = draw(st.lists(earlier.flatmap(lambda kind: patterns(kind, variables)), max_size=2))
    lookup = count = None
    if variables and draw(st.integers(0, 3)) == 0:
        lookup = Lookup(table="next", key=draw(st.sampled_from(variables)), value="$found", location=HERE)
    if draw(st.integers(0, 3)) == 0:
        among = tuple(draw(st.sets(st.integers(0, 4), min_size=1, max_size=3)))
        count = Count(pattern=draw(patterns(draw(earlier), variables)), among=among, location=HERE)
    known = [*variables, "$found"] if lookup else variables
    later = [name for name in derived if ORDER.index(name) >= ORDER.index(target)]
    then = [draw(conclusions(kind, known)) for kind in [target, *draw(st.lists(st.sampled_from(later), max_size=2))]]
    return built(f"r{number:02}", when, then, unless, lookup=lookup, count=count)


def built(name, when, then, unless, *, lookup, count):
    return Rule(
        id=name,
        title="",
        description="",
        source="",
        when=tuple(when),
        then=tuple(then),
        unless=tuple(unless),
        lookup=lookup,
        count=count,
        report=None,
        pack="random",
        location=HERE,
    )


@st.composite
def facts(draw):
    kind = draw(st.sampled_from(["g0", "g1", "g2", "g1", "g2", *ORDER]))
    return Fact(kind, tuple(draw(st.sampled_from(VALUES)) for _ in range(WIDTHS[kind])))


def made(kind, values_of_source):
    """The facts of a supplied kind, made of the values of another kind."""
    return [Fact(kind, (values * 2)[: WIDTHS[kind]]) for values in values_of_source]


def choices(rule):
    """How many rules a rule's lists in `when` unfold to."""
    terms = [term for pattern in rule.when for _, term in pattern.terms]
    return prod(len(term) for term in terms if isinstance(term, tuple))


@st.composite
def cases(draw):
    """A program within the engines' limits: up to eight rules, twenty facts, and suppliers for some kinds."""
    program = tuple(draw(rules(number)) for number in range(draw(st.integers(1, 8))))
    assume(sum(map(choices, program)) <= 500)
    given = tuple(draw(st.lists(facts(), min_size=1, max_size=20)))
    sources = {"s0": draw(st.sampled_from(["d0", "d1", "g1"])), "s1": "d2"}
    return Case(program, given, {kind: sources[kind] for kind in sorted(draw(st.sets(st.sampled_from(["s0", "s1"]))))})


@st.composite
def shuffled(draw, case):
    """The same case in another order: rules, kinds, facts, patterns' terms and lists."""
    order = st.permutations
    program = [shuffled_rule(draw, rule) for rule in draw(order(case.rules))]
    return case._replace(rules=tuple(program), facts=tuple(draw(order(case.facts + case.facts[:3]))))


def shuffled_rule(draw, rule):
    def turned(pattern):
        terms = [
            (field, tuple(draw(st.permutations(term))) if isinstance(term, tuple) else term)
            for field, term in pattern.terms
        ]
        return pattern._replace(terms=tuple(draw(st.permutations(terms))))

    when, unless, then = (list(map(turned, part)) for part in (rule.when, rule.unless, rule.then))
    count = rule.count and rule.count._replace(pattern=turned(rule.count.pattern))
    return built(rule.id, when, then, draw(st.permutations(unless)), lookup=rule.lookup, count=count)
