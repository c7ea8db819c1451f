"""The verdict on the three bases side by side: the gap between them is what a reader wants to see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.vocabulary import Applicability, Band, Basis
from assessor.report.terminal import pad, shorten, wrap
from assessor.report.text.bases import LABEL, column, heading, row
from assessor.report.text.scope import scope
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assessor.model.result import BasisSummary, FunctionOnBasis, Result
    from assessor.report.paint import Paint

_BAR = 8
_NOTES = (
    "Band: the study's criterion for documents. Rating: the band under the caps. "
    "Range: were silent cells full. Current: not stale, no more; no link was opened."
)
_POSSIBLE = "Possible cap: it would hold if what is unknown of the twin were true."


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
    """Rating, band, score, red mandatory requirements, caps and scope, and the six functions."""
    width, summary = column(paint), result.summary
    yield heading("VERDICT", result, paint)
    yield row("Rating", lambda basis: paint.state(summary[basis].rating, width), paint)
    yield row("Band", lambda basis: paint.state(summary[basis].band, width), paint)
    yield row("Score (range)", lambda basis: pad(_score(summary[basis], paint), width), paint)
    yield row("Mandatory red", lambda basis: _red_mandatory(result, basis, paint), paint)
    yield from _caps(result, paint)
    yield from wrap(scope(result), paint.width, first=pad("  Scope", LABEL))
    yield from wrap(_assessed(result), paint.width, first=pad("  Assessed", LABEL))
    yield paint.heading("FUNCTIONS", "NIST CSF 2.0: which are covered, and how far")
    for one in result.functions:
        yield row(f"{one.id} {one.name}", lambda basis, one=one: _function(one.bases[basis], paint), paint)  # type: ignore[misc]


def notes(result: Result, paint: Paint) -> Iterator[str]:
    """What the words of the report mean, said once."""
    yield from map(paint.dim, wrap(_NOTES, paint.width))
    if any(summary.caps_possible for summary in result.summary.values()):
        yield from map(paint.dim, wrap(_POSSIBLE, paint.width))


def _red_mandatory(result: Result, basis: Basis, paint: Paint) -> str:
    """How many of the mandatory requirements are red on the basis."""
    bands = [one.bases[basis].band for one in result.requirements if one.applicability is Applicability.MANDATORY]
    red = bands.count(Band.RED)
    return paint.padded(f"{red} of {len(bands)}", Band.RED if red else "", column(paint))


def _score(summary: BasisSummary, paint: Paint) -> str:
    """The score, which is the low end of its range, and the high one: `39.2 (to 70.8)`."""
    if summary.score is None or summary.score_range is None:
        return "-"
    low, high = summary.score_range
    if low == high:
        return number(summary.score)
    return f"{number(low)}{paint.mark('range')}{number(high)}" if paint.narrow else f"{number(low)} (to {number(high)})"


def _caps(result: Result, paint: Paint) -> Iterator[str]:
    caps = sorted({cap for summary in result.summary.values() for cap in summary.caps + summary.caps_possible})
    for cap in caps:
        yield row(f"Cap {cap}", lambda basis, cap=cap: _cap(cap, result.summary[basis], paint), paint)  # type: ignore[misc]
    if not caps:
        yield row("Caps", lambda _: pad("none", column(paint)), paint)


def _cap(cap: str, summary: BasisSummary, paint: Paint) -> str:
    if cap in summary.caps:
        return paint.padded("holds", Band.ORANGE, column(paint))
    return pad("possible" if cap in summary.caps_possible else "-", column(paint))


def _function(standing: FunctionOnBasis, paint: Paint) -> str:
    outcome = "passed" if standing.covered else "failed"
    cell = paint.padded(f"{paint.mark(outcome)} {number(standing.score):>5}", outcome, 8)
    room = column(paint) - 8
    if paint.narrow or standing.score is None:
        return cell + " " * room
    return cell + paint.bar(float(standing.score), _BAR) + " " * (room - _BAR)


def _assessed(result: Result) -> str:
    if result.assessed is None:
        return "nothing is in scope"
    silent = sum(len(requirement.silent) for requirement in result.requirements)
    share = f"{number(result.assessed)} % of the cells in scope"
    return f"{share}; {silent} silent" if silent else share
