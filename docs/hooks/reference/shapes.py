"""What a JSON Schema allows in one place, in words: its type, its values, its limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from reference.markdown import code, link

if TYPE_CHECKING:
    from collections.abc import Iterator

Schema = Mapping[str, Any]
Places = Mapping[str | int, tuple[str, str]]
"""What is told elsewhere, as text and address of a link: definitions by name, other schemas by identity."""

_DEFINITIONS = "#/$defs/"
_NO_LINE_FEED = r"(?!\n)"
"""What patterns say at their end, since `$` alone lets a line feed pass."""
_TYPES = {
    "string": "text",
    "object": "mapping",
    "array": "list",
    "boolean": "true or false",
    "integer": "whole number",
    "null": "null alone",
}
_IN_WORDS = {
    r"^(?!\s*$)[^\x00-\x1f\x7f-\x9f\u2028\u2029]*(?!\n)$": "on one line, not blank",
    r"^(?!\s)(?!.*\s$)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+(?!\n)$": "on one line, no blank at either end",
    r"^(?!\s*$)[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]*$": "not blank, no control characters",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(?!\n)$": "a day, as 2026-11-23",
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "a day, as 2026-11-23",
    r"^[0-9A-Fa-f]{64}(?!\n)$": "64 hexadecimal digits",
    r"^[0-9a-f]{64}$": "64 hexadecimal digits",
    r"^[a-z0-9]+(-[a-z0-9]+)*(?!\n)$": "small letters and digits, in words joined by hyphens",
    r"^[a-z][a-z0-9]*(-[a-z0-9]+)*(?!\n)$": "small letters and digits, in words joined by hyphens",
    r"^[a-z][a-z0-9_]*(?!\n)$": "small letters, digits and underscores",
    r"^[A-Za-z][A-Za-z0-9+.-]+:[^\s\x00-\x1f\x7f-\x9f\u2028\u2029]+(?!\n)$": "an address with its scheme",
    r"^https?://[^\s]+(?!\n)$": "an http or https address",
}
_LIMITS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "over {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {} entries",
    "maxItems": "at most {} entries",
    "minProperties": "at least {} keys",
    "maxProperties": "at most {} keys",
}


class Value(NamedTuple):
    """One of the values that are allowed."""

    value: object
    description: str


def definition(schema: Schema) -> str | None:
    """The name of the definition that a schema refers to."""
    reference: str = schema.get("$ref", "")
    return reference.removeprefix(_DEFINITIONS) or None


def resolved(schema: Schema, root: Schema) -> Schema:
    """The schema with what it refers to; its own title, description and examples go first."""
    name = definition(schema)
    return {**resolved(root["$defs"][name], root), **schema} if name else schema


def branches(schema: Schema) -> list[Schema]:
    """The ways that a schema allows, null left out: itself, if it names only one."""
    ways = schema.get("anyOf") or (schema.get("oneOf") if "type" not in schema else None)
    if not ways and "if" in schema:
        ways = [schema["then"], schema["else"]]
    return [way for way in ways if way.get("type") != "null"] if ways else [schema]


def entries(schema: Schema) -> list[Schema]:
    """What a list or a mapping of any names holds."""
    held = [schema.get("items"), schema.get("additionalProperties"), *schema.get("prefixItems", ())]
    return [each for each in held if isinstance(each, Mapping)]


def values(schema: Schema) -> list[Value]:
    """The values that a resolved schema lists; empty where it lists none."""
    if "const" in schema:
        return [Value(schema["const"], "")]
    if "enum" in schema:
        return [Value(each, "") for each in schema["enum"]]
    ways = branches(schema)
    listed = all("const" in way for way in ways)
    return [Value(way["const"], way.get("description", "")) for way in ways] if listed else []


def nullable(schema: Schema) -> bool:
    """Whether a resolved schema allows null."""
    ways = schema.get("anyOf", [])
    return "null" in _types(schema) or any(way.get("type") == "null" for way in ways) or None in schema.get("enum", [])


def type_words(schema: Schema, root: Schema, places: Places) -> str:
    """The type as Markdown, with links to what is told elsewhere; null is left out."""
    place = definition(schema) or id(schema)
    if place in places:
        return link(*places[place])
    whole = resolved(schema, root)
    if found := values(whole):
        return "one of the values below" if len(found) > 1 else f"always {code(str(found[0].value))}"
    if branches(whole) != [whole]:
        return " or ".join(dict.fromkeys(type_words(way, root, places) for way in branches(whole)))
    words = [_TYPES.get(each, each) for each in _types(whole) if each != "null" or whole["type"] == "null"]
    return (" or ".join(words) or "anything") + _holding(whole, root, places)


def _holding(schema: Schema, root: Schema, places: Places) -> str:
    held = [type_words(each, root, places).replace("one of the", "the") for each in entries(schema)]
    names = "names to " if isinstance(schema.get("additionalProperties"), Mapping) else ""
    return f" of {names}{', then '.join(held)}" if held else ""


def limits(schema: Schema, root: Schema, places: Places) -> list[str]:
    """The limits of a resolved schema in words; then those of its entries, unless they are told elsewhere."""
    found = [*_limits(schema), *_patterns(schema)]
    for each in entries(schema):
        if definition(each) not in places and id(each) not in places:
            found += [f"each {words}" for words in limits(resolved(each, root), root, places)]
    return list(dict.fromkeys(found))


def _limits(schema: Schema) -> Iterator[str]:
    if "minimum" in schema and "maximum" in schema:
        yield f"from {schema['minimum']} to {schema['maximum']:,}"
    elif schema.get("minLength") == 1:
        yield "not empty"
    told = {"minimum", "maximum"} if "maximum" in schema and "minimum" in schema else set()
    told |= {"minLength"} if schema.get("minLength") == 1 else set()
    for key, words in _LIMITS.items():
        if key in schema and key not in told:
            yield _in_the_singular(words.format(f"{schema[key]:,}"))
    if schema.get("uniqueItems"):
        yield "no entry twice"


def _patterns(schema: Schema) -> Iterator[str]:
    for about, where in (("", schema), ("names: ", schema.get("propertyNames", {}))):
        if pattern := where.get("pattern"):
            yield about + (_IN_WORDS.get(pattern) or f"of the form {code(pattern.replace(_NO_LINE_FEED, ''))}")


def _in_the_singular(words: str) -> str:
    """`at least 1 entries`, as one says it."""
    return re.sub(r"\b1 entries", "1 entry", re.sub(r"\b1 (key|character)s", r"1 \1", words))


def _types(schema: Schema) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else list(found)
