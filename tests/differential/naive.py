"""The rule language by brute force, from its description and not from the engines: every combination of facts is tried.

A rule fires for facts that match `when` with one value for each variable, unless a fact matches a pattern of `unless`,
if a table has a row for the value to look up, and if the number of facts that match a count is among those listed.
A kind is worked out once all the kinds that its rules read are.
"""

from __future__ import annotations

from itertools import product

from assessor.model.fact import Fact


def consequences(kinds, rules, tables, given, supply):
    """All facts, and for each that a rule derives the ids and input facts of all the ways in which rules do."""
    facts, ways = set(given), {}
    fields = {kind.name: kind.fields for kind in kinds}
    for kind in in_order(kinds, rules):
        facts |= set(supply[kind](sorted(facts))) if kind in supply else set()
        for rule in rules:
            for inputs, values in matches(rule, fields, tables, facts):
                for pattern in rule.then:
                    if pattern.kind == kind:
                        terms = dict(pattern.terms)
                        fact = Fact(kind, tuple(values.get(terms[field], terms[field]) for field in fields[kind]))
                        facts.add(fact)
                        ways.setdefault(fact, set()).add((rule.id, inputs))
    return facts, ways


def in_order(kinds, rules):
    """The kinds, each after those that it rests on."""
    rests = {kind.name: set(kind.after) for kind in kinds}
    for rule in rules:
        read = [*rule.when, *rule.unless, *([rule.count.pattern] if rule.count else [])]
        for pattern in rule.then:
            rests[pattern.kind] |= {other.kind for other in read}
    done = []
    while len(done) < len(rests):
        done.extend(sorted(kind for kind in rests if kind not in done and rests[kind] <= set(done)))
    return done


def matches(rule, fields, tables, facts):
    """The input facts and the variables of every way in which a rule fires."""
    known = sorted(facts)
    for inputs in product(*([fact for fact in known if fact.kind == pattern.kind] for pattern in rule.when)):
        values = {}
        if not all(fits(pattern, fact, fields, values) for pattern, fact in zip(rule.when, inputs, strict=True)):
            continue
        if any(fits(pattern, fact, fields, dict(values)) for pattern in rule.unless for fact in known):
            continue
        if rule.count:
            number = sum(fits(rule.count.pattern, fact, fields, dict(values)) for fact in known)
            if number not in rule.count.among:
                continue
        if rule.lookup:
            row = tables[rule.lookup.table].get(values[rule.lookup.key])
            if row is None:
                continue
            values[rule.lookup.value] = row.value
        yield inputs, values


def fits(pattern, fact, fields, values):
    """Whether a fact matches a pattern; `values` takes up the variables that are new."""
    if fact.kind != pattern.kind:
        return False
    of_field = dict(zip(fields[fact.kind], fact.values, strict=True))
    for field, term in pattern.terms:
        if isinstance(term, tuple):
            if of_field[field] not in term:
                return False
        elif not term.startswith("$"):
            if of_field[field] != term:
                return False
        elif values.setdefault(term, of_field[field]) != of_field[field]:
            return False
    return True
