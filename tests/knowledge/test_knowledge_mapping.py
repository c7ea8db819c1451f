"""Where the requirements stand in CSF 2.0, what follows for the 27 documents, and how far the data bear it out."""

from __future__ import annotations

import hashlib
import operator

import pytest
from knowledge_files import (
    FUNCTIONS,
    ROOT,
    band,
    benchmarks,
    csf,
    derived,
    disagreements,
    function_of,
    reproduction,
    requirements,
    totals,
)

# Requirement, primary category, secondary categories: the method's table.
MAPPING = """
confidentiality      PR.DS
integrity            PR.DS
availability         PR.IR  PR.DS
authentication       PR.AA
authorization        PR.AA
accountability       PR.AA  GV.RR
auditing             PR.PS  DE.AE
data-traceability    ID.AM  PR.DS
non-repudiation      PR.AA  PR.DS
trust                PR.AA  GV.SC ID.RA
privacy              PR.DS  GV.OC
governance           GV.PO  GV.OC GV.RM GV.RR GV.OV
reliability          PR.IR
monitoring           DE.CM  DE.AE
response             RS.MA  RS.AN RS.CO RS.MI
recovery             RC.RP  RC.CO
maintainability      ID.IM  PR.PS
logical-protection   PR.IR
physical-protection  PR.AA  PR.IR
secure-coding        PR.PS
"""
PRINTED = {
    "authentication": "PR.AA",
    "authorization": "PR.AA",
    "confidentiality": "PR.DS",
    "integrity": "PR.DS",
    "monitoring": "DE.CM",
    "response": "RS.MA",
    "recovery": "RC.RP",
}
CATEGORIES = {
    "GV": "GV.OC GV.RM GV.RR GV.PO GV.OV GV.SC",
    "ID": "ID.AM ID.RA ID.IM",
    "PR": "PR.AA PR.AT PR.DS PR.PS PR.IR",
    "DE": "DE.CM DE.AE",
    "RS": "RS.MA RS.AN RS.CO RS.MI",
    "RC": "RC.RP RC.CO",
}
BENCHMARKS = benchmarks()
FUNCTION_OF = function_of()
REQUIREMENTS = {entry["id"]: entry for entry in requirements()}
HERE = totals(FUNCTION_OF)
MOVES = [(name, other) for name in REQUIREMENTS for other in FUNCTIONS if other != FUNCTION_OF[name]]


def moved(requirement: str, function: str) -> tuple[int, int, int]:
    """The totals if one requirement stood under another function."""
    return totals({**FUNCTION_OF, requirement: function})


def test_csf_has_its_functions_and_categories_in_its_own_order() -> None:
    found = {entry["id"]: [category["id"] for category in entry["categories"]] for entry in csf()["functions"]}
    assert tuple(found) == FUNCTIONS
    assert found == {function: ids.split() for function, ids in CATEGORIES.items()}


def test_csf_speaks_in_the_words_of_nist() -> None:
    entries = [entry for function in csf()["functions"] for entry in (function, *function["categories"])]
    words = "\n".join("\t".join((entry["id"], entry["title"], entry["text"])) for entry in entries)
    digest = hashlib.sha256(words.encode()).hexdigest()
    assert digest == "f585d46c77ac4f496defecfb9bd7f4e34506b4b2da1179df98e1d951c2c3497a", "not ours to edit"


def test_the_requirements_come_in_the_papers_order_and_groups() -> None:
    assert list(REQUIREMENTS) == [line.split()[0] for line in MAPPING.strip().splitlines()]
    assert [entry["number"] for entry in REQUIREMENTS.values()] == list(range(1, 21))
    assert [entry["group"] for entry in REQUIREMENTS.values()] == ["basic"] * 11 + ["advanced"] * 9


@pytest.mark.parametrize("line", MAPPING.strip().splitlines(), ids=lambda line: line.split()[0])
def test_a_requirement_has_the_categories_of_the_method(line: str) -> None:
    requirement, primary, *secondary = line.split()
    categories = REQUIREMENTS[requirement]["categories"]
    assert categories["primary"] == primary
    assert categories["secondary"] == secondary


@pytest.mark.parametrize(("requirement", "category"), PRINTED.items())
def test_what_the_paper_prints_is_taken_and_said(requirement: str, category: str) -> None:
    categories = REQUIREMENTS[requirement]["categories"]
    assert categories["primary"] == category
    assert categories["basis"].startswith("Paper, section 4")


@pytest.mark.parametrize("requirement", sorted(set(REQUIREMENTS) - set(PRINTED) - {"privacy"}))
def test_what_the_paper_does_not_print_is_not_laid_on_it(requirement: str) -> None:
    basis = REQUIREMENTS[requirement]["categories"]["basis"]
    assert not basis.startswith("Paper")
    assert "prints no category" in basis


