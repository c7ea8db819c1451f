"""The study's two tables and its legend, read from the rows as printed; knows nothing of the files under `rules/`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

_PRINTED = Path(__file__).with_name("paper_tables.tsv")
_NUMBER, _BODY, _DOCUMENT, _TYPE, _REFERENCE, _CROSS, _APPLIED = range(7)
_LAYERS = {"D": "data", "S": "system", "N": "network"}
_WIDTHS = {"table 1": 15, "table 2": 28}


class Document(NamedTuple):
    """One row of Table 1; `body` as the merged cell above it says, `use_cases` as the header's labels."""

    body: str
    document: str
    type: str
    reference_architecture: bool
    cross_layer: bool
    applied_to: list[str]
    use_cases: list[str]


def section(name: str) -> list[str]:
    """The lines of one section of the file."""
    text = _PRINTED.read_text(encoding="utf-8")
    return text.split(f"[{name}]\n")[1].split("\n[")[0].splitlines()


def rows(table: str) -> list[list[str]]:
    """The rows of a table with the header first, each as wide as the table whatever an editor did to trailing tabs."""
    width = _WIDTHS[table]
    cells = [line.split("\t") for line in section(table)]
    assert all(len(row) <= width for row in cells)
    return [row + [""] * (width - len(row)) for row in cells]


def table_1() -> dict[int, Document]:
    """Table 1 by the documents' numbers."""
    header, *body_rows = rows("table 1")
    documents: dict[int, Document] = {}
    body = ""
    for row in body_rows:
        body = row[_BODY] or body
        documents[int(row[_NUMBER])] = Document(
            body=body,
            document=row[_DOCUMENT],
            type=row[_TYPE],
            reference_architecture=row[_REFERENCE] == "✓",
            cross_layer=row[_CROSS] == "✓",
            applied_to=[_LAYERS[letter] for letter in row[_APPLIED].split(", ") if letter],
            use_cases=[label for label, tick in zip(header, row, strict=True) if tick == "✓" and label in header[7:]],
        )
    return documents


def table_2() -> dict[int, list[int]]:
    """The ticked cells of Table 2 by the documents' numbers, counted from 1 after the number."""
    return {int(row[0]): [cell for cell, tick in enumerate(row) if tick == "✓"] for row in rows("table 2")[1:]}


def table_2_labels() -> list[str]:
    """The header's labels from the first requirement to the last function."""
    return [label for label in rows("table 2")[0][1:] if label]


def titles() -> dict[int, str]:
    """The legend's titles by the documents' numbers; those of 1 to 4 with the title that they share in front."""
    first, *others = section("legend")
    shared, *parts = first.removeprefix("1-4 - ").split("; ")
    legend = {number: f"{shared} - {part}" for number, part in enumerate(parts, start=1)}
    for line in others:
        number, title = line.split(" - ", 1)
        legend[int(number)] = title
    return legend


def plain(title: str) -> str:
    """A title without what differs in print alone: case and the kind of dash or of mark before a subtitle."""
    return re.sub(r"[\W_]+", " ", title.casefold()).strip()
