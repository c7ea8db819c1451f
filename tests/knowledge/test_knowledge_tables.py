"""The documents' files say what Tables 1 and 2 say, tick by tick, and the paper's prose holds on them."""

from __future__ import annotations

from collections import Counter

import pytest
from knowledge_files import benchmarks, reproduction, requirements
from paper_tables import plain, table_1, table_2, table_2_labels, titles

USE_CASES = {
    "Manufacturing systems": "manufacturing",
    "Energy": "energy",
    "Health": "health",
    "Transportation": "transportation",
    "Communication": "communication",
    "Cities and buildings": "cities-and-buildings",
    "Security and training": "security-and-training",
    "CPS": "cps",
}
NUMBERS = range(1, 28)
BENCHMARKS = benchmarks()
COLUMNS = reproduction()["columns"]


def ticked(number: int, key: str) -> list[str]:
    """What the printed row ticks among the columns that name a requirement, or a function."""
    cells = set(table_2()[number])
    return [column[key] for column in COLUMNS if key in column and cells & set(column["cells"])]


def documents_with(**wanted: object) -> list[int]:
    return [n for n, document in BENCHMARKS.items() if all(document[key] == value for key, value in wanted.items())]


def covering(function: str) -> list[int]:
    return [n for n, document in BENCHMARKS.items() if function in (document["published"]["functions"] or [])]


def asking(requirement: str) -> list[int]:
    return [n for n, document in BENCHMARKS.items() if requirement in document["requirements"]]


def green(function_cells: dict[str, set[int]]) -> list[int]:
    """The documents with four functions or more when a function is ticked in one of these cells."""
    printed = table_2()
    return [n for n in NUMBERS if sum(bool(cells & set(printed[n])) for cells in function_cells.values()) >= 4]


def ticking(cell: int) -> list[int]:
    return [number for number, cells in table_2().items() if cell in cells]


def test_there_are_the_27_documents() -> None:
    assert list(BENCHMARKS) == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_document_has_its_row_of_table_1(number: int) -> None:
    document, printed = BENCHMARKS[number], table_1()[number]
    assert document["body"] == printed.body
    assert document["document"] == printed.document
    assert document["type"] == printed.type
    assert document["reference_architecture"] is printed.reference_architecture
    assert document["cross_layer"] is printed.cross_layer
    assert document["applied_to"] == printed.applied_to
    assert document["use_cases"] == [USE_CASES[label] for label in printed.use_cases]


@pytest.mark.parametrize("number", NUMBERS)
def test_a_document_has_its_title_of_the_legend(number: int) -> None:
    printed = titles()[number].replace("NGSII-LD", "NGSI-LD")
    assert plain(BENCHMARKS[number]["title"]) == plain(printed)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_document_has_its_row_of_table_2(number: int) -> None:
    document = BENCHMARKS[number]
    assert document["table"]["printed_cells"] == table_2()[number]
    assert document["requirements"] == ticked(number, "requirement")
    if number != 22:
        functions = document["published"]["functions"]
        assert set(functions) == set(ticked(number, "function"))
        assert functions == [function for function in ("GV", "ID", "PR", "DE", "RS", "RC") if function in functions]


@pytest.mark.parametrize("number", [n for n in NUMBERS if n != 22])
def test_a_published_band_follows_from_the_published_functions(number: int) -> None:
    published = BENCHMARKS[number]["published"]
    count = len(published["functions"])
    assert published["band"] == ("red" if count == 0 else "orange" if count <= 3 else "green")


def test_the_functions_of_document_22_are_unknown_and_not_none() -> None:
    assert table_2()[22] == [2, 3]
    assert BENCHMARKS[22]["published"] == {"band": "green", "functions": None}


def test_the_columns_are_the_27_cells_in_the_headers_order() -> None:
    assert [cell for column in COLUMNS for cell in column["cells"]] == list(range(1, 28))
    assert [column["label"] for column in COLUMNS] == table_2_labels()
    assert [column["requirement"] for column in COLUMNS[:20]] == [entry["id"] for entry in requirements()]
    assert [column["function"] for column in COLUMNS[20:]] == ["ID", "PR", "DE", "RS", "RC", "GV"]


def test_the_titles_of_the_requirements_are_the_labels_of_their_columns() -> None:
    assert [entry["title"] for entry in requirements()] == table_2_labels()[:20]


