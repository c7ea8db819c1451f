"""The parser's complaints about syntax in words that help. Knows sentences and positions, not the parser itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from assessor.errors import quoted
from assessor.loading.builder import TOO_DEEP

if TYPE_CHECKING:
    from assessor.loading.nodes import Mark


class Complaint(NamedTuple):
    """What the parser says: the problem, what it was about, where each stands, and the character at the problem."""

    problem: str
    context: str
    mark: Mark
    context_mark: Mark | None
    character: str


_INDENTATION = "mind the indentation, and quotes that are not closed"
_SENTENCES = {
    "mapping values are not allowed": 'a ":" cannot stand here: quote text that holds ": ", or mind the indentation',
    "block sequence entries are not allowed": "a list cannot begin on the line of its key; begin it on the next line",
    "did not find expected key": f"expected a key here: {_INDENTATION}",
    "expected <block end>": f"expected a key or an entry here: {_INDENTATION}",
    "did not find expected '-' indicator": f'expected another entry of the list ("- ") here: {_INDENTATION}',
    "could not find expected ':'": f'expected ":" after the key: {_INDENTATION}',
    "did not find expected node content": "expected a value here",
    "found undefined tag handle": "the tag is not known: only plain YAML 1.2 data is read",
    "found incompatible YAML document": "this version of YAML is not known; 1.2 is read",
    "invalid Unicode character escape code": "this escape is no character",
    "found a tab character": "a tab cannot indent a line; use spaces",
    "exceeded maximum nesting depth": TOO_DEEP,  # the parser's own limit is further down
}
_UNCLOSED = {
    "while scanning a quoted scalar": "the quote is not closed",
    "while parsing a flow sequence": 'the "[" is not closed, or a "," is missing on line {line}',
    "while parsing a flow mapping": 'the "{{" is not closed, or a "," is missing on line {line}',
}
_UNCLOSED_PROBLEMS = ("found unexpected end of stream", "did not find expected ','", "expected ','")


def sentence(complaint: Complaint) -> tuple[Mark, str]:
    """Where to look, and one sentence that says what is wrong; the parser's own words if there are no better ones."""
    if complaint.context_mark and complaint.problem.startswith(_UNCLOSED_PROBLEMS):
        unclosed = _UNCLOSED.get(complaint.context)
        if unclosed:
            return complaint.context_mark, unclosed.format(line=complaint.mark.line + 1)
    if "cannot start any token" in complaint.problem:
        return complaint.mark, _cannot_begin(complaint.character)
    for words, better in _SENTENCES.items():
        if words in complaint.problem:
            return complaint.mark, better
    return complaint.mark, f"this is not valid YAML: {complaint.problem}"


def _cannot_begin(character: str) -> str:
    if character == "\t":
        return _SENTENCES["found a tab character"]
    return f"a value cannot begin with {quoted(character)}; put it in quotes"
