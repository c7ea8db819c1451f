"""Headings, tables and labelled lines of reports for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assessor.report.terminal import columns, pad, pad_left, shorten, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from assessor.report.paint import Paint

LABEL = 18


def headed(title: str, text: str, paint: Paint) -> Iterator[str]:
    """`TITLE  text`, the text wrapped beside the title of its section. The text is ours, or harmless already."""
    lines = wrap(text, paint.width, first=f"{title}  ")
    yield paint.bold(title) + paint.dim(lines[0][len(title) :])
    yield from map(paint.dim, lines[1:])


def labelled(label: str, text: str | None, paint: Paint, *, width: int = LABEL) -> Iterator[str]:
    """`label  text`, the text wrapped beside its label; nothing where there is no text."""
    if text:
        lines = wrap(paint.text(text), paint.width, first=" " * width)
        yield paint.dim(pad(paint.line(label), width)) + lines[0][width:]
        yield from lines[1:]


def paragraph(text: str, paint: Paint, *, indent: int = 2) -> list[str]:
    """The text in lines of the report's width."""
    return wrap(paint.text(text), paint.width, first=" " * indent)


def fit(text: str, paint: Paint, *, lines: int, first: str = "") -> list[str]:
    """The text, which is harmless already, in so many lines at most, the last one cut if it has to be."""
    whole = wrap(text, paint.width, first=first)
    if len(whole) <= lines:
        return whole
    cut = f"{whole[lines - 1]} {whole[lines].strip()}"
    return [*whole[: lines - 1], shorten(cut, paint.width, unicode=paint.unicode)]


def few(names: Sequence[str], most: int = 3) -> str:
    """The first names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], paint: Paint, *, gap: int = 2) -> Iterator[str]:
    """A table with columns as wide as their cells; a head that starts with `>` has its column flush right."""
    cells = [[paint.text(cell) for cell in row] for row in rows]
    titles = [head.removeprefix(">") for head in heads]
    right = [head.startswith(">") for head in heads]
    widths = [max(map(columns, column)) for column in zip(titles, *cells, strict=True)]
    yield paint.dim(_line(titles, widths, right, gap))
    yield from (_line(row, widths, right, gap) for row in cells)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool], gap: int) -> str:
    padded = (
        pad_left(cell, width) if flush else pad(cell, width)
        for cell, width, flush in zip(cells, widths, right, strict=True)
    )
    return (" " * gap).join(padded).rstrip()


def text_of(lines: Iterable[str]) -> str:
    """The lines as the text of one report."""
    return "".join(f"{line}\n" for line in lines)
