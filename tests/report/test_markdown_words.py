from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_reader import read
from test_page import HOSTILE

from assessor.report.markdown_words import line, within
from assessor.report.terminal import harmless

PINGS = (
    *("@octocat", "@org/team", "cc:@octocat,", "(@all)", "me@example.org", "owner/repo@1234567", "-@x", "é@x", "@@x"),
    *("#1", "owner/repo#12", "(#12)", "GH-1", "gh-12", "GL-7", "!7", "$7", "&7", "%7", '%"v 1.0"', "~bug", '~"a b"'),
    *("1234567", "deadbeef", "0123456789abcdef0123456789abcdef01234567", "1234567..89abcde", "v-1234567"),
    *(
        ":smile:",
        ":+1:",
        "profile.yaml:100:5",
        "a:1234:b",
        "::error::x",
        "https://x.example/a?b=c#d",
        "ftp://x.example",
    ),
    *(
        "www.example.org",
        "WWW.example.org",
        "mailto:a@b.example",
        "xmpp:a@b.example",
        "http://x.example).",
        "<http://x.y>",
    ),
    *("group/project>", "*iteration:1", "[vulnerability:1]", "^alert#1", "[[page]]", "{+ a +}", "[- a -]", "{- a -}"),
    *(
        "[^1]",
        "[^1]: note",
        "- [ ] task",
        "* [x] task",
        "$a$",
        "$$a$$",
        "$`a`$",
        "~~a~~",
        "~a~",
        "/close",
        "/assign @x",
    ),
    *(
        "`@x`",
        "``@x``",
        "a`@x`b@y|@z",
        "@x|`",
        "|@x|#1|",
        "\\@x",
        "\\`@x",
        "@x\\",
        "@x\\|y",
        "`\\`@x`",
        "&#64;x",
        "&commat;x",
    ),
    *("<!-- @x", "@x -->", "</details>", "<details>", "a@b`", "'@x'", '"#1"', "((:a:))", ":a:.", "::::", "=:a:="),
)
anything = st.one_of(
    st.sampled_from([*HOSTILE, *PINGS]), st.text(max_size=40), st.text("@#`|\\:a1_* .)/<&$~!-", max_size=20)
)
texts = st.lists(anything, max_size=4).map(" ".join)


def check(text: str) -> None:
    """The text is shown as it is, by itself and in a cell of a table, and nothing of it is anything but text."""
    shown = harmless(text)
    alone = read(line(shown))
    assert not line(shown).startswith("/"), "a command of GitLab"
    assert alone.words == shown.split()
    assert set(alone.elements) <= {"p", "code"}
    assert alone.references == []
    cell = read(f"| a |\n| --- |\n| b {within(shown)} |\n| end |\n")
    assert cell.words == ["a", "b", *shown.split(), "end"]
    assert set(cell.elements) <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    assert (cell.elements.count("td"), cell.references) == (2, [])


@pytest.mark.parametrize("text", [*HOSTILE, *PINGS])
def test_what_would_be_markup_or_refer_to_something_is_shown_as_it_is(text: str) -> None:
    check(text)


@settings(deadline=None, max_examples=300)
@given(texts)
def test_any_text_is_shown_as_it_is(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("plain words, 100 % of them: a/b, R&D", "plain words, 100 % of them: a/b, R&amp;D"),
        ("(see https://x.example/a).", "(see `https://x.example/a`)."),
        ("ask '@octocat'", "ask '`@octocat`'"),
        ("twin.yaml:100:5", "`twin.yaml:100:5`"),
        (":smile:", "`:smile:`"),
        ("a@b|c@d`e@f", "`a@b`\\|`c@d`\\``e@f`"),
        ("snake_case #", "snake_case \\#"),
    ],
)
def test_only_what_refers_to_something_becomes_code(text: str, markdown: str) -> None:
    assert line(text) == markdown


@pytest.mark.parametrize("piece", ["'", "@", "a", ":a", "/a", "`", '"@', "f", "0123456"])
def test_a_long_word_takes_no_longer_than_its_length(piece: str) -> None:
    assert len(line(piece * 200_000)) >= 200_000
