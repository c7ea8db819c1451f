"""What is wrong in one sentence: the item, what was found, what is allowed, what was most likely meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from assessor.errors import quoted
from assessor.loading.nodes import Map, Plain, Seq
from assessor.loading.scalars import boolean, has_control_character, is_too_long, number
from assessor.model.nearest import advice, enumerated

if TYPE_CHECKING:
    from collections.abc import Callable

    from assessor.loading.atlas import Atlas
    from assessor.loading.violations import Violation

_TYPES = {
    "string": "text",
    "boolean": "true or false",
    "array": "a list",
    "object": "a mapping",
    "null": "empty",
}

_COUNTED = {"Length": ("character", "characters"), "Items": ("entry", "entries"), "Properties": ("key", "keys")}
_TOO_LONG = " (that has more digits than are kept; write 15 at most)"
_LISTED = 12
_LONGEST_EXAMPLE = 50


def sentence(violation: Violation, atlas: Atlas) -> str:
    """The violation in words, beginning with what it is about."""
    wording = _OF_KEYS.get(violation.keyword)
    if wording:
        return wording(violation, atlas)
    within, subject = atlas.name(violation.path)
    if violation.of_a_key:
        return f"{within}{subject}: the key {_form(violation)}"
    return f"{within}{subject} {_WORDINGS.get(violation.keyword, _otherwise)(violation)}"


def choices(branches: Any) -> list[Any] | None:
    """The constants that a union offers, null included; None if it offers anything else."""
    if not all("const" in each or each.get("type") == "null" for each in branches):
        return None
    return [each.get("const") for each in branches]


def alternatives(violation: Violation) -> list[str]:
    """The keys of a union that wants one of several keys; empty for another one, and for what is no union."""
    if violation.keyword not in {"anyOf", "oneOf"}:
        return []
    if not all(len(each.get("required", ())) == 1 for each in violation.wanted):
        return []
    return [each["required"][0] for each in violation.wanted]


def known_keys(violation: Violation) -> tuple[str, ...]:
    """The keys that a mapping may have, without those that are reserved."""
    properties: dict[str, Any] = violation.schema.get("properties", {})
    return tuple(name for name, schema in properties.items() if schema.get("type") != "null")


def found(node: Any) -> str:
    """A node as a message names it; text is quoted and cut."""
    if isinstance(node, str):
        return quoted(node)
    return "a mapping" if isinstance(node, Map) else "a list" if isinstance(node, Seq) else "empty"


def _required(violation: Violation, atlas: Atlas) -> str:
    within, subject = atlas.name((*violation.path, violation.about))
    return f"{within}{subject} is required"


def _unknown(violation: Violation, atlas: Atlas) -> str:
    within, subject = atlas.name(violation.path[:-1])
    owner = f"{within}{subject}: " if len(violation.path) > 1 else ""
    return f"{owner}unknown key {quoted(violation.about)}; {advice(violation.about, known_keys(violation))}"


def _twice(violation: Violation, atlas: Atlas) -> str:
    *parents, index = violation.path
    within, subject = atlas.name(violation.path)
    line = atlas.value((*parents, int(violation.about))).line
    entry = violation.found[index]
    if isinstance(entry, str):
        return f"{within}{subject} {quoted(entry)} is given twice, first on line {line}"
    return f"{within}{subject} is the same as the one on line {line}"


def _union(violation: Violation, atlas: Atlas) -> str:
    within, subject = atlas.name(violation.path)
    keys = alternatives(violation)
    if not keys:
        return f"{within}{subject} {_choice(violation)}"
    given = [key for key in keys if violation.found.get(key) is not None]
    if given:
        return f"{within}{subject}: {enumerated(given, 'and')} are given; give one of them"
    return f"{within}{subject}: {enumerated(keys, 'or')} is required"


def _choice(violation: Violation) -> str:
    known = choices(violation.wanted)
    if known is None and not violation.inner:
        return f"{found(violation.found)} fits more than one of the forms that it may have"
    if known is None:
        titles = [each.get("title", _wanted(each)) for each in violation.wanted]
        return f"must be {enumerated(titles, 'or')}, not {found(violation.found)}"
    return _one_of(violation.found, [_spelled(each) for each in known if each is not None])


def _spelled(constant: Any) -> str:
    """A constant of a schema as a file spells it."""
    return str(constant).lower() if isinstance(constant, bool) else str(constant)


def _one_of(node: Any, known: list[str]) -> str:
    if isinstance(node, str):
        return f"{quoted(node)} is not known; {advice(node, known)}"
    allowed = enumerated(known, "or") if len(known) <= _LISTED else "text"
    return f"has no value; it must be {allowed}" if node is None else f"must be {allowed}, not {found(node)}"


def _type(violation: Violation) -> str:
    if violation.wanted == "null":
        return f"cannot be given: {_uncapitalized(_description(violation))}"
    wanted = _wanted(violation.schema)
    if violation.found is None:
        return f"has no value; it must be {wanted}"
    return f"must be {wanted}, not {found(violation.found)}{_hint(violation)}"


def _wanted(schema: dict[str, Any]) -> str:
    """What the types of a schema are, in words."""
    types = schema.get("type", ())
    types = [types] if isinstance(types, str) else [each for each in types if each != "null"]
    return enumerated([_TYPES.get(each) or _number(each, schema) for each in types] or ["something else"], "or")


def _number(name: str, schema: dict[str, Any]) -> str:
    what = "a whole number" if name == "integer" else "a number"
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None or high is None:
        return what + (f" from {low}" if low is not None else f" up to {high}" if high is not None else "")
    return f"{what} from {low} to {high}"


def _hint(violation: Violation) -> str:
    """Why text is not the boolean or number that it looks like."""
    node, wanted = violation.found, violation.wanted
    readings = {"boolean": boolean, "number": number, "integer": number}
    types = [wanted] if isinstance(wanted, str) else wanted
    if isinstance(node, Plain):
        return _TOO_LONG if not {"number", "integer"}.isdisjoint(types) and is_too_long(node) else ""
    if not isinstance(node, str):
        return ""
    quotes = any(each in readings and readings[each](node) is not None for each in types)
    return " (write it without quotes)" if quotes else ""


def _const(violation: Violation) -> str:
    wanted = quoted(_spelled(violation.wanted))
    if violation.found is None:
        return f"has no value; it must be {wanted}"
    return f"must be {wanted}, not {found(violation.found)}"


def _range(violation: Violation) -> str:
    return f"must be {_wanted(violation.schema)}, not {found(violation.found)}"


def _date(violation: Violation) -> str:
    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", violation.found):
        return f"{quoted(violation.found)} is not a day of the calendar"
    return f"{quoted(violation.found)} is not a day such as '2026-11-23'"


def _form(violation: Violation) -> str:
    text: str = violation.found
    if not text.strip():
        return "is blank"
    if has_control_character(text):
        return f"{quoted(text)} has a character that cannot be shown"
    if text.endswith("\n") and text[:-1].isprintable():
        return f"{quoted(text)} ends with a line break; write >- in place of >, or |- in place of |"
    if "\n" in text or "\r" in text:
        return f"{quoted(text)} must stand on one line"
    if "\t" in text:
        return f"{quoted(text)} has a tab"
    return f"{quoted(text)} is not of the right form{_pattern_in_words(violation)}"


def _pattern_in_words(violation: Violation) -> str:
    """The last sentence of the schema's description, which is where ours tell the form, and an example."""
    description = _description(violation).split(". ")[-1]
    examples = [each for each in violation.schema.get("examples", ()) if len(str(each)) <= _LONGEST_EXAMPLE]
    return (f": {_uncapitalized(description)}" if description else "") + (
        f" (such as {quoted(examples[0])})" if examples else ""
    )


