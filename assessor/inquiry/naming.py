"""What the name of a verdict stands for: `PR`, `PR.AA`, `trust`, `trust/data`, a benchmark's id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import Problem, UsageError, quoted
from assessor.inquiry.goals import Goal
from assessor.model.ranking import COVERED
from assessor.model.vocabulary import Band, Layer, Level, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from fractions import Fraction

    from assessor.model.knowledge import Knowledge
    from assessor.model.profile import Targets

_BEST = {
    "benchmark": Verdict.MET,
    "requirement": Band.GREEN,
    "cell": Level.FULL,
    "function": COVERED,
    "category": COVERED,
}
"""What a plan takes a thing to be wanted as that is named and no more."""


class Name(NamedTuple):
    """What a name stands for; `kind` and `id` as in `Goal`, or `finding`."""

    kind: str
    id: str


def names(knowledge: Knowledge) -> dict[str, Name]:
    """Every name of a verdict that a plan can bring about, findings and the whole twin's left out."""
    kinds: dict[str, Iterable[str]] = {
        "function": [function.id for function in knowledge.functions],
        "category": [category.id for category in knowledge.categories],
        "requirement": [requirement.id for requirement in knowledge.requirements],
        "cell": [f"{requirement.id}/{layer}" for requirement in knowledge.requirements for layer in Layer],
        "benchmark": [benchmark.id for benchmark in knowledge.benchmarks],
    }
    found: dict[str, Name] = {}
    for kind, ids in kinds.items():
        for name in ids:
            found.setdefault(name, Name(kind, name))
    return found


def goals_of(texts: Sequence[str], score: Fraction | None, knowledge: Knowledge) -> tuple[Goal, ...]:
    """The goals that are named: `green` or `orange` for the rating, or anything with a name at its best; and a score.

    Raises UsageError with every name that stands for nothing.
    """
    known = names(knowledge)
    ratings = {Band.GREEN.value, Band.ORANGE.value}
    unknown = [text for text in dict.fromkeys(texts) if text not in known and text not in ratings]
    if unknown:
        raise UsageError(Problem("--target", 0, 0, _no_target(text, known)) for text in unknown)
    return tuple(_goals(texts, score, known))


def _no_target(text: str, known: Mapping[str, Name]) -> str:
    if text in {"rating", "band", "score"}:
        return f"say what {text} is wanted: green or orange for the rating, --min-score for the score"
    return _unknown(text, ["green", "orange", *known])


def _goals(texts: Sequence[str], score: Fraction | None, known: dict[str, Name]) -> Iterator[Goal]:
    for text in dict.fromkeys(texts):
        name = known.get(text)
        yield Goal(*name, str(_BEST[name.kind])) if name else Goal("rating", "rating", text)
    if score is not None:
        yield Goal("score", "score", score)


def own_goals(targets: Targets) -> tuple[Goal, ...]:
    """The goals that a profile sets itself, but for the share of cells that its controls speak of."""
    found = [Goal("requirement", requirement, str(band)) for requirement, band in targets.requirements.items()]
    found += [Goal("benchmark", benchmark, str(Verdict.MET)) for benchmark in targets.benchmarks]
    if targets.rating is not None:
        found.insert(0, Goal("rating", "rating", str(targets.rating)))
    if targets.min_score is not None:
        found.append(Goal("score", "score", targets.min_score))
    return tuple(found)


def named(text: str, knowledge: Knowledge) -> Name:
    """What an explanation is asked of: also `rating`, `band`, `score`, a cap, or a finding by its rule or its id.

    Raises UsageError where the text is the name of nothing, with the nearest that there are.
    """
    known = {whole: Name(whole, whole) for whole in ("rating", "band", "score")} | names(knowledge)
    for rule in knowledge.rules:
        if any(pattern.kind == "cap" for pattern in rule.then):
            known.setdefault(rule.id, Name("cap", rule.id))
        elif rule.report is not None:
            known.setdefault(rule.id, Name("finding", rule.id))
    rule_of_finding = known.get(text.partition("/")[0])
    if text in known:
        return known[text]
    if rule_of_finding and rule_of_finding.kind == "finding":
        return Name("finding", text)
    raise UsageError.of("TARGET", _unknown(text, list(known)))


def _unknown(text: str, known: Sequence[str]) -> str:
    from assessor.model.nearest import advice

    return f"there is nothing named {quoted(text)}; {advice(text, known)}"
