"""Rules of a pack as values, beside the default pack, in an engine of this process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twins import reasoner

from assessor.assessment.reasoner import Reasoner
from assessor.engine.choose import build_engine
from assessor.engine.compiler import compile_program
from assessor.model.place import Location
from assessor.model.rule import Count, Pattern, Report, Rule
from assessor.model.vocabulary import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assessor.model.rule import Kind

HERE = Location("pack/rules.yaml", 1, 1)


def pattern(kind: str, **terms: object) -> Pattern:
    """A pattern; a list is any of several constants."""
    return Pattern(kind, tuple((f, tuple(t) if isinstance(t, list) else t) for f, t in terms.items()), HERE)


def rule(id: str, *when: Pattern, then: Pattern, unless: tuple[Pattern, ...] = (), count: Count | None = None) -> Rule:  # noqa: A002
    """A rule of the pack `plant`; one that finds something finds an error."""
    return Rule(
        id=id,
        title=id,
        description=id,
        source="the plant",
        when=when,
        then=(then,),
        pack="plant",
        location=HERE,
        unless=unless,
        count=count,
        report=Report(Severity.ERROR, "found", "Mend it.") if then.kind.endswith("-finding") else None,
    )


def counted(of: Pattern, among: range | list[int]) -> Count:
    """A count of the facts that match a pattern."""
    return Count(of, tuple(among), HERE)


def band(requirement: str, *bands: str, on: str = "$b") -> Pattern:
    """That a requirement is in one of some bands."""
    return pattern("requirement-band", basis=on, requirement=requirement, band=list(bands) if bands[1:] else bands[0])


def cap(name: str, on: str = "$b") -> Pattern:
    """That a cap holds."""
    return pattern("cap", basis=on, cap=name)


def with_rules(*rules: Rule, kinds: Iterable[Kind] = ()) -> Reasoner:
    """The default pack and these rules and kinds, which are not taken for the project's own."""
    known = reasoner().knowledge
    identity = known.packs[0]._replace(pack="plant")
    knowledge = known._replace(
        packs=(*known.packs, identity), kinds=(*known.kinds, *kinds), rules=(*known.rules, *rules), trusted=False
    )
    program = compile_program(knowledge.kinds, knowledge.rules, knowledge.tables())
    return Reasoner(knowledge, build_engine(program, name="plain", trusted=True, packs=["plant"]))
