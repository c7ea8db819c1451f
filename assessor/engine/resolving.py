"""One rule at a time: its variables become slots, and what is wrong with it becomes problems.

What needs sight of several rules (stages, limits) is not known here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.engine.program import Clause, CompiledRule, Conclusion, Counting, Premise, Searching
from assessor.engine.vocabulary import corrected, wrong_braces
from assessor.model.rule import is_variable

if TYPE_CHECKING:
    from assessor.engine.vocabulary import Vocabulary
    from assessor.model.place import Location
    from assessor.model.rule import Count, Lookup, Pattern, Rule


def resolve(rule: Rule, vocabulary: Vocabulary) -> CompiledRule | None:
    """The rule in positions, its number and stage still 0; None if there are problems (said to the vocabulary)."""
    found = len(vocabulary.problems)
    scope = _Scope(vocabulary)
    when = tuple([scope.bind(pattern) for pattern in rule.when])
    unless = tuple([scope.exclude(pattern) for pattern in rule.unless])
    counting = scope.count(rule.count) if rule.count else None
    searching = scope.search(rule.lookup) if rule.lookup else None
    conclusions = tuple([scope.conclude(pattern) for pattern in rule.then])
    _check_whole(rule, scope)
    if len(vocabulary.problems) > found:
        return None
    return CompiledRule(
        rule=rule,
        clause=Clause(0, 0, when, unless),
        same=tuple(scope.same),
        searching=searching,
        counting=counting,
        constants=tuple(scope.constants),
        conclusions=conclusions,
    )


def _check_whole(rule: Rule, scope: _Scope) -> None:
    if not rule.when:
        scope.say(rule.location, "`when` is empty: a rule needs a fact to start from")
    if not rule.then:
        scope.say(rule.location, "`then` is empty: a rule derives one fact at least")
    if rule.report:
        for wrong in wrong_braces(rule.report.message, scope.names()):
            scope.say(rule.location, f"`message` {wrong}")


class _Scope:
    """The variables of one rule while it is being resolved. A slot of -1 stands for a problem."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.say = vocabulary.say
        self.same: list[tuple[int, int]] = []
        self.constants: dict[str, int] = {}
        self._vocabulary = vocabulary
        self._slots: dict[str, int] = {}
        self._origins: dict[str, tuple[int, int]] = {}
        self._premises = 0
        self._width = 0

    def names(self) -> list[str]:
        """The bound variables, without their dollar sign."""
        return [variable[1:] for variable in self._slots]

    def bind(self, pattern: Pattern) -> Premise:
        """The next pattern of `when`; variables that are new in it are bound."""
        premise, offset = self._premises, self._width
        variables = [term for _, term in pattern.terms if isinstance(term, str) and is_variable(term)]
        if premise and self._slots.keys().isdisjoint(variables):
            self.say(pattern.location, f"this pattern of `{pattern.kind}` shares no variable with one before it")
        tests: list[tuple[int, tuple[str, ...]]] = []
        joins: list[tuple[int, int, int]] = []
        for position, term in self._vocabulary.read(pattern):
            if isinstance(term, tuple):
                tests.append((position, term))
            elif term not in self._slots:
                self._slots[term] = offset + position
                self._origins[term] = (premise, position)
            elif self._origins[term][0] == premise:
                self.same.append((self._slots[term], offset + position))
            else:
                joins.append((position, *self._origins[term]))
        for variable in variables:  # those of a field that does not exist: said once, not at each use
            self._slots.setdefault(variable, -1)
            self._origins.setdefault(variable, (premise, -1))
        width = self._vocabulary.width(pattern.kind)
        self._premises += 1
        self._width += width
        return Premise(pattern.kind, width, tuple(tests), tuple(joins))

    def exclude(self, pattern: Pattern) -> Premise:
        """A pattern of `unless`; its variables are bound already."""
        tests, bound = self._closed(pattern, "`unless`")
        joins = tuple([(position, *self._origins[term]) for position, term in bound])
        return Premise(pattern.kind, self._vocabulary.width(pattern.kind), tests, joins)

    def count(self, count: Count) -> Counting:
        """What the rule counts; its variables are bound already."""
        if not count.among:
            self.say(count.location, "`among` is empty: no number of facts would do")
        tests, bound = self._closed(count.pattern, "`count`")
        joins = tuple([(position, self._slots[term]) for position, term in bound])
        return Counting(count.pattern.kind, tests, joins, frozenset(count.among))

    def search(self, lookup: Lookup) -> Searching:
        """Where the rule looks something up; the variable that holds it is bound."""
        tables = self._vocabulary.tables
        if lookup.table not in tables:
            self.say(lookup.location, f"there is no table {corrected(lookup.table, tables)}")
        slot = self._slot(lookup.key, lookup.location, "the key of `lookup`")
        if not lookup.value.startswith("$"):
            self.say(lookup.location, f"the value of `lookup` is a variable, not `{lookup.value}`")
        elif lookup.value in self._slots:
            self.say(lookup.location, f"the value of `lookup` is `{lookup.value}`, which `when` binds already")
        else:
            self._slots[lookup.value] = self._width
        self._width += 1
        return Searching(tables.get(lookup.table, {}), slot)

    def conclude(self, pattern: Pattern) -> Conclusion:
        """A pattern of `then`: a slot for every field, in the order of the kind."""
        slots = []
        for _, term in self._vocabulary.read(pattern):
            if not isinstance(term, tuple):
                slots.append(self._slot(term, pattern.location, "`then`"))
            elif len(term) == 1:
                slots.append(self._width + self.constants.setdefault(term[0], len(self.constants)))
            else:
                self.say(pattern.location, f"`then` gives each field of `{pattern.kind}` one value, not a list")
        self._check_conclusion(pattern)
        return Conclusion(pattern.kind, tuple(slots))

    def _check_conclusion(self, pattern: Pattern) -> None:
        kind = self._vocabulary.kinds.get(pattern.kind)
        if kind is None:
            return
        if kind.given:
            self.say(pattern.location, f"the kind `{kind.name}` is given by the assessment: no rule derives it")
        named = {field for field, _ in pattern.terms}
        missing = [f"`{field}`" for field in kind.fields if field not in named]
        if missing:
            self.say(pattern.location, f"`then` leaves out {', '.join(missing)} of the kind `{kind.name}`")

    def _closed(
        self, pattern: Pattern, where: str
    ) -> tuple[tuple[tuple[int, tuple[str, ...]], ...], list[tuple[int, str]]]:
        """The tests of a pattern that binds nothing, and its variables by position."""
        terms = self._vocabulary.read(pattern)
        tests = tuple([(position, term) for position, term in terms if isinstance(term, tuple)])
        variables = [(position, term) for position, term in terms if isinstance(term, str)]
        for _, variable in variables:
            self._slot(variable, pattern.location, where)
        return tests, [(position, variable) for position, variable in variables if variable in self._slots]

    def _slot(self, variable: str, location: Location, where: str) -> int:
        slot = self._slots.get(variable)
        if slot is None:
            said = (
                "is a variable that `when` binds, not" if not variable.startswith("$") else "uses an unbound variable,"
            )
            self.say(location, f"{where} {said} {corrected(variable, self._slots)}")
        return -1 if slot is None else slot