# What the prose says.


def test_prose_green_documents() -> None:
    assert [n for n in NUMBERS if BENCHMARKS[n]["published"]["band"] == "green"] == [8, 10, 17, 20, 22, 24, 25, 26]


def test_prose_green_documents_but_22_apply_security_to_data_system_and_network() -> None:
    everywhere = documents_with(applied_to=["data", "system", "network"])
    assert {8, 10, 17, 20, 24, 25, 26} <= set(everywhere)
    assert 22 not in everywhere


def test_prose_documents_without_a_commitment_to_security() -> None:
    assert documents_with(applied_to=[]) == [3, 5, 15, 16, 18, 27]
    assert documents_with(requirements=[]) == [1, 3, 5, 15, 16, 18, 27]


def test_prose_every_document_that_applies_security_applies_it_to_data() -> None:
    assert all(document["applied_to"][:1] in ([], ["data"]) for document in BENCHMARKS.values())


def test_prose_protection_is_the_most_covered_function() -> None:
    counts = {function: len(covering(function)) for function in ("GV", "ID", "PR", "DE", "RS", "RC")}
    assert counts == {"GV": 9, "ID": 5, "PR": 18, "DE": 8, "RS": 7, "RC": 9}


def test_prose_reference_architecture_with_cross_layer_security_on_all_layers() -> None:
    both = documents_with(reference_architecture=True, cross_layer=True)
    assert both == [2, 8, 10, 13, 14, 17]
    assert [n for n in both if len(BENCHMARKS[n]["applied_to"]) == 3] == [8, 10, 17]


# What the doubts about the tables say.


def test_doubt_cells_22_and_23_are_one_column_that_came_apart() -> None:
    left, right = set(ticking(22)), set(ticking(23))
    assert len(left & right) == 15
    assert (left - right, right - left) == ({2, 6}, {20})


def test_doubt_only_the_reading_taken_agrees_with_the_prose() -> None:
    prose = [8, 10, 17, 20, 24, 25, 26]
    names = ("ID", "PR", "DE", "RS", "RC", "GV")
    taken = {"ID": {21}, "PR": {22, 23}, "DE": {24}, "RS": {25}, "RC": {26}, "GV": {27}}
    last_cell_dropped = dict(zip(names, ({cell} for cell in range(21, 27)), strict=True))
    first_cell_dropped = dict(zip(names, ({cell} for cell in range(22, 28)), strict=True))
    assert green(taken) == prose
    assert green(last_cell_dropped) == prose
    assert set(green(first_cell_dropped)) > set(prose)
    assert len(ticking(22)) > len(ticking(23)), "dropping the first cell would make identification the most covered"
    assert len(ticking(24)) == len(asking("monitoring")) == 8
    assert len(ticking(23)) == 16, "dropping the last cell would tick detection twice as often as monitoring"


def test_doubt_physical_protection_is_ticked_nowhere() -> None:
    assert asking("physical-protection") == []


def test_doubt_the_use_case_of_document_17() -> None:
    assert BENCHMARKS[17]["use_cases"] == ["cities-and-buildings"]
    assert "communication" in BENCHMARKS[8]["use_cases"]
    assert "communication" in BENCHMARKS[10]["use_cases"]


def test_doubt_how_often_the_use_cases_are_ticked() -> None:
    counts = Counter(use_case for document in BENCHMARKS.values() for use_case in document["use_cases"])
    assert (counts["cities-and-buildings"], counts["communication"], counts["manufacturing"]) == (14, 6, 5)
    assert [n for n in range(1, 5) if "manufacturing" in BENCHMARKS[n]["use_cases"]] == [1]


def test_doubt_document_10_ticks_more_advanced_requirements_than_20() -> None:
    advanced = {entry["id"] for entry in requirements() if entry["group"] == "advanced"}
    counts = {n: len(advanced & set(document["requirements"])) for n, document in BENCHMARKS.items()}
    assert (counts[10], counts[20]) == (6, 5)
    assert min(counts[n] for n in (8, 17, 20, 25, 26)) == 5


def test_doubt_document_24_ticks_basic_requirements_alone() -> None:
    basic = {entry["id"] for entry in requirements() if entry["group"] == "basic"}
    assert len(BENCHMARKS[24]["requirements"]) == 6
    assert set(BENCHMARKS[24]["requirements"]) < basic
