"""Examples: as YAML, as people write it, and as values that stand in a real document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

import yaml

from reference.shapes import branches, entries, resolved

if TYPE_CHECKING:
    from reference.shapes import Schema


class _Dumper(yaml.SafeDumper):
    """Days need no quotes in what dtassess reads."""

    yaml_implicit_resolvers: ClassVar = {  # type: ignore[misc]
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
    }


def as_yaml(value: object, *, flow: bool | None = None) -> list[str]:
    """As YAML; the innermost lists and mappings on one line unless `flow` says that all is, or nothing."""
    if flow is None and isinstance(value, Mapping) and all(isinstance(each, str) for each in value.values()):
        flow = False  # a single line of text, not a mapping in braces
    width = 10_000 if flow else 90
    text = yaml.dump(value, Dumper=_Dumper, default_flow_style=flow, sort_keys=False, allow_unicode=True, width=width)
    return text.rstrip("\n").split("\n")


def observed(root: Schema, document: object) -> Mapping[int, object]:
    """The first value that a document has for each key, by the identity of the key's schema."""
    found: dict[int, object] = {}
    _observe(root, document, root, found)
    return found


def _observe(schema: Schema, value: object, root: Schema, found: dict[int, object]) -> None:
    if value is not None:
        found.setdefault(id(schema), value)
    for way in branches(resolved(schema, root)):
        whole = resolved(way, root)
        if isinstance(value, Mapping):
            held = {key: whole.get("properties", {}).get(key) for key in value}
            inner = [(held[key] or whole.get("additionalProperties"), value[key]) for key in value]
        else:
            inner = [(each, one) for each in entries(whole) for one in value] if isinstance(value, list) else []
        for below, one in inner:
            if isinstance(below, Mapping):
                _observe(below, one, root, found)
