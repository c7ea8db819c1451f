"""The compiled form of the knowledge: JSON that loads in two milliseconds, where YAML takes hundreds.

A value is the list of its fields in the order in which its class declares them, a fraction a list of numerator and
denominator. The form is read back only by the version that wrote it, so it carries no names. The default pack's places
begin with `rules/`, wherever that is, so that equal rules give equal bytes. Must not import what parses YAML.
"""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING

from assessor.model.knowledge import (
    Benchmark,
    Clause,
    Coverage,
    CsfCategory,
    CsfFunction,
    Difference,
    Knowledge,
    PackIdentity,
    Policy,
    Requirement,
)
from assessor.model.place import Location
from assessor.model.rule import Count, Kind, Lookup, Pattern, Report, Rule
from assessor.model.vocabulary import Band, Group, Layer, Severity, UseCase

if TYPE_CHECKING:
    from typing import Any

    Row = list[Any]


def encode(knowledge: Knowledge) -> bytes:
    """The compiled form; equal knowledge gives equal bytes."""
    return json.dumps(_plain(knowledge), ensure_ascii=False, separators=(",", ":")).encode()


def decode(data: bytes) -> Knowledge:
    """The knowledge from its compiled form. Raises ValueError if it is anything else."""
    try:
        return _knowledge(json.loads(data))
    except (TypeError, LookupError, RecursionError) as error:
        message = f"not the compiled form of this version: {error}"
        raise ValueError(message) from error


def _knowledge(row: Row) -> Knowledge:
    packs, requirements, publication, rights, functions, categories, *rest = row
    benchmarks, policy, kinds, rules, trusted, derived = rest
    return Knowledge(
        packs=tuple([PackIdentity(*pack) for pack in packs]),
        requirements=tuple(map(_requirement, requirements)),
        csf_publication=publication,
        csf_rights=rights,
        functions=tuple([CsfFunction(*function) for function in functions]),
        categories=tuple(map(_category, categories)),
        benchmarks=tuple(map(_benchmark, benchmarks)),
        policy=_policy(policy),
        kinds=tuple(map(_kind, kinds)),
        rules=tuple(map(_rule, rules)),
        trusted=trusted,
        derived=derived and {benchmark: _coverage(of) for benchmark, of in derived.items()},
    )


def _plain(value: object) -> object:
    """A value of the model as lists, mappings, texts and numbers."""
    if isinstance(value, Fraction):
        return [value.numerator, value.denominator]
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, tuple):
        return [_plain(entry) for entry in value]
    return value


def _requirement(row: Row) -> Requirement:
    id_, title, group, definition, layers, primary, secondary, basis, remediation, effort, location = row
    return Requirement(
        id=id_,
        title=title,
        group=Group(group),
        definition=definition,
        layers={layer: layers[layer] for layer in Layer},
        primary=primary,
        secondary=tuple(secondary),
        basis=basis,
        remediation=remediation,
        effort=Fraction(*effort),
        location=Location(*location),
    )


def _category(row: Row) -> CsfCategory:
    id_, title, text, function, location = row
    return CsfCategory(id_, title, text, function, Location(*location))


def _benchmark(row: Row) -> Benchmark:
    (id_, number, body, document, title, type_, architecture, cross_layer, applied_to, use_cases, *rest) = row
    (requirements, published, doubts, differences, band_difference, printed_cells, *publication, clauses, location) = (
        rest
    )
    (identifier, publisher, publisher_title, publisher_type, version, date, status, url) = publication
    return Benchmark(
        id=id_,
        number=number,
        body=body,
        document=document,
        title=title,
        type=type_,
        reference_architecture=architecture,
        cross_layer=cross_layer,
        applied_to=tuple(map(Layer, applied_to)),
        use_cases=tuple(map(UseCase, use_cases)),
        requirements=tuple(requirements),
        published=_coverage(published),
        doubts=tuple(doubts),
        differences=tuple([Difference(*difference) for difference in differences]),
        band_difference=band_difference,
        printed_cells=tuple(printed_cells),
        identifier=identifier,
        publisher=publisher,
        publisher_title=publisher_title,
        publisher_type=publisher_type,
        version=version,
        date=date,
        status=status,
        url=url,
        clauses=tuple([Clause(*clause) for clause in clauses]),
        location=Location(*location),
    )


def _coverage(row: Row) -> Coverage:
    band, functions = row
    return Coverage(band and Band(band), functions if functions is None else tuple(functions))


def _policy(row: Row) -> Policy:
    credits_, thresholds, expiring_within_days, max_age_days = row
    return Policy(
        credits={level: Fraction(*number) for level, number in credits_.items()},
        thresholds={name: Fraction(*number) for name, number in thresholds.items()},
        expiring_within_days=expiring_within_days,
        max_age_days=max_age_days,
    )


def _kind(row: Row) -> Kind:
    name, fields, text, location, given, after = row
    return Kind(name, tuple(fields), text, Location(*location), given, tuple(after))


def _rule(row: Row) -> Rule:
    id_, title, description, source, when, then, pack, location, unless, lookup, count, report = row
    return Rule(
        id=id_,
        title=title,
        description=description,
        source=source,
        when=tuple(map(_pattern, when)),
        then=tuple(map(_pattern, then)),
        unless=tuple(map(_pattern, unless)),
        lookup=lookup and _lookup(*lookup),
        count=count and _count(*count),
        report=report and _report(*report),
        pack=pack,
        location=Location(*location),
    )


def _pattern(row: Row) -> Pattern:
    kind, terms, location = row
    pairs = [(field, tuple(term) if term.__class__ is list else term) for field, term in terms]
    return Pattern(kind, tuple(pairs), Location(*location))


def _lookup(table: str, key: str, value: str, location: Row) -> Lookup:
    return Lookup(table, key, value, Location(*location))


def _count(pattern: Row, among: Row, location: Row) -> Count:
    return Count(_pattern(pattern), tuple(among), Location(*location))


def _report(severity: str, message: str, remediation: str) -> Report:
    return Report(Severity(severity), message, remediation)
