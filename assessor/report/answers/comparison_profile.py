"""A profile beside another one, as blocks of a page: what differs first, and which of the two is ahead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.model.comparison import Direction
from assessor.model.vocabulary import Band, Basis, Layer
from assessor.report.answers.comparison_cells import GIVES, LEGEND, behind, marks
from assessor.report.page import Inline, Labelled, Node, Paragraph, Section, State, Table, Tree
from assessor.report.wording import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.model.comparison import BesideProfile, CellStanding, RequirementBeside
    from assessor.model.result import BasisSummary
    from assessor.report.page import Block, Cell, States

_SIGNS = {
    Direction.AHEAD: ">",
    Direction.BEHIND: "<",
    Direction.EQUAL: "=",
    Direction.MIXED: "~",
    Direction.SCOPE: "/",
}
_SAID = {
    Direction.BEHIND: "behind in",
    Direction.MIXED: "ahead here and behind there in",
    Direction.SCOPE: "with another scope in",
    Direction.AHEAD: "ahead in",
    Direction.EQUAL: "equal in",
}
_LEGEND = (
    "this > other: this profile is ahead; < behind; = equal; ~ some of both; / in scope for one of them alone; "
    "between two bands the sign is that of the cells"
)


def profile_blocks(beside: BesideProfile, basis: Basis) -> Iterator[Block]:
    """The verdicts side by side, then requirements and cells, then the controls of both where they differ."""
    other = beside.profile
    name = f"{other.name} {other.version}" if other.version else other.name
    yield Section("BESIDE", f"the other profile is {name}")
    yield Labelled((("Other", other.path), ("Requirements", _counts(beside.requirements)), ("Signs", _LEGEND)))
    yield Table(("", *Basis), list(_summary(beside)))
    alone = list(_alone(beside))
    if alone:
        yield Labelled(alone)
    differing = [one for way in _SAID for one in beside.requirements if one.direction is way is not Direction.EQUAL]
    if differing:
        yield Section("CELLS", f"this profile's stand before the other's; bands are on {basis}")
        yield Table(("requirement", "", *Layer, "band"), [_row(one, basis) for one in differing])
        yield Labelled((LEGEND,))
        yield Section("CONTROLS", f"those of cells that differ are told; {GIVES}")
        yield Tree([Node(one.id, children=list(_sides(one))) for one in differing])
    same = [one.id for one in beside.requirements if one.direction is Direction.EQUAL]
    if same:
        yield Section("THE SAME", "these do not differ on any layer and basis")
        yield Paragraph(", ".join(same))


def _counts(requirements: Sequence[RequirementBeside]) -> str:
    """In how many requirements this profile is ahead, behind and so on."""
    counts = {direction: sum(one.direction is direction for one in requirements) for direction in _SAID}
    return ", ".join(f"{_SAID[direction]} {count}" for direction, count in counts.items() if count)


def _summary(beside: BesideProfile) -> Iterator[Sequence[Cell]]:
    on = tuple(beside.summary[basis] for basis in Basis)
    yield "Rating", *(_pair(State(one.this.rating), one.rating, State(one.other.rating)) for one in on)
    yield "Band", *(_pair(State(one.this.band), one.band, State(one.other.band)) for one in on)
    yield "Score", *(_pair(number(one.this.score), one.score, number(one.other.score)) for one in on)
    yield "Functions", *(_pair(_count(one.this), one.functions, _count(one.other)) for one in on)


def _pair(this: str | State | States, direction: Direction, other: str | State | States) -> Inline:
    return Inline((this, _SIGNS[direction], other))


def _count(summary: BasisSummary) -> str:
    return str(len(summary.functions))


def _alone(beside: BesideProfile) -> Iterator[tuple[str, str]]:
    """The functions that one of the two covers and the other does not; bases on which they are the same together."""
    found: dict[str, list[str]] = {}
    for basis, one in beside.summary.items():
        mine = " ".join(name for name in one.this.functions if name not in one.other.functions)
        theirs = " ".join(name for name in one.other.functions if name not in one.this.functions)
        sides = (("this profile", mine), ("the other", theirs))
        words = " and ".join(f"{side} alone covers {names}" for side, names in sides if names)
        found.setdefault(words, []).append(basis)
    told = [(words, bases) for words, bases in found.items() if words]
    for at, (words, bases) in enumerate(told):
        yield "" if at else "Functions", f"{words} (on {', '.join(bases)})"


def _row(one: RequirementBeside, basis: Basis) -> Sequence[Cell]:
    pairs = {pair.layer: _pair(marks(pair.this), pair.direction, marks(pair.other)) for pair in one.cells}
    sides = one.bases[basis]
    bands = _pair(_band(sides.this.band), sides.direction, _band(sides.other.band))
    return one.id, _SIGNS[one.direction], *(pairs.get(layer, "") for layer in Layer), bands


def _band(band: Band) -> State:
    return State(band, "out of scope" if band is Band.NOT_APPLICABLE else None)


def _sides(one: RequirementBeside) -> Iterator[Node]:
    """What both have on the cells that differ."""
    differing = [pair for pair in one.cells if pair.direction is not Direction.EQUAL]
    yield _side("this", [pair.this for pair in differing])
    yield _side("other", [pair.other for pair in differing])


def _side(name: str, cells: Sequence[CellStanding]) -> Node:
    """What one of them has; a single line of it stands behind the name."""
    lines = list(behind(cells))
    if len(lines) == 1:
        return Node(Inline((f"{name}:", *lines[0].parts)))
    return Node(name, children=list(map(Node, lines)))
