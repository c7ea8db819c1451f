from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample_results import changed

from assessor.api import open_assessor
from assessor.loading.reproduction import expected_reproduction
from assessor.model.knowledge import Coverage
from assessor.model.reproduction import Agreement
from assessor.model.vocabulary import Band
from assessor.report.reference.reproduction import reproduce, text
from assessor.report.view import View

if TYPE_CHECKING:
    from assessor.model.knowledge import Knowledge

    Derived = dict[str, Coverage]

WRONG = Coverage(band=Band.GREEN, functions=("GV", "ID", "PR", "DE"))


@pytest.fixture(scope="module")
def known() -> tuple[Knowledge, Derived]:
    assessor = open_assessor(engine="plain")
    knowledge = assessor.knowledge
    return knowledge, {benchmark.id: assessor.derived(benchmark.id) for benchmark in knowledge.benchmarks}


def test_a_figure_that_is_not_the_expected_one_fails(known: tuple[Knowledge, Derived]) -> None:
    knowledge, derived = known
    found = reproduce(knowledge, {**derived, "iso-23247-1": WRONG}, expected_reproduction())
    assert not found.as_expected
    assert [str(figure.actual) for figure in found.figures] == ["23 of 27", "17 of 26", "137 of 156"]
    assert "  ✗ bands           23 of 27      EXPECTED 24 of 27\n" in text(found, View())


def test_a_difference_without_a_reason_fails_although_the_figures_agree(known: tuple[Knowledge, Derived]) -> None:
    knowledge, derived = known
    silent = tuple(changed(one, differences=()) if one.number == 6 else one for one in knowledge.benchmarks)
    found = reproduce(changed(knowledge, benchmarks=silent), derived, expected_reproduction())
    assert all(figure.actual == figure.expected for figure in found.figures)
    assert not found.as_expected
    assert " 6 iso-iec-30173\n   GV   NO REASON IS TOLD\n" in text(found, View())


def test_a_benchmark_of_a_users_own_is_no_part_of_the_study(known: tuple[Knowledge, Derived]) -> None:
    knowledge, derived = known
    own = changed(knowledge.benchmarks[0], id="own", number=None)
    found = reproduce(
        changed(knowledge, benchmarks=(*knowledge.benchmarks, own)), {**derived, "own": WRONG}, expected_reproduction()
    )
    assert found.as_expected


def test_the_expected_figures_come_from_the_data() -> None:
    expected = expected_reproduction()
    assert expected.function_cells == Agreement(141, 156)
    assert len(expected.doubts) > 5
