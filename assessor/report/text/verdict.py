"""The verdict on the three bases side by side: the gap between them is what a reader wants to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.number import shown
from assessor.model.vocabulary import Applicability, Band, Basis
from assessor.report.terminal import pad, shorten, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from fractions import Fraction

    from assessor.model.result import BasisSummary, FunctionOnBasis, Result
    from assessor.report.paint import Paint

LABEL = 26
COLUMN = 18
_BAR = 8


def title(result: Result, paint: Paint) -> Iterator[str]:
    """What was assessed, on which day, by which rules."""
    profile = result.profile
    name = paint.text(f"{profile.name} {profile.version}" if profile.version else profile.name)
    day = result.as_of.isoformat()
    room = paint.width - len(day) - 2
    yield paint.bold(pad(shorten(name, room, unicode=paint.unicode), room)) + "  " + day
    between = f" {paint.mark('between')} "
    packs = ", ".join(f"{paint.text(pack.pack)} {paint.text(pack.version)}" for pack in result.rules) or "none"
    parts = (paint.text(profile.path), f"rules {packs}", f"engine {result.tool.engine}")
    yield from map(paint.dim, wrap(between.join(parts), paint.width))
    yield paint.rule()


def verdict(result: Result, paint: Paint) -> Iterator[str]:
    """Rating, band, score, red mandatory requirements and caps, and the six functions."""
    yield heading("VERDICT", result, paint)
    yield _row("Rating", result, lambda s: paint.state(s.rating, COLUMN))
    yield _row("Band", result, lambda s: paint.state(s.band, COLUMN))
    yield _row("Score", result, lambda s: pad(_score(s, paint), COLUMN))
    yield _by_basis("Mandatory red", lambda basis: _red_mandatory(result, basis, paint))
    yield from _caps(result, paint)
    yield f"  {pad('Assessed', LABEL - 2)}{_assessed(result)}"
    yield ""
    yield heading("FUNCTIONS", result, paint, beside="NIST CSF 2.0")
    for function in result.functions:
        cells = (_function(function.bases[basis], paint) for basis in Basis)
        yield f"  {pad(f'{function.id} {function.name}', LABEL - 2)}{''.join(cells)}".rstrip()


def notes(result: Result, paint: Paint) -> Iterator[str]:
    """What the words of the report mean, said once."""
    texts = [
        "The band is the study's criterion, made for documents; the rating is the band lowered by the caps that hold. "
        "A cell is silent if no control speaks of it; the range of a score ends where all of those were full. "
        "Evidence that is current is not stale, no more: nobody has opened a link.",
    ]
    if any(summary.caps_possible for summary in result.summary.values()):
        texts.append("A possible cap would hold if what the profile leaves unknown of the twin were true.")
    for text in texts:
        yield from map(paint.dim, wrap(text, paint.width))


def _red_mandatory(result: Result, basis: Basis, paint: Paint) -> str:
    """How many of the mandatory requirements are red on the basis."""
    bands = [one.bases[basis].band for one in result.requirements if one.applicability is Applicability.MANDATORY]
    red = bands.count(Band.RED)
    return paint.padded(f"{red} of {len(bands)}", Band.RED if red else "", COLUMN)


def heading(title: str, result: Result, paint: Paint, beside: str = "") -> str:
    """A heading over the columns of the three bases, with the gate's marked."""
    names = (f"{basis} (gate)" if basis is result.basis else str(basis) for basis in Basis)
    label = f"{title}  {beside}" if beside else title
    plain = pad(label, LABEL) + "".join(pad(name, COLUMN) for name in names).rstrip()
    return paint.bold(plain[: len(title)]) + paint.dim(plain[len(title) :])


def number(value: Fraction | None) -> str:
    """A number as reports show it, or a dash where there is none."""
    return "-" if value is None else f"{shown(value):.1f}"


def _row(label: str, result: Result, cell: Callable[[BasisSummary], str]) -> str:
    return _by_basis(label, lambda basis: cell(result.summary[basis]))


def _by_basis(label: str, cell: Callable[[Basis], str]) -> str:
    return f"  {pad(label, LABEL - 2)}{''.join(map(cell, Basis))}".rstrip()


def _score(summary: BasisSummary, paint: Paint) -> str:
    if summary.score is None or summary.score_range is None:
        return "-"
    low, high = summary.score_range
    ends = f" ({number(low)}{paint.mark('range')}{number(high)})" if low != high else ""
    return number(summary.score) + ends


def _caps(result: Result, paint: Paint) -> Iterator[str]:
    caps = sorted({cap for basis in Basis for cap in result.summary[basis].caps + result.summary[basis].caps_possible})
    yield "  Caps" if caps else _row("Caps", result, lambda _: pad("none", COLUMN))
    for cap in caps:
        yield _row(f"  {paint.text(cap)}", result, lambda s, cap=cap: _cap(cap, s, paint))  # type: ignore[misc]


def _cap(cap: str, summary: BasisSummary, paint: Paint) -> str:
    if cap in summary.caps:
        return paint.padded("holds", Band.ORANGE, COLUMN)
    return pad("possible" if cap in summary.caps_possible else "-", COLUMN)


def _function(standing: FunctionOnBasis, paint: Paint) -> str:
    outcome = "passed" if standing.covered else "failed"
    cell = f"{paint.mark(outcome)} {number(standing.score):>5}"
    bar = " " * _BAR if standing.score is None else paint.bar(float(standing.score), _BAR)
    return f"{paint.padded(cell, Band.GREEN if standing.covered else Band.RED, 8)}{bar}{' ' * (COLUMN - 8 - _BAR)}"


def _assessed(result: Result) -> str:
    if result.assessed is None:
        return "nothing is in scope"
    silent = sum(len(requirement.silent) for requirement in result.requirements)
    share = f"{number(result.assessed)} % of the cells in scope"
    return f"{share}; {silent} silent" if silent else share