def _description(violation: Violation) -> str:
    return str(violation.schema.get("description", "")).rstrip(".")


def _uncapitalized(text: str) -> str:
    return text[:1].lower() + text[1:]


def _count(violation: Violation) -> str:
    """How many characters, entries or keys there are, and how many may be or must be."""
    one, many = _COUNTED[violation.keyword[3:]]
    count = len(violation.found)
    limit = "least" if violation.keyword.startswith("min") else "most"
    return f"has {count:,} {one if count == 1 else many}; {violation.wanted:,} is the {limit}"


def _too_few(violation: Violation) -> str:
    return _count(violation) if violation.found else "is empty; it needs an entry at least"


def _too_short(violation: Violation) -> str:
    return _count(violation) if violation.found.strip() else "is blank"


def _otherwise(violation: Violation) -> str:
    return f"is not allowed: {found(violation.found)}{_pattern_in_words(violation)}"


_OF_KEYS: dict[str, Callable[[Violation, Atlas], str]] = {
    "required": _required,
    "additionalProperties": _unknown,
    "uniqueItems": _twice,
    "anyOf": _union,
    "oneOf": _union,
}
_WORDINGS: dict[str, Callable[[Violation], str]] = {
    "type": _type,
    "const": _const,
    "enum": lambda violation: _one_of(
        violation.found, [_spelled(each) for each in violation.wanted if each is not None]
    ),
    "minimum": _range,
    "maximum": _range,
    "format": _date,
    "pattern": _form,
    "minLength": _too_short,
    "maxLength": _count,
    "minItems": _too_few,
    "maxItems": _count,
    "minProperties": _too_few,
    "maxProperties": _count,
}
