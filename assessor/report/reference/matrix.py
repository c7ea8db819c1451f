"""Requirements against documents: which asks for which, and the smallest sets that ask for all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.layout import headed, text_of
from assessor.report.page import Labelled, Paragraph, Section, State, Table, Title
from assessor.report.page_markdown import render_markdown
from assessor.report.page_text import render_text
from assessor.report.paint import Paint
from assessor.report.terminal import pad, pad_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.model.knowledge import Benchmark
    from assessor.model.matrix import Matrix
    from assessor.report.document import Document
    from assessor.report.page import Block, Cell
    from assessor.report.view import View

MATRIX = "dtassess/matrix/v1"
_COLUMN = 2
"""How wide a document is: a mark and the space before it."""
_TOTAL = 5
_NAME = "requirement"


def to_object(matrix: Matrix) -> Document:
    """The matrix as plain values; the sets are of ids."""
    smallest = matrix.smallest
    return {
        "schema": MATRIX,
        "requirements": [
            {"id": requirement, "total": total, "benchmarks": [one.id for one in matrix.asking(requirement)]}
            for requirement, total in _totals(matrix).items()
        ],
        "benchmarks": [
            {
                "id": one.id,
                "number": one.number,
                "total": len(one.requirements),
                "requirements": list(one.requirements),
            }
            for one in matrix.benchmarks
        ],
        "total": _all(matrix),
        "asked_by_none": list(matrix.asked_by_none),
        "smallest_sets": {
            "size": smallest.size,
            "count": smallest.count,
            "sets": [[one.id for one in matrix.members(found)] for found in smallest.first],
        },
    }


def text(matrix: Matrix, view: View) -> str:
    """A row a requirement and a column a document, as many side by side as there is room for; then the sets."""
    grid = text_of(line.rstrip() for line in _grid(matrix, Paint(view)))
    return grid + render_text(tuple(_after(matrix)), view)


def markdown(matrix: Matrix, view: View) -> str:
    """The same with one table."""
    signs: Sequence[Cell] = (_mark(ticked=True), _mark(ticked=False))
    heads = ("requirement", *_heads(matrix.benchmarks), ">all")
    rows: list[Sequence[Cell]] = [
        (requirement, *(signs[requirement not in one.requirements] for one in matrix.benchmarks), str(total))
        for requirement, total in _totals(matrix).items()
    ]
    totals = ("all", *(str(len(one.requirements)) for one in matrix.benchmarks), str(_all(matrix)))
    blocks = (Title("Requirements and the documents that ask for them"), Table(heads, (*rows, totals)))
    return render_markdown((*blocks, *_after(matrix)), view)


def _mark(*, ticked: bool) -> State:
    return State("ticked" if ticked else "not ticked", "")


def _totals(matrix: Matrix) -> dict[str, int]:
    """How many documents ask for each requirement."""
    return {requirement: len(matrix.asking(requirement)) for requirement in matrix.requirements}


def _all(matrix: Matrix) -> int:
    return sum(_totals(matrix).values())


def _heads(benchmarks: Sequence[Benchmark]) -> list[str]:
    """The study's numbers, and letters for users' own."""
    own = [one.id for one in benchmarks if one.number is None]
    return [str(one.number) if one.number is not None else _letters(own.index(one.id)) for one in benchmarks]


def _letters(at: int) -> str:
    """Letters that count: a to z, then aa to zz."""
    more, last = divmod(at, 26)
    return (chr(ord("a") + more - 1) if more else "") + chr(ord("a") + last)


def _grid(matrix: Matrix, paint: Paint) -> Iterator[str]:
    name = max(map(len, (*matrix.requirements, _NAME)))
    most = (paint.width - 2 - name - _TOTAL) // _COLUMN
    documents, heads = matrix.benchmarks, _heads(matrix.benchmarks)
    beside = f"{len(matrix.requirements)} requirements, {len(documents)} documents by number (see benchmarks list)"
    yield from headed("MATRIX", beside, paint)
    for start in range(0, max(len(documents), 1), most):
        shown = slice(start, start + most)
        if start:
            yield ""
        yield from _block(matrix, documents[shown], heads[shown], name, paint, last=start + most >= len(documents))


def _block(
    matrix: Matrix, documents: Sequence[Benchmark], heads: Sequence[str], name: int, paint: Paint, *, last: bool
) -> Iterator[str]:
    """Some documents' columns, with the totals of rows behind the last of them."""

    def row(label: str, marks: Iterable[str], total: str) -> str:
        return f"  {pad(label, name)}{''.join(f' {mark}' for mark in marks)}{pad_left(total, _TOTAL) if last else ''}"

    for label, line in _upright(_NAME, heads):
        yield paint.dim(row(label, line, "all" if label else "").rstrip())
    for requirement, total in _totals(matrix).items():
        ticks = ("ticked" if requirement in one.requirements else "not ticked" for one in documents)
        yield row(requirement, map(paint.mark, ticks), str(total))
    for label, line in _upright("all", [str(len(one.requirements)) for one in documents]):
        yield row(label, line, str(_all(matrix)) if label else "")


def _upright(label: str, words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The words written downwards, a line a letter, with the label before the last line."""
    height = max(map(len, words), default=1)
    for at in range(height):
        yield label if at == height - 1 else "", "".join(word.rjust(height)[at] for word in words)


def _after(matrix: Matrix) -> Iterator[Block]:
    heads = _heads(matrix.benchmarks)
    own = [(head, one.id) for head, one in zip(heads, matrix.benchmarks, strict=True) if one.number is None]
    if own:
        yield Labelled(own)
    smallest = matrix.smallest
    yield Section("SMALLEST SETS", "these documents together ask for all that any of them asks for")
    yield Paragraph(_said(matrix))
    if smallest.size:
        rows = [
            (" ".join(heads[at] for at in found), ", ".join(one.id for one in matrix.members(found)))
            for found in smallest.first
        ]
        yield Table(("no", "documents"), rows)
    if matrix.asked_by_none:
        yield Paragraph(f"No document asks for {', '.join(matrix.asked_by_none)}.")


def _said(matrix: Matrix) -> str:
    smallest = matrix.smallest
    if not smallest.size:
        return "No document asks for anything."
    enough = "1 document is enough" if smallest.size == 1 else f"{smallest.size} documents are enough"
    if smallest.count == 1:
        return f"{enough}: there is one such set."
    listed = "" if len(smallest.first) == smallest.count else f"; the first {len(smallest.first)}"
    return f"{enough}: there are {smallest.count} such sets{listed}."
