from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assessor.model.vocabulary import Band, Level
from assessor.report.page import Inline, Labelled, Node, Paragraph, Section, State, States, Table, Title, Tree
from assessor.report.page_markdown import render_markdown
from assessor.report.page_text import render_text
from assessor.report.terminal import columns, harmless
from assessor.report.view import View

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assessor.report.page import Block, Cell

FILE = View()
ESCAPE = re.compile("\x1b\\[[0-9]*m")
MARKUP = {"heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td"}
HOSTILE = (
    *(
        "*a* **b** _c_ __d__ ~~e~~ `f` $g$",
        "[a](https://evil.example) ![b](x)",
        "<script>alert(1)</script>",
        "a & b &lt; c",
    ),
    *("| a | b |", "# head", "- item", "+ item", "1. item", "2) item", "===", "---", "> quote", "\\* \\", "a  ", "  a"),
    *(
        "snake_case_name",
        "_a",
        "a_",
        "**a",
        "a**",
        "<!-- a",
        "]]>",
        "&amp;",
        "<https://evil.example>",
        "\ttab",
        "a\nb\n\nc",
    ),
    *("\x1b[31mred\x1b[0m", "\x07\x00\x9b2J", "a\u202eb", "\ud800", "\u4e2d\u6587" * 30, "e\u0301", "x" * 200, "", " "),
)


def lines_of(*blocks: Block, view: View = FILE) -> list[str]:
    return render_text(blocks, view).splitlines()


def markdown_of(*blocks: Block) -> str:
    return render_markdown(blocks, FILE)


def tokens_of(markdown: str) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown):
        yield token
        yield from token.children or ()


def words_of(markdown: str) -> list[str]:
    """What a reader sees of Markdown, by a library that is not ours; nothing in it is markup but the page's own."""
    words: list[str] = []
    for token in tokens_of(markdown):
        kind = token.type.removesuffix("_open").removesuffix("_close")
        assert kind in MARKUP | {"inline", "text", "code_inline", "strong", "em", "hardbreak"}, (kind, token.content)
        if token.type in {"text", "code_inline"}:
            words.append(token.content)
        elif kind in {"td", "th", "list_item", "paragraph", "heading", "hardbreak"}:
            words.append(" ")
    return "".join(words).split()


def shown(cell: Cell) -> str:
    match cell:
        case State(Level.FULL):
            return f"\N{BLACK CIRCLE} {harmless(cell.words)}"
        case States(_):
            return "\N{BLACK CIRCLE}\N{WHITE CIRCLE}"
        case Inline(parts):
            return " ".join(map(shown, parts))
    return harmless(str(cell))


def sentence(said: str) -> str:
    ends = "" if not said or said[-1] in ".!?:\N{HORIZONTAL ELLIPSIS}" else "."
    return (said[:1].upper() if said[:1].isascii() else said[:1]) + said[1:] + ends


def nodes_of(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        yield shown(node.text)
        if node.beside:
            yield f"({harmless(node.beside).strip()})"
        yield from nodes_of(node.children)


def words_meant(blocks: Sequence[Block]) -> list[str]:
    """The words of a page, said here once more."""
    texts: list[str] = []
    for block in blocks:
        match block:
            case Title(text, beside):
                texts += [harmless(text), f"({harmless(beside).strip()})" if beside else ""]
            case Section(text, beside):
                texts += [harmless(text.capitalize() if text.isupper() else text), sentence(harmless(beside).strip())]
            case Paragraph(text):
                texts.append(harmless(text))
            case Labelled(rows):
                texts += [f"{harmless(label).strip()}: {shown(cell)}" if label else shown(cell) for label, cell in rows]
            case Table(heads, rows):
                texts += [harmless(head.removeprefix(">")) for head in heads]
                texts += [shown(cell) for row in rows for cell in row]
            case Tree(nodes):
                texts += nodes_of(nodes)
    return " ".join(texts).split()


anything = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=60))
words = anything.filter(lambda text: text.strip() != "")
parts = st.one_of(anything, st.builds(State, st.just(Level.FULL), anything), st.just(States([Level.FULL, Level.NONE])))
cells = st.one_of(parts, st.builds(Inline, st.lists(parts, min_size=1, max_size=3)))
nodes = st.recursive(
    st.builds(Node, cells, words, st.just(())),
    lambda inner: st.builds(Node, cells, words, st.lists(inner, max_size=3)),
    max_leaves=6,
)
blocks = st.one_of(
    st.builds(Title, words, st.just("2026-11-23")),
    st.builds(Section, words, words),
    st.builds(Paragraph, words),
    st.builds(Labelled, st.lists(st.tuples(words | st.just(""), cells), min_size=1, max_size=3)),
    st.builds(Table, st.just(("a", ">b", "c")), st.lists(st.tuples(cells, cells, cells), max_size=3)),
    st.builds(Tree, st.lists(nodes, min_size=1, max_size=3)),
)
pages = st.lists(blocks, min_size=1, max_size=4)


