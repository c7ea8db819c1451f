from __future__ import annotations

import pytest
from twins import reasoner

from assessor.inquiry.comparing.covering import matrix
from assessor.model.matrix import Matrix, SmallestSets
from assessor.report.reference.matrix import markdown, text, to_object
from assessor.report.view import View

KNOWLEDGE = reasoner().knowledge
OWN = KNOWLEDGE.benchmarks[1]._replace(number=None)


@pytest.mark.parametrize("width", [60, 79, 80, 120])
def test_a_narrow_matrix_has_its_documents_below_each_other(width: int) -> None:
    lines = text(matrix(KNOWLEDGE), View(width=width)).splitlines()
    assert max(map(len, lines)) <= width
    blocks = [line for line in lines if line.startswith("  requirement ")]
    assert len(blocks) == (1 if width >= 80 else 2)
    rows = [line.split() for line in lines if line.startswith("  authorization ")]
    ticks = [mark for row in rows for mark in row[1:] if not mark.isdigit()]
    assert [mark == "\N{BLACK CIRCLE}" for mark in ticks] == [
        "authorization" in one.requirements for one in KNOWLEDGE.benchmarks
    ]
    assert rows[-1][-1] == "15"


def test_an_ascii_terminal_gets_ascii() -> None:
    shown = text(matrix(KNOWLEDGE), View(unicode=False))
    assert shown.isascii()
    assert "  data-traceability   . . . . . . . . . . . . . . . . # . . . . . . . . . .    1\n" in shown


def test_more_than_a_few_sets_are_counted_and_the_first_shown() -> None:
    documents = tuple(OWN._replace(id=f"own-{at}", requirements=("trust",)) for at in range(4))
    many = Matrix(("trust",), documents, SmallestSets(size=1, count=4, first=((0,), (1,))))
    shown = text(many, View())
    assert "  1 document is enough: there are 4 such sets; the first 2.\n" in shown
    assert "  a   own-0\n  b   own-1\n" in shown
    assert to_object(many)["smallest_sets"] == {"size": 1, "count": 4, "sets": [["own-0"], ["own-1"]]}


def test_documents_that_ask_for_nothing_need_no_set() -> None:
    nothing = matrix(KNOWLEDGE._replace(benchmarks=(OWN._replace(requirements=()),)))
    assert "  No document asks for anything.\n" in text(nothing, View())
    assert "\nNo document asks for confidentiality, integrity" in markdown(nothing, View())
    assert "  No document asks for anything.\n" in text(matrix(KNOWLEDGE._replace(benchmarks=())), View())
