"""One node of a document as a typed value, or refused without a reason; the reason is for the schema to give."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import permutations
from typing import TYPE_CHECKING

from assessor.loading.nodes import Map, Plain, Seq, same_for_equals
from assessor.loading.scalars import boolean, day, has_control_character, number
from assessor.model.profile import ALL_LAYERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import TypeVar

    from assessor.loading.nodes import Node
    from assessor.model.vocabulary import Layer

    Value = TypeVar("Value")

MOST_ENTRIES = 1_000
_LONGEST_NAME = 100
_LAYERS: dict[tuple[object, ...], tuple[Layer, ...]] = {
    order: order for count in (1, 2, 3) for order in permutations(ALL_LAYERS, count)
}

_has_tab_or_break = re.compile("[\t\n\r]").search
_is_address = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[^\s\x00-\x1f\x7f-\x9f\u2028\u2029]+").fullmatch
_is_sha256 = re.compile("[0-9A-Fa-f]{64}").fullmatch


class RefusedError(Exception):
    """The document is not valid, in whatever respect."""


def mapping(node: Node, keys: frozenset[str]) -> Map:
    """A mapping that has none but these keys."""
    if not isinstance(node, Map) or not node.keys() <= keys:
        raise RefusedError
    return node


def text(node: Node) -> str:
    """Text that is not blank, without control characters but tabs and line breaks."""
    if not isinstance(node, str) or not node or node.isspace():
        raise RefusedError
    if not node.isprintable() and has_control_character(node):
        raise RefusedError
    return node if node.__class__ is str else str(node)


def text_or_none(node: Node) -> str | None:
    """As `text`; None if it was left out."""
    return None if node is None else text(node)


def line(node: Node) -> str:
    """As `text`, on one line and without tabs."""
    value = text(node)
    if not value.isprintable() and _has_tab_or_break(value):
        raise RefusedError
    return value


def line_or_none(node: Node) -> str | None:
    """As `line`; None if it was left out."""
    return None if node is None else line(node)


def name(node: Node) -> str:
    """A line of up to 100 characters with no blank at either end."""
    value = line(node)
    if len(value) > _LONGEST_NAME or value[0].isspace() or value[-1].isspace():
        raise RefusedError
    return value


def address(node: Node) -> str:
    """An address with its scheme."""
    if not isinstance(node, str) or not _is_address(node):
        raise RefusedError
    return str(node)


def sha256(node: Node) -> str:
    """64 hexadecimal digits."""
    if not isinstance(node, str) or not _is_sha256(node):
        raise RefusedError
    return str(node)


def member(node: Node, members: Mapping[str, Value]) -> Value:
    """One of some words, as what it stands for. None of them looks like a boolean or a number."""
    if node.__class__ is not str or node not in members:
        raise RefusedError
    return members[node]


def flag_or_none(node: Node) -> bool | None:
    """A boolean; None if it was left out."""
    if node is None:
        return None
    value = boolean(node) if isinstance(node, Plain) else None
    if value is None:
        raise RefusedError
    return value


def percentage_or_none(node: Node) -> Fraction | None:
    """An exact number from 0 to 100; None if it was left out."""
    if node is None:
        return None
    value = number(node) if isinstance(node, Plain) else None
    if value is None or not 0 <= value <= 100:  # noqa: PLR2004 - percent
        raise RefusedError
    return Fraction(value)


def day_or_none(node: Node) -> date | None:
    """A day; None if it was left out."""
    if node is None:
        return None
    value = day(node) if isinstance(node, str) else None
    if value is None:
        raise RefusedError
    return value


def layers(node: Node, default: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Layers in the file's order, none twice; the default if they were left out."""
    if node is None:
        return default
    try:
        return _LAYERS[tuple(entries(node, MOST_ENTRIES))]
    except (KeyError, TypeError):  # TypeError: a mapping or a list has no hash
        raise RefusedError from None


def entries(node: Node, most: int, least: int = 1) -> Seq:
    """A list of so many entries."""
    if not isinstance(node, Seq) or not least <= len(node) <= most:
        raise RefusedError
    return node


def words_or_none(node: Node) -> tuple[str, ...]:
    """The texts of a list, none twice; no text if it was left out."""
    if node is None:
        return ()
    words = [each for each in entries(node, MOST_ENTRIES) if isinstance(each, str)]
    if len(set(words)) < len(node):
        raise RefusedError
    return tuple(words)


def without_doubles(node: Seq) -> Seq:
    """The list, no entry of which is the same as another."""
    if len(node) > 1 and len(set(map(same_for_equals, node))) < len(node):
        raise RefusedError
    return node