@settings(deadline=None)
@given(pages)
def test_markdown_shows_the_words_of_the_page_and_no_markup_of_theirs(page: list[Block]) -> None:
    assert words_of(render_markdown(page, FILE)) == words_meant(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_in_every_block_of_markdown(text: str) -> None:
    page = [
        Paragraph(text or "none"),
        Labelled([("label", text)]),
        Table(("head",), [(text,)]),
        Tree([Node(text, "place")]),
    ]
    assert words_of(render_markdown(page, FILE)) == words_meant(page)


@settings(deadline=None)
@given(pages, st.integers(60, 120), st.booleans())
def test_no_line_of_text_is_wider_than_the_view_or_moves_the_terminal(
    page: list[Block], width: int, uni: object
) -> None:
    text = render_text(page, View(width=width, unicode=bool(uni)))
    assert max(map(columns, text.split("\n"))) <= width
    assert uni or text.isascii()
    assert text.replace("\n", "").isprintable()


@settings(deadline=None)
@given(pages)
def test_colours_change_no_letter(page: list[Block]) -> None:
    assert ESCAPE.sub("", render_text(page, View(colour=True))) == render_text(page, FILE)


@settings(deadline=None)
@given(
    st.lists(st.one_of(st.builds(Paragraph, words), st.builds(Labelled, st.lists(st.tuples(words, words), min_size=1))))
)
def test_text_loses_nothing_of_sentences(page: list[Block]) -> None:
    meant = "".join("".join(words_meant([block])).replace(":", "") for block in page)
    assert "".join(render_text(page, FILE).split()).replace(":", "") == meant


def test_a_page_as_text() -> None:
    assert lines_of(
        Title("pump", "2026-11-23"),
        Labelled([("Rating", State(Band.ORANGE)), ("Why", "a cap")]),
        Section("CELLS", "on current"),
        Table(("cell", ">score", "levels"), [("trust/data", "50.0", States([Level.FULL, Level.NONE]))]),
        Tree([Node("trust is orange", "core", [Node("C-1 counts", "pump.yaml:3:1")])]),
    ) == [
        "pump                                                                  2026-11-23",
        "\N{BOX DRAWINGS LIGHT HORIZONTAL}" * 80,
        "  Rating          \N{CIRCLE WITH LEFT HALF BLACK} orange",
        "  Why             a cap",
        "",
        "CELLS  on current",
        "  cell        score  levels",
        "  trust/data   50.0  \N{BLACK CIRCLE}\N{WHITE CIRCLE}",
        "  trust is orange",
        "    core",
        "    \N{BULLET} C-1 counts",
        "        pump.yaml:3:1",
    ]


def test_a_page_as_markdown() -> None:
    assert markdown_of(
        Title("pump_1 [x]", "2026-11-23"),
        Labelled([("Rating", State(Band.ORANGE)), ("", "no label")]),
        Section("CELLS", "they are on current"),
        Table(("cell", ">score"), [("a|b", "50.0")]),
        Tree([Node("trust", "core", [Node("C-1 counts", "pump.yaml:3:1")])]),
    ).splitlines() == [
        "# pump_1 \\[x\\] (2026-11-23)",
        "",
        "- **Rating**: \N{CIRCLE WITH LEFT HALF BLACK} orange\\",
        "  no label",
        "",
        "## Cells",
        "",
        "They are on current.",
        "",
        "| cell | score |",
        "| --- | ---: |",
        "| a\\|b | 50.0 |",
        "",
        "- trust *(core)*",
        "  - C-1 counts *(`pump.yaml:3:1`)*",
    ]


@pytest.mark.parametrize(
    ("title", "beside", "lines"),
    [
        ("SMALLEST SETS", "", ["## Smallest sets"]),
        ("itu-t-x-2011", "", ["## itu-t-x-2011"]),
        ("2026-11-23", "3 days", ["## 2026-11-23", "", "3 days."]),
        ("Why PR", "is it so?", ["## Why PR", "", "Is it so?"]),
        ("UP", "\u00e9t\u00e9: all of it:", ["## Up", "", "\u00e9t\u00e9: all of it:"]),
        ("UP", "  ", ["## Up"]),
    ],
)
def test_a_title_in_capitals_becomes_a_heading_and_what_is_beside_it_a_sentence(
    title: str, beside: str, lines: list[str]
) -> None:
    assert markdown_of(Section(title, beside)).splitlines() == lines


def test_what_has_no_label_stands_in_the_item_above_it() -> None:
    rows = [("", "first"), ("A", "one"), ("", ""), ("", "1. two"), ("B", "three \\"), ("", "===")]
    markdown = markdown_of(Labelled(rows))
    assert markdown.splitlines() == [
        "- first",
        "- **A**: one\\",
        "  1\\. two",
        "- **B**: three \\\\\\",
        "  \\===",
    ]
    kinds = [token.type for token in tokens_of(markdown)]
    assert (kinds.count("list_item_open"), kinds.count("hardbreak")) == (3, 2)


def test_what_rests_on_a_sentence_without_words_still_stands_below_it() -> None:
    assert markdown_of(Tree([Node("", "a place", [Node("", "another")])])) == "- *(a place)*\n  - *(another)*\n"


def test_a_table_of_markdown_keeps_its_rows_and_columns() -> None:
    tokens = list(tokens_of(markdown_of(Table(("a", ">b"), [("x|y", "\\|"), ("", "`|`")]))))
    assert [token.type for token in tokens].count("td_open") == 4
    assert [token.content for token in tokens if token.type == "inline"] == [
        "a",
        "b",
        "x\\|y".replace("\\|", "|"),
        *("\\\\|", "", "\\`|\\`"),
    ]


def test_marks_have_their_colours_one_by_one_and_an_ascii_form() -> None:
    table = Table(("levels",), [(States([Level.FULL, Level.PARTIAL, Level.NONE]),), (State(Level.FULL, ""),)])
    assert lines_of(table, view=View(unicode=False))[1:] == ["  #+o", "  #"]
    coloured = lines_of(table, view=View(unicode=False, colour=True))[1:]
    assert coloured == ["  \x1b[32m#\x1b[0m\x1b[33m+\x1b[0m\x1b[31mo\x1b[0m", "  \x1b[32m#\x1b[0m"]


def test_the_last_column_wraps_beside_the_others() -> None:
    assert lines_of(Table(("id", "text"), [("C-1", "word " * 20)]))[1:] == [
        "  C-1  " + "word " * 13 + "word",
        "       " + "word " * 5 + "word",
    ]


def test_a_place_that_would_be_cut_beside_the_others_stands_whole_below_them() -> None:
    place = "profiles/" + "x" * 30 + ".yaml:120:4"
    assert lines_of(Table(("id", "place"), [("C" * 40, place)]))[1:] == ["  " + "C" * 40, "      " + place]


def test_columns_stand_closer_where_that_lets_a_row_stand_on_one_line() -> None:
    heads, row = ("a", "b", "c"), ("a" * 26, "b" * 25, "c" * 25)
    assert lines_of(Table(heads, [row]))[1:] == ["  " + " ".join(row)]


def test_the_widest_columns_are_cut_where_there_is_no_room() -> None:
    row = ("a" * 90, "b" * 30, "c")
    shown = "  " + "a" * 42 + "\N{HORIZONTAL ELLIPSIS}  " + "b" * 30 + "  c"
    assert lines_of(Table(("a", "b", "c"), [row]))[1:] == [shown]


def test_a_label_or_a_title_too_long_for_its_text_beside_it_stands_above_it() -> None:
    assert lines_of(Labelled([("x" * 60, "text")])) == ["  " + "x" * 60, " " * 18 + "text"]
    assert lines_of(Section("x" * 60, "beside")) == ["", "x" * 60, "  beside"]


def test_a_deep_tree_still_has_room_for_its_words() -> None:
    node = Node("word " * 10)
    for _ in range(60):
        node = Node("word " * 10, children=[node])
    assert max(map(columns, lines_of(Tree([node]), view=View(width=60)))) <= 60


def test_rather_than_cut_other_columns_the_last_goes_below() -> None:
    row = ("a" * 40, "b" * 30, "c" * 10)
    assert lines_of(Table(("a", "b", "c"), [row]))[1:] == [f"  {row[0]}  {row[1]}", "      " + row[2]]


def test_only_what_would_begin_a_list_is_escaped_at_the_start_of_a_line() -> None:
    texts = ("50.0", "1. one", "2)", "3.", "-1")
    assert markdown_of(*map(Paragraph, texts)).split("\n\n") == ["50.0", "1\\. one", "2\\)", "3\\.", "\\-1\n"]


def test_several_things_in_a_cell_stand_behind_each_other() -> None:
    cell = Inline((State(Level.FULL, ""), "=", State(Level.NONE), "1. b"))
    assert markdown_of(Paragraph("a"), Labelled([("", cell)])).endswith(
        "- \N{BLACK CIRCLE} = \N{WHITE CIRCLE} none 1. b\n"
    )
    assert markdown_of(Labelled([("", Inline(("-", "a")))])) == "- \\- a\n"
    assert markdown_of(Labelled([("", Inline(("", "- a")))])) == "- \\- a\n"
    coloured = lines_of(Table(("a", "b"), [(cell, "c")]), view=View(colour=True, unicode=False))[1]
    assert coloured == "  \x1b[32m#\x1b[0m = \x1b[31mo none\x1b[0m 1. b  c"