def test_the_three_totals_are_the_expected_ones() -> None:
    expected = reproduction()["expected"]
    figures = ("bands", "function_sets", "function_cells")
    assert HERE == tuple(expected[figure]["agree"] for figure in figures) == (24, 18, 141)
    assert tuple(expected[figure]["of"] for figure in figures) == (27, 26, 156)


@pytest.mark.parametrize("number", BENCHMARKS)
def test_a_document_gives_a_reason_for_each_function_that_differs_and_for_no_other(number: int) -> None:
    stated = [difference["function"] for difference in BENCHMARKS[number]["differences"]]
    differing = disagreements(BENCHMARKS[number], FUNCTION_OF)
    assert stated == [function for function in FUNCTIONS if function in differing]


@pytest.mark.parametrize("number", BENCHMARKS)
def test_a_reason_names_a_requirement_of_the_function_and_says_rightly_whether_it_is_ticked(number: int) -> None:
    document = BENCHMARKS[number]
    for difference in document["differences"]:
        function, reason = difference["function"], difference["reason"].casefold()
        named = [name for name in REQUIREMENTS if name in reason]
        if function in document["published"]["functions"] and number != 19:
            assert "although" in reason
            assert [FUNCTION_OF[name] for name in named] == [function]
            assert not set(named) & set(document["requirements"])
        else:
            assert set(named) & set(document["requirements"])


@pytest.mark.parametrize("number", BENCHMARKS)
def test_a_document_gives_a_reason_for_its_band_where_it_differs_and_nowhere_else(number: int) -> None:
    document = BENCHMARKS[number]
    differs = band(derived(document, FUNCTION_OF)) != document["published"]["band"]
    assert ("band_difference" in document) is differs
    assert differs is (number in (11, 22, 24))


@pytest.mark.parametrize("number", sorted(n for n, document in BENCHMARKS.items() if document["differences"]))
def test_a_document_that_differs_has_a_doubt_for_the_reader(number: int) -> None:
    assert BENCHMARKS[number]["doubts"]


# That the data do not single the mapping out (reproduction.yaml, doubts; docs/method.md).


@pytest.mark.parametrize(
    ("requirement", "function", "figures"),
    [
        ("privacy", "GV", (24, 18, 141)),
        ("trust", "GV", (24, 18, 141)),
        ("availability", "GV", (24, 18, 142)),
        ("availability", "RC", (24, 18, 142)),
        ("auditing", "DE", (24, 19, 142)),
        ("non-repudiation", "DE", (24, 19, 142)),
        ("secure-coding", "DE", (24, 19, 142)),
    ],
)
def test_another_function_does_as_well_or_better(requirement: str, function: str, figures: tuple[int, ...]) -> None:
    assert moved(requirement, function) == figures


def test_the_better_ones_owe_it_to_document_20() -> None:
    for requirement in ("auditing", "non-repudiation", "secure-coding"):
        assert disagreements(BENCHMARKS[20], {**FUNCTION_OF, requirement: "DE"}) == set()


def test_no_other_move_does_better_without_doing_worse_elsewhere() -> None:
    better = {
        (name, other)
        for name, other in MOVES
        if moved(name, other) != HERE and all(map(operator.ge, moved(name, other), HERE))
    }
    detecting = {(name, "DE") for name in ("auditing", "non-repudiation", "secure-coding")}
    assert better == {("availability", "GV"), ("availability", "RC"), *detecting}


def test_nine_requirements_have_another_function_that_lowers_no_figure() -> None:
    free = {name for name, other in MOVES if all(map(operator.ge, moved(name, other), HERE))}
    assert len(free) == 9
    assert not free & set(PRINTED), "what the paper prints is borne out by its own tables"


def test_identification_is_ticked_where_maintainability_is_but_for_document_2() -> None:
    identified = [n for n, document in BENCHMARKS.items() if "ID" in (document["published"]["functions"] or [])]
    maintained = [n for n, document in BENCHMARKS.items() if "maintainability" in document["requirements"]]
    assert identified == [8, 17, 20, 25, 26]
    assert maintained == [2, *identified]


def test_the_page_on_the_method_has_the_mapping_of_the_files() -> None:
    page = (ROOT / "docs/method.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in page.split("## What the mapping rests on")[1].splitlines()]
    told = {row[0]: row[1].split(", ") for row in rows if len(row) == 2 and set(row[0]) != {"-"}}
    told.pop("function")
    titles = {entry["id"]: entry["title"] for entry in csf()["functions"]}
    assert told == {
        title: [name for name in REQUIREMENTS if FUNCTION_OF[name] == function] for function, title in titles.items()
    }
