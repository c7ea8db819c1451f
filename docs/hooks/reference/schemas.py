"""The page of a JSON Schema: every key with its type, what it means, what is allowed, and an example."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from reference.examples import as_yaml
from reference.markdown import code, fence, heading, link, page, prose, table
from reference.shapes import branches, definition, entries, limits, nullable, resolved, type_words, values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reference.shapes import Places, Schema

_LEFT_OUT = re.compile(r"\s*Left out: ([^.]+)\.")
_SHORT = 60
"""An example up to so many characters stands on one line."""
_MANY = 6
"""So many keys that all hold the same are told in a table."""


class Section(NamedTuple):
    """What has a heading of its own: an object with keys, or a definition that keys share."""

    name: str
    """The definition's, or the path of keys that leads here; the root's is empty."""
    schema: Schema
    """Resolved."""
    is_definition: bool = False

    @property
    def title(self) -> str:
        """Its heading, without capitals."""
        name = self.name.replace("_", " ").replace("-", " ")
        return name if self.is_definition else f"keys of {name}".removesuffix(" of ")

    @property
    def called(self) -> str:
        """What it is called where something leads to it."""
        return self.title if self.is_definition else "mapping"

    @property
    def anchor(self) -> str:
        """The anchor of its heading, which no key has."""
        kind = "keys" if not self.is_definition else "object" if self.keys else "values"
        return f"{_dashed(self.name)}-{kind}".lstrip("-")

    @property
    def keys(self) -> Mapping[str, Schema]:
        """Its keys with what they hold."""
        found: Mapping[str, Schema] = self.schema.get("properties", {})
        return found

    def anchor_of(self, key: str) -> str:
        """The anchor of one of its keys."""
        return _dashed(f"{self.name}-{key}".lstrip("-"))

    @property
    def is_even(self) -> bool:
        """Whether many keys all hold the same, so that a table says it all."""
        held = {definition(schema) for schema in self.keys.values()}
        return len(self.keys) >= _MANY and len(held) == 1 and None not in held


class Reference(NamedTuple):
    """A schema on its way to a page."""

    root: Schema
    places: Places
    seen: Mapping[int, object]
    """Values of a real document, by the identity of the schema that they stand for (see `examples.observed`)."""
    language: str
    """What people write it in: `yaml` or `toml`."""


def schema_page(name: str, root: Schema, seen: Mapping[int, object]) -> str:
    """The page of a schema; `seen` are values of a real document, where there is one (see `examples.observed`)."""
    sections = list(_sections(root))
    places = {_place(one): (one.called, f"#{one.anchor}") for one in sections[1:]}
    reference = Reference(root, places, seen, "toml" if name == "config" else "yaml")
    file = f"{name}.schema.json"
    examples = root.get("examples")
    return page(
        [
            *(["---", "search: {boost: 2}", "---"] if name == "profile" else ()),
            heading(1, _title(root), f"{name}-schema"),
            "",
            prose(root["description"]),
            "",
            f"`dtassess schema {name}` prints the schema: {link(code(file), f'../../schemas/{file}')}.",
            "",
            *(fence(reference.language, _written(examples[0], reference)) if examples else ()),
            "## Outline { #outline }",
            "",
            *_outline(sections[0], {_place(one): one for one in sections}, root, set()),
            "",
            *(line for one in sections for line in _section(one, reference)),
        ]
    )


def _title(root: Schema) -> str:
    title = str(root["title"]).removeprefix("dtassess ")
    return title[:1].upper() + title[1:]


def _dashed(text: str) -> str:
    return text.replace("_", "-")


def _place(section: Section) -> str | int:
    return section.name if section.is_definition else id(section.schema)


def _sections(root: Schema) -> Iterator[Section]:
    """What gets a heading: the root, then what its keys lead to, in the order in which they name it."""
    waiting, known = [Section("", root)], set[str | int]()
    while waiting:
        section = waiting.pop(0)
        yield section
        found = [one for key in _ways_down(section) for one in _below(*key, root) if _place(one) not in known]
        known |= {_place(one) for one in found}
        waiting = list({_place(one): one for one in found}.values()) + waiting


def _ways_down(section: Section) -> list[tuple[str, Schema]]:
    """What a section leads to, with the name that it has there."""
    keys = [(f"{section.name}-{key}".lstrip("-"), schema) for key, schema in section.keys.items()]
    return keys or [(section.name, one) for one in _within(section.schema)]


def _within(schema: Schema) -> list[Schema]:
    return [*(way for way in branches(schema) if way is not schema), *entries(schema)]


def _below(name: str, schema: Schema, root: Schema) -> Iterator[Section]:
    """The sections that a schema leads to."""
    called = definition(schema)
    whole = resolved(schema, root)
    if called and _is_told_apart(whole):
        yield Section(called, resolved(root["$defs"][called], root), is_definition=True)
    elif whole.get("properties"):
        yield Section(name, schema)
    else:
        for inner in _within(whole):
            yield from _below(name, inner, root)


def _is_told_apart(schema: Schema) -> bool:
    """Whether a definition gets a heading: an object, or values that are explained."""
    return (
        schema.get("type") == "object" or bool(schema.get("properties")) or any(v.description for v in values(schema))
    )


def _outline(section: Section, known: Mapping[str | int, Section], root: Schema, told: set[str | int]) -> list[str]:
    """The keys as a list of lists; what several keys hold is told at the first."""
    lines = []
    for key, (name, schema) in zip(section.keys, _ways_down(section), strict=True):
        lines.append(f"- {link(code(key), f'#{section.anchor_of(key)}')}")
        for below in _below(name, schema, root):
            place = _place(below)
            if place not in told and below.keys and not below.is_even:
                told.add(place)
                lines += [f"    {line}" for line in _outline(known[place], known, root, told)]
    return lines


def _section(section: Section, reference: Reference) -> Iterator[str]:
    schema = section.schema
    yield from (heading(2, section.title[:1].upper() + section.title[1:], section.anchor), "")
    if section.name:
        yield from (prose(schema.get("description", "")), "")
    if "oneOf" in schema and all("title" in way for way in schema["oneOf"]):
        yield from (f"Either {' or '.join(way['title'] for way in schema['oneOf'])}.", "")
    yield from _values(schema)
    if section.is_even:
        yield from _even(section, reference)
    elif section.keys:
        for key, below in section.keys.items():
            yield from (heading(3, code(key), section.anchor_of(key)), "")
            yield from _key(section, key, below, reference)
    elif not values(schema):
        yield f"- **Type**: {type_words(schema, reference.root, reference.places)}"
        yield from _limits_and_example(section.name, schema, schema, reference)
        yield ""


def _even(section: Section, reference: Reference) -> Iterator[str]:
    held = type_words(next(iter(section.keys.values())), reference.root, reference.places)
    yield from (f"Each is {held}, optional.", "")
    rows = (
        (f"{code(key)}{{ #{section.anchor_of(key)} }}", prose(schema.get("description", "")))
        for key, schema in section.keys.items()
    )
    yield from table(("key", "means"), rows)


def _key(section: Section, key: str, schema: Schema, reference: Reference) -> Iterator[str]:
    root, places = reference.root, reference.places
    whole = resolved(schema, root)
    description = next((each["description"] for each in [whole, *branches(whole)] if "description" in each), "")
    if described := _LEFT_OUT.sub("", description).strip():
        yield from (prose(described), "")
    required = key in section.schema.get("required", ())
    yield f"- **Type**: {type_words(schema, root, places)}, {_needed(whole, required=required)}"
    if left_out := _LEFT_OUT.search(description):
        yield f"- **Left out**: {prose(left_out[1])}"
    elif "default" in whole:
        yield f"- **Left out**: {code(json.dumps(whole['default']))}"
    yield from _limits_and_example(key, schema, whole, reference)
    yield ""
    yield from dict.fromkeys(_values_within(schema, reference))


def _needed(schema: Schema, *, required: bool) -> str:
    if required:
        return "**required**" + ("; null where it does not apply" if nullable(schema) else "")
    return "optional"


def _values(schema: Schema) -> Iterator[str]:
    """The values that are allowed, where there is a choice."""
    found = values(schema)
    if len(found) > 1 and any(each.description for each in found):
        yield from table(("value", "means"), ((code(str(each.value)), prose(each.description)) for each in found))
    elif len(found) > 1:
        shown = ", ".join(code("null" if each.value is None else str(each.value)) for each in found)
        yield from (f"Values: {shown}", "")


def _values_within(schema: Schema, reference: Reference) -> Iterator[str]:
    """The values that are allowed here and in what is held here, unless they are told elsewhere."""
    if definition(schema) in reference.places or id(schema) in reference.places:
        return
    whole = resolved(schema, reference.root)
    yield from _values(whole)
    if not values(whole):
        for inner in _within(whole):
            yield from _values_within(inner, reference)


def _limits_and_example(key: str, schema: Schema, whole: Schema, reference: Reference) -> Iterator[str]:
    own = schema if definition(schema) in reference.places else whole
    if found := limits(own, reference.root, reference.places):
        yield f"- **Limits**: {'; '.join(found)}"
    if "examples" in whole:
        lines = _written({key: whole["examples"][0]}, reference)
        line = lines[0] if len(lines) == 1 else " ".join(as_yaml({key: whole["examples"][0]}, flow=True))[1:-1]
        yield from _example(reference.language, line, lines)
    elif isinstance(value := reference.seen.get(id(schema)), str | int | float | bool):
        line = f'"{key}": {json.dumps(value, ensure_ascii=False)}'
        yield from _example("json", line, [line])


def _written(value: Mapping[str, object], reference: Reference) -> list[str]:
    """Keys with values as people write them."""
    if reference.language == "toml":
        return [f"{key} = {json.dumps(one, ensure_ascii=False)}" for key, one in value.items()]
    return as_yaml(value)


def _example(language: str, line: str, lines: list[str]) -> Iterator[str]:
    """The example on a line if it is short, else in a block."""
    if len(line) <= _SHORT:
        yield f"- **Example**: {code(line)}"
    else:
        yield from ("- **Example**:", "")
        yield from (f"    {one}".rstrip() for one in fence(language, lines))
