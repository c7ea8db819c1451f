"""The matcher of durable-rules, and the only module that imports it.

Its C code is safe in a narrow part alone, and this module keeps to that part: names and values reach it as tokens of
ours; a rule is a list of equality tests and equality joins, the join that is always true after any other; rules with
`unless` wait for the gate of their stage, so that a negation sees all it has to; facts have running numbers; no empty
batch, no action, no timer; one run at a time; and the state of a run is deleted after an action has run in it once.
"""

from __future__ import annotations

import os
import re
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Any

import durable_rules_engine as native

from assessor.engine.port import MOST_MATCHES, Unbounded
from assessor.engine.unfolding import variants
from assessor.errors import AssessorFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.engine.port import Activation
    from assessor.engine.program import Clause, Premise
    from assessor.model.fact import Fact

FIRST_GATE = 700_000
"""The number of the first gate. Numbers of facts stay below: the C code keeps their hashes, which are distinct below
797,186."""

_NUMBERS = re.compile(r'"(?:r|id":)(\d+)')
_WARM_RULE = '"warm":{"all":[{"a0":{"$and":[{"k":"warm"}]}}],"dist":0}'
_WARM_FACT = f'{{"id":{FIRST_GATE},"k":"warm"}}'
_STORED = 0
_UNMATCHED = 1


class _Tokens(dict[str, str]):
    """A token for every text, in the order in which they come."""

    def __missing__(self, text: str) -> str:
        token = self[text] = f"t{len(self)}"
        return token


class DurableMatcher:
    """A ruleset of durable-rules, for one process and one run at a time."""

    name = "durable"

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._process = os.getpid()
        self._lock = Lock()
        layout = _Layout(clauses)
        self._layout = layout
        self._ruleset = native.create_ruleset("rules", layout.ruleset())
        self._warm_up()

    def __reduce__(self) -> str:
        raise AssessorFault("an engine cannot be pickled: build one in each process")

    @contextmanager
    def session(self) -> Iterator[DurableSession]:
        """A new run. Raises AssessorFault in another process, and while another run is under way."""
        if os.getpid() != self._process:
            raise AssessorFault("this engine was built in another process: build one in each process")
        if not self._lock.acquire(blocking=False):
            raise AssessorFault("this engine is running already: build one for each thread")
        try:
            session = DurableSession(self._ruleset, self._layout)
            try:
                yield session
            finally:
                session.close()
        finally:
            self._lock.release()

    def _warm_up(self) -> None:
        """Run one action: deleting a state in which none ever ran would crash."""
        session = DurableSession(self._ruleset, self._layout)
        try:
            session.warm_up()
        finally:
            session.close()


class DurableSession:
    """The state of one run in the C code."""

    def __init__(self, ruleset: int, layout: _Layout) -> None:
        self._ruleset = ruleset
        self._layout = layout
        self._tokens = _Tokens(layout.tokens)
        self._held: dict[int, list[Activation]] = {}
        self._matches = 0
        self._state: int | None = None
        self._in_action = False

    def advance(self, stage: int, facts: Sequence[tuple[int, Fact]]) -> list[Activation]:
        """The activations of one stage. Those of later stages that are found already are held until then."""
        messages = self._layout.messages(facts, self._tokens)
        if stage in self._layout.gates:
            messages.append(self._layout.gates[stage])
        if messages:
            for message in self._run(messages):
                self._hold(message)
        return self._held.pop(stage, [])

    def warm_up(self) -> None:
        """Run the one action that no rule of the program has."""
        for _ in self._run([_WARM_FACT]):
            pass

    def close(self) -> None:
        """Delete the state, whatever happened."""
        if self._state is not None:
            if self._in_action:
                native.abandon_action(self._ruleset, self._state)
            native.delete_state(self._ruleset, None)

    def _run(self, messages: Sequence[str]) -> Iterator[str]:
        """Assert facts, and say every action that they start; an action ends when the next is asked for."""
        code, self._state = native.assert_facts(self._ruleset, f"[{','.join(messages)}]")
        if code not in (_STORED, _UNMATCHED):
            raise AssessorFault(f"durable-rules answered {code} to facts that it has not seen before")
        started = native.start_action_for_state(self._ruleset, self._state)
        action = started[1] if started else None
        while action:
            self._in_action = True
            yield action
            action = native.complete_and_start_action(self._ruleset, self._state)
        self._in_action = False

    def _hold(self, action: str) -> None:
        variant, *numbers = map(int, _NUMBERS.findall(action))
        clause = self._layout.owners[variant]
        self._held.setdefault(clause.stage, []).append((clause.rule, tuple(numbers[: len(clause.when)])))
        self._matches += 1
        if self._matches > MOST_MATCHES:
            raise Unbounded(clause.rule)


class _Layout:
    """How clauses and facts are written for the C code."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.tokens = _Tokens()
        self.owners: list[Clause] = []
        self.gates: dict[int, str] = {}
        self._rules = [_WARM_RULE]
        fields: dict[str, set[int]] = {}
        for clause in clauses:
            self._add(clause)
            _note_fields(clause, fields)
        self._templates = {kind: self._template(kind, sorted(used)) for kind, used in fields.items()}

    def ruleset(self) -> str:
        """All rules, as one JSON object."""
        return f"{{{','.join(self._rules)}}}"

    def messages(self, facts: Iterable[tuple[int, Fact]], tokens: _Tokens) -> list[str]:
        """The facts of kinds that rules read, each as a JSON object."""
        templates = self._templates
        found = []
        for number, (kind, values) in facts:
            template = templates.get(kind)
            if template:
                text, positions = template
                found.append(text % (number, *[tokens[values[position]] for position in positions]))
        return found

    def _add(self, clause: Clause) -> None:
        if clause.unless and clause.stage not in self.gates:
            self.gates[clause.stage] = f'{{"id":{FIRST_GATE + clause.stage},"k":"g{clause.stage}"}}'
        for when, unless in variants(clause):
            patterns = [self._pattern(f"a{place}", premise) for place, premise in enumerate(when)]
            if unless:
                patterns.append(f'{{"g":{{"$and":[{{"k":"g{clause.stage}"}}]}}}}')
            patterns += [self._pattern(f"n{place}$not", premise) for place, premise in enumerate(unless)]
            self._rules.append(f'"r{len(self.owners)}":{{"all":[{",".join(patterns)}],"dist":0}}')
            self.owners.append(clause)

    def _pattern(self, alias: str, premise: Premise) -> str:
        tests = [f'{{"k":"{self.tokens[premise.kind]}"}}']
        tests += [f'{{"p{field}":"{self.tokens[value]}"}}' for field, (value,) in premise.tests]
        tests += [f'{{"p{field}":{{"a{earlier}":"p{position}"}}}}' for field, earlier, position in premise.joins]
        if premise.joins:
            tests.append('{"w":{"a0":"w"}}')
        return f'{{"{alias}":{{"$and":[{",".join(tests)}]}}}}'

    def _template(self, kind: str, fields: Sequence[int]) -> tuple[str, Sequence[int]]:
        values = "".join(f',"p{field}":"%s"' for field in fields)
        return f'{{"id":%d,"k":"{self.tokens[kind]}","w":"w"{values}}}', fields


def _note_fields(clause: Clause, fields: dict[str, set[int]]) -> None:
    """The fields of each kind that the C code compares."""
    for premise in (*clause.when, *clause.unless):
        used = fields.setdefault(premise.kind, set())
        used.update(field for field, _ in premise.tests)
        used.update(field for field, _, _ in premise.joins)
        for _, earlier, position in premise.joins:
            fields[clause.when[earlier].kind].add(position)
