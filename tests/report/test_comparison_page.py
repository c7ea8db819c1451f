"""The page of a comparison: what people read, apart from the command."""

from __future__ import annotations

from twins import REQUIREMENTS, TODAY, control, evidence, out, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.comparing.compare import compare, rank_benchmarks
from assessor.model.comparison import Filters
from assessor.model.gates import NO_GATES
from assessor.model.knowledge import Clause
from assessor.model.vocabulary import Basis
from assessor.report.answers.comparison import page
from assessor.report.page_markdown import render_markdown
from assessor.report.page_text import render_text
from assessor.report.terminal import columns
from assessor.report.view import View


def case_of(of, by=None):
    return Case(by or reasoner(), of, {}, TODAY, Basis.CURRENT, NO_GATES, "test")


def text_of(comparison, *, uni=True) -> str:
    text = render_text(page(comparison), View(unicode=uni))
    assert max(map(columns, text.splitlines())) <= 80
    return text


def test_in_ascii_what_is_given_covered_and_not_covered_are_three_marks():
    of = profile(control("monitoring"))
    text = text_of(compare(case_of(of), ["etsi-ts-103-846"], []), uni=False)
    assert "  Marks           # given, . not given, v covered, x not covered\n" in text
    assert "  DE Detect    #          .      v        v          v\n" in text
    assert "  PR Protect   #          #      x        x          x\n" in text


def test_a_ranking_with_a_document_that_is_met_in_scope_keeps_to_80_columns():
    of = profile(control(REQUIREMENTS, "data"), not_applicable=[out(one, "system network") for one in REQUIREMENTS])
    text = text_of(rank_benchmarks(case_of(of), Filters()))
    rows = {word: line.split() for line in text.splitlines() for word in line.split() if "-" in word}
    of_all = ["48", "100.0", "100.0", "100.0", "\N{BLACK CIRCLE}", "in", "scope"]
    assert rows["irtf-nmrg-network-digital-twin-arch"][-7:] == of_all


def test_clauses_are_told_by_confidence_and_a_document_of_which_none_is_known_has_no_column_of_them():
    clause = Clause("trust", "4.2", "Trust", "Parts are signed.", "high", "full text")
    clauses = (clause, clause._replace(clause="5"), clause._replace(clause="6", confidence="low"), clause)
    knowledge = reasoner().knowledge
    own = knowledge.benchmarks[1]._replace(id="own", number=None, requirements=("trust", "privacy"), clauses=clauses)
    by = type(reasoner())(knowledge._replace(benchmarks=(own, own._replace(id="bare", clauses=()))), reasoner().engine)
    text = text_of(compare(case_of(profile(control("trust")), by), ["own", "bare"], []))
    known, bare = text[: text.index("\nbare  ")], text[text.index("\nbare  ") :]
    assert "  4.2, 5 high; 6 low\n" in known
    assert "  not verified\n" in known
    assert "\nCLAUSES\n" in known
    assert "  Others          clause not verified: privacy\n" in known
    assert "verdict\n" in bare
    assert "CLAUSES" not in bare
    assert bare.count("clause not verified: no full text was read") == 1


def test_functions_that_one_alone_covers_are_told_once_for_all_bases_that_agree():
    stale = control("recovery", id="C-2", items=[evidence(expires=TODAY.replace(year=2025))])
    this, other = profile(control("trust"), stale), profile(control("monitoring"))
    text = " ".join(text_of(compare(case_of(this), [], [case_of(other)])).split())
    assert (
        "Functions this profile alone covers PR RC and the other alone covers DE (on claimed, evidenced)"
        " this profile alone covers PR and the other alone covers DE (on current)"
    ) in text
    assert "alone covers" not in text_of(compare(case_of(this), [], [case_of(this)]))


def test_what_stands_beside_a_heading_of_markdown_is_a_sentence():
    this, other = profile(control("trust")), profile(control("monitoring"))
    markdown = render_markdown(page(compare(case_of(this), ["itu-t-x-2011"], [case_of(other)])), View())
    lines = markdown.splitlines()
    beside = [lines[at + 2] for at, line in enumerate(lines) if line.startswith("## ")]
    assert "It is no 17 of the study, issued as ITU-T X.2011." in beside
    assert "The other profile is twin." in beside
    assert all(line[0].isupper() and line.endswith(".") for line in beside), beside
