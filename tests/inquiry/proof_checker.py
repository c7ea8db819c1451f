"""Replays a proof from its JSON form: by the rule files as PyYAML reads them, and by the method said once more.

It knows nothing of the engine, nor of the code that reads rules or makes proofs.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path

import oracle
import yaml
from twins import TODAY

RULES = Path(__file__).resolve().parents[2] / "rules"
FUNCTIONS = ("GV", "ID", "PR", "DE", "RS", "RC")
SHALLOW = 50


def read(path):
    return yaml.safe_load(path.read_text(encoding="utf-8"))


RULE = {
    rule["id"]: rule
    for path in (RULES / "core").rglob("*.yaml")
    if not path.name.endswith(".test.yaml")
    for rule in [read(path)]
    if rule.get("schema") == "dtassess/rule/v1"
}
TEXT = {name: kind["text"] for name, kind in read(RULES / "kinds.yaml")["kinds"].items()}
BENCHMARKS = [read(path) for path in (RULES / "benchmarks").glob("*.yaml")]
TABLES = {
    "primary-category": {
        one["id"]: one["categories"]["primary"] for one in map(read, (RULES / "core" / "requirements").glob("*.yaml"))
    },
    "function": {
        category["id"]: function["id"]
        for function in read(RULES / "csf" / "functions.yaml")["functions"]
        for category in function["categories"]
    },
}


class Checker:
    """Holds the statements of proofs about one profile, on one basis, to be true or says which is not."""

    def __init__(self, of, basis):
        self.of, self.basis = of, basis
        self.said = oracle.verdict(of, basis, TODAY)
        self.scope = oracle.in_scope(of)
        yes = [name for name, value in of.twin.characteristics.items() if value]
        self.demanded = {requirement for name in yes for requirement in oracle.DEMANDS[name]}
        self.checked = 0

    def check(self, proof):
        """Check a statement and all that it rests on."""
        self.checked += 1
        {
            "rule": self.by_rule,
            "arithmetic": self.by_arithmetic,
            "profile": self.by_profile,
            "knowledge": self.by_knowledge,
            "absence": self.by_absence,
        }[proof["ground"]](proof)
        for premise in proof["premises"]:
            self.check(premise)

    # Rules

    def by_rule(self, proof):
        rule = RULE[proof["rule"]]
        assert proof["title"] == rule["title"]
        self.same_place(proof, rule["id"])
        premises = list(proof["premises"])
        bound = {}
        for pattern in rule["when"]:
            self.unify(pattern, premises.pop(0)["fact"], bound)
        if "lookup" in rule:
            self.look_up(rule["lookup"], premises.pop(0), bound)
        for pattern in rule.get("unless", ()):
            (kind, terms), absent = *pattern.items(), premises.pop(0)
            wanted = {field: filled(term, bound) for field, term in terms.items() if filled(term, bound) is not None}
            assert absent["ground"] == "absence"
            assert absent["fact"] == {"kind": kind, **wanted}
        if "count" in rule:
            self.count(rule["count"], premises.pop(0), bound)
        assert all(left["statement"].startswith("it is waived through") for left in premises)
        conclusions = [self.conclusion(pattern, bound) for pattern in rule["then"]]
        assert proof["fact"] in conclusions
        if "message" not in rule:
            self.in_words(proof)

    def unify(self, pattern, fact, bound):
        ((kind, terms),) = pattern.items()
        assert fact["kind"] == kind
        for field, term in terms.items():
            if isinstance(term, list):
                assert fact[field] in term
            elif term.startswith("$"):
                assert bound.setdefault(term, fact[field]) == fact[field]
            else:
                assert fact[field] == term

    def conclusion(self, pattern, bound):
        ((kind, terms),) = pattern.items()
        return {"kind": kind, **{field: bound[term] if term.startswith("$") else term for field, term in terms.items()}}

    def look_up(self, lookup, premise, bound):
        key = bound[lookup["key"]]
        value = bound[lookup["value"]] = TABLES[lookup["table"]][key]
        assert premise["ground"] == "knowledge"
        assert premise["statement"] == f"the table {lookup['table']} has {value} for {key}"

    def count(self, count, premise, bound):
        ((kind, terms),) = count["of"].items()
        facts = [counted["fact"] for counted in premise["premises"]]
        for fact in facts:
            self.unify({kind: terms}, fact, dict(bound))
        assert kind == "function-covered"
        assert sorted(fact["function"] for fact in facts) == sorted(self.said["functions"])
        assert len(facts) in count["among"]
        assert premise["statement"].startswith(f"{len(facts)} facts say that ")

    # What was given

    def by_arithmetic(self, proof):
        fact = proof["fact"]
        if fact is None:
            self.number(proof)
            return
        if fact["kind"] == "level":
            cell = fact["requirement"], fact["layer"]
            assert (fact["basis"], self.said["levels"][cell]) == (self.basis, fact["level"])
            assert proof["statement"].startswith(TEXT["level"].format(**fact))
            speaking = [f"control {one.id} " for one in oracle.speakers(self.of, cell)]
            starts = [premise["statement"] for premise in proof["premises"]]
            assert len(starts) == max(len(speaking), 1)
            assert all(start.startswith(one) for start, one in zip(starts, speaking, strict=False))
            return
        self.in_words(proof)
        kind = fact["kind"]
        if kind == "has-level":
            cells = [c for c in self.scope if (c[0], self.said["levels"][c]) == (fact["requirement"], fact["level"])]
            told = [(one["fact"]["requirement"], one["fact"]["layer"]) for one in proof["premises"]]
            assert cells
            assert sorted(told) == sorted(cells)
        elif kind == "score":
            under = self.said["score"] < SHALLOW
            assert (fact["threshold"], fact["side"]) == ("shallow", "under" if under else "at-least")
        elif kind == "in-scope":
            assert fact["requirement"] in {requirement for requirement, _ in self.scope}
        elif kind == "out-of-scope":
            assert fact["requirement"] not in {requirement for requirement, _ in self.scope}
        elif kind == "scope":
            assert fact["extent"] == ("something" if self.scope else "nothing")
        elif kind == "claimed-cell":
            there = oracle.speakers(self.of, (fact["requirement"], fact["layer"]))
            claims = {"full" if oracle.is_full(c) else str(c.status) for c in there}
            assert fact["claim"] in claims
        else:
            assert kind == "target"

    def number(self, proof):
        """A sum, a mean or a comparison; its numbers are in its words."""
        statement = proof["statement"]
        if found := re.fullmatch(r"the score is (\S+) \((\w+)\), the mean over the requirements in scope", statement):
            assert found[1] == (shown(self.said["score"]) if self.said["score"] is not None else "none")
        elif found := re.fullmatch(r"(\S+) has ([\d.]+)", statement):
            levels = [self.said["levels"][c] for c in self.scope if c[0] == found[1]]
            assert found[2] == shown(100 * oracle.mean([oracle.CREDIT[level] for level in levels]))
        elif found := re.fullmatch(r"(\S+) on (\w+) is out of scope", statement):
            assert (found[1], found[2]) not in self.scope
        elif found := re.fullmatch(r"(\S+), which it asks for, is (\S+)", statement):
            told = [cell_in(one) for one in proof["premises"]]
            levels = [self.said["levels"][cell] for cell in told if cell in self.scope]
            words = {"green": "met", "red": "missing", "orange": "partial", "not-applicable": "not-applicable"}
            assert {cell[0] for cell in told} == {found[1]}
            assert found[2] == words[oracle.colour(levels)]
        elif found := re.fullmatch(rf"(\S+) is ([a-z-]+) \({self.basis}\)", statement):
            self.benchmark(found[1], found[2], proof)
        elif found := re.fullmatch(rf"(\S+) is (.+) \({self.basis}\)", statement):
            band = self.said["bands"][found[1]]
            applies = oracle.applicability(self.of, self.scope)[found[1]]
            assert found[2] == " and ".join(dict.fromkeys((band, applies)))
        else:
            assert re.match(r"\d+ facts say that |there are \d+ findings of ", statement), statement

    def benchmark(self, name, word, proof):
        """A benchmark's verdict with all the cells that it asks for; of a requirement, the words that are one."""
        if name in oracle.PRIMARY:
            assert word == self.said["bands"][name] == oracle.applicability(self.of, self.scope)[name]
            return
        document = next(one for one in BENCHMARKS if one["id"] == name)
        requirements, layers = document["requirements"], document["applied_to"]
        assert word == oracle.benchmark(self.of, requirements, layers, self.basis, TODAY)[0]
        told = [cell_in(cell) for one in proof["premises"] for cell in one["premises"]]
        asked = [(one, layer) for one in requirements for layer in layers if layer in self.of.twin.layers]
        assert sorted(told) == sorted(asked)

    def by_profile(self, proof):
        fact, statement = proof["fact"], proof["statement"]
        if fact is None:
            self.words_of_the_profile(statement)
            return
        self.in_words(proof)
        kind = fact["kind"]
        if kind == "characteristic":
            value = self.of.twin.characteristics.get(fact["characteristic"])
            assert fact["value"] == ("unknown" if value is None else str(value).lower())
        elif kind == "declared-cell":
            declared = {(one.requirement, layer) for one in self.of.not_applicable for layer in one.layers}
            assert (fact["requirement"], fact["layer"]) in declared
        elif kind == "control":
            assert self.control(fact["control"]).status == fact["status"]
        elif kind == "evidence-item":
            item = self.control(fact["control"]).evidence[int(fact["item"]) - 1]
            state = oracle.evidence_state(item, TODAY)
            assert fact["state"] == ("expiring" if state == "current" else state)
        elif kind == "stray-claim":
            cell = fact["requirement"], fact["layer"]
            assert cell not in self.scope
            assert self.control(fact["control"]) in oracle.speakers(self.of, cell)
        else:
            assert kind in {"exception", "twin-layer", "stray-layer", "target"}

    def words_of_the_profile(self, statement):
        if found := re.match(r"control (\S+) is (\S+)( and opt-in)?: (gives \w+|does not count)(.*)", statement):
            control = self.control(found[1])
            assert (found[2], bool(found[3])) == (control.status, control.activation == "opt-in")
            gives = "full" if oracle.is_full(control) else "partial" if oracle.is_partial(control) else "nothing"
            counts = oracle.counts(control, self.basis, TODAY) or gives == "nothing"
            assert found[4] == (f"gives {gives}" if counts else "does not count")
            assert found[5].endswith("admits a shortfall") == (control.status in ("partial", "not-implemented"))
        elif found := re.match(r"evidence (\S+)#(\d+) \(.*\) is (\w+): ", statement):
            item = self.control(found[1]).evidence[int(found[2]) - 1]
            assert found[3] == oracle.evidence_state(item, TODAY)
        else:
            assert statement.startswith("it is waived through")

    def by_knowledge(self, proof):
        fact = proof["fact"]
        if fact and fact["kind"] == "requirement":
            assert fact["group"] == ("basic" if fact["requirement"] in oracle.BASIC else "advanced")
        elif found := re.fullmatch(r"the threshold shallow is (\d+)", proof["statement"]):
            assert int(found[1]) == SHALLOW
        elif fact:
            assert fact in ({"kind": "basis", "basis": self.basis}, {"kind": "gate-basis", "basis": self.basis})

    # What is not so

    def by_absence(self, proof):
        fact = proof["fact"]
        if fact is None:
            self.nobody_says(proof["statement"])
            return
        values = {field: value for field, value in fact.items() if field != "kind"}
        assert proof["statement"].startswith("it is not so that ")
        requirement = values.get("requirement")
        there = {
            "has-level": lambda: values["level"] in [self.said["levels"][c] for c in self.scope if c[0] == requirement],
            "cap": lambda: values["cap"] in self.said["caps"] if "cap" in values else bool(self.said["caps"]),
            "in-scope": lambda: requirement in {one for one, _ in self.scope},
            "asked": lambda: requirement in oracle.BASIC or requirement in self.demanded,
            "mandated": lambda: requirement in self.demanded,
            "twin-layer": lambda: values["layer"] in self.of.twin.layers,
            "function-covered": lambda: values["function"] in self.said["functions"],
            "category-covered": lambda: self.covered(values["category"]),
            "cell-finding": lambda: self.watched_and_declared(requirement),
        }
        if not fact["kind"].endswith("-finding") or fact["kind"] == "cell-finding":
            assert not there[fact["kind"]]()

    def covered(self, category):
        return any(
            self.said["bands"][requirement] in ("green", "orange")
            for requirement, primary in oracle.PRIMARY.items()
            if primary == category
        )

    def watched_and_declared(self, requirement):
        yes = [name for name, value in self.of.twin.characteristics.items() if value]
        watched = {cell for name in yes for cell in oracle.WATCHED.get(name, ())}
        declared = {(one.requirement, str(layer)) for one in self.of.not_applicable for layer in one.layers}
        within = {cell for cell in watched & declared if cell[1] in self.of.twin.layers}
        return requirement not in self.demanded and any(cell[0] == requirement for cell in within)

    def nobody_says(self, statement):
        if found := re.fullmatch(r"no control speaks of (\S+) on (\w+)", statement):
            assert oracle.speakers(self.of, (found[1], found[2])) == []
        else:
            found = re.fullmatch(r"control (\S+) has no evidence", statement)
            assert self.control(found[1]).evidence == ()

    # Words and places

    def control(self, name):
        return next(one for one in self.of.controls if one.id == name)

    def in_words(self, proof):
        assert proof["statement"] == TEXT[proof["fact"]["kind"]].format(**proof["fact"])

    def same_place(self, proof, rule):
        place = proof["location"]
        line = (RULES.parent / place["path"]).read_text(encoding="utf-8").splitlines()[place["line"] - 1]
        assert line == f"id: {rule}"


def cell_in(proof):
    """The cell that a statement on a cell is about."""
    return re.match(r"(\S+) on (\w+) is ", proof["statement"]).groups()


def filled(term, bound):
    return bound.get(term) if term.startswith("$") else term


def shown(number):
    return f"{float((Fraction(number) * 10 + Fraction(1, 2)).__floor__()) / 10}"
