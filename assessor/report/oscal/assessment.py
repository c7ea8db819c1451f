"""One result in its published form (`dtassess/result/v1`), beside what the rules know of its requirements and rules.

The rules need not be those that made it: a result may have been recorded by others, which knew more or less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from assessor.report.oscal.pieces import Piece, present
from assessor.report.oscal.values import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assessor.model.knowledge import Knowledge, Requirement
    from assessor.model.rule import Rule
    from assessor.report.oscal.values import Identities


class Assessment(NamedTuple):
    """A result as the OSCAL documents tell it."""

    result: Mapping[str, Any]
    identities: Identities
    """Of the document that tells it."""
    requirements: Mapping[str, Requirement]
    rules: Mapping[str, Rule]
    twin: Piece
    """The twin as a component."""
    assets: Piece
    """What it was assessed with: the assessor."""

    @property
    def name(self) -> str:
        """The twin's."""
        return str(self.result["profile"]["name"])

    @property
    def basis(self) -> str:
        """Of the gate and of the findings."""
        return str(self.result["basis"])

    @property
    def day(self) -> str:
        """Of the assessment."""
        return str(self.result["as_of"])

    @property
    def origins(self) -> list[Piece]:
        """Who found something: the assessor."""
        (tool,) = self.assets["components"]
        return [{"actors": [{"type": "tool", "actor-uuid": tool["uuid"]}]}]

    def title_of(self, requirement: str) -> str:
        """What a requirement is called; its id where the rules do not know it."""
        known = self.requirements.get(requirement)
        return known.title if known else requirement


def assessment_of(result: Mapping[str, Any], knowledge: Knowledge | None, identities: Identities) -> Assessment:
    """The result, for a document whose UUIDs are those of `identities`."""
    name = result["profile"]["name"]
    described = result["inputs"]["profile"].get("description")
    return Assessment(
        result=result,
        identities=identities,
        requirements={one.id: one for one in knowledge.requirements} if knowledge else {},
        rules={one.id: one for one in knowledge.rules} if knowledge else {},
        twin=_component(
            identities.of("twin", name), "this-system", name, markdown(described or "") or "A digital twin."
        ),
        assets=_assets(name, result["tool"], identities),
    )


def _assets(name: str, tool: Mapping[str, str], identities: Identities) -> Piece:
    component = _component(
        identities.of("tool", name),
        "software",
        f"{tool['name']} {tool['version']}",
        "Holds what a security profile claims against the requirements of the catalog.",
    )
    platform = present(
        uuid=identities.of("platform", name),
        title=component["title"],
        uses_components=[{"component-uuid": component["uuid"]}],
    )
    return {"components": [component], "assessment-platforms": [platform]}


def _component(uuid: str, kind: str, title: str, description: str) -> Piece:
    """A component of which it is not known how it is run."""
    return present(
        uuid=uuid, type=kind, title=markdown(title) or "-", description=description, status={"state": "other"}
    )
