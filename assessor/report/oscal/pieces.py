"""The pieces that every OSCAL document is made of."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING, Any

from assessor.report.oscal.values import (
    NAMESPACE,
    UNKNOWN_DAY,
    Identities,
    markdown,
    path_reference,
    plain,
    start_of,
    token,
    url_reference,
    uuid_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from assessor.model.knowledge import Knowledge

Piece = dict[str, Any]

_WIDTH = 140
"""Columns of what stands on one line."""

CATALOG_FILE = "oscal-catalog.json"
"""What the file of the catalog is called where nobody says otherwise."""
STUDY = (
    "C. Alcaraz and J. Lopez, Digital Twin Security: a perspective of efforts from standardization bodies, "
    "Computer Science Department, University of Malaga"
)


def present(**fields: Any) -> Piece:
    """An object of the fields that there are: OSCAL has no empty list and no empty text. `_` stands for `-`."""
    return {name.replace("_", "-"): value for name, value in fields.items() if value not in (None, "", [])}


def prop(name: str, value: object, *, of: str | None = None, group: str | None = None, remarks: str = "") -> Piece:
    """A property in the project's own namespace; nothing where the value says nothing.

    `of` (OSCAL's class) is the basis that it holds on, and `group` what of several things it is said of.
    """
    said = plain("" if value is None else value)
    if not said:
        return {}
    return present(name=name, ns=NAMESPACE, value=said, **{"class": of}, group=group and token(group), remarks=remarks)


def props(*pieces: Piece) -> list[Piece]:
    """The properties that say something."""
    return [piece for piece in pieces if piece]


def link(href: str, rel: str, text: str, *, resource_fragment: str = "") -> Piece:
    """A link, to a part of a resource if one is named."""
    return present(href=href, rel=rel, resource_fragment=plain(resource_fragment), text=markdown(text))


def resource(uuid: str, title: str, *, description: str = "", citation: str = "", href: str = "", **more: Any) -> Piece:
    """A resource of the back matter; `href` is a reference already. What is nowhere to be fetched is there as text."""
    return present(
        uuid=uuid,
        title=markdown(title),
        description=markdown(description),
        citation={"text": markdown(citation)} if citation else None,
        rlinks=[present(href=href, **more)] if href else None,
        base64=None if href else _included(citation or description or title),
    )


def _included(text: str) -> Piece:
    return {"media-type": "text/plain", "value": b64encode(plain(text).encode()).decode()}


def evidence_reference(item: Mapping[str, Any]) -> str:
    """Where an evidence item is, as a reference that a reader may follow; empty if there is none."""
    if item["path"] is not None:
        return path_reference(item["path"])
    return url_reference(item["url"] or "")


DAYS = "Moments are days: 00:00 UTC of the day of the assessment or of the evidence, 23:59:59 UTC of the day of expiry."


def metadata(title: str, oscal_version: str, *, day: str | None, version: str, **more: Any) -> Piece:
    """The metadata of a document; `title` is text, and it was last modified on the day."""
    return present(
        title=markdown(title) or "-",
        last_modified=start_of(day or UNKNOWN_DAY),
        version=plain(version),
        oscal_version=oscal_version,
        **more,
    )


def pack_version(knowledge: Knowledge) -> str:
    """The versions of the rules as one word of a document's version."""
    return ", ".join(f"{pack.pack} {pack.version}" for pack in knowledge.packs)


def document(model: str, **fields: Any) -> Piece:
    """A whole document. Its own UUID comes from all that it says, since another text is another document."""
    body = present(**fields)
    return {model: {"uuid": uuid_of(model, body), **body}}


def written(whole: Piece) -> str:
    """A document as JSON text, ASCII only, with a line feed at its end; what is short stands on one line."""
    return "".join(_lines(whole, "\n")) + "\n"


def _lines(value: object, line: str) -> Iterator[str]:
    compact = json.dumps(value)
    if not isinstance(value, dict | list) or len(line) + len(compact) <= _WIDTH:
        yield compact
        return
    inner = line + "  "
    start, end = "{}" if isinstance(value, dict) else "[]"
    named = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    for number, (name, item) in enumerate(named):
        yield f"{',' if number else start}{inner}{'' if name is None else f'{json.dumps(name)}: '}"
        yield from _lines(item, inner)
    yield line + end


def catalog_link(catalog: Piece) -> Piece:
    """The link to the catalog whose objectives a document speaks of."""
    return link(f"#{catalog['uuid']}", "reference", "The catalog of the requirements")


def catalog_resource(identities: Identities) -> Piece:
    """The resource that stands for the catalog."""
    return resource(
        identities.of("catalog"),
        "The catalog of the requirements",
        description="The requirements as an OSCAL catalog, which dtassess export oscal-catalog writes.",
        href=CATALOG_FILE,
        media_type="application/json",
    )


def study_resource(identities: Identities) -> Piece:
    """The resource that stands for the study."""
    return resource(identities.of("study"), "The study", citation=STUDY)


def references(key: str, uuids: Iterable[str]) -> list[Piece]:
    """References to other objects, none twice."""
    return [{key: uuid} for uuid in dict.fromkeys(uuids)]
