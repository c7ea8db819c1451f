"""The matcher of durable-rules, and the only module that imports it.

Its C code is safe in a narrow part alone, and this module keeps to that part: equality tests and joins on tokens
(`layout`); rules with `unless` wait for the gate of their stage, so that a negation sees all it has to; numbered facts,
each once; no empty batch, no action, no event, no timer; one run at a time, in one process; and the state of a run is
deleted, which is safe once an action has run in one.
"""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING
from weakref import finalize

import durable_rules_engine as native  # type: ignore[import-not-found]

from assessor.engine.layout import WARM_FACT, Layout
from assessor.engine.port import MOST_MATCHES, UnboundedError
from assessor.engine.turn import Turn
from assessor.errors import AssessorFault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.engine.port import Matches
    from assessor.engine.program import Clause
    from assessor.model.fact import Fact

_STORED = 0
_UNMATCHED = 1


class DurableMatcher:
    """A ruleset of durable-rules, for one process and one run at a time."""

    name = "durable"

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._turn = Turn()
        self._layout = Layout(clauses)
        try:
            self._ruleset = native.create_ruleset("rules", self._layout.ruleset())
        except native.error as error:
            raise AssessorFault(f"durable-rules does not take the rules: {error}") from error
        finalize(self, native.delete_ruleset, self._ruleset).atexit = False
        with self.session() as session:
            session.warm_up()

    @contextmanager
    def session(self) -> Iterator[DurableSession]:
        """A new run. Raises AssessorFault where it is not its turn, and where durable-rules fails."""
        try:
            with self._turn.taken(), closing(DurableSession(self._ruleset, self._layout)) as session:
                yield session
        except native.error as error:
            raise AssessorFault(f"durable-rules failed: {error}") from error


class DurableSession:
    """The state of one run in the C code, which calls it 0."""

    def __init__(self, ruleset: int, layout: Layout) -> None:
        self._ruleset = ruleset
        self._layout = layout
        self._tokens = layout.tokens.copy()
        self._found: dict[int, dict[int, list[tuple[int, ...]]]] = {}
        self._exists = False
        self._state = 0
        self._in_action = False

    def advance(self, stage: int, facts: Sequence[tuple[int, Fact]]) -> Matches:
        """The matches of one stage. Those of later stages that are found already are kept until then."""
        messages = self._layout.messages(facts, self._tokens)
        if stage in self._layout.gates:
            messages.append(self._layout.gates[stage])
        if messages:
            found = self._found
            for due, rule, inputs in self._layout.matches(self._run(messages)):
                found.setdefault(due, {}).setdefault(rule, []).append(inputs)
        return self._found.pop(stage, {})

    def warm_up(self) -> None:
        """Run one action: to delete a state in a place where none ever ran would crash."""
        self._run([WARM_FACT])

    def close(self) -> None:
        """Delete the state, whatever happened."""
        if self._exists:
            if self._in_action:
                native.abandon_action(self._ruleset, self._state)
            native.delete_state(self._ruleset, None)

    def _run(self, messages: Sequence[str]) -> list[str]:
        """Assert facts, and say every action that they start; each ends when the next is asked for."""
        self._exists = True
        code, self._state = native.assert_facts(self._ruleset, f"[{','.join(messages)}]")
        if code not in (_STORED, _UNMATCHED):
            raise AssessorFault(f"durable-rules answered {code} to facts that are new to it")
        self._in_action = True
        actions = []
        started = native.start_action_for_state(self._ruleset, self._state)
        action = started and started[1]
        while action:
            actions.append(action)
            if len(actions) > MOST_MATCHES:
                raise UnboundedError(next(self._layout.matches([action])).rule)
            action = native.complete_and_start_action(self._ruleset, self._state)
        self._in_action = False
        return actions
