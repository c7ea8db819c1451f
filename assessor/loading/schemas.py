"""JSON Schemas, and what they have to say of a document: the only place that imports jsonschema, and only when asked.

A plain scalar is matched as YAML has it: as the text that is written, and as the boolean or number that the core schema
makes of it, whichever the schema wants. The words are those of `violations`. Knows nothing of profiles or rules.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from assessor.loading.bundled import bundled
from assessor.loading.nodes import Plain, same_for_equals
from assessor.loading.scalars import boolean, day, number
from assessor.loading.sentences import choices
from assessor.loading.violations import Violation, problems

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

    from assessor.errors import Problem
    from assessor.loading.source import Document

    Errors = Iterable[ValidationError] | None
    Keyword = Callable[[Validator, Any, Any, dict[str, Any]], Errors]

_MOST_VIOLATIONS = 2_000


def explain(document: Document, schema_name: str) -> list[Problem]:
    """Every violation of the schema in the document, in words, with places; empty if it is valid, at most 2,000.

    Empty too for a document without a root, of which its own problems say all there is to say.
    """
    if document.root is None:
        return []
    errors = _validator(schema_name).iter_errors(document.root)
    return problems(document, islice(map(_violation, errors), _MOST_VIOLATIONS))


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema of that name that came with the project, such as `profile`; not to be changed by the caller."""
    text = (bundled("schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _violation(error: ValidationError) -> Violation:
    return Violation(
        keyword=str(error.validator),
        wanted=error.validator_value,
        found=error.instance,
        schema=error.schema if isinstance(error.schema, dict) else {},
        path=tuple(error.absolute_path),
        about=error.message,
        branch=error.schema_path[0] if error.parent else None,
        of_a_key="propertyNames" in list(error.schema_path)[-2:-1],
        inner=tuple(map(_violation, error.context or ())),
    )


@cache
def _validator(schema_name: str) -> Validator:
    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.validators import extend

    types = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"boolean": _is_boolean, "number": _is_number, "integer": _is_integer}
    )
    formats = FormatChecker(formats=())
    formats.checks("date")(lambda value: not isinstance(value, str) or day(value) is not None)
    base = Draft202012Validator.VALIDATORS
    keywords = {
        "required": _required,
        "additionalProperties": _additional_properties,
        "uniqueItems": _unique_items,
        "const": _const,
        "enum": _enum,
        "minimum": _minimum,
        "maximum": _maximum,
        "items": lambda validator, wanted, found, within: _items(base["items"], validator, wanted, found, within),
        "anyOf": lambda validator, wanted, found, within: _union(base["anyOf"], validator, wanted, found, within),
        "oneOf": lambda validator, wanted, found, within: _union(base["oneOf"], validator, wanted, found, within),
    }
    validator: type[Validator] = extend(Draft202012Validator, keywords, type_checker=types)  # type: ignore[no-untyped-call]
    return validator(schema(schema_name), format_checker=formats)


def _is_boolean(_: object, value: object) -> bool:
    return isinstance(value, Plain) and boolean(value) is not None


def _is_number(_: object, value: object) -> bool:
    return isinstance(value, Plain) and number(value) is not None


def _is_integer(_: object, value: object) -> bool:
    return isinstance(value, Plain) and isinstance(number(value), int)


def _fails(about: str = "", *path: str | int) -> ValidationError:
    from jsonschema import ValidationError

    return ValidationError(about, path=path)


def _required(_: Validator, names: list[str], found: object, __: object) -> Iterator[ValidationError]:
    """One error for each key that is not there, about its name."""
    if isinstance(found, dict):
        yield from (_fails(name) for name in names if name not in found)


def _additional_properties(
    validator: Validator, wanted: Any, found: object, within: dict[str, Any]
) -> Iterator[ValidationError]:
    """One error for each key that is not known, about its name."""
    names = [name for name in found if name not in within.get("properties", ())] if isinstance(found, dict) else []
    for name in names:
        if wanted is False:
            yield _fails(name, name)
        else:
            yield from validator.descend(found[name], wanted, path=name)  # type: ignore[attr-defined, index]


def _unique_items(_: Validator, wanted: bool, found: object, __: object) -> Iterator[ValidationError]:  # noqa: FBT001
    """One error for each entry that is there already, about the index of the first."""
    seen: dict[Hashable, int] = {}
    for index, entry in enumerate(found if isinstance(found, list) and wanted else ()):
        first = seen.setdefault(same_for_equals(entry), index)
        if first != index:
            yield _fails(str(first), index)


def _const(_: Validator, wanted: object, found: object, __: object) -> Iterator[ValidationError]:
    if not _is_same(found, wanted):
        yield _fails()


def _enum(_: Validator, wanted: list[object], found: object, __: object) -> Iterator[ValidationError]:
    if not any(_is_same(found, each) for each in wanted):
        yield _fails()


def _is_same(found: object, wanted: object) -> bool:
    """Whether a node is a constant of a schema: null, text, a boolean or a number."""
    if wanted is None or isinstance(wanted, str) or not isinstance(found, Plain):
        return found == wanted
    return boolean(found) is wanted if isinstance(wanted, bool) else number(found) == wanted


def _minimum(_: Validator, limit: float, found: object, __: object) -> Iterator[ValidationError]:
    exact = number(found) if isinstance(found, Plain) else None
    if exact is not None and exact < limit:
        yield _fails()


def _maximum(_: Validator, limit: float, found: object, __: object) -> Iterator[ValidationError]:
    exact = number(found) if isinstance(found, Plain) else None
    if exact is not None and exact > limit:
        yield _fails()


def _items(base: Keyword, validator: Validator, wanted: Any, found: Any, within: dict[str, Any]) -> Errors:
    """As ever, but not for a list that is longer than allowed, which may be a very long one."""
    too_long = isinstance(found, list) and len(found) > within.get("maxItems", len(found))
    return () if too_long else base(validator, wanted, found, within)


def _union(base: Keyword, validator: Validator, branches: Any, found: Any, within: dict[str, Any]) -> Errors:
    """As ever, but at once for a choice of constants."""
    known = choices(branches)
    if known is None:
        return base(validator, branches, found, within)
    return () if any(_is_same(found, each) for each in known) else (_fails(),)
