"""Words as Markdown that shows them as they are: no markup, no HTML, no link, and no reference to anybody or anything.

GitHub and GitLab look for references (`@name`, `#1`, hashes, `:emoji:`, bare addresses) in what Markdown has become, so
that GitHub heeds no backslash before them. A zero-width character would end up in what a reader copies, and an empty
comment is only as good as the next tool that cleans a page. What stands in a code span is left alone by all of them,
and by whatever else shows Markdown; so words that refer to something become one.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(r"[\\`*\[\]#|~${]|(?<![^\W_])_|_(?![^\W_])")
"""What is markup anywhere in a line; an underscore only where it does not stand inside a word."""
_AT_THE_START = re.compile(r"([-+=/:]|[0-9]{1,9}(?=[.)](?: |$)))")
"""What begins a list, a heading below its line, a command of GitLab (`/close`), or what a term means."""
_REFERENCE = re.compile(
    r"""
    @ | ://                             # people, teams, mail, packages; addresses
    | [#%~](?=[\w"{])                   # issues, milestones, labels
    | [!$&](?=[0-9])                    # merge requests, snippets, epics
    | \w/[\w.-]+>                       # projects
    | :[\w+-]+:                         # emoji; `file:100:1` holds one
    | \b(?:g[hl]-[0-9] | www\. | mailto: | xmpp:)
    | (?<![0-9a-z_])[0-9a-f]{7,}(?![0-9a-z_])  # commits
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
_ENDS_A_CODE_SPAN = re.compile(r"([`|])")
"""A backtick, and in a table a bar: they stand between code spans, never in one, and so one way fits everywhere."""
_BEFORE, _AFTER = "\"'(", "\"'),.;:"
"""What stands around a word in a sentence."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def within(text: str) -> str:
    """The text, which is one line and harmless, as it can stand behind other text."""
    if not _REFERENCE.search(text):
        return _escaped(text)
    return " ".join(map(_word, text.split(" ")))


def line(text: str) -> str:
    """The text, which is one line and harmless, as it can stand at the start of a line too."""
    return at_the_start(within(text.strip()))


def at_the_start(markdown: str) -> str:
    """What `within` gave, not to be taken for an item of a list or a command."""
    start = _AT_THE_START.match(markdown)
    if not start:
        return markdown
    number = start[0].isdigit()
    return f"{start[0]}\\{markdown[start.end() :]}" if number else f"\\{markdown}"


def _word(word: str) -> str:
    return "".join(map(_piece, _ENDS_A_CODE_SPAN.split(word)))


def _piece(piece: str) -> str:
    if not _REFERENCE.search(piece):
        return _escaped(piece)
    before, inside, after = _parts(piece)
    return f"{_escaped(before)}`{inside}`{_escaped(after)}"


def _parts(piece: str) -> tuple[str, str, str]:
    """What refers to something, between quotes, brackets and stops that are no part of that."""
    inside = piece.lstrip(_BEFORE).rstrip(_AFTER)
    if not _REFERENCE.search(inside):
        return "", piece, ""
    at = piece.index(inside)
    return piece[:at], inside, piece[at + len(inside) :]


def _escaped(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", text).translate(_ENTITIES)
