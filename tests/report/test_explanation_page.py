"""Explanations for people: as long as people read, and clear about what is not known."""

from __future__ import annotations

from twins import REQUIREMENTS, TODAY, control, everything, evidence, profile, reasoner

from assessor.assessment.case import Case
from assessor.inquiry.explaining.explain import explain
from assessor.inquiry.naming import named
from assessor.model.gates import NO_GATES
from assessor.model.place import Marks, Place
from assessor.model.vocabulary import Basis
from assessor.report.answers.explanation import page, to_object
from assessor.report.page import Paragraph, Section, Table, Tree


def explained(of, target, **changes):
    case = Case(reasoner(), of, {}, TODAY, Basis.CURRENT, NO_GATES, "test")
    return explain(case, named(target, reasoner().knowledge))._replace(**changes)


def blocks(of, target, **changes):
    return page(explained(of, target, **changes), depth=9)


def sections(found):
    """The headings, each with what is beside it and the sentences below it."""
    told = {}
    for block in found:
        if isinstance(block, Section):
            heading = block.text
            told[heading] = [block.beside]
        elif isinstance(block, Paragraph) and told:
            told[heading].append(block.text)
    return told


def texts(nodes):
    return [text for node in nodes for text in (node.text, *texts(node.children))]


def statements(found):
    return sum(len(texts(block.nodes)) for block in found if isinstance(block, Tree))


def old(line):
    return evidence(expires=TODAY.replace(year=2025), marks=Marks(Place(line, 1)))


MANY = profile(
    *(control(REQUIREMENTS[at % 20], id=f"C-{at}", items=[old(2 * at + 1), old(2 * at + 2)]) for at in range(400))
)


def test_a_page_does_not_grow_with_the_profile_and_says_how_much_is_left_out():
    found = blocks(MANY, "evidence-expired")
    (tree,) = (block for block in found if isinstance(block, Tree))
    assert [node.text for node in tree.nodes[0].children][-1] == "and 780 more: --format json"
    (table,) = (block for block in found if isinstance(block, Table))
    assert (len(table.rows), table.rows[-1][1]) == (21, "and 780 more: --format json")
    assert len(explained(MANY, "evidence-expired").up[0]) == 800
    assert statements(blocks(MANY, "score")) < 1500
    assert len(to_object(explained(MANY, "score"))["proof"]["premises"][0]["premises"][0]["premises"]) == 20


def test_of_what_was_asked_about_more_is_told_than_within_a_proof():
    few = profile(*(control("trust", id=f"C-{at}") for at in range(9)))
    tree = next(block for block in blocks(few, "trust/data") if isinstance(block, Tree))
    assert len(tree.nodes[0].children) == 9
    tree = next(block for block in blocks(few, "trust") if isinstance(block, Tree))
    assert "and 3 more: --format json" in texts(tree.nodes)


def test_what_is_not_worked_out_is_said_and_not_denied():
    told = sections(blocks(profile(control("trust", "data")), "mandatory-requirement-red/trust"))
    assert told["DOWN"] == [
        "no single loss of a control or of its evidence is known to make it worse",
        "Which losses would bring the finding about is not worked out.",
    ]
    told = sections(blocks(everything(), "rating", up_limits=("a search was given up",), down_limits=("so it is",)))
    assert told["UP"] == ["no cell that is brought to full is known to make it better", "A search was given up."]
    assert told["DOWN"][-1] == "So it is."
    told = sections(blocks(everything(), "rating"))
    assert told["UP"] == ["no cell that is brought to full makes it better"]
