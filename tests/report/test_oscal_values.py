"""Values of OSCAL: whatever is written, Markdown shows it, tokens and references are ones, and no UUID comes twice."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
import regress
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from oscal_documents import VERSIONS, validator

from assessor.report.oscal.pieces import evidence_reference, prop
from assessor.report.oscal.values import Identities, markdown, path_reference, plain, token, url_reference

TEXT = st.text() | st.text("\\`*_[]()<>&#-+.!|~^{}\"' \n\t1a:/", max_size=30)
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
STRING = regress.Regex(r"^\S(.*\S)?$", "u")
TOKEN = regress.Regex(r"^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$", "u")


@given(TEXT)
def test_markdown_shows_what_was_written(text: str) -> None:
    shown = re.sub("</?p>|\n", "", READER.render(markdown(text)))
    assert html.unescape(shown) == plain(text)
    assert "<" not in shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a_b _c_", "a_b \\_c\\_"),
        ("x^2^ ~y~", "x\\^2\\^ \\~y\\~"),
        ("{{ insert: param, a }}", "{\\{ insert: param, a }}"),
        ("- item", "\\- item"),
        ("1. item", "1\\. item"),
        ("# head", "\\# head"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        (" two\nlines \u202e", "two lines \\\\u202e"),
    ],
)
def test_markup_of_oscal_is_escaped(text: str, expected: str) -> None:
    assert markdown(text) == expected


@given(TEXT)
def test_a_property_has_a_value_that_oscal_takes_or_is_none(text: str) -> None:
    piece = prop("name", text, group=text)
    assert piece == {} or (STRING.find(piece["value"]) and TOKEN.find(piece.get("group", "_")))


@given(TEXT)
def test_a_token_is_one(text: str) -> None:
    assert TOKEN.find(token(text))


@pytest.mark.parametrize("name", ["confidentiality", "non-repudiation", "etsi-ts-103-846"])
def test_an_id_of_the_rules_is_a_token_as_it_is(name: str) -> None:
    assert token(name) == name


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("HTTP://example.org", "http://example.org"),
        ("https://[::1]:8443/x", "https://[::1]:8443/x"),
        ("https://münchen.de/ö#é", "https://m%C3%BCnchen.de/%C3%B6#%C3%A9"),
        ("https://example.org/%zz%20<[x]>#a#b", "https://example.org/%25zz%20%3C%5Bx%5D%3E#a%23b"),
        ("https://example.org/\u202e", "https://example.org/%E2%80%AE"),
        ("javascript:alert(1)", ""),
        ("ftp://example.org", ""),
        ("https:///x", ""),
        ("https://[bad/", ""),
        ("https://a:port/", ""),
    ],
)
def test_only_a_link_of_the_web_is_a_reference(url: str, expected: str) -> None:
    assert url_reference(url) == expected
    assert not expected or urlsplit(expected).hostname


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("evidence/a b.yaml", "evidence/a%20b.yaml"),
        ("../up.yaml", "../up.yaml"),
        ("a:b/c?d#e", "a%3Ab/c%3Fd%23e"),
        ("100%25", "100%2525"),
        ("/etc/passwd", ""),
        ("//host/x", ""),
        ("\\\\host\\x", ""),
        ("a\0b", ""),
    ],
)
def test_only_a_relative_path_is_a_reference(path: str, expected: str) -> None:
    assert path_reference(path) == expected


@given(TEXT, st.sampled_from(["url", "path"]), st.sampled_from(["", "https://"]))
def test_a_reference_is_of_the_web_or_relative_whatever_is_written(text: str, key: str, start: str) -> None:
    href = evidence_reference({"url": None, "path": None, key: start + text})
    parts = urlsplit(href)
    assert parts.scheme in ({"", "http", "https"} if key == "url" else {""})
    assert key == "url" or not parts.netloc
    assert re.fullmatch(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*", href)


def test_the_patterns_here_are_those_of_the_schemas() -> None:
    for version in VERSIONS:
        definitions = validator(version).schema["definitions"]
        assert definitions["StringDatatype"]["pattern"] == r"^\S(.*\S)?$"
        assert definitions["TokenDatatype"]["pattern"] == r"^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$"


def test_what_nothing_tells_apart_is_counted() -> None:
    identities = Identities()
    first, second, other = identities.of("a", "b"), identities.of("a", "b"), identities.of("ab", None)
    assert len({first, second, other}) == 3
    assert Identities().of("a", "b") == first
